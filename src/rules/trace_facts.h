/* SPDX-License-Identifier: MIT */
/**
 * What a trace keeps of a message: facts and records as texts, bounded. Private to the rules
 * room.
 */
#ifndef GAISCOPE_RULES_TRACE_FACTS_H
#define GAISCOPE_RULES_TRACE_FACTS_H

#include "gaiscope/model/trace.h"

enum {
    GS_TRACE_LINE_BYTES_MAX = 1024, /* of one record, with the sign that it is cut */
    GS_TRACE_TEXT_BYTES_MAX = 8192, /* of all records of one message */
};

/** Keeps the facts of a server's message and its records: at most GS_TRACE_LINES_MAX, and no
 *  more once they are GS_TRACE_TEXT_BYTES_MAX long; a record longer than
 *  GS_TRACE_LINE_BYTES_MAX ends in "…". */
void gs_trace_keep_facts(struct gs_trace_server *server,
                         const struct gs_dns_answer *answer);

/** Keeps the records at the end: those of the answer, or the SOA that proves that there are
 *  none. */
void gs_trace_keep_end(struct gs_trace *trace, const struct gs_dns_answer *answer,
                       enum gs_trace_said said);

#endif
