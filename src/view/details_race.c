/* SPDX-License-Identifier: MIT */
/*
 * All that is known of one lane, of one question to DNS, and of one client.
 */
#include "race_lanes.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/errno_name.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/connect_words.h"
#include "gaiscope/rules/race_verdict.h"

#include <stdio.h>

#include <sys/socket.h>

enum {
    FIELD_X = 14,
    TEXT_MAX = 160,
};

/* What came of an attempt, in a sentence. */
static const char *meaning_of(const struct gs_connection *connection)
{
    enum gs_connect_status status = connection->status;
    static const char *const meanings[GS_CONNECT_STATUS_COUNT] = {
        [GS_CONNECT_IDLE] = "It did not begin.",
        [GS_CONNECT_WAITING] = "Nothing came back so far.",
        [GS_CONNECT_OPEN] = "Somebody listens there.",
        [GS_CONNECT_REFUSED] = "Nobody listens there, and the host says so at once: the "
                               "next attempt need not wait.",
        [GS_CONNECT_SILENT] =
            "Nothing came back in time: a firewall drops it, the way is "
            "broken, or the host is off.",
        [GS_CONNECT_FAILED] = "The attempt failed before anything came back.",
        [GS_CONNECT_STOPPED] = "It was stopped before it came to an end.",
    };

    if (status == GS_CONNECT_NO_ROUTE) {
        return gs_connect_advice(connection); /* the errno says whose word it is */
    }
    return meanings[(unsigned)status < GS_CONNECT_STATUS_COUNT ? status : 0];
}

/* A row with a moment of the race; -1: `absent`. */
static void put_moment(struct gs_rows *rows, const char *label, int64_t at_us,
                       const char *absent, const char *remark)
{
    char text[GS_DURATION_TEXT_MAX];
    gs_duration_format(at_us, text);
    gs_rows_field(rows, FIELD_X, label, at_us < 0 ? absent : text,
                  at_us < 0 ? NULL : remark);
}

/* "after 250 ms of waiting for its turn" */
static void format_turn(const struct gs_race_lane *lane, char out[TEXT_MAX])
{
    char waited[GS_DURATION_TEXT_MAX];
    out[0] = '\0';
    if (lane->waits_us >= 0 && lane->started_us > lane->waits_us) {
        gs_duration_format(lane->started_us - lane->waits_us, waited);
        (void)snprintf(out, TEXT_MAX, "after %s of waiting for its turn", waited);
    }
}

static void put_path(struct gs_rows *rows, const struct gs_connection *connection)
{
    char text[TEXT_MAX];
    char source[GS_ADDRESS_TEXT_MAX];
    if (connection->source.family != 0) {
        gs_address_format(&connection->source, source);
        (void)snprintf(text, sizeof text, "%s%s",
                       connection->interface[0] == '\0' ? "" : "on ",
                       connection->interface);
        gs_rows_field(rows, FIELD_X, "source", source, text);
    }
    if (connection->mtu_bytes > 0) {
        (void)snprintf(text, sizeof text, "%u bytes", (unsigned)connection->mtu_bytes);
        gs_rows_field(rows, FIELD_X, "path MTU", text, NULL);
    }
    if (connection->syns_again > 0) {
        (void)snprintf(text, sizeof text, "%u %s", (unsigned)connection->syns_again,
                       gs_plural(connection->syns_again, "time", "times"));
        gs_rows_field(rows, FIELD_X, "sent again", text,
                      "the first SYN, or its answer, was lost");
    }
    if (connection->error != 0) {
        gs_rows_field(rows, FIELD_X, "errno", gs_errno_name(connection->error), NULL);
    }
}

static void put_rank(struct gs_rows *rows, const struct gs_race_lane *lane)
{
    char text[TEXT_MAX] = "not in it";
    if (lane->rank != SIZE_MAX) {
        (void)snprintf(text, sizeof text, "place %zu", lane->rank + 1);
    }
    gs_rows_field(rows, FIELD_X, "libc's order", text,
                  lane->rank == SIZE_MAX ? "libc does not give this address" : NULL);
}

static void put_lane(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                     size_t number)
{
    const struct gs_race *race = drawing->race;
    const struct gs_race_lane *lane = &race->lanes.items[number];
    struct gs_buf result = {0};
    char text[GS_ENDPOINT_TEXT_MAX];
    char turn[TEXT_MAX];
    char took[GS_DURATION_TEXT_MAX];
    char elapsed[TEXT_MAX];
    gs_race_result(drawing, number, &result);
    gs_endpoint_format(&lane->connection.endpoint, 0, text);
    format_turn(lane, turn);
    gs_duration_format(lane->ended_us - lane->started_us, took);
    (void)snprintf(elapsed, sizeof elapsed, "it took %s", took);
    gs_rows_field(rows, FIELD_X, "address", text,
                  lane->is_synthetic ? "NAT64: IPv6 on the way, IPv4 at the host" : NULL);
    put_rank(rows, lane);
    gs_rows_field(rows, FIELD_X, "result", gs_buf_text(&result), NULL);
    put_moment(rows, "in turn", lane->waits_us, "never", NULL);
    put_moment(rows, "began", lane->started_us, "not", turn);
    put_moment(rows, "ended", lane->ended_us, "not yet",
               lane->started_us >= 0 ? elapsed : NULL);
    put_path(rows, &lane->connection);
    gs_rows_blank(rows);
    gs_rows_sentence(rows, GS_ROLE_TEXT, meaning_of(&lane->connection));
    if (lane->is_after_win) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         "A client would not have begun this attempt: the race was won. "
                         "It was measured alone, to compare.");
    }
    gs_buf_fini(&result);
}

