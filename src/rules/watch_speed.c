/* SPDX-License-Identifier: MIT */
/*
 * What is usual is a mean over about 64 rounds, with the mean of the distance from it. A time
 * is beyond the bound when it is twice the usual one, five usual distances from it and 5 ms
 * above it: below a few milliseconds nobody waits. Far below is less than half of it, three usual
 * distances from it and 5 ms.
 *
 *               5 rounds in a row beyond the bound
 *     usual ------------------------------------------> slow
 *        ^                                                |
 *        +------------------------------------------------+
 *          5 rounds in a row below the middle of usual and bound;
 *          or a day: slow is what is usual now, nothing is told
 *
 * A time beyond the bound teaches nothing while it may be the first of a row. When the row
 * breaks, its times are learnt as if they had lain on the bound: one outlier moves little, and a
 * host whose answers are now cached and now not learns to be uneven. Five rounds in a row far
 * below are told too and are what is usual from then on.
 */
#include "watch_speed.h"

#include "watch_change_text.h"

#include "gaiscope/base/duration.h"

enum {
    LEARNT_MIN = 16, /* answers before anything is judged */
    LEARNT_MAX = 64, /* answers that the mean goes over */
    IN_A_ROW = 5,
    LEAST_US = 5000,
    NEW_USUAL_S = 86400,
};

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

static uint32_t bounded(uint64_t us)
{
    return us < UINT32_MAX ? (uint32_t)us : UINT32_MAX;
}

static uint32_t slow_bound(const struct gs_watch_trend *trend)
{
    uint64_t usual = trend->usual_us;
    uint64_t bound = 2 * usual;
    uint64_t far = usual + 5 * (uint64_t)trend->deviation_us;
    bound = far > bound ? far : bound;
    return bounded(usual + LEAST_US > bound ? usual + LEAST_US : bound);
}

static bool is_far_below(const struct gs_watch_trend *trend, uint32_t us)
{
    uint32_t less = us < trend->usual_us ? trend->usual_us - us : 0;
    return less > trend->usual_us / 2 && less > LEAST_US &&
           less > 3 * (uint64_t)trend->deviation_us;
}

/* The step of a mean over `count` values towards the next one. */
static uint32_t step(uint32_t mean, uint32_t next, uint32_t count)
{
    int64_t far = (int64_t)next - (int64_t)mean;
    return (uint32_t)((int64_t)mean + far / (int64_t)count);
}

static void learn(struct gs_watch_trend *trend, uint32_t us)
{
    trend->timed_rounds += trend->timed_rounds < LEARNT_MAX ? 1 : 0;
    if (trend->timed_rounds <= 2) {
        bool is_less = trend->timed_rounds == 1 || us < trend->usual_us;
        trend->usual_us = is_less ? us : trend->usual_us; /* the first one fills caches */
        return;
    }
    uint32_t far = distance(us, trend->usual_us);
    trend->usual_us = step(trend->usual_us, us, trend->timed_rounds);
    trend->deviation_us = step(trend->deviation_us, far, trend->timed_rounds);
}

/* The mean of the rounds in a row. */
static void note_level(struct gs_watch_trend *trend, uint32_t us, uint32_t rounds)
{
    trend->level_us = rounds == 1 ? us : step(trend->level_us, us, rounds);
}

static void make_usual(struct gs_watch_trend *trend)
{
    trend->usual_us = trend->level_us;
    trend->deviation_us = trend->level_us / 8;
    trend->timed_rounds = LEARNT_MIN;
    trend->is_slow = false;
    trend->slow_rounds = trend->fast_rounds = 0;
    trend->slow_wall_s = 0;
}

