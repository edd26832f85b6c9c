/* SPDX-License-Identifier: MIT */
#include "csv_race.h"

#include "csv_connect.h"
#include "csv_line.h"

#include "gaiscope/rules/race_clients.h"

#include <inttypes.h>

#include <sys/socket.h>

static void set_value(struct csv_line *line, struct gs_buf *words)
{
    csv_set(line, CSV_VALUE, gs_buf_text(words));
    gs_buf_fini(words);
}

/* "answered_us=60000": without it what is not known is left out. */
static void add_time(struct gs_buf *words, const char *key, int64_t time_us)
{
    if (time_us >= 0) {
        gs_buf_addf(words, "%s%s=%" PRId64, words->len > 0 ? " " : "", key, time_us);
    }
}

static void dns_line(struct gs_buf *out, const struct gs_race *race, size_t side)
{
    const struct gs_race_dns *dns = &race->dns[side];
    struct csv_line line = csv_line_of(GS_PART_RACE, 0);
    struct gs_buf words = {0};
    add_time(&words, "answered_us", dns->answered_us);
    add_time(&words, "addresses", (int64_t)dns->address_count);
    csv_set(&line, CSV_NAME, race->name);
    csv_set(&line, CSV_TYPE, side == 0 ? "AAAA" : "A");
    csv_set(&line, CSV_OUTCOME,
            dns->answered_us < 0 ? "unfinished" : gs_outcome_id(dns->outcome));
    set_value(&line, &words);
    csv_end(out, &line);
}

static void lane_line(struct gs_buf *out, const struct gs_race *race, size_t number)
{
    const struct gs_race_lane *lane = &race->lanes.items[number];
    struct csv_line line = csv_line_of(GS_PART_RACE, number + 1);
    struct gs_buf words = {0};
    add_time(&words, "started_us", lane->started_us);
    csv_connection_words(&words, &lane->connection);
    gs_buf_add_text(&words, race->winner == number ? " wins"
                            : lane->is_after_win   ? " after_win"
                                                   : "");
    csv_set(&line, CSV_NAME, race->name);
    csv_set_connection(&line, &lane->connection);
    set_value(&line, &words);
    csv_end(out, &line);
}

static void client_line(struct gs_buf *out, const struct gs_race *race,
                        const struct gs_race_client *client)
{
    struct csv_line line = csv_line_of(GS_PART_RACE, 0);
    struct gs_buf words = {0};
    add_time(&words, "waits_us", client->waits_us);
    csv_set(&line, CSV_NAME, race->name);
    csv_set(&line, CSV_TYPE, gs_race_client_id(client->kind));
    csv_set(&line, CSV_FAMILY,
            client->family == AF_INET6  ? "inet6"
            : client->family == AF_INET ? "inet"
                                        : NULL);
    csv_set(&line, CSV_OUTCOME, client->is_measured ? "measured" : "computed");
    set_value(&line, &words);
    csv_end(out, &line);
}

void csv_race_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_race *race = session->lookup.now.race;
    struct gs_race_client clients[GS_CLIENT_COUNT];
    if (race == NULL) {
        return;
    }
    for (size_t side = 0; side < 2; side++) {
        if (race->dns[side].is_asked) {
            dns_line(out, race, side);
        }
    }
    for (size_t i = 0; i < race->lanes.count; i++) {
        lane_line(out, race, i);
    }
    size_t count = gs_race_clients(race, gs_race_slow_ms(&race->settings), clients);
    for (size_t i = 0; i < count; i++) {
        client_line(out, race, &clients[i]);
    }
}
