/* SPDX-License-Identifier: MIT */
/*
 * The one place of this room that reads clocks. The dashboard's time is the machine's, or that
 * of a recording that is played: then it runs faster, slower or not at all. Private to the app
 * room; one thread.
 */
#ifndef GAISCOPE_APP_CLOCK_H
#define GAISCOPE_APP_CLOCK_H

#include "gaiscope/view/view.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_CLOCK_ONE 4 /* quarters of a second that pass in a second: as it was */

/* A zeroed clock is the machine's. */
struct gs_clock {
    bool is_replay;    /* a recording's time */
    bool is_stopped;   /* it stands at at_us */
    unsigned quarters; /* of a second that pass in a second */
    int64_t at_us;     /* its time ... */
    int64_t real_us;   /* ... when the machine's clock showed this */
    int64_t wall_us;   /* what its wall clock is ahead of it */
};

/* The machine's monotonic clock. */
int64_t gs_clock_real_us(void);

/* The machine's wall clock. */
int64_t gs_clock_wall_us(void);

/* Becomes that of a recording, at its begin. Takes: both clocks of the begin. */
void gs_clock_replay(struct gs_clock *clock, int64_t begin_us, int64_t wall_us,
                     int64_t real_us);

/* What it shows at a moment of the machine's clock. */
struct gs_now gs_clock_at(const struct gs_clock *clock, int64_t real_us);

/* What it shows now. */
struct gs_now gs_clock_now(const struct gs_clock *clock);

/* Runs faster or slower from now on. */
void gs_clock_set_speed(struct gs_clock *clock, unsigned quarters, int64_t real_us);

/* Stands, or goes on. */
void gs_clock_stop(struct gs_clock *clock, bool is_stopped, int64_t real_us);

/* Goes to a later time at once; an earlier one changes nothing. */
void gs_clock_advance(struct gs_clock *clock, int64_t to_us, int64_t real_us);

/* Milliseconds of the machine until it shows a time, rounded up, at least one; UINT64_MAX:
 * never, as it stands. */
uint64_t gs_clock_delay_ms(const struct gs_clock *clock, int64_t until_us,
                           int64_t real_us);

#endif
