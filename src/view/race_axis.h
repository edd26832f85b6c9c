/* SPDX-License-Identifier: MIT */
/*
 * The time axis of a race, as numbers: where its ticks are, and in which column a moment lies.
 * How much time matters is said by rules/race_reach. Pure.
 *
 *     0 ms       100        200      moments up to `reach_us` have a column of their own;
 *     ┬───────────┬──────────┬       what ends later is beyond the axis
 */
#ifndef GAISCOPE_SRC_VIEW_RACE_AXIS_H
#define GAISCOPE_SRC_VIEW_RACE_AXIS_H

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

#endif
