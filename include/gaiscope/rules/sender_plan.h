/* SPDX-License-Identifier: MIT */
/**
 * The delivery plan as a sender with one family walks it: lowest preference first, equal ones
 * in any order, the addresses of one exchange in libc's order. Pure. RFC 5321 5.1, 4.5.4.
 */
#ifndef GAISCOPE_RULES_SENDER_PLAN_H
#define GAISCOPE_RULES_SENDER_PLAN_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/delivery.h"
#include "gaiscope/model/mx_plan.h"

#include <stdbool.h>

/** One address to be tried. */
struct gs_sender_step {
    struct gs_address address; /**< whom */
    const char *exchange;      /**< whose. Owns: the plan */
    uint16_t preference;       /**< of the exchange */
    size_t number;             /**< of its group, from 1 */
    bool is_first;             /**< of its group */
    bool is_last;              /**< of its group */
    bool is_any_order; /**< its group has several exchanges: one is drawn by lot */
};

/** Addresses in the order tried. */
struct gs_sender_step_list GS_VEC_OF(struct gs_sender_step);

/** The plan of one sender. A zeroed struct is empty. */
struct gs_sender_plan {
    int family;                       /**< AF_INET or AF_INET6: all it has */
    struct gs_sender_step_list steps; /**< what it tries */
    size_t exchange_count;            /**< MX records it has an address for */
    size_t group_count;               /**< groups it has an address for */
    size_t without;                   /**< MX records it has none for, and never will */
    size_t unknown;                   /**< MX records whose addresses are not known now */
    bool is_waiting;                  /**< more may come */
    const char *ending; /**< what happens then, one clause; "" while it waits. Static */
};

/** Makes the plan of a sender. Takes: `delivery`, for the order of addresses; NULL: as they
 *  came. `plan` must outlive *out. Owns: the caller frees with gs_sender_plan_fini(). */
void gs_sender_plan_make(const struct gs_mx_plan *plan,
                         const struct gs_delivery *delivery, int family,
                         struct gs_sender_plan *out);

/** Frees what it owns and leaves it empty. */
void gs_sender_plan_fini(struct gs_sender_plan *plan);

/** The addresses of an exchange in libc's order. Takes: `delivery` as above; room in `out`
 *  for GS_MX_ADDRESSES_MAX. Returns: how many. */
size_t gs_exchange_in_order(const struct gs_exchange *exchange,
                            const struct gs_delivery *delivery,
                            const struct gs_address *out[GS_MX_ADDRESSES_MAX]);

#endif