static void tell(struct gs_watch_change_list *out, enum gs_watch_change_type type,
                 uint32_t old_us, uint32_t now_us)
{
    char old[GS_DURATION_TEXT_MAX];
    char now[GS_DURATION_TEXT_MAX];
    struct change_texts texts = {0};
    gs_duration_format(old_us, old);
    gs_duration_format(now_us, now);
    gs_buf_add_text(&texts.old, old);
    gs_buf_add_text(&texts.now, now);
    uint32_t less = type == GS_WATCH_SLOWER ? old_us : now_us;
    uint32_t more = type == GS_WATCH_SLOWER ? now_us : old_us;
    uint32_t times = less == 0 ? 0 : (uint32_t)(((uint64_t)more + less / 2) / less);
    if (times > 1) {
        gs_buf_addf(&texts.remark, "%u times as %s", times,
                    type == GS_WATCH_SLOWER ? "long" : "fast");
    }
    change_push(out, type, &texts);
}

/* -- the states ----------------------------------------------------------------------- */

static void step_slow(struct gs_watch_trend *trend, uint32_t us, int64_t wall_s,
                      struct gs_watch_change_list *out)
{
    uint32_t bound = slow_bound(trend);
    if (wall_s - trend->slow_wall_s >= NEW_USUAL_S) {
        make_usual(trend);
        learn(trend, us);
        return;
    }
    if (us > trend->usual_us + (bound - trend->usual_us) / 2) {
        trend->slow_rounds = 0;
        trend->level_us = step(trend->level_us, us, LEARNT_MIN);
        return;
    }
    if (++trend->slow_rounds == IN_A_ROW) {
        tell(out, GS_WATCH_FASTER, trend->level_us, trend->usual_us);
        trend->is_slow = false;
        trend->slow_rounds = 0;
        trend->slow_wall_s = 0;
    }
}

/* Rows that broke are learnt from. */
static void end_rows(struct gs_watch_trend *trend, uint32_t bound, bool is_beyond,
                     bool is_below)
{
    while (!is_beyond && trend->slow_rounds > 0) {
        learn(trend, bound);
        trend->slow_rounds--;
    }
    while (!is_below && trend->fast_rounds > 0) {
        learn(trend, trend->level_us);
        trend->fast_rounds--;
    }
}

static void step_usual(struct gs_watch_trend *trend, uint32_t us, int64_t wall_s,
                       struct gs_watch_change_list *out)
{
    uint32_t bound = slow_bound(trend);
    bool is_beyond = us > bound;
    bool is_below = is_far_below(trend, us);
    end_rows(trend, bound, is_beyond, is_below);
    if (is_beyond) {
        note_level(trend, us, ++trend->slow_rounds);
    } else if (is_below) {
        note_level(trend, us, ++trend->fast_rounds);
    } else {
        learn(trend, us);
    }
    if (trend->slow_rounds == IN_A_ROW) {
        tell(out, GS_WATCH_SLOWER, trend->usual_us, trend->level_us);
        trend->is_slow = true;
        trend->slow_rounds = 0;
        trend->slow_wall_s = wall_s;
    } else if (trend->fast_rounds == IN_A_ROW) {
        tell(out, GS_WATCH_FASTER, trend->usual_us, trend->level_us);
        make_usual(trend);
    }
}

static uint32_t at_most(uint32_t value, uint32_t most)
{
    return value < most ? value : most;
}

void watch_speed_settle(struct gs_watch_trend *trend)
{
    trend->slow_rounds = at_most(trend->slow_rounds, IN_A_ROW - 1);
    trend->fast_rounds = at_most(trend->fast_rounds, IN_A_ROW - 1);
    trend->timed_rounds = at_most(trend->timed_rounds, LEARNT_MAX);
}

void watch_speed_step(struct gs_watch_trend *trend, int64_t dns_us, int64_t wall_s,
                      struct gs_watch_change_list *out)
{
    uint32_t us = dns_us < UINT32_MAX ? (uint32_t)dns_us : UINT32_MAX - 1;
    if (dns_us < 0) {
        return;
    }
    if (trend->is_slow) {
        step_slow(trend, us, wall_s, out);
    } else if (trend->timed_rounds < LEARNT_MIN) {
        uint32_t most = bounded(4 * (uint64_t)trend->usual_us + 2 * (uint64_t)LEAST_US);
        learn(trend, us < most || trend->timed_rounds == 0 ? us : most);
    } else {
        step_usual(trend, us, wall_s, out);
    }
}
