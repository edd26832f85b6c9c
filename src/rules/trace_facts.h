/* SPDX-License-Identifier: MIT */
/**
 * What a trace keeps of a message: facts and records as texts, bounded. Private to the rules
 * room.
 */
#ifndef GAISCOPE_RULES_TRACE_FACTS_H
#define GAISCOPE_RULES_TRACE_FACTS_H

#include "gaiscope/model/trace.h"

/** Keeps the facts of a server's message and its records. */
void gs_trace_keep_facts(struct gs_trace_server *server,
                         const struct gs_dns_answer *answer);

/** Keeps the records at the end: those of the answer, or the SOA that proves that there are
 *  none. */
void gs_trace_keep_end(struct gs_trace *trace, const struct gs_dns_answer *answer,
                       enum gs_trace_said said);

#endif
