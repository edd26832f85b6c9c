/* SPDX-License-Identifier: MIT */
/*
 * The race as text: the verdict, the lanes on one axis, their times, and what other clients
 * would wait.
 */
#include "blocks.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/race_clients.h"
#include "gaiscope/rules/race_reach.h"
#include "gaiscope/rules/race_verdict.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    AXIS_CELLS = 56, /* from 0 to the end of the axis */
    HEAD_CELLS = 6,  /* of what stands before it */
};

static const char *family_word(int family)
{
    return family == AF_INET6 ? "IPv6" : family == AF_INET ? "IPv4" : "–";
}

static void write_verdict(struct gs_buf *out, const struct gs_race *race)
{
    struct gs_verdict verdict = gs_race_verdict(race, race->is_complete ? -1 : 0);
    struct gs_buf head = {0};
    struct gs_buf clauses = {0};
    const char *sign = verdict.kind == GS_VERDICT_GOOD   ? "✓"
                       : verdict.kind == GS_VERDICT_LOOK ? "▲"
                       : verdict.kind == GS_VERDICT_BAD  ? "✗"
                                                         : "…";
    gs_buf_addf(&head, "%s %s  ", sign, verdict.word);
    for (size_t i = 0; i < verdict.clause_count; i++) {
        gs_buf_addf(&clauses, "%s%s", i == 0 ? "" : " · ", verdict.clauses[i]);
    }
    report_paragraph(out, gs_buf_text(&head), gs_buf_text(&clauses));
    gs_buf_fini(&head);
    gs_buf_fini(&clauses);
}

/* Nothing is said where the families take turns as RFC 8305 has it. */
static void add_order(struct gs_buf *text, const struct gs_race_settings *settings)
{
    bool is_any = settings->first_family == AF_UNSPEC;
    if (!settings->is_interleaved) {
        gs_buf_add_text(text, " · as RFC 6724 sorts");
        return;
    }
    if (!is_any) {
        gs_buf_addf(text, " · %s first", family_word(settings->first_family));
    }
    if (settings->first_family_count > 1) {
        gs_buf_addf(text, "%s%u addresses of %s", is_any ? " · " : ", ",
                    settings->first_family_count, is_any ? "the first family" : "it");
    }
}

static void write_settings(struct gs_buf *out, const struct gs_race_settings *settings)
{
    struct gs_buf text = {0};
    char deadline[GS_DURATION_TEXT_MAX];
    gs_duration_format((int64_t)settings->deadline_ms * 1000, deadline);
    gs_buf_addf(&text, "resolution delay %u ms · attempts %u ms apart",
                settings->resolution_delay_ms, settings->attempt_delay_ms);
    add_order(&text, settings);
    gs_buf_addf(&text, " · deadline %s", deadline);
    report_paragraph(out, "  ", gs_buf_text(&text));
    gs_buf_fini(&text);
}

/* -- the drawing ---------------------------------------------------------------------- */

/* Where the axis ends: what comes long after the win would make all else small. */
static int64_t axis_us(const struct gs_race *race)
{
    return gs_race_reach(race, race->elapsed_us);
}

/* One bar: its texture until the win, another one after it, and how it ends. */
static void draw_bar(struct gs_buf *out, const struct gs_race *race,
                     const int64_t span_us[2], const char *const texture[2],
                     const char *ending)
{
    int64_t end_us = axis_us(race);
    int won =
        race->won_us >= 0 ? gs_race_cell(race->won_us, end_us, AXIS_CELLS) : AXIS_CELLS;
    int from = gs_race_cell(span_us[0], end_us, AXIS_CELLS);
    int to = gs_race_cell(span_us[1], end_us, AXIS_CELLS);
    for (int cell = 0; cell < from && cell < AXIS_CELLS; cell++) {
        gs_buf_add_text(out, " ");
    }
    for (int cell = from; cell < to && cell < AXIS_CELLS; cell++) {
        gs_buf_add_text(out, texture[cell >= won]);
    }
    bool is_beyond = span_us[1] > end_us && from < AXIS_CELLS;
    gs_buf_add_text(out, is_beyond ? "→" : ending);
    report_end_line(out);
}

