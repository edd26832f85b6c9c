/* SPDX-License-Identifier: MIT */
/**
 * IPv6 and IPv4 of one host, and of others that the person compares it with, side by side:
 * how long DNS, libc and the connect took, and which family a race of these times would win.
 * Owned by whoever holds the pointer.
 */
#ifndef GAISCOPE_MODEL_FAMILIES_H
#define GAISCOPE_MODEL_FAMILIES_H

#include "gaiscope/model/connection.h"
#include "gaiscope/model/outcome.h"
#include "gaiscope/model/question.h"

#define GS_FAMILIES_HOSTS_MAX   64 /**< hosts compared, the question's own first */
#define GS_FAMILIES_SAMPLES_MAX 30 /**< rounds kept of each */
#define GS_FAMILY_ADDRESSES_MAX 32 /**< addresses of one host and family connected to */

/** The other hosts, as typed; the question's own is not among them. */
struct gs_compare_choice {
    char hosts[GS_FAMILIES_HOSTS_MAX - 1][GS_NAME_MAX + 1]; /**< A-label form */
    size_t count;                                           /**< how many */
};

/** One family of one host, in one round. */
struct gs_family_side {
    enum gs_outcome dns_outcome; /**< of AAAA or A; NOT_ASKED: under way, or an address */
    int64_t dns_us;              /**< how long; -1: no answer yet */
    enum gs_outcome libc_outcome;           /**< of getaddrinfo with this family alone */
    int64_t libc_us;                        /**< how long; -1: no answer yet */
    struct gs_connection_list connections;  /**< to each address, in libc's order; at most
                                                GS_FAMILY_ADDRESSES_MAX */
    uint8_t ranks[GS_FAMILY_ADDRESSES_MAX]; /**< of each: its place among all addresses
                                                 of the host, as RFC 6724 sorts */
    bool is_synthetic[GS_FAMILY_ADDRESSES_MAX]; /**< of each: NAT64, IPv4 at the host */
    size_t synthetic_count;                     /**< how many of them are */
    uint32_t left_out;                          /**< addresses over the limit */
    char pointer[GS_NAME_MAX + 1]; /**< the first address's name; "": none or not known */
    enum gs_outcome pointer_outcome; /**< of the question for it */
};

/** One host. */
struct gs_family_row {
    char *host;                     /**< A-label form */
    struct gs_family_side sides[2]; /**< IPv6, IPv4: gs_race_side() */
    int winner_family;              /**< of a race with these times; 0: none (yet) */
    int64_t won_us;                 /**< after how long; -1: not */
    bool is_complete;               /**< nothing is under way any more */
};

/** The question's own host first. */
struct gs_family_row_list GS_VEC_OF(struct gs_family_row);

/** One round of all hosts, so far. */
struct gs_families {
    struct gs_family_row_list rows; /**< by host */
    uint16_t port;                  /**< connected to */
    int64_t elapsed_us;             /**< of all so far */
    bool is_complete;               /**< nothing is under way any more */
};

/** What is kept of one host and family over the rounds; oldest first. */
struct gs_family_samples {
    int64_t dns_us[GS_FAMILIES_SAMPLES_MAX];     /**< -1: failed */
    int64_t libc_us[GS_FAMILIES_SAMPLES_MAX];    /**< -1: failed */
    int64_t connect_us[GS_FAMILIES_SAMPLES_MAX]; /**< the fastest; -1: none opened */
    size_t count;                                /**< how many are kept */
    uint32_t rounds;                             /**< with an address of it, of all */
    uint32_t wins;                               /**< rounds won, of all */
    uint32_t failures;                           /**< rounds in which none opened */
};

/** One host over the rounds. */
struct gs_family_past {
    char *host;                        /**< A-label form */
    struct gs_family_samples sides[2]; /**< IPv6, IPv4 */
    uint32_t rounds;                   /**< of all time */
};

/** In the order of the rows. */
struct gs_family_past_list GS_VEC_OF(struct gs_family_past);

/** Owns: the caller frees with gs_families_free(). */
struct gs_families *gs_families_new(void);

/** A deep copy. Owns: the caller. */
struct gs_families *gs_families_copy(const struct gs_families *families);

/** Frees it and all it owns; NULL is fine. */
void gs_families_free(struct gs_families *families);

/** Adds a host with nothing known. Returns: its row, NULL over GS_FAMILIES_HOSTS_MAX. */
struct gs_family_row *gs_families_add(struct gs_families *families, const char *host);

/** The fastest open connection of a side; NULL: none. Owns: the side. */
const struct gs_connection *gs_family_side_fastest(const struct gs_family_side *side);

/** Adds a complete round to what is kept; hosts that are not in it any more go. */
void gs_family_past_add(struct gs_family_past_list *past,
                        const struct gs_families *families);

/** Frees what is kept and leaves it empty. */
void gs_family_past_clear(struct gs_family_past_list *past);

/** What is kept of a host; NULL: nothing. Owns: the list. */
const struct gs_family_past *gs_family_past_find(const struct gs_family_past_list *past,
                                                 const char *host);

#endif
