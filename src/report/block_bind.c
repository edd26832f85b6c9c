/* SPDX-License-Identifier: MIT */
/* What a server gets, and what stands beside the null node. */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/errno_name.h"
#include "gaiscope/rules/address_class.h"
#include "gaiscope/rules/bind_words.h"

#include <stdio.h>
#include <string.h>

#include <netdb.h>

/* -- beside -------------------------------------------------------------------------- */

static bool is_repeated(const struct gs_system_answer *answer, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (gs_address_is_equal(&answer->rows.items[i].address,
                                &answer->rows.items[at].address)) {
            return true;
        }
    }
    return false;
}

static void beside_rows(struct report_table *table, const struct gs_variant *variant)
{
    const struct gs_system_answer *answer = variant->answer;
    const char *host = variant->question->is_null ? "no host" : variant->question->host;
    for (size_t i = 0; answer != NULL && i < answer->rows.count; i++) {
        const struct gs_addrinfo *row = &answer->rows.items[i];
        char address[GS_ADDRESS_TEXT_MAX];
        if (is_repeated(answer, i)) {
            continue;
        }
        gs_address_format(&row->address, address);
        report_cell(table, i == 0 ? host : "");
        report_cell(table, address);
        report_cellf(table, "%u", (unsigned)row->port);
        report_cell(table, gs_address_class_of(&row->address).word);
    }
    if (answer == NULL || answer->rows.count == 0) {
        report_cell(table, host);
        report_cell(table,
                    answer == NULL ? "not answered" : gs_outcome_word(answer->outcome));
        report_cell(table, "");
        report_cell(table, answer == NULL ? "" : answer->error.name);
    }
}

void report_block_beside(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_variant_list *beside = &session->lookup.now.beside;
    if (beside->count == 0) {
        return; /* nothing stands beside a host */
    }
    bool is_passive = (beside->items[0].question->hints.flags & AI_PASSIVE) != 0;
    bool is_unfinished = report_is_unfinished(session, GS_PARTS_ALL, GS_PART_BESIDE);
    report_title(out, is_passive ? "With PASSIVE" : "Without PASSIVE",
                 is_passive ? "for a server" : "for a client",
                 is_unfinished ? "not finished" : "");
    struct report_table table = {.columns = 4, .right = 1u << 2};
    for (size_t i = 0; i < beside->count; i++) {
        beside_rows(&table, &beside->items[i]);
    }
    report_table_write(out, &table, 2);
}

/* -- bind ---------------------------------------------------------------------------- */

static void socket_text(const struct gs_endpoint *endpoint, char out[REPORT_INFO_MAX])
{
    char address[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&endpoint->address, address);
    (void)snprintf(out, REPORT_INFO_MAX, "%s port %u", address, (unsigned)endpoint->port);
}

static void socket_rows(struct report_table *table, const struct gs_bind_report *report)
{
    for (size_t i = 0; i < report->rows.count; i++) {
        const struct gs_bind_row *row = &report->rows.items[i];
        struct gs_bind_words words = gs_bind_words_of(report, i);
        char text[REPORT_INFO_MAX];
        socket_text(&row->endpoint, text);
        report_cell(table, gs_bind_transport(row->socktype, row->protocol));
        report_cell(table, text);
        report_cell(table, row->v6only == GS_V6ONLY_ON    ? "V6ONLY on"
                           : row->v6only == GS_V6ONLY_OFF ? "V6ONLY off"
                                                          : "");
        report_cellf(table, "%s %s", words.is_good ? "✓" : "✗", words.outcome);
        report_cell(table, words.call);
        report_cell(table, gs_errno_name(row->error));
    }
}

/* The table's lines, each with its meaning below, or below the last one of the same. */
static void write_sockets(struct gs_buf *out, const struct gs_bind_report *report)
{
    struct report_table table = {.columns = 6};
    struct gs_buf lines = {0};
    socket_rows(&table, report);
    report_table_write(&lines, &table, 2);
    const char *at = gs_buf_text(&lines);
    for (size_t i = 0; i < report->rows.count && *at != '\0'; i++) {
        size_t len = strcspn(at, "\n");
        const char *meaning = gs_bind_words_of(report, i).meaning;
        const char *next =
            i + 1 < report->rows.count ? gs_bind_words_of(report, i + 1).meaning : "";
        gs_buf_addf(out, "%.*s\n", (int)len, at);
        if (meaning[0] != '\0' && strcmp(meaning, next) != 0) {
            report_paragraph(out, "       ", meaning);
        }
        at += len + (at[len] == '\n' ? 1 : 0);
    }
    gs_buf_fini(&lines);
}

static void write_clients(struct gs_buf *out, const struct gs_bind_report *report)
{
    struct report_table table = {.columns = 4};
    for (size_t i = 0; i < report->accepted.count; i++) {
        const struct gs_accepted *client = &report->accepted.items[i];
        char clock[GS_DURATION_TEXT_MAX];
        char local[REPORT_INFO_MAX];
        char peer[REPORT_INFO_MAX];
        gs_clock_format(client->at_wall_s, clock);
        socket_text(&client->local, local);
        socket_text(&client->peer, peer);
        report_cell(&table, clock);
        report_cell(&table, peer);
        report_cell(&table, "→");
        report_cell(&table, local);
    }
    if (report->accepted.count > 0) {
        report_table_write(out, &table, 2);
    }
}

void report_block_bind(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_bind_report *report = session->lookup.now.bind;
    char info[REPORT_INFO_MAX] = "not tried";
    if (report != NULL) {
        (void)snprintf(info, sizeof info, "%zu of %zu work", gs_bind_count_good(report),
                       report->rows.count);
    }
    report_title(out, "Bind and listen", info,
                 report == NULL                    ? ""
                 : report->is_listening            ? "open now"
                 : gs_bind_count_good(report) == 0 ? "really done"
                                                   : "really done, then closed");
    if (report == NULL || report->rows.count == 0) {
        gs_buf_add_text(out, report == NULL
                                 ? "  Nothing was opened.\n"
                                 : "  No address, so there is nothing to listen on.\n");
        return;
    }
    write_sockets(out, report);
    write_clients(out, report);
}
