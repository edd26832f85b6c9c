/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/errno_name.h"
#include "gaiscope/rules/connect_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_heads(struct report_table *table)
{
    static const char *const heads[] = {"#",      "address", "service", "from",
                                        "result", "",        "time"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        report_cell(table, heads[i]);
    }
}

static const char *sign_of(const struct gs_connection *connection)
{
    return !gs_connect_is_over(connection->status) ? "… "
           : gs_connect_is_slow(connection)        ? "▲ "
           : connection->status == GS_CONNECT_OPEN ? "✓ "
                                                   : "✗ ";
}

static void add_result(struct report_table *table, const struct gs_connection *connection)
{
    char took[GS_DURATION_TEXT_MAX] = "";
    bool is_over = gs_connect_is_over(connection->status);
    report_cellf(table, "%s%s", sign_of(connection),
                 is_over ? gs_connect_word(connection->status) : "not finished");
    if (gs_connect_is_slow(connection)) {
        report_cellf(table, "%u SYN lost", (unsigned)connection->syns_again);
    } else {
        report_cell(table, gs_errno_name(connection->error));
    }
    if (is_over) {
        gs_duration_format(connection->elapsed_us, took);
    }
    report_cell(table, took);
}

static void add_attempt(struct report_table *table,
                        const struct gs_connect_report *report, size_t at, size_t number)
{
    const struct gs_connect_attempt *attempt = &report->attempts.items[at];
    const struct gs_connect_service *service = &report->services[attempt->service];
    const struct gs_connection *connection = &attempt->connection;
    char text[GS_ADDRESS_TEXT_MAX];
    char port[16];
    gs_address_format(&connection->endpoint.address, text);
    (void)snprintf(port, sizeof port, "%u", service->port);
    report_cellf(table, number == 0 ? "" : "%zu", number);
    report_cell(table, number == 0 ? "" : text);
    report_cellf(table, strcmp(port, service->name) == 0 ? "%s" : "%s %s", service->name,
                 port);
    gs_address_format(&connection->source, text);
    report_cell(table, connection->source.family == 0 ? "" : text);
    add_result(table, connection);
}

/* A first line below the table, as its columns would cut it. */
static void write_banners(struct gs_buf *out, const struct gs_connect_report *report)
{
    for (size_t i = 0; i < report->attempts.count; i++) {
        const struct gs_connection *connection = &report->attempts.items[i].connection;
        char endpoint[GS_ENDPOINT_TEXT_MAX];
        if (connection->banner[0] != '\0') {
            struct gs_buf head = {0};
            gs_endpoint_format(&connection->endpoint, 0, endpoint);
            gs_buf_addf(&head, "  %s says: ", endpoint);
            report_paragraph(out, gs_buf_text(&head), connection->banner);
            gs_buf_fini(&head);
        }
    }
}

static void write_sentences(struct gs_buf *out, const struct gs_connect_report *report)
{
    struct gs_buf text = {0};
    gs_connect_sentences(report, &text);
    char *lines = gs_buf_claim(&text);
    char *rest = NULL;
    for (char *line = strtok_r(lines, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        report_paragraph(out, "  ", line);
    }
    free(lines);
}

static void write_canonical(struct gs_buf *out, const struct gs_connect_report *report)
{
    if (report->canonical != NULL) {
        struct gs_buf name = {0};
        report_name(&name, report->canonical);
        report_paragraph(out, "  canonical name ", gs_buf_text(&name));
        gs_buf_fini(&name);
    }
}

void report_block_connect(struct gs_buf *out, const struct gs_session *session)
{
    static const struct gs_connect_report none;
    const struct gs_connect_report *report = session->lookup.now.connect;
    struct report_table table = {.columns = 7, .right = 1u << 0 | 1u << 6};
    struct gs_buf count = {0};
    char right[REPORT_INFO_MAX];
    size_t number = 0;
    report = report == NULL ? &none : report;
    if (report->attempts.count > 0) {
        gs_connect_count_words(report, &count);
        add_heads(&table);
    }
    report_elapsed(session, GS_PART_CONNECT, report->elapsed_us, right);
    report_title(out, "Connections", gs_buf_text(&count), right);
    gs_buf_fini(&count);
    write_canonical(out, report);
    for (size_t i = 0; i < report->attempts.count; i++) {
        bool is_next =
            i == 0 || !gs_address_is_equal(
                          &report->attempts.items[i].connection.endpoint.address,
                          &report->attempts.items[i - 1].connection.endpoint.address);
        number += is_next ? 1 : 0;
        add_attempt(&table, report, i, is_next ? number : 0);
    }
    report_table_write(out, &table, 2);
    write_banners(out, report);
    write_sentences(out, report);
}
