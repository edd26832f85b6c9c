/* SPDX-License-Identifier: MIT */
#include "support/families_scene.h"

#include "gaiscope/rules/idn.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    MS = 1000,
    SECOND = 1000000,
    PORT = 443,
    ROUNDS = 15,
    NEVER = -1,
};

#define HOST "www.example.com"

/* The round whose events are being applied, and when it began. */
static uint64_t round_id;
static int64_t began_us;

static void apply(struct gs_session *session, struct gs_event event, int64_t after_us)
{
    event.round = round_id;
    event.at_us = began_us + after_us;
    gs_session_apply(session, &event);
    gs_event_fini(&event);
}

/* Begins a round, some seconds before the newest one. */
static void start(struct gs_session *session, const char *host, int family, int before_s)
{
    struct gs_event event = {.type = GS_EVENT_STARTED};
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    (void)gs_question_set(question, host, NULL);
    question->hints = gs_hints_default();
    question->hints.family = family;
    gs_idn_complete(question);
    round_id++;
    began_us = FAMILIES_SCENE_US - (int64_t)before_s * SECOND;
    event.of.started.question = question;
    event.of.started.parts = GS_PART_BIT(GS_PART_FAMILIES);
    event.of.started.wall_s = FAMILIES_SCENE_S - before_s;
    apply(session, event, 0);
}

static void tell(struct gs_session *session, const struct gs_families *round)
{
    struct gs_event event = {.type = GS_EVENT_FAMILIES};
    event.of.families = gs_families_copy(round);
    apply(session, event, round->elapsed_us);
}

static void finish(struct gs_session *session, struct gs_families *round)
{
    for (size_t i = 0; i < round->rows.count; i++) {
        round->rows.items[i].is_complete = true;
    }
    round->is_complete = true;
    tell(session, round);
    struct gs_event event = {.type = GS_EVENT_PART_DONE};
    event.of.part = GS_PART_FAMILIES;
    apply(session, event, round->elapsed_us);
    gs_families_free(round);
}

static struct gs_families *round_new(void)
{
    struct gs_families *round = gs_families_new();
    round->port = PORT;
    round->elapsed_us = 61 * MS;
    return round;
}

static void answer(struct gs_family_side *side, enum gs_outcome outcome, int dns_ms,
                   int libc_ms)
{
    side->dns_outcome = side->libc_outcome = outcome;
    side->dns_us = (int64_t)dns_ms * MS;
    side->libc_us = (int64_t)libc_ms * MS;
}

/* Connects to an address: its time, NEVER: under way. */
static void connect_to(struct gs_family_side *side, const char *text,
                       enum gs_connect_status status, int took_ms)
{
    struct gs_connection connection = {.status = status};
    (void)gs_address_parse(text, &connection.endpoint.address);
    connection.endpoint.port = PORT;
    connection.elapsed_us = took_ms < 0 ? 0 : (int64_t)took_ms * MS;
    if (status == GS_CONNECT_OPEN) {
        bool is_v6 = connection.endpoint.address.family == AF_INET6;
        (void)gs_address_parse(is_v6 ? "2001:db8::7" : "10.0.0.7", &connection.source);
        (void)snprintf(connection.interface, sizeof connection.interface, "eth0");
        connection.mtu_bytes = is_v6 ? 1492 : 1500;
    }
    connection.error = status == GS_CONNECT_REFUSED    ? ECONNREFUSED
                       : status == GS_CONNECT_NO_ROUTE ? ENETUNREACH
                                                       : 0;
    side->ranks[side->connections.count] = (uint8_t)side->connections.count;
    gs_vec_push(&side->connections, connection);
}

static void name(struct gs_family_side *side, const char *pointer)
{
    side->pointer_outcome =
        pointer == NULL ? GS_OUTCOME_NO_SUCH_NAME : GS_OUTCOME_ANSWERED;
    (void)snprintf(side->pointer, sizeof side->pointer, "%s",
                   pointer == NULL ? "" : pointer);
}

static void win(struct gs_family_row *row, int family, int won_ms)
{
    row->winner_family = family;
    row->won_us = (int64_t)won_ms * MS;
}

/* Both families, as fast as told; IPv6 NEVER: silent. */
static void add_both(struct gs_families *round, const char *host, int v6_ms, int v4_ms)
{
    struct gs_family_row *row = gs_families_add(round, host);
    bool has_v6 = v6_ms >= 0;
    answer(&row->sides[0], GS_OUTCOME_ANSWERED, 12, 14);
    answer(&row->sides[1], GS_OUTCOME_ANSWERED, 11, 13);
    connect_to(&row->sides[0], "2001:db8:20::80",
               has_v6 ? GS_CONNECT_OPEN : GS_CONNECT_SILENT, has_v6 ? v6_ms : 10000);
    connect_to(&row->sides[0], "2001:db8:20::81",
               has_v6 ? GS_CONNECT_OPEN : GS_CONNECT_SILENT, has_v6 ? v6_ms + 9 : 10000);
    connect_to(&row->sides[1], "192.0.2.80", GS_CONNECT_OPEN, v4_ms);
    name(&row->sides[0], "web6.example.com");
    name(&row->sides[1], "web.example.com");
    win(row, has_v6 ? AF_INET6 : AF_INET, has_v6 ? 12 + v6_ms : 262 + v4_ms);
}

