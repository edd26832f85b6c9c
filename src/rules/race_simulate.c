/* SPDX-License-Identifier: MIT */
/*
 * A race with virtual time: the clock goes from one thing that happens to the next one, and
 * the rules are those of a real race.
 */
#include "gaiscope/rules/race_rules.h"

#include <sys/socket.h>

/* What is assumed, and what of it has happened. */
struct world {
    struct gs_race *race;
    const int64_t *answered_us; /* AAAA, A */
    const struct gs_race_assumed *assumed;
    size_t count;
    int64_t limit_us; /* nobody waits longer for an attempt */
    int64_t wake_us;  /* -1: nothing is waited for */
};

static const struct gs_race_assumed *assumed_of(const struct world *world, size_t lane)
{
    const struct gs_endpoint *endpoint =
        &world->race->lanes.items[lane].connection.endpoint;
    for (size_t i = 0; i < world->count; i++) {
        if (gs_endpoint_is_equal(&world->assumed[i].address.endpoint, endpoint)) {
            return &world->assumed[i];
        }
    }
    return NULL; /* every lane comes from what is assumed */
}

static void answer(struct world *world, size_t side, int64_t now_us)
{
    struct gs_race_address addresses[GS_RACE_ADDRESSES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < world->count && count < GS_RACE_ADDRESSES_MAX; i++) {
        const struct gs_race_address *address = &world->assumed[i].address;
        if (gs_race_side(address->endpoint.address.family) == side) {
            addresses[count++] = *address;
        }
    }
    const struct gs_race_answer found = {.family = side == 0 ? AF_INET6 : AF_INET,
                                         .outcome = count > 0 ? GS_OUTCOME_ANSWERED
                                                              : GS_OUTCOME_NO_DATA,
                                         .addresses = addresses,
                                         .count = count};
    gs_race_answered(world->race, &found, now_us);
}

/* How long an attempt takes. */
static struct gs_connection attempt_of(const struct world *world, size_t lane)
{
    const struct gs_race_assumed *assumed = assumed_of(world, lane);
    struct gs_connection attempt = {.status = assumed->status,
                                    .elapsed_us = assumed->takes_us};
    if (attempt.elapsed_us > world->limit_us) {
        attempt.status = GS_CONNECT_SILENT;
        attempt.elapsed_us = world->limit_us;
    }
    return attempt;
}

/* What happens next. */
struct happening {
    int64_t at_us; /* -1: nothing more */

    enum {
        ANSWER,
        END,
        WAKE
    } kind;

    size_t which; /* side, lane */
};

static void keep_sooner(struct happening *next, struct happening other)
{
    if (other.at_us >= 0 && (next->at_us < 0 || other.at_us < next->at_us)) {
        *next = other;
    }
}

static struct happening find_next(const struct world *world)
{
    struct happening next = {.at_us = -1};
    for (size_t side = 0; side < 2; side++) {
        if (world->race->dns[side].answered_us < 0) {
            keep_sooner(&next,
                        (struct happening){world->answered_us[side], ANSWER, side});
        }
    }
    for (size_t i = 0; i < world->race->lanes.count; i++) {
        const struct gs_race_lane *lane = &world->race->lanes.items[i];
        if (lane->started_us >= 0 && lane->ended_us < 0) {
            int64_t at_us = lane->started_us + attempt_of(world, i).elapsed_us;
            keep_sooner(&next, (struct happening){at_us, END, i});
        }
    }
    keep_sooner(&next, (struct happening){world->wake_us, WAKE, 0});
    return next;
}

static void happen(struct world *world, struct happening what)
{
    if (what.kind == ANSWER) {
        answer(world, what.which, what.at_us);
    } else if (what.kind == END) {
        struct gs_connection attempt = attempt_of(world, what.which);
        gs_race_ended(world->race, what.which, &attempt, what.at_us);
    }
    struct gs_race_todo todo;
    do {
        todo = gs_race_next(world->race, what.at_us);
    } while (todo.lane != SIZE_MAX);
    world->wake_us = todo.wake_us;
}

struct gs_race *gs_race_simulate(const struct gs_race_settings *settings,
                                 const int64_t answered_us[2],
                                 const struct gs_race_assumed *addresses, size_t count,
                                 int64_t limit_us)
{
    struct world world = {.race = gs_race_new("", settings),
                          .answered_us = answered_us,
                          .assumed = addresses,
                          .count = count,
                          .limit_us = limit_us,
                          .wake_us = -1};
    gs_race_begin(world.race, true, true);
    struct happening next = find_next(&world);
    while (next.at_us >= 0) {
        happen(&world, next);
        next = find_next(&world);
    }
    world.race->is_complete = true; /* also when an answer never comes */
    return world.race;
}
