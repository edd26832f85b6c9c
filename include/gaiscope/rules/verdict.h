/* SPDX-License-Identifier: MIT */
/**
 * What came out and why, in one sentence: the second line of the dashboard and the first of
 * a text report. A fact, not a mood. Pure.
 */
#ifndef GAISCOPE_RULES_VERDICT_H
#define GAISCOPE_RULES_VERDICT_H

#include "gaiscope/model/lookup.h"
#include "gaiscope/model/machine.h"

#include <stdint.h>

#define GS_CLAUSES_MAX 8   /**< clauses of one verdict */
#define GS_CLAUSE_MAX  160 /**< bytes of one clause with NUL */

/** The verdict's kind, which chooses its sign and role. */
enum gs_verdict_kind {
    GS_VERDICT_NONE = 0, /**< nothing asked */
    GS_VERDICT_GOOD,     /**< ✓ answered */
    GS_VERDICT_LOOK,     /**< ▲ answered, but look here */
    GS_VERDICT_ABSENT,   /**< ▲ no such name */
    GS_VERDICT_EMPTY,    /**< – the name exists, without what was asked */
    GS_VERDICT_BAD,      /**< ✗ failed, or try again */
    GS_VERDICT_WAITING,  /**< under way */
};

/** One verdict. */
struct gs_verdict {
    enum gs_verdict_kind kind; /**< sign and role */
    char word[48];             /**< "answered", "no such name", "asking again" */
    char clauses[GS_CLAUSES_MAX]
                [GS_CLAUSE_MAX]; /**< by weight; the last ones are left out first */
    size_t clause_count;         /**< how many */
    int64_t elapsed_us;          /**< of getaddrinfo, or of waiting so far; -1: no time */
};

/**
 * The verdict of a lookup as it stands.
 * Takes: `machine` may be NULL (nothing is said about servers then); `now_us` monotonic.
 */
struct gs_verdict gs_verdict_of(const struct gs_lookup *lookup,
                                const struct gs_machine *machine, int64_t now_us);

/** The word for name servers that all failed without a message: "port closed" where every
 *  question found closed ports, else "no reply". */
const char *gs_verdict_dead_word(const struct gs_facts *facts);

#endif
