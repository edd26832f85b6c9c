/* SPDX-License-Identifier: MIT */
/*
 * The race that a host's measured times would run: the scheduler of the race is fed with them.
 */
#include "gaiscope/rules/families_rules.h"
#include "gaiscope/rules/race_rules.h"

#include <string.h>

#include <sys/socket.h>

enum {
    ADDRESSES_MAX = 2 * GS_FAMILY_ADDRESSES_MAX,
};

/* When a source has said its word, whatever it is; -1: it never did. */
static int64_t said_us(enum gs_outcome outcome, int64_t took_us)
{
    return outcome == GS_OUTCOME_TIMED_OUT ? -1 : took_us;
}

/* When a family's addresses are known, or that it has none: by DNS, or by libc where DNS has
 * none of them or is not asked. What nobody is asked about is known at once. */
static int64_t known_us(const struct gs_family_side *side)
{
    bool asks_dns = side->dns_us >= 0 || side->dns_outcome != GS_OUTCOME_NOT_ASKED;
    bool asks_libc = side->libc_us >= 0 || side->libc_outcome != GS_OUTCOME_NOT_ASKED;
    bool is_from_dns = side->dns_outcome == GS_OUTCOME_ANSWERED;
    bool is_from_libc = side->libc_outcome == GS_OUTCOME_ANSWERED;
    if (!asks_dns && !asks_libc) {
        return 0;
    }
    return is_from_dns || (asks_dns && !is_from_libc)
               ? said_us(side->dns_outcome, side->dns_us)
               : said_us(side->libc_outcome, side->libc_us);
}

static size_t add_side(const struct gs_family_side *side, struct gs_race_assumed *out)
{
    size_t count = 0;
    for (size_t i = 0; i < side->connections.count && i < GS_FAMILY_ADDRESSES_MAX; i++) {
        const struct gs_connection *connection = &side->connections.items[i];
        bool is_over = gs_connect_is_over(connection->status);
        out[count++] = (struct gs_race_assumed){
            .address = {.endpoint = connection->endpoint,
                        .rank = side->ranks[i],
                        .is_synthetic = side->is_synthetic[i]},
            .status = is_over ? connection->status : GS_CONNECT_SILENT,
            .takes_us = connection->elapsed_us,
        };
    }
    return count;
}

struct gs_family_win gs_family_win(const struct gs_family_row *row,
                                   const struct gs_race_settings *settings)
{
    struct gs_family_win win = {.won_us = -1};
    struct gs_race_assumed *assumed = gs_mem_new(ADDRESSES_MAX, sizeof *assumed);
    const int64_t answered_us[] = {known_us(&row->sides[0]), known_us(&row->sides[1])};
    size_t count = add_side(&row->sides[0], assumed);
    count += add_side(&row->sides[1], assumed + count);
    struct gs_race *race = gs_race_simulate(settings, answered_us, assumed, count,
                                            (int64_t)settings->deadline_ms * 1000);
    if (race->winner < race->lanes.count) {
        win.family = gs_race_lane_family(&race->lanes.items[race->winner]);
        win.won_us = race->won_us;
    }
    gs_race_free(race);
    free(assumed);
    return win;
}
