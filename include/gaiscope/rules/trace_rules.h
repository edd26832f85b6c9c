/* SPDX-License-Identifier: MIT */
/**
 * The reasoning of a resolver that walks down from the root, as a pure state machine: given
 * the trace so far and one DNS answer, what the trace is now and what to ask next. The engine
 * asks; this module decides. RFC 1034 4.3.2 and 5.3.3, RFC 2181 5.4.1 and 6.1, RFC 2308,
 * RFC 6672 (DNAME).
 *
 *     root hints -> all servers of a level asked at once, RD clear
 *        |-- referral to a zone below -> its servers: next level
 *        |       `-- without an address of theirs -> asked of the resolver
 *        |-- records, no data, no such name -> the end
 *        |-- alias out of the zone -> on from the deepest zone known (at most 8, no loops)
 *        `-- lame, upward, astray, nothing -> the others of the level decide
 *
 * The first useful answer of a level is followed, so that a dead server delays nothing; the
 * others are waited for and held against it.
 */
#ifndef GAISCOPE_RULES_TRACE_RULES_H
#define GAISCOPE_RULES_TRACE_RULES_H

#include "gaiscope/model/dns_answer.h"
#include "gaiscope/model/root_hints.h"
#include "gaiscope/model/trace.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One DNS question that the walk needs answered. A plain value. */
struct gs_trace_want {
    char name[GS_NAME_MAX + 1]; /**< presentation form */
    uint16_t type;              /**< record type */
    bool is_address;            /**< an address of a server: the resolver is asked */
    struct gs_endpoint server;  /**< else: this one alone is asked */
    size_t level;               /**< which level of the trace it is of */
    size_t number;              /**< which server of it */
};

/** Questions to ask now, in order. */
struct gs_trace_want_list GS_VEC_OF(struct gs_trace_want);

/** Opens a trace. Appends what to ask to `wants`. Owns: the caller frees the trace. */
struct gs_trace *gs_trace_rules_open(const char *name, uint16_t type,
                                     const struct gs_root_hints *hints,
                                     struct gs_trace_want_list *wants);

/**
 * Takes the answer to a question that was wanted; appends what to ask next. Sets is_complete
 * when nothing more is wanted and every wanted answer has come.
 */
void gs_trace_rules_answer(struct gs_trace *trace, const struct gs_trace_want *asked,
                           const struct gs_dns_answer *answer,
                           struct gs_trace_want_list *wants);

#endif
