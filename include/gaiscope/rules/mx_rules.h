/* SPDX-License-Identifier: MIT */
/**
 * The reasoning of a mail sender as a pure state machine: given the plan so far and one DNS
 * answer, what the plan is now and what to ask next. The engine asks; this module decides.
 * RFC 5321 5.1 (CNAME restarts, implicit MX, lowest preference first, equal ones in any
 * order, unusable MX is an error without fallback), RFC 7505 (null MX), RFC 2181 10.3.
 *
 *     MX of domain --CNAME--> MX of its target (at most GS_MX_ALIASES_MAX, no loops)
 *        |-- records -----> A and AAAA of each exchange -> listed
 *        |-- no data -----> A and AAAA of the domain    -> implicit, or none
 *        |-- no such name > nxdomain
 *        `-- temporary ---> temporary_failure, never "no MX"
 */
#ifndef GAISCOPE_RULES_MX_RULES_H
#define GAISCOPE_RULES_MX_RULES_H

#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/mx_plan.h"
#include "gaiscope/model/question.h"

/** One DNS question that the walk needs answered. */
struct gs_mx_want {
    char name[GS_NAME_MAX + 1]; /**< presentation form */
    uint16_t type;              /**< MX, A or AAAA */
};

/** Questions to ask now, in order. */
struct gs_mx_want_list GS_VEC_OF(struct gs_mx_want);

/**
 * Opens a plan for a question's host (a literal, `[192.0.2.1]` or the null node is decided at
 * once, without a question). Appends what to ask to `wants`. Owns: the caller frees the plan.
 */
struct gs_mx_plan *gs_mx_rules_open(const struct gs_question *question,
                                    struct gs_mx_want_list *wants);

/**
 * Takes one answer to a question that was wanted into the plan; appends what to ask next.
 * Sets is_complete when nothing more is wanted and every wanted answer has come.
 */
void gs_mx_rules_answer(struct gs_mx_plan *plan, const struct gs_dns_answer *answer,
                        struct gs_mx_want_list *wants);

#endif
