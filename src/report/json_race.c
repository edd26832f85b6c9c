/* SPDX-License-Identifier: MIT */
#include "json_race.h"

#include "js_domain.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/rules/race_clients.h"
#include "gaiscope/rules/race_verdict.h"

#include <sys/socket.h>

/* -1: not known. */
static void put_time(struct json_t *object, const char *key, int64_t time_us)
{
    js_put(object, key, time_us < 0 ? js_null() : js_int(time_us));
}

/* 0: not known. */
static void put_number(struct json_t *object, const char *key, int64_t number)
{
    js_put(object, key, number == 0 ? js_null() : js_int(number));
}

static struct json_t *family_json(int family)
{
    return family == AF_INET6  ? js_text("inet6")
           : family == AF_INET ? js_text("inet")
                               : js_null();
}

static struct json_t *settings_json(const struct gs_race_settings *settings)
{
    struct json_t *object = js_object();
    js_put_int(object, "resolution_delay_ms", settings->resolution_delay_ms);
    js_put_int(object, "attempt_delay_ms", settings->attempt_delay_ms);
    js_put_hint(object, "first_family", gs_hint_families(), settings->first_family);
    js_put_int(object, "first_family_count", settings->first_family_count);
    js_put_bool(object, "interleaved", settings->is_interleaved);
    js_put_int(object, "deadline_ms", settings->deadline_ms);
    return object;
}

static struct json_t *verdict_json(const struct gs_race *race)
{
    struct gs_verdict verdict = gs_race_verdict(race, race->is_complete ? -1 : 0);
    struct json_t *object = js_object();
    struct json_t *clauses = js_array();
    for (size_t i = 0; i < verdict.clause_count; i++) {
        js_push(clauses, js_text(verdict.clauses[i]));
    }
    js_put_text(object, "word", verdict.word);
    js_put(object, "clauses", clauses);
    return object;
}

static struct json_t *dns_json(const struct gs_race *race)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < 2; i++) {
        const struct gs_race_dns *dns = &race->dns[i];
        struct json_t *object = js_object();
        js_put_text(object, "type", i == 0 ? "AAAA" : "A");
        js_put_bool(object, "asked", dns->is_asked);
        js_put_outcome(object, "outcome", dns->outcome);
        put_time(object, "answered_us", dns->answered_us);
        js_put_int(object, "addresses", (int64_t)dns->address_count);
        js_push(array, object);
    }
    return array;
}

static struct json_t *delay_json(const struct gs_race *race)
{
    if (race->delay_from_us < 0) {
        return js_null();
    }
    struct json_t *object = js_object();
    js_put_int(object, "from_us", race->delay_from_us);
    put_time(object, "until_us", race->delay_until_us);
    return object;
}

static struct json_t *libc_json(const struct gs_race *race)
{
    struct json_t *object = js_object();
    js_put_outcome(object, "outcome", race->libc_outcome);
    put_time(object, "elapsed_us", race->libc_us);
    js_put_bool(object, "raced", race->is_from_libc);
    return object;
}

static struct json_t *lane_json(const struct gs_race *race, size_t number)
{
    const struct gs_race_lane *lane = &race->lanes.items[number];
    const struct gs_connection *connection = &lane->connection;
    struct json_t *object = js_object();
    js_put(object, "family", family_json(connection->endpoint.address.family));
    js_put_address(object, "address", &connection->endpoint.address);
    js_put_int(object, "port", connection->endpoint.port);
    js_put(object, "rank",
           lane->rank == SIZE_MAX ? js_null() : js_int((int64_t)lane->rank + 1));
    js_put_bool(object, "synthetic", lane->is_synthetic);
    put_time(object, "waits_us", lane->waits_us);
    put_time(object, "started_us", lane->started_us);
    put_time(object, "ended_us", lane->ended_us);
    js_put_text(object, "status", gs_connect_id(connection->status));
    js_put_text(object, "errno",
                connection->error == 0 ? NULL : gs_errno_name(connection->error));
    put_time(object, "elapsed_us", lane->ended_us < 0 ? -1 : connection->elapsed_us);
    js_put_bool(object, "wins", race->winner == number);
    js_put_bool(object, "after_win", lane->is_after_win);
    js_put_address(object, "source", &connection->source);
    js_put(object, "interface", js_text_or_null(connection->interface));
    put_number(object, "mtu_bytes", connection->mtu_bytes);
    js_put_int(object, "syns_again", connection->syns_again);
    return object;
}

static struct json_t *clients_json(const struct gs_race *race)
{
    struct gs_race_client clients[GS_CLIENT_COUNT];
    struct json_t *array = js_array();
    size_t count = gs_race_clients(race, gs_race_slow_ms(&race->settings), clients);
    for (size_t i = 0; i < count; i++) {
        struct json_t *object = js_object();
        js_put_text(object, "client", gs_race_client_id(clients[i].kind));
        js_put_text(object, "label", clients[i].label);
        js_put(object, "family", family_json(clients[i].family));
        put_time(object, "waits_us", clients[i].waits_us);
        js_put(object, "remark", js_text_or_null(clients[i].remark));
        js_put_bool(object, "measured", clients[i].is_measured);
        js_push(array, object);
    }
    return array;
}

struct json_t *report_json_race(const struct gs_session *session)
{
    const struct gs_race *race = session->lookup.now.race;
    if (race == NULL) {
        return js_null();
    }
    struct json_t *object = js_object();
    struct json_t *lanes = js_array();
    for (size_t i = 0; i < race->lanes.count; i++) {
        js_push(lanes, lane_json(race, i));
    }
    bool is_won = race->winner < race->lanes.count;
    js_put_name(object, "name", race->name);
    js_put(object, "service", js_text_or_null(race->service));
    put_number(object, "port", race->port);
    js_put_int(object, "raced_s", race->raced_wall_s);
    js_put(object, "settings", settings_json(&race->settings));
    js_put(object, "verdict", verdict_json(race));
    js_put(object, "dns", dns_json(race));
    js_put(object, "resolution_delay", delay_json(race));
    js_put(object, "libc", libc_json(race));
    js_put(object, "lanes", lanes);
    js_put_int(object, "left_out", race->left_out);
    js_put(object, "winner", is_won ? js_int((int64_t)race->winner + 1) : js_null());
    put_time(object, "won_us", race->won_us);
    js_put_int(object, "elapsed_us", race->elapsed_us);
    put_number(object, "syn_retries", race->syn_retries);
    js_put_int(object, "syn_linear", race->syn_linear);
    js_put_int(object, "give_up_us",
               gs_race_give_up_us(race->syn_retries, race->syn_linear));
    js_put_int(object, "slower_ms", gs_race_slow_ms(&race->settings));
    js_put(object, "clients", clients_json(race));
    return object;
}
