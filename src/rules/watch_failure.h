/* SPDX-License-Identifier: MIT */
/**
 * Temporary failures: of all of a host's questions, or of one family alone. Pure; private to this
 * room.
 */
#ifndef GAISCOPE_RULES_WATCH_FAILURE_H
#define GAISCOPE_RULES_WATCH_FAILURE_H

#include "gaiscope/model/watched.h"

#define WATCH_ALL_SIDES 3 /**< of failed_sides: nothing was answered */

/** What failed in this round: bit 0 AAAA, bit 1 A, both where nothing was answered. */
uint8_t watch_failed_sides(const struct gs_watch_answer *answer);

/**
 * Takes a round in and appends that a failure began or ended, once it lasts long enough.
 * Takes: `known` before this round.
 */
void watch_failure_step(struct gs_watch_trend *trend, const struct gs_watch_answer *known,
                        const struct gs_watch_answer *answer, int64_t wall_s,
                        struct gs_watch_change_list *out);

/** The same for the first round, which tells nothing. */
void watch_failure_first(struct gs_watch_trend *trend,
                         const struct gs_watch_answer *answer, int64_t wall_s);

/** Whether the host fails: nothing was answered, or one family has failed for some rounds. */
bool watch_is_failing(const struct gs_watch_trend *trend);

#endif
