/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/race_reach.h"

enum {
    US_PER_MS = 1000,
    WINS_MAX = 10, /* at most so many times as long as the win took */
    MARGIN = 8,    /* and an eighth longer at least */
};

static int64_t max_of(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t min_of(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* A moment that can be multiplied; one that has not come is as good as the begin. */
static int64_t bounded(int64_t at_us)
{
    return min_of(max_of(at_us, 0), GS_RACE_REACH_MAX_US);
}

/* The latest of the moments known that is not after `limit_us`, and not before `least_us`. */
static int64_t latest(const struct gs_race *race, int64_t least_us, int64_t limit_us)
{
    int64_t reach_us = least_us;
    for (size_t i = 0; i < 2; i++) {
        int64_t at_us = race->dns[i].answered_us;
        reach_us = at_us <= limit_us ? max_of(reach_us, at_us) : reach_us;
    }
    for (size_t i = 0; i < race->lanes.count; i++) {
        int64_t at_us = race->lanes.items[i].ended_us;
        reach_us = at_us <= limit_us ? max_of(reach_us, at_us) : reach_us;
    }
    return reach_us;
}

static int64_t attempt_delay_us(const struct gs_race *race)
{
    return (int64_t)race->settings.attempt_delay_ms * US_PER_MS;
}

static int64_t reach_of_won(const struct gs_race *race)
{
    int64_t won_us = max_of(bounded(race->won_us), 1);
    int64_t limit_us = max_of(2 * won_us, won_us + 2 * attempt_delay_us(race));
    return latest(race, won_us + won_us / MARGIN, min_of(limit_us, WINS_MAX * won_us));
}

/* Nobody won, or nobody yet: until the last attempt began, and some. */
static int64_t reach_of_open(const struct gs_race *race, int64_t now_us)
{
    int64_t delay_us = attempt_delay_us(race);
    int64_t began_us = 0;
    bool has_open = false;
    for (size_t i = 0; i < race->lanes.count; i++) {
        began_us = max_of(began_us, bounded(race->lanes.items[i].started_us));
    }
    int64_t limit_us = max_of(2 * began_us, began_us + 2 * delay_us);
    for (size_t i = 0; i < race->lanes.count; i++) {
        const struct gs_race_lane *lane = &race->lanes.items[i];
        has_open = has_open || (lane->started_us >= 0 &&
                                (lane->ended_us < 0 || lane->ended_us > limit_us));
    }
    if (!race->is_complete) {
        now_us = bounded(now_us);
        return max_of(latest(race, delay_us, limit_us), now_us + now_us / MARGIN);
    }
    return latest(race, began_us + (has_open ? delay_us : 0), limit_us);
}

int64_t gs_race_reach(const struct gs_race *race, int64_t now_us)
{
    int64_t reach_us =
        race->won_us >= 0 ? reach_of_won(race) : reach_of_open(race, now_us);
    return bounded(max_of(reach_us, US_PER_MS));
}

int gs_race_cell(int64_t at_us, int64_t reach_us, int cells)
{
    int64_t at = min_of(max_of(at_us, 0), reach_us);
    return (int)(at * cells / reach_us);
}
