/* SPDX-License-Identifier: MIT */
/**
 * The reverse names of one address: what libc says, what DNS says, and whether the names
 * lead back. Owned by whoever holds the pointer. RFC 1035 3.5, RFC 3596 2.5.
 */
#ifndef GAISCOPE_MODEL_REVERSE_H
#define GAISCOPE_MODEL_REVERSE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/mx_plan.h"
#include "gaiscope/model/outcome.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_REVERSE_SUMMARY_MAX 64 /**< bytes of gs_reverse_summary() with NUL */
#define GS_REVERSE_NAMES_MAX   16 /**< PTR names kept (and confirmed) of one address */
#define GS_REVERSE_ALIASES_MAX 16 /**< CNAMEs kept on the way to them */
#define GS_REVERSE_OTHERS_MAX  4  /**< other addresses kept of one name */

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
    char *name;                      /**< presentation form */
    enum gs_confirmation confirmed;  /**< does it lead back? */
    enum gs_outcome forward_outcome; /**< of the A or AAAA question; NOT_ASKED: waiting,
                                          or the name is not for DNS */
    int forward_rcode;               /**< its response code; -1: no message came */
    struct gs_address_list others;   /**< addresses it leads to instead, not all */
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
    struct gs_text_list aliases;       /**< CNAMEs followed to them, in order. RFC 2317 */
    uint32_t ttl_s;         /**< the shortest of the PTR records, as received */
    uint32_t left_out;      /**< names over GS_REVERSE_NAMES_MAX */
    int64_t dns_elapsed_us; /**< of the PTR question */
    int64_t started_us;     /**< monotonic, when it was asked */
    bool is_complete;       /**< both answered and every name judged */
};

/** Reverse names of several addresses, in libc's order of the addresses. */
struct gs_reverse_list GS_VEC_OF(struct gs_reverse *);

/** The words a person reads: "leads back", "leads to no address", ... */
const char *gs_confirmation_word(enum gs_confirmation confirmed);

/** Appends why a name is confirmed or not: "leads back", "leads to 192.0.2.9 instead", "has no
 *  IPv6 address", "the name does not exist", "no reply: not known now". Takes: the name's
 *  address. */
void gs_reverse_reason(const struct gs_reverse_name *name,
                       const struct gs_address *address, struct gs_buf *out);

/** What libc says beside DNS. */
enum gs_reverse_libc {
    GS_REVERSE_LIBC_WAITING = 0, /**< one of them has not answered */
    GS_REVERSE_LIBC_SAME,        /**< libc's name is one of DNS's, or both have none */
    GS_REVERSE_LIBC_OTHER,       /**< libc has another name: the hosts file, most often */
    GS_REVERSE_LIBC_ONLY,        /**< libc has a name, DNS none */
    GS_REVERSE_DNS_ONLY,         /**< DNS has a name, libc none */
};

/** Compares both, whatever has come so far. Until the address is complete an answer that is
 *  not there yet is waited for; then it counts as no name. */
enum gs_reverse_libc gs_reverse_libc_of(const struct gs_reverse *reverse);

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