/* How a question ended: failed, without such a name, without an address. */
static const char *dns_sign(const struct gs_race_dns *dns)
{
    return dns->answered_us < 0                      ? "…"
           : dns->address_count > 0                  ? "✓"
           : dns->outcome == GS_OUTCOME_NO_SUCH_NAME ? "▲"
           : dns->outcome == GS_OUTCOME_NO_DATA || dns->outcome == GS_OUTCOME_ANSWERED ||
                   dns->outcome == GS_OUTCOME_NOT_ASKED
               ? "–"
               : "✗";
}

static const char *ending_of(enum gs_connect_status status)
{
    return status == GS_CONNECT_OPEN ? "✓" : gs_connect_is_over(status) ? "✗" : "…";
}

static void draw(struct gs_buf *out, const struct gs_race *race)
{
    static const char *const waits[2] = {"·", "·"};
    static const char *const delays[2] = {"░", "░"};
    static const char *const lanes[2] = {"━", "╌"};
    char end[GS_DURATION_TEXT_MAX];
    gs_duration_format(axis_us(race), end);
    gs_buf_addf(out, "  %-*s0 ms%*s\n", HEAD_CELLS, "", AXIS_CELLS - 4, end);
    for (size_t i = 0; i < 2; i++) {
        const struct gs_race_dns *dns = &race->dns[i];
        const int64_t span_us[2] = {0, dns->answered_us < 0 ? race->elapsed_us
                                                            : dns->answered_us};
        if (dns->is_asked) {
            gs_buf_addf(out, "  %-*s", HEAD_CELLS, i == 0 ? "AAAA" : "A");
            draw_bar(out, race, span_us, waits, dns_sign(dns));
        }
    }
    if (race->delay_from_us >= 0) {
        const int64_t span_us[2] = {race->delay_from_us, race->delay_until_us < 0
                                                             ? race->elapsed_us
                                                             : race->delay_until_us};
        gs_buf_addf(out, "  %-*s", HEAD_CELLS, "delay");
        draw_bar(out, race, span_us, delays, "");
    }
    for (size_t i = 0; i < race->lanes.count; i++) {
        const struct gs_race_lane *lane = &race->lanes.items[i];
        const int64_t span_us[2] = {
            lane->started_us, lane->ended_us < 0 ? race->elapsed_us : lane->ended_us};
        if (lane->started_us >= 0 &&
            gs_race_cell(lane->started_us, axis_us(race), AXIS_CELLS) < AXIS_CELLS) {
            gs_buf_addf(out, "  %-*zu", HEAD_CELLS, i + 1);
            draw_bar(out, race, span_us, lanes, ending_of(lane->connection.status));
        }
    }
}

/* -- the tables ----------------------------------------------------------------------- */

static void cell_time(struct report_table *table, int64_t at_us)
{
    char text[GS_DURATION_TEXT_MAX];
    gs_duration_format(at_us, text);
    report_cell(table, at_us < 0 ? "–" : text);
}

static void write_dns(struct gs_buf *out, const struct gs_race *race)
{
    struct report_table table = {.columns = 3, .right = 1u << 1};
    for (size_t i = 0; i < 2; i++) {
        const struct gs_race_dns *dns = &race->dns[i];
        if (!dns->is_asked) {
            continue;
        }
        report_cell(&table, i == 0 ? "AAAA" : "A");
        cell_time(&table, dns->answered_us);
        if (dns->address_count > 0) {
            report_cellf(&table, "%zu %s", dns->address_count,
                         gs_plural(dns->address_count, "address", "addresses"));
        } else {
            report_cell(&table, dns->answered_us < 0 ? "not answered"
                                                     : gs_outcome_word(dns->outcome));
        }
    }
    if (race->delay_until_us >= 0) {
        report_cell(&table, "delay");
        cell_time(&table, race->delay_until_us - race->delay_from_us);
        report_cellf(&table, "of %u ms for AAAA", race->settings.resolution_delay_ms);
    }
    if (race->libc_us >= 0) {
        report_cell(&table, "libc");
        cell_time(&table, race->libc_us);
        report_cell(&table, gs_outcome_word(race->libc_outcome));
    }
    report_table_write(out, &table, 2);
}

