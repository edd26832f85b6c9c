/* SPDX-License-Identifier: MIT */
/**
 * Expectations over the rounds: which began to fail and which hold again. Pure; private to this
 * room.
 */
#ifndef GAISCOPE_RULES_WATCH_HELD_H
#define GAISCOPE_RULES_WATCH_HELD_H

#include "gaiscope/rules/watch_compare.h"

/** Judges a round: `failing` is what does not hold now. */
void watch_held_judge(struct gs_watch_trend *trend, const struct gs_watch *watch,
                      const struct gs_watch_answer *answer,
                      const struct gs_sinkhole_list *sinkholes);

/** Appends EXPECTATION_FAILED and _HELD for what was not told so yet; while the host
 *  flaps only what lasts. Takes: `known`, the round included. */
void watch_held_tell(struct gs_watch_trend *trend, const struct gs_watch *watch,
                     const struct gs_watch_answer *known,
                     const struct gs_sinkhole_list *sinkholes,
                     struct gs_watch_change_list *out);

#endif