static void put_dns(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                    size_t side)
{
    const struct gs_race *race = drawing->race;
    const struct gs_race_dns *dns = &race->dns[side];
    char text[TEXT_MAX];
    bool is_v6 = dns->family == AF_INET6;
    gs_rows_field_host(rows, FIELD_X, "name", race->name, NULL);
    gs_rows_field(rows, FIELD_X, "type", is_v6 ? "AAAA" : "A",
                  is_v6 ? "asked first" : "asked right behind AAAA");
    gs_rows_field(rows, FIELD_X, "outcome",
                  !dns->is_asked                         ? "not asked"
                  : dns->outcome == GS_OUTCOME_NOT_ASKED ? "not answered yet"
                                                         : gs_outcome_word(dns->outcome),
                  NULL);
    put_moment(rows, "answered", dns->answered_us, "not", NULL);
    (void)snprintf(text, sizeof text, "%zu", dns->address_count);
    gs_rows_field(rows, FIELD_X, "addresses", text, NULL);
    gs_rows_blank(rows);
    (void)snprintf(
        text, sizeof text,
        "An A answer that comes first waits for AAAA, at most %u ms. AAAA first "
        "begins at once. RFC 8305 3. This holds with IPv4 first, too.",
        (unsigned)race->settings.resolution_delay_ms);
    gs_rows_sentence(rows, GS_ROLE_DIM, text);
}

void gs_details_race(const struct gs_pane_context *context, size_t item,
                     struct gs_popup *popup)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RACE);
    const struct gs_race *race = view.facts->race;
    size_t first = race == NULL ? 0 : gs_race_first_item(race);
    if (race == NULL || item >= first + race->lanes.count) {
        return;
    }
    struct gs_race_drawing drawing = gs_race_drawing_of(&view, popup->rows.width_cells);
    if (item < first) {
        size_t side = gs_race_side(item == 0 ? AF_INET : AF_INET6);
        gs_buf_addf(&popup->title, "DNS %s", item == 0 ? "A" : "AAAA");
        put_dns(&drawing, &popup->rows, side);
    } else {
        const struct gs_race_lane *lane = &race->lanes.items[item - first];
        char address[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&lane->connection.endpoint.address, address);
        gs_buf_add_text(&popup->title, address);
        gs_buf_addf(&popup->right, "attempt %zu of %zu, %s", item - first + 1,
                    race->lanes.count, gs_race_family_word(lane));
        put_lane(&drawing, &popup->rows, item - first);
    }
    gs_rows_past_races(context, &popup->rows);
}

/* -- clients -------------------------------------------------------------------------- */

/* What a client does, in a sentence. */
static const char *way_of(enum gs_race_client_kind kind)
{
    static const char *const ways[GS_CLIENT_COUNT] = {
        [GS_CLIENT_THIS_RACE] =
            "What was measured: both questions to DNS, then one attempt "
            "after the other at the attempt delay until one is open.",
        [GS_CLIENT_SERIAL] = "It asks getaddrinfo and tries its addresses in this order, "
                             "each until it is open or has failed.",
        [GS_CLIENT_SERIAL_V6_FIRST] =
            "It tries every IPv6 address before the first IPv4 one. Here libc's order "
            "begins with IPv4: view 2 says by which rule of RFC 6724. With IPv6 of a "
            "usual kind (global, not ULA) libc begins with IPv6.",
        [GS_CLIENT_V4_ONLY] = "It asks for IPv4 addresses alone and tries one after the "
                              "other.",
        [GS_CLIENT_V6_ONLY] = "It asks for IPv6 addresses alone and tries one after the "
                              "other.",
        [GS_CLIENT_BROKEN_RACE] =
            "The same race, were every IPv6 address silent: it costs attempt "
            "delays until an IPv4 address has its turn. Without one it never connects.",
        [GS_CLIENT_BROKEN_SERIAL] =
            "Every IPv6 address is silent, and the kernel tries each "
            "to the end before the next one begins.",
        [GS_CLIENT_SLOW_RACE] =
            "The same race, were IPv6 slower by this time. :race slow=MS "
            "assumes another one.",
        [GS_CLIENT_SLOW_SERIAL] =
            "One address after another, were IPv6 slower by this time. :race "
            "slow=MS assumes another one.",
    };

    return ways[(unsigned)kind < GS_CLIENT_COUNT ? kind : 0];
}

void gs_rows_client(const struct gs_pane_context *context,
                    const struct gs_race_client *client, struct gs_rows *rows)
{
    char waits[GS_DURATION_TEXT_MAX];
    gs_duration_format(client->waits_us, waits);
    gs_rows_field(rows, FIELD_X, "waits", client->waits_us < 0 ? "not known" : waits,
                  client->remark);
    gs_rows_field(rows, FIELD_X, "over",
                  client->family == AF_INET    ? "IPv4"
                  : client->family == AF_INET6 ? "IPv6"
                                               : "it is never connected",
                  NULL);
    gs_rows_field(rows, FIELD_X, "this is", client->is_measured ? "measured" : "computed",
                  client->is_measured ? NULL : "from what the race measured");
    gs_rows_blank(rows);
    gs_rows_sentence(rows, GS_ROLE_TEXT, way_of(client->kind));
    if (client->is_measured) {
        gs_rows_past_races(context, rows);
    }
}
