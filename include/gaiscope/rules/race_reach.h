/* SPDX-License-Identifier: MIT */
/**
 * How much of a race's time is worth drawing, and where a moment lies in it: the same for the
 * lanes of the dashboard and for those of a report. Pure.
 */
#ifndef GAISCOPE_RULES_RACE_REACH_H
#define GAISCOPE_RULES_RACE_REACH_H

#include "gaiscope/model/race.h"

#define GS_RACE_REACH_MAX_US INT64_C(1000000000000) /**< of any race: eleven days */

/** How much of a race matters: until it was won, and some: what ends soon after the win has its
 *  place, what takes much longer has not. Takes: `now_us` of a race that runs or was stopped:
 *  what has no end lasts until then. Returns: 1 ms to GS_RACE_REACH_MAX_US. */
int64_t gs_race_reach(const struct gs_race *race, int64_t now_us);

/** The cell of a moment in a row of `cells` that ends at `reach_us`. Takes: any moment;
 *  `reach_us` from gs_race_reach(). Returns: 0 to `cells`, which is behind the last one. */
int gs_race_cell(int64_t at_us, int64_t reach_us, int cells);

#endif