static void add_result(struct report_table *table, const struct gs_race *race,
                       size_t number)
{
    const struct gs_race_lane *lane = &race->lanes.items[number];
    struct gs_buf text = {0};
    gs_buf_add_text(&text, ending_of(lane->connection.status));
    gs_buf_add_text(&text, " ");
    gs_race_lane_result(race, number, &text);
    if (lane->connection.syns_again > 0) {
        gs_buf_add_text(&text, ", SYN lost");
    }
    if (lane->is_synthetic) {
        gs_buf_add_text(&text, ", NAT64");
    }
    if (lane->is_after_win) {
        gs_buf_add_text(&text, ", after the win");
    }
    report_cell(table, gs_buf_text(&text));
    gs_buf_fini(&text);
}

static void write_lanes(struct gs_buf *out, const struct gs_race *race)
{
    struct report_table table = {.columns = 5, .right = 1u << 0 | 1u << 2 | 1u << 3};
    for (size_t i = 0; i < race->lanes.count; i++) {
        const struct gs_race_lane *lane = &race->lanes.items[i];
        char address[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&lane->connection.endpoint.address, address);
        report_cellf(&table, "%zu", i + 1);
        report_cell(&table, address);
        cell_time(&table, lane->started_us);
        cell_time(&table, lane->ended_us);
        add_result(&table, race, i);
    }
    report_table_write(out, &table, 2);
}

/* Without a family it never connects, or it is not known. */
static const char *over_word(const struct gs_race_client *client)
{
    return client->family != 0     ? family_word(client->family)
           : client->waits_us >= 0 ? "never"
                                   : "–";
}

static void write_clients(struct gs_buf *out, const struct gs_race *race)
{
    struct gs_race_client clients[GS_CLIENT_COUNT];
    struct report_table table = {.columns = 4, .right = 1u << 2};
    size_t count = gs_race_clients(race, gs_race_slow_ms(&race->settings), clients);
    if (count > 0) {
        gs_buf_add_text(out, "  What other clients would wait\n");
    }
    for (size_t i = 0; i < count; i++) {
        report_cell(&table, clients[i].label);
        report_cell(&table, over_word(&clients[i]));
        cell_time(&table, clients[i].waits_us);
        report_cell(&table, clients[i].remark);
    }
    report_table_write(out, &table, 4);
}

void report_block_race(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_race *race = session->lookup.now.race;
    char count[REPORT_INFO_MAX] = "";
    char info[REPORT_INFO_MAX];
    char right[REPORT_INFO_MAX];
    if (race == NULL) {
        report_title(out, "Race", "", "not finished");
        report_paragraph(out, "  ", "No race yet.");
        return;
    }
    report_count(count, race->lanes.count, "address", "addresses");
    if (race->port != 0) {
        (void)snprintf(info, sizeof info, "%.60s, port %u", count, race->port);
    } else {
        (void)snprintf(info, sizeof info, "%.60s", count);
    }
    report_elapsed(session, GS_PART_RACE, race->elapsed_us, right);
    report_title(out, "Race", info, right);
    write_verdict(out, race);
    write_settings(out, &race->settings);
    if (race->lanes.count > 0) {
        draw(out, race);
    }
    write_dns(out, race);
    write_lanes(out, race);
    if (race->left_out > 0) {
        gs_buf_addf(out, "  %u more addresses are left out.\n", (unsigned)race->left_out);
    }
    write_clients(out, race);
}
