/* SPDX-License-Identifier: MIT */
#include "clock.h"

#include <uv.h>

enum {
    US_PER_MS = 1000,
    US_PER_S = 1000000,
    NS_PER_US = 1000,
};

int64_t gs_clock_real_us(void)
{
    return (int64_t)(uv_hrtime() / NS_PER_US);
}

int64_t gs_clock_wall_us(void)
{
    uv_timeval64_t wall = {0};
    (void)uv_gettimeofday(&wall); /* only fails for a bad pointer */
    return wall.tv_sec * US_PER_S + wall.tv_usec;
}

void gs_clock_replay(struct gs_clock *clock, int64_t begin_us, int64_t wall_us,
                     int64_t real_us)
{
    *clock = (struct gs_clock){
        .is_replay = true,
        .quarters = GS_CLOCK_ONE,
        .at_us = begin_us,
        .real_us = real_us,
        .wall_us = wall_us - begin_us,
    };
}

static int64_t replay_us(const struct gs_clock *clock, int64_t real_us)
{
    int64_t passed = clock->is_stopped ? 0 : real_us - clock->real_us;
    return clock->at_us + passed * clock->quarters / GS_CLOCK_ONE;
}

struct gs_now gs_clock_at(const struct gs_clock *clock, int64_t real_us)
{
    if (!clock->is_replay) {
        return (struct gs_now){real_us, gs_clock_wall_us() / US_PER_S};
    }
    int64_t us = replay_us(clock, real_us);
    return (struct gs_now){us, (us + clock->wall_us) / US_PER_S};
}

struct gs_now gs_clock_now(const struct gs_clock *clock)
{
    return gs_clock_at(clock, gs_clock_real_us());
}

/* From here on it counts anew. */
static void anchor(struct gs_clock *clock, int64_t real_us)
{
    clock->at_us = replay_us(clock, real_us);
    clock->real_us = real_us;
}

void gs_clock_set_speed(struct gs_clock *clock, unsigned quarters, int64_t real_us)
{
    anchor(clock, real_us);
    clock->quarters = quarters;
}

void gs_clock_stop(struct gs_clock *clock, bool is_stopped, int64_t real_us)
{
    anchor(clock, real_us);
    clock->is_stopped = is_stopped;
}

void gs_clock_advance(struct gs_clock *clock, int64_t to_us, int64_t real_us)
{
    anchor(clock, real_us);
    clock->at_us = to_us > clock->at_us ? to_us : clock->at_us;
}

uint64_t gs_clock_delay_ms(const struct gs_clock *clock, int64_t until_us,
                           int64_t real_us)
{
    int64_t left_us = until_us - (clock->is_replay ? replay_us(clock, real_us) : real_us);
    if (clock->is_replay && clock->is_stopped) {
        return UINT64_MAX;
    }
    if (left_us <= 0) {
        return 1;
    }
    uint64_t ms = ((uint64_t)left_us + US_PER_MS - 1) / US_PER_MS;
    return clock->is_replay ? (ms * GS_CLOCK_ONE + clock->quarters - 1) / clock->quarters
                            : ms;
}