void families_scene_fill(struct gs_session *session)
{
    static const int v6_ms[ROUNDS] = {21, 22, 20,    24, 35, 48, 31, NEVER,
                                      22, 21, NEVER, 23, 25, 21, 22};
    static const int v4_ms[ROUNDS] = {31, 30, 33, 31, 30, 32, 36, 31,
                                      30, 30, 34, 31, 30, 31, 32};
    for (int i = 0; i < ROUNDS; i++) {
        struct gs_families *round = round_new();
        start(session, HOST, AF_UNSPEC, (ROUNDS - 1 - i) * 10);
        add_both(round, HOST, v6_ms[i], v4_ms[i]);
        finish(session, round);
    }
}

static void add_v4_alone(struct gs_families *round)
{
    struct gs_family_row *row = gs_families_add(round, "old.example.net");
    answer(&row->sides[0], GS_OUTCOME_NO_DATA, 9, 10);
    answer(&row->sides[1], GS_OUTCOME_ANSWERED, 9, 9);
    connect_to(&row->sides[1], "198.51.100.7", GS_CONNECT_OPEN, 18);
    name(&row->sides[1], NULL);
    win(row, AF_INET, 28);
}

static void add_refused(struct gs_families *round)
{
    struct gs_family_row *row =
        gs_families_add(round, "a-rather-long-name.shop.example.org");
    answer(&row->sides[0], GS_OUTCOME_ANSWERED, 348, 350);
    answer(&row->sides[1], GS_OUTCOME_ANSWERED, 11, 12);
    connect_to(&row->sides[0], "2001:db8:30:40:50:60:70:80", GS_CONNECT_REFUSED, 4);
    connect_to(&row->sides[1], "203.0.113.9", GS_CONNECT_OPEN, 40);
    connect_to(&row->sides[1], "203.0.113.10", GS_CONNECT_SILENT, 10000);
    name(&row->sides[0], "host9.example.org");
    name(&row->sides[1], "shop.example.org");
    win(row, AF_INET, 101);
}

static void add_nat64(struct gs_families *round)
{
    struct gs_family_row *row = gs_families_add(round, "v4only.example.com");
    answer(&row->sides[0], GS_OUTCOME_ANSWERED, 15, 16);
    answer(&row->sides[1], GS_OUTCOME_ANSWERED, 14, 14);
    connect_to(&row->sides[0], "64:ff9b::c000:2a1", GS_CONNECT_OPEN, 55);
    connect_to(&row->sides[1], "192.0.2.161", GS_CONNECT_NO_ROUTE, 0);
    row->sides[0].is_synthetic[0] = true;
    row->sides[0].synthetic_count = 1;
    name(&row->sides[0], NULL);
    name(&row->sides[1], NULL);
    win(row, AF_INET6, 70);
}

static void add_nothing(struct gs_families *round)
{
    struct gs_family_row *row = gs_families_add(round, "nosuch.example.com");
    answer(&row->sides[0], GS_OUTCOME_NO_SUCH_NAME, 21, 22);
    answer(&row->sides[1], GS_OUTCOME_SERVER_FAILURE, 5000, 5001);
}

static struct gs_families *many_new(int turn)
{
    struct gs_families *round = round_new();
    add_both(round, HOST, 21 + turn, 31 - turn);
    add_v4_alone(round);
    add_refused(round);
    add_nat64(round);
    add_nothing(round);
    return round;
}

static void fill_many(struct gs_session *session, int family)
{
    for (int i = 0; i < 3; i++) {
        start(session, HOST, family, (2 - i) * 10);
        finish(session, many_new(i));
    }
}

void families_scene_many(struct gs_session *session)
{
    fill_many(session, AF_UNSPEC);
}

void families_scene_v6(struct gs_session *session)
{
    fill_many(session, AF_INET6);
}

void families_scene_waiting(struct gs_session *session)
{
    struct gs_families *round = round_new();
    start(session, HOST, AF_UNSPEC, 10);
    add_both(round, HOST, 21, 31);
    add_v4_alone(round);
    finish(session, round);

    round = round_new();
    start(session, HOST, AF_UNSPEC, 0);
    add_both(round, HOST, 26, 31);
    round->rows.items[0].is_complete = true;
    struct gs_family_row *row = gs_families_add(round, "old.example.net");
    answer(&row->sides[1], GS_OUTCOME_ANSWERED, 9, 9);
    connect_to(&row->sides[1], "198.51.100.7", GS_CONNECT_WAITING, NEVER);
    (void)gs_families_add(round, "new.example.net");
    tell(session, round);
    gs_families_free(round);
}

void families_scene_stopped(struct gs_session *session)
{
    struct gs_families *round = round_new();
    start(session, HOST, AF_UNSPEC, 0);
    add_both(round, HOST, 21, 31);
    round->rows.items[0].is_complete = true;
    struct gs_family_row *row = gs_families_add(round, "old.example.net");
    answer(&row->sides[1], GS_OUTCOME_ANSWERED, 9, 9);
    connect_to(&row->sides[1], "198.51.100.7", GS_CONNECT_WAITING, NEVER);
    tell(session, round);
    gs_families_free(round);
    apply(session, (struct gs_event){.type = GS_EVENT_CANCELLED}, SECOND);
}

void families_scene_literal(struct gs_session *session)
{
    struct gs_families *round = round_new();
    start(session, "192.0.2.80", AF_UNSPEC, 0);
    struct gs_family_row *row = gs_families_add(round, "192.0.2.80");
    row->sides[1].libc_outcome = GS_OUTCOME_ANSWERED;
    row->sides[1].libc_us = 40;
    connect_to(&row->sides[1], "192.0.2.80", GS_CONNECT_OPEN, 31);
    name(&row->sides[1], "web.example.com");
    win(row, AF_INET, 31);
    finish(session, round);
}

void families_scene_null(struct gs_session *session)
{
    start(session, NULL, AF_UNSPEC, 0);
    finish(session, gs_families_new());
}
