/* SPDX-License-Identifier: MIT */
/**
 * One row of an answer against the round before. Order, TTL and times do not count. Pure.
 * What the new answers lack is found the other way round: a row of the old ones that is
 * GS_CHANGE_ADDED when compared with the new ones has been removed.
 */
#ifndef GAISCOPE_RULES_ROUND_DIFF_H
#define GAISCOPE_RULES_ROUND_DIFF_H

#include "gaiscope/rules/answer_diff.h"

/** An address of the union, with who has it. */
enum gs_change gs_member_change(const struct gs_set *before,
                                const struct gs_set_member *member);

/** A DNS question: its outcome and the texts of the records of its type. A question without
 *  an answer, and one with more than 512 records, has not changed. */
enum gs_change gs_query_change(const struct gs_facts *before,
                               const struct gs_dns_query *query);

/** An address's names, from DNS and from libc, and where they lead. */
enum gs_change gs_reverse_change(const struct gs_facts *before,
                                 const struct gs_reverse *reverse);

/** A mail exchange: its preference, its status and its addresses. Takes: NULL for no plan. */
enum gs_change gs_exchange_change(const struct gs_mx_plan *before,
                                  const struct gs_exchange *exchange);

#endif
