/* SPDX-License-Identifier: MIT */
/**
 * A delegation trace in words, the same on a screen and in a report. Pure. Texts hold names in
 * presentation form, which is ASCII. No argument may be NULL; a trace under way is fine.
 */
#ifndef GAISCOPE_RULES_TRACE_WORDS_H
#define GAISCOPE_RULES_TRACE_WORDS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/trace.h"

/** Appends what a zone's servers came to: "12 of 13 refer to org", "2 of 2 answer", "asking 3
 *  servers". */
void gs_trace_level_words(struct gs_buf *out, const struct gs_trace_level *level);

/** Appends what one server said: "refers to org", "lame: refuses", "no reply". */
void gs_trace_server_words(struct gs_buf *out, const struct gs_trace_server *server);

/** What a server came to at a glance: "…" under way, "✓", "≠" says another thing, "✗" nothing
 *  of use came, "▲" to be looked at. */
const char *gs_trace_server_sign(const struct gs_trace_server *server);

/** Appends where the trace ends: "answered", "no such name", "asking org"; a problem is a
 *  sentence of its own. */
void gs_trace_end_words(struct gs_buf *out, const struct gs_trace *trace);

/** What a person is to know of a kind of answer, one or two sentences; "" nothing. */
const char *gs_trace_said_meaning(enum gs_trace_said said);

/** How many servers of all levels are trouble. */
size_t gs_trace_trouble_total(const struct gs_trace *trace);

#endif
