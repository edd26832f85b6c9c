/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/race.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

#include <sys/socket.h>

size_t gs_race_side(int family)
{
    return family == AF_INET6 ? 0 : 1;
}

int gs_race_lane_family(const struct gs_race_lane *lane)
{
    return lane->is_synthetic ? AF_INET : lane->connection.endpoint.address.family;
}

struct gs_race *gs_race_new(const char *name, const struct gs_race_settings *settings)
{
    struct gs_race *race = gs_mem_new(1, sizeof *race);
    race->name = gs_mem_copy_text(name);
    race->service = gs_mem_copy_text("");
    race->settings = *settings;
    race->dns[0] = (struct gs_race_dns){.family = AF_INET6, .answered_us = -1};
    race->dns[1] = (struct gs_race_dns){.family = AF_INET, .answered_us = -1};
    race->delay_from_us = race->delay_until_us = -1;
    race->winner = SIZE_MAX;
    race->won_us = race->libc_us = -1;
    return race;
}

struct gs_race *gs_race_copy(const struct gs_race *race)
{
    struct gs_race *copy = gs_mem_new(1, sizeof *copy);
    *copy = *race;
    copy->name = gs_mem_copy_text(race->name);
    copy->service = gs_mem_copy_text(race->service);
    copy->lanes = (struct gs_race_lane_list){0};
    for (size_t i = 0; i < race->lanes.count; i++) {
        gs_vec_push(&copy->lanes, race->lanes.items[i]);
    }
    return copy;
}

void gs_race_free(struct gs_race *race)
{
    if (race != NULL) {
        free(race->name);
        free(race->service);
        gs_vec_fini(&race->lanes);
        free(race);
    }
}

/* -1, or the less of both. */
static int64_t faster(int64_t a, int64_t b)
{
    return a < 0 || b < a ? b : a;
}

struct gs_race_past gs_race_summary(const struct gs_race *race)
{
    struct gs_race_past past = {.raced_wall_s = race->raced_wall_s,
                                .won_us = race->won_us,
                                .dns_us = {-1, -1},
                                .connect_us = {-1, -1},
                                .settings = race->settings};
    for (size_t i = 0; i < 2; i++) {
        past.dns_us[i] = race->dns[i].answered_us;
    }
    for (size_t i = 0; i < race->lanes.count; i++) {
        const struct gs_race_lane *lane = &race->lanes.items[i];
        const struct gs_connection *connection = &lane->connection;
        int64_t *fastest = &past.connect_us[gs_race_side(gs_race_lane_family(lane))];
        past.is_raced[gs_race_side(gs_race_lane_family(lane))] = true;
        if (connection->status == GS_CONNECT_OPEN) {
            *fastest = faster(*fastest, connection->elapsed_us);
        }
    }
    if (race->winner < race->lanes.count) {
        past.winner_family = gs_race_lane_family(&race->lanes.items[race->winner]);
    }
    return past;
}
