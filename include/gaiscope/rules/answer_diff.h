/* SPDX-License-Identifier: MIT */
/**
 * Answers compared as sets: order, TTL, letter case and duplicates do not count. Pure.
 */
#ifndef GAISCOPE_RULES_ANSWER_DIFF_H
#define GAISCOPE_RULES_ANSWER_DIFF_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/lookup.h"

#include <stdbool.h>

/** One address of the union of libc's and DNS's answers. */
struct gs_set_member {
    struct gs_address address; /**< which */
    bool in_libc;              /**< getaddrinfo gave it */
    bool in_dns;               /**< an A or AAAA record of the DNS part has it */
    uint32_t ttl_s;            /**< of the record, as received; 0 when not in DNS */
    int64_t received_us;       /**< when the record came; 0 when not in DNS */
};

/** libc's order first, then what only DNS has, in the order of its records. */
struct gs_set GS_VEC_OF(struct gs_set_member);

/** How two sets stand to each other. */
enum gs_set_relation {
    GS_SET_UNKNOWN = 0, /**< one side has not answered (or failed temporarily) */
    GS_SET_SAME,        /**< the same members */
    GS_SET_DIFFERENT,   /**< at least one has what the other has not */
    GS_SET_BOTH_EMPTY,  /**< both answered that there is nothing */
};

/** The union with marks. IPv4 mapped addresses count as their IPv4 address.
 *  Owns: the caller, gs_vec_fini(). */
struct gs_set gs_answer_set(const struct gs_facts *facts);

/** How libc's and DNS's answers stand to each other, for the families asked. */
enum gs_set_relation gs_answer_relation(const struct gs_lookup *lookup);

/** Whether libc's answer can hold addresses of a family: it was asked for, or V4MAPPED brings
 *  IPv4 in beside IPv6. RFC 3493 6.1. */
bool gs_answer_wants(const struct gs_lookup *lookup, int family);

/** How one row stands to the round before. */
enum gs_change {
    GS_CHANGE_NONE = 0, /**< the same */
    GS_CHANGE_ADDED,    /**< new */
    GS_CHANGE_REMOVED,  /**< gone */
    GS_CHANGE_CHANGED,  /**< same key, other value */
};

/** Whether a row of getaddrinfo (address, port, socktype, protocol) is in an answer. */
bool gs_answer_has_row(const struct gs_system_answer *answer,
                       const struct gs_addrinfo *row);

#endif
