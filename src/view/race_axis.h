/* SPDX-License-Identifier: MIT */
/*
 * The time axis of a race, as numbers: how much time matters, where its ticks are, and in
 * which column a moment lies. Pure.
 *
 *     0 ms       100        200      moments up to `reach_us` have a column of their own;
 *     ┬───────────┬──────────┬       what ends later is beyond the axis
 */
#ifndef GAISCOPE_SRC_VIEW_RACE_AXIS_H
#define GAISCOPE_SRC_VIEW_RACE_AXIS_H

#include "gaiscope/model/race.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An axis of `cells` + 1 columns. */
struct gs_axis {
    int x;                /* column of the moment 0 */
    int cells;            /* columns from there to the last one */
    int64_t span_us;      /* the moment of the last column */
    int64_t tick_us;      /* from tick to tick */
    size_t ticks_a_label; /* every so many ticks have a number */
};

/* The axis for moments up to `reach_us` in `cells` + 1 columns from `x` on. */
struct gs_axis gs_axis_of(int64_t reach_us, int x, int cells);

/* The column of a moment; one that is beyond the axis has its last one. */
int gs_axis_column(const struct gs_axis *axis, int64_t at_us);

/* Whether a moment lies behind the last column. */
bool gs_axis_is_beyond(const struct gs_axis *axis, int64_t at_us);

/* The least number of the form 1, 2 or 5 times a power of ten that is not below. */
int64_t gs_axis_nice(int64_t at_least);

/* How much of a race matters: until it was won, and some: what ends soon after the win has its
 * place, what takes much longer has not. Takes: `now_us` of a race that runs or was stopped:
 * what has no end lasts until then. Returns: at least 1 ms. */
int64_t gs_race_reach(const struct gs_race *race, int64_t now_us);

#endif
