/* SPDX-License-Identifier: MIT */
/**
 * What a sender finds beyond the plan: the addresses in libc's order with their names, TLSA
 * of each exchange, and the policies of the domain. RFC 5321, RFC 7672, RFC 7208, RFC 7489,
 * RFC 8461, RFC 8460. Owned by whoever holds the
 * pointer.
 */
#ifndef GAISCOPE_MODEL_DELIVERY_H
#define GAISCOPE_MODEL_DELIVERY_H

#include <stdbool.h>
#include <stdint.h>

/** All of it, so far. */
struct gs_delivery {
    char *name;         /**< the name asked, presentation form */
    int64_t elapsed_us; /**< of all so far */
    bool is_complete;   /**< nothing is under way any more */
};

/** Owns: the caller frees with gs_delivery_free(). */
struct gs_delivery *gs_delivery_new(const char *name);

/** A deep copy. Owns: the caller. */
struct gs_delivery *gs_delivery_copy(const struct gs_delivery *delivery);

/** Frees it and all it owns; NULL is fine. */
void gs_delivery_free(struct gs_delivery *delivery);

#endif
