/* SPDX-License-Identifier: MIT */
/**
 * The reverse names of one address: what libc says, what DNS says, and whether the names
 * lead back. Owned by whoever holds the pointer. RFC 1035 3.5, RFC 3596 2.5.
 */
#ifndef GAISCOPE_MODEL_REVERSE_H
#define GAISCOPE_MODEL_REVERSE_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/outcome.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_REVERSE_SUMMARY_MAX 64 /**< bytes of gs_reverse_summary() with NUL */
#define GS_REVERSE_NAMES_MAX   16 /**< PTR names kept (and confirmed) of one address */

/** Whether a name's addresses hold the address it came from. */
enum gs_confirmation {
    GS_CONFIRM_WAITING = 0, /**< not known yet */
    GS_CONFIRM_LEADS_BACK,  /**< the name has this address */
    GS_CONFIRM_ELSEWHERE,   /**< the name has other addresses only */
    GS_CONFIRM_NO_ADDRESS, /**< the name has no address of this family, or does not exist */
    GS_CONFIRM_UNKNOWN,    /**< the forward question had no answer: a temporary failure */
};

/** One PTR name. */
struct gs_reverse_name {
    char *name;                     /**< presentation form */
    enum gs_confirmation confirmed; /**< does it lead back? */
};

/** PTR names in the answer's order. */
struct gs_reverse_name_list GS_VEC_OF(struct gs_reverse_name);

/** One address and its names. */
struct gs_reverse {
    struct gs_address address; /**< whose names */
    enum gs_outcome
        libc_outcome;        /**< of getnameinfo with NI_NAMEREQD; NOT_ASKED: waiting */
    char *libc_name;         /**< getnameinfo's host, sanitised; NULL: none */
    int64_t libc_elapsed_us; /**< of the call */
    enum gs_outcome dns_outcome;       /**< of the PTR question; NOT_ASKED: waiting */
    int dns_rcode;                     /**< its response code; -1: no message came */
    struct gs_reverse_name_list names; /**< PTR names */
    int64_t dns_elapsed_us;            /**< of the PTR question */
    int64_t started_us;                /**< monotonic, when it was asked */
    bool is_complete;                  /**< both answered and every name judged */
};

/** Reverse names of several addresses, in libc's order of the addresses. */
struct gs_reverse_list GS_VEC_OF(struct gs_reverse *);

/** The words a person reads: "leads back", "leads to no address", ... */
const char *gs_confirmation_word(enum gs_confirmation confirmed);

/** "2 of 3 lead back": how many addresses have a name that leads back. */
void gs_reverse_summary(const struct gs_reverse_list *list,
                        char out[GS_REVERSE_SUMMARY_MAX]);

/** Owns: the caller frees with gs_reverse_free(). */
struct gs_reverse *gs_reverse_new(const struct gs_address *address);

/** A deep copy. Owns: the caller. */
struct gs_reverse *gs_reverse_copy(const struct gs_reverse *reverse);

/** Frees it and all it owns; NULL is fine. */
void gs_reverse_free(struct gs_reverse *reverse);

/** Whether at least one name leads back. */
bool gs_reverse_leads_back(const struct gs_reverse *reverse);

#endif
