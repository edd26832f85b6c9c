/* SPDX-License-Identifier: MIT */
/*
 * Lanes that have begun stand in front of the list, in the order of their begins; the others
 * follow in the order of their turns. So the next one is always the first that has not begun,
 * and the last one that has begun says how long it waits.
 *
 *     not allowed: no address, or the resolution delay lasts
 *     allowed:     the first one begins
 *                  the next one begins an attempt delay after the last begin, or at once
 *                  when an attempt has failed since
 */
#include "gaiscope/rules/race_rules.h"

#include "race_order.h"

static int64_t in_us(uint32_t ms)
{
    return (int64_t)ms * 1000;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static bool is_pending(const struct gs_race_dns *dns)
{
    return dns->is_asked && dns->answered_us < 0;
}

static size_t count_begun(const struct gs_race *race)
{
    size_t begun = 0;
    while (begun < race->lanes.count && race->lanes.items[begun].started_us >= 0) {
        begun++;
    }
    return begun;
}

void gs_race_begin(struct gs_race *race, bool asks_v6, bool asks_v4)
{
    gs_race_settings_clamp(&race->settings);
    race->dns[0].is_asked = asks_v6;
    race->dns[1].is_asked = asks_v4;
}

static struct gs_race_lane *find_lane(struct gs_race *race,
                                      const struct gs_endpoint *endpoint)
{
    for (size_t i = 0; i < race->lanes.count; i++) {
        struct gs_race_lane *lane = &race->lanes.items[i];
        if (gs_endpoint_is_equal(&lane->connection.endpoint, endpoint)) {
            return lane;
        }
    }
    return NULL;
}

/* The one in turn may be another one now; it waits since then. */
static void sort_anew(struct gs_race *race)
{
    size_t begun = count_begun(race);
    struct gs_endpoint before = {0};
    if (begun < race->lanes.count && race->lanes.items[begun].waits_us >= 0) {
        before = race->lanes.items[begun].connection.endpoint;
    }
    gs_race_sort(race, begun);
    for (size_t i = begun; i < race->lanes.count; i++) {
        struct gs_race_lane *lane = &race->lanes.items[i];
        if (i > begun || !gs_endpoint_is_equal(&lane->connection.endpoint, &before)) {
            lane->waits_us = -1;
        }
    }
}

static void add_lane(struct gs_race *race, const struct gs_race_address *address)
{
    if (find_lane(race, &address->endpoint) != NULL) {
        return;
    }
    if (race->lanes.count == GS_RACE_ADDRESSES_MAX) {
        race->left_out++;
        return;
    }
    struct gs_race_lane lane = {.connection = {.endpoint = address->endpoint},
                                .rank = address->rank,
                                .waits_us = -1,
                                .started_us = -1,
                                .ended_us = -1,
                                .is_synthetic = address->is_synthetic};
    gs_vec_push(&race->lanes, lane);
    race->is_complete = false;
}

/* A alone begins the resolution delay; AAAA ends it, whatever it says. */
static void note_answer(struct gs_race *race, struct gs_race_dns *dns, int64_t now_us)
{
    dns->answered_us = now_us;
    bool is_first_a =
        dns == &race->dns[1] && dns->address_count > 0 && is_pending(&race->dns[0]);
    if (is_first_a) {
        race->delay_from_us = now_us;
    } else if (dns == &race->dns[0] && race->delay_from_us >= 0 &&
               race->delay_until_us < 0) {
        race->delay_until_us = now_us;
    }
}

void gs_race_answered(struct gs_race *race, const struct gs_race_answer *answer,
                      int64_t now_us)
{
    struct gs_race_dns *dns = &race->dns[gs_race_side(answer->family)];
    race->elapsed_us = later(race->elapsed_us, now_us);
    if (answer->family != 0 && is_pending(dns)) {
        dns->outcome = answer->outcome;
        dns->address_count = answer->count;
        note_answer(race, dns, now_us);
    }
    for (size_t i = 0; i < answer->count; i++) {
        add_lane(race, &answer->addresses[i]);
    }
    sort_anew(race);
}

void gs_race_ranked(struct gs_race *race, const struct gs_race_address *addresses,
                    size_t count)
{
    for (size_t i = 0; i < race->lanes.count; i++) {
        race->lanes.items[i].rank = SIZE_MAX;
    }
    for (size_t i = count; i-- > 0;) { /* of two ranks of one address the first counts */
        struct gs_race_lane *lane = find_lane(race, &addresses[i].endpoint);
        if (lane != NULL) {
            lane->rank = addresses[i].rank;
        }
    }
    sort_anew(race);
}

void gs_race_ended(struct gs_race *race, size_t number,
                   const struct gs_connection *connection, int64_t now_us)
{
    struct gs_race_lane *lane = &race->lanes.items[number];
    struct gs_endpoint endpoint = lane->connection.endpoint;
    lane->connection = *connection;
    lane->connection.endpoint = endpoint;
    lane->ended_us = now_us;
    race->elapsed_us = later(race->elapsed_us, now_us);
    if (connection->status == GS_CONNECT_OPEN && race->winner == SIZE_MAX) {
        race->winner = number;
        race->won_us = now_us;
    }
}

/* Whether attempts may begin; while the resolution delay lasts its end is to be waited for. */
static bool is_allowed(struct gs_race *race, int64_t now_us, int64_t *wake_us)
{
    if (!is_pending(&race->dns[0]) || race->delay_from_us < 0 ||
        race->delay_until_us >= 0) {
        return true;
    }
    int64_t end_us = race->delay_from_us + in_us(race->settings.resolution_delay_ms);
    if (now_us < end_us) {
        *wake_us = end_us;
        return false;
    }
    race->delay_until_us = now_us;
    return true;
}

/* We stopped measuring it: a client would still wait, so it has not failed. */
static bool is_given_up(const struct gs_race *race, const struct gs_race_lane *lane)
{
    return lane->connection.status == GS_CONNECT_SILENT &&
           lane->connection.elapsed_us >= in_us(race->settings.deadline_ms);
}

/* Since the last begin an attempt has failed: its turn goes to the next one. */
static bool has_failed_since(const struct gs_race *race, size_t begun)
{
    const struct gs_race_lane *last = &race->lanes.items[begun - 1];
    for (size_t i = 0; i < begun; i++) {
        const struct gs_race_lane *lane = &race->lanes.items[i];
        bool is_since = lane == last || lane->ended_us > last->started_us;
        if (lane->ended_us >= 0 && lane->connection.status != GS_CONNECT_OPEN &&
            is_since && !is_given_up(race, lane)) {
            return true;
        }
    }
    return false;
}

/* When the next one begins. */
static int64_t due_us(const struct gs_race *race, size_t begun, int64_t now_us)
{
    if (begun == 0 || has_failed_since(race, begun)) {
        return now_us;
    }
    return race->lanes.items[begun - 1].started_us +
           in_us(race->settings.attempt_delay_ms);
}

static bool is_over(const struct gs_race *race)
{
    for (size_t i = 0; i < race->lanes.count; i++) {
        if (race->lanes.items[i].ended_us < 0) {
            return false;
        }
    }
    return !is_pending(&race->dns[0]) && !is_pending(&race->dns[1]);
}

struct gs_race_todo gs_race_next(struct gs_race *race, int64_t now_us)
{
    struct gs_race_todo todo = {.lane = SIZE_MAX, .wake_us = -1};
    size_t begun = count_begun(race);
    race->elapsed_us = later(race->elapsed_us, now_us);
    race->is_complete = is_over(race);
    if (begun == race->lanes.count || !is_allowed(race, now_us, &todo.wake_us)) {
        return todo;
    }
    struct gs_race_lane *lane = &race->lanes.items[begun];
    int64_t due = due_us(race, begun, now_us);
    if (lane->waits_us < 0) {
        lane->waits_us = now_us;
    }
    if (now_us < due) {
        todo.wake_us = due;
        return todo;
    }
    lane->started_us = now_us;
    lane->is_after_win = race->winner != SIZE_MAX;
    lane->connection.status = GS_CONNECT_WAITING;
    todo.lane = begun;
    return todo;
}
