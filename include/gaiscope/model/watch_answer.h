/* SPDX-License-Identifier: MIT */
/**
 * What one round found of one watched host: DNS each time, libc now and then. Sets are
 * sorted and have each value once, names are in lower case without a final dot: two answers
 * that mean the same have the same values, whatever order, TTL or case came. A plain value.
 */
#ifndef GAISCOPE_MODEL_WATCH_ANSWER_H
#define GAISCOPE_MODEL_WATCH_ANSWER_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/mx_plan.h"
#include "gaiscope/model/outcome.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_WATCH_ADDRESSES_MAX 256 /**< kept of one answer and family */
#define GS_WATCH_NAMES_MAX     32  /**< kept mail exchanges, or names of an address */
#define GS_WATCH_DETAIL_MAX    112 /**< bytes of detail with NUL */

/** Where libc has a name from. */
enum gs_watch_source {
    GS_WATCH_SOURCE_NONE = 0, /**< not asked, or nobody has it */
    GS_WATCH_SOURCE_DNS,      /**< the name servers */
    GS_WATCH_SOURCE_HOSTS,    /**< the hosts file */
    GS_WATCH_SOURCE_OTHER,    /**< another source of libc */
};

/** Names, sorted, each once. */
struct gs_name_list GS_VEC_OF(char *);

/** One round of one host. A zeroed struct is one in which nothing was asked. */
struct gs_watch_answer {
    enum gs_outcome
        outcome; /**< of A and AAAA together (of PTR for an address): ANSWERED with
                                   one address; else the worst that was said */
    enum gs_outcome sides
        [2]; /**< of AAAA and A, as gs_race_side() counts; NOT_ASKED for an address */
    struct gs_address_list
        addresses; /**< IPv4 first, then by bytes: gs_address_compare(). DNS's; where it has
                        none and libc does (hosts file, another source), libc's */
    uint16_t counts[2];            /**< IPv6 and IPv4 addresses in it */
    uint32_t left_outs[2];         /**< addresses over GS_WATCH_ADDRESSES_MAX, the same */
    char *canonical;               /**< where the CNAMEs end; NULL: no CNAME */
    enum gs_outcome mx_outcome;    /**< of MX; NOT_ASKED: not in this round */
    struct gs_name_list exchanges; /**< "10 mx.example.org"; one "" is null MX */
    enum gs_outcome pointer_outcome; /**< of PTR; NOT_ASKED: the host is a name */
    struct gs_name_list pointers;    /**< names of the address */
    int64_t dns_us;       /**< the slower of A and AAAA; -1: not asked or no answer */
    uint32_t sides_us[2]; /**< of AAAA and A alone; 0: not asked or no answer */
    uint32_t ttl_s;       /**< the least; 0: none */
    char detail
        [GS_WATCH_DETAIL_MAX]; /**< of a failure: "SERVFAIL from 10.0.0.2"; sanitised */
    enum gs_outcome libc_outcome; /**< of getaddrinfo; NOT_ASKED: not in this round */
    int64_t libc_us;              /**< how long it took; -1: not asked */
    struct gs_address libc_first; /**< its first address: whom a program tries first */
    bool is_libc_same;            /**< libc's set is the one of DNS */
    enum gs_watch_source
        source; /**< where libc has it from; NONE: not asked in this round */
};

/** Owns: the caller frees with gs_watch_answer_free(). Times are -1. */
struct gs_watch_answer *gs_watch_answer_new(void);

/** A deep copy. Owns: the caller. */
struct gs_watch_answer *gs_watch_answer_copy(const struct gs_watch_answer *answer);

/**
 * Takes over each fact that `answer` has and leaves the others: a family's set where that side
 * was said, libc's order and source where libc answered, MX, PTR, times. A temporary failure as a
 * whole has no fact but its detail.
 */
void gs_watch_answer_learn(struct gs_watch_answer *known,
                           const struct gs_watch_answer *answer);

/** Takes over the set of one family, as gs_race_side() counts. */
void gs_watch_answer_take_side(struct gs_watch_answer *known,
                               const struct gs_watch_answer *answer, size_t side);

/** Whether `known` has a fact that `answer` has not. */
bool gs_watch_answer_lacks(const struct gs_watch_answer *answer,
                           const struct gs_watch_answer *known);

/** Adds an address to the set, where it is not in it; over the limit it is counted alone. */
void gs_watch_answer_add_address(struct gs_watch_answer *answer,
                                 const struct gs_address *address);

/** Adds a copy of a name to a sorted list, where it is not in it, in lower case and without its
 *  final dot. Returns: false: the list is full (GS_WATCH_NAMES_MAX). */
bool gs_name_list_add(struct gs_name_list *list, const char *name);

/** Whether mail exchanges are null MX: the root alone. RFC 7505 3. */
bool gs_name_list_is_null_mx(const struct gs_name_list *exchanges);

/** Whether two lists hold the same names. */
bool gs_name_list_is_equal(const struct gs_name_list *a, const struct gs_name_list *b);

/** Frees a list's names and leaves it empty. */
void gs_name_list_clear(struct gs_name_list *list);

/** Frees it and all it owns; NULL is fine. */
void gs_watch_answer_free(struct gs_watch_answer *answer);

#endif
