/* SPDX-License-Identifier: MIT */
#include "race_axis.h"

enum {
    PARTS = 6,        /* the span is about so many nice steps */
    TICK_CELLS = 6,   /* columns between two ticks at least */
    LABEL_CELLS = 9,  /* and between two numbers */
    TICK_MIN_US = 10, /* the finest: hundredths of a millisecond */
};

static int64_t max_of(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t min_of(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t gs_axis_nice(int64_t at_least)
{
    static const int64_t steps[] = {1, 2, 5};
    for (int64_t power = 1; power < INT64_MAX / 100; power *= 10) {
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
            if (steps[i] * power >= at_least) {
                return steps[i] * power;
            }
        }
    }
    return at_least;
}

/* The finest nice tick whose columns are far enough from each other. */
static int64_t tick_of(int64_t span_us, int cells)
{
    int64_t tick_us = gs_axis_nice(max_of(span_us * TICK_CELLS / max_of(cells, 1), 1));
    while (tick_us * cells < TICK_CELLS * span_us) { /* the division rounds down */
        tick_us = gs_axis_nice(tick_us + 1);
    }
    return max_of(tick_us, TICK_MIN_US);
}

struct gs_axis gs_axis_of(int64_t reach_us, int x, int cells)
{
    static const size_t labels[] = {1, 2, 5, 10};
    int64_t step_us = gs_axis_nice(max_of((reach_us + PARTS - 1) / PARTS, 1));
    struct gs_axis axis = {.x = x, .cells = cells, .ticks_a_label = 1};
    axis.span_us = max_of((reach_us + step_us - 1) / step_us, 1) * step_us;
    axis.tick_us = tick_of(axis.span_us, cells);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        axis.ticks_a_label = labels[i];
        if (axis.tick_us * (int64_t)labels[i] * cells >= LABEL_CELLS * axis.span_us) {
            break;
        }
    }
    return axis;
}

/* Half a column is rounded down. */
int gs_axis_column(const struct gs_axis *axis, int64_t at_us)
{
    int64_t at = min_of(max_of(at_us, 0), axis->span_us);
    int64_t twice = 2 * axis->span_us;
    return axis->x + (int)((2 * at * axis->cells + axis->span_us - 1) / twice);
}

bool gs_axis_is_beyond(const struct gs_axis *axis, int64_t at_us)
{
    return at_us > axis->span_us;
}
