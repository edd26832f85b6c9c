/* SPDX-License-Identifier: MIT */
/**
 * What a host is now: the first state that holds. Pure; private to this room.
 */
#ifndef GAISCOPE_RULES_WATCH_STATE_H
#define GAISCOPE_RULES_WATCH_STATE_H

#include "gaiscope/model/watched.h"

/** Notes that a family was lost or is there again, and that a loss is what is usual by now. */
void watch_state_note_loss(struct gs_watch_trend *trend,
                           const struct gs_watch_answer *known, int64_t wall_s);

/** The state. Takes: `known`, what is known of it; `is_failing`, whether the last round failed. */
enum gs_watch_state watch_state_of(const struct gs_watch_trend *trend,
                                   const struct gs_watch_answer *known, bool is_failing,
                                   int64_t wall_s);

#endif
