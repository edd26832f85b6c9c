/* SPDX-License-Identifier: MIT */
/**
 * What the records of a name come down to, in one sentence: how many of how many types; then,
 * the most serious first, aliases that lead nowhere, what failed and why, lame and truncated
 * answers, what is not there, and whether the resolver says that it validated them. Pure.
 */
#ifndef GAISCOPE_RULES_RECORDS_VERDICT_H
#define GAISCOPE_RULES_RECORDS_VERDICT_H

#include "gaiscope/model/lookup.h"
#include "gaiscope/rules/verdict.h"

#include <stddef.h>

/** What became of the questions of a list. */
struct gs_records_count {
    size_t queries; /**< asked */
    size_t waiting; /**< without an answer so far */
    size_t records; /**< of the types asked for */
    size_t types;   /**< types that have some */
    size_t no_data; /**< the name is there, the type is not */
    size_t no_name; /**< the name is not there */
    size_t failed;  /**< an error, no reply, not asked */
    size_t silent;  /**< of those, without a message */
    size_t retries; /**< silent ones that may work later */
    size_t lame;    /**< asked for their own knowledge, they have none and lead nowhere */
    size_t truncated; /**< records are missing though TCP was tried or is not to be */
    size_t messages;  /**< answers that came as a message */
    size_t with_ad;   /**< messages with the AD bit */
    size_t with_do;   /**< messages of questions that asked for DNSSEC records, too */
    const struct gs_dns_answer *bad_alias; /**< the first whose alias chain loops, dangles
                                                or breaks; NULL: none. Owns: the questions */
};

/** Counts. */
struct gs_records_count gs_records_count_of(const struct gs_dns_query_list *queries);

/**
 * The verdict. Takes: the questions as they are shown, how far the part is, and now (monotonic,
 * for the time waited).
 */
struct gs_verdict gs_records_verdict(const struct gs_dns_query_list *queries,
                                     const struct gs_part_state *state, int64_t now_us);

#endif
