/* SPDX-License-Identifier: MIT */
#include "race_attempts.h"

#include "gaiscope/rules/race_clients.h"
#include "gaiscope/rules/race_reach.h"
#include "gaiscope/rules/race_rules.h"

#include <sys/socket.h>

enum {
    SURE_MS = 3000, /* a SYN and one sent again: who is silent so long is silent */
};

int gs_race_family_of(const struct gs_race_lane *lane)
{
    return lane->connection.endpoint.address.family;
}

/* A sum of all of them stays a number. */
static int64_t bounded(int64_t takes_us)
{
    return takes_us < GS_RACE_REACH_MAX_US ? takes_us : GS_RACE_REACH_MAX_US;
}

static int64_t give_up_us(const struct gs_race *race)
{
    return gs_race_give_up_us(race->syn_retries, race->syn_linear);
}

bool gs_race_is_unsure(const struct gs_race_scene *scene, const struct gs_race_lane *lane)
{
    uint32_t deadline_ms = scene->race->settings.deadline_ms;
    bool is_assumed =
        scene->twist == GS_RACE_BROKEN_V6 && gs_race_family_of(lane) == AF_INET6;
    return !is_assumed && deadline_ms < SURE_MS &&
           lane->connection.status == GS_CONNECT_SILENT &&
           lane->connection.elapsed_us >= (int64_t)deadline_ms * 1000;
}

struct gs_race_attempt gs_race_attempt_of(const struct gs_race_scene *scene,
                                          const struct gs_race_lane *lane)
{
    const struct gs_connection *connection = &lane->connection;
    struct gs_race_attempt attempt = {connection->status,
                                      bounded(connection->elapsed_us)};
    bool is_v6 = gs_race_family_of(lane) == AF_INET6;
    if (is_v6 && scene->twist == GS_RACE_BROKEN_V6) {
        attempt.status = GS_CONNECT_SILENT;
    }
    switch (attempt.status) {
    case GS_CONNECT_OPEN:
    case GS_CONNECT_REFUSED:
        attempt.takes_us += is_v6 && scene->twist == GS_RACE_SLOW_V6 ? scene->slow_us : 0;
        break;
    case GS_CONNECT_SILENT:
        attempt.takes_us = gs_race_is_unsure(scene, lane) ? -1 : give_up_us(scene->race);
        break;
    case GS_CONNECT_IDLE:
    case GS_CONNECT_WAITING:
    case GS_CONNECT_STOPPED:
        attempt.takes_us = -1;
        break;
    case GS_CONNECT_NO_ROUTE:
    case GS_CONNECT_FAILED:
        break;
    }
    return attempt;
}

/* Whether a client that asks libc alone gets this address. */
static bool is_given(const struct gs_race_scene *scene, const struct gs_race_lane *lane)
{
    const struct gs_race *race = scene->race;
    bool has_libc = race->libc_outcome == GS_OUTCOME_ANSWERED;
    return (scene->family == 0 || gs_race_family_of(lane) == scene->family) &&
           (!has_libc || lane->rank != SIZE_MAX);
}

/* Whether the client tries one before the other; equal ones stay as they are raced. */
static bool is_before(const struct gs_race_scene *scene, const struct gs_race_lane *a,
                      const struct gs_race_lane *b)
{
    if (scene->is_v6_first && gs_race_family_of(a) != gs_race_family_of(b)) {
        return gs_race_family_of(a) == AF_INET6;
    }
    return a->rank < b->rank;
}

size_t gs_race_sort_given(const struct gs_race_scene *scene,
                          const struct gs_race_lane *out[GS_RACE_ADDRESSES_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < scene->race->lanes.count && count < GS_RACE_ADDRESSES_MAX;
         i++) {
        const struct gs_race_lane *lane = &scene->race->lanes.items[i];
        size_t place = count;
        if (!is_given(scene, lane)) {
            continue;
        }
        while (place > 0 && is_before(scene, lane, out[place - 1])) {
            out[place] = out[place - 1];
            place--;
        }
        out[place] = lane;
        count++;
    }
    return count;
}

int64_t gs_race_name_us(const struct gs_race_scene *scene)
{
    const struct gs_race *race = scene->race;
    const struct gs_race_dns *dns = &race->dns[gs_race_side(scene->family)];
    int64_t later_us = race->dns[0].answered_us > race->dns[1].answered_us
                           ? race->dns[0].answered_us
                           : race->dns[1].answered_us;
    if (scene->family != 0 && dns->address_count > 0) {
        return dns->answered_us;
    }
    if (race->libc_us >= 0) {
        return race->libc_us;
    }
    return later_us < 0 ? 0 : later_us; /* an address: known at once */
}
