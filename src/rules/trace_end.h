/* SPDX-License-Identifier: MIT */
/**
 * How a trace ends: with an outcome, and where it fails a sentence that says why. Private to
 * the rules room.
 */
#ifndef GAISCOPE_RULES_TRACE_END_H
#define GAISCOPE_RULES_TRACE_END_H

#include "gaiscope/model/trace.h"

/** Puts a copy of a text (NULL: none) in the place of the one that was there. */
void gs_trace_set_text(char **text, const char *value);

/** Takes: `problem` may be NULL: nothing went wrong. */
void gs_trace_finish(struct gs_trace *trace, enum gs_outcome outcome,
                     const char *problem);

/** Ends a level of which nothing came, and the trace with it. */
void gs_trace_give_up(struct gs_trace *trace, struct gs_trace_level *level);

#endif
