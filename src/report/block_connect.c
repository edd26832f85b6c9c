/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/errno_name.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/connect_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    INFO_CELLS = 46,    /* of the title, beside its name and "not finished" */
    SERVICE_CELLS = 20, /* of a name and its port; JSON has all of a longer one */
};

static void add_heads(struct report_table *table)
{
    static const char *const heads[] = {"#", "address", "service", "result", "", "time"};
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

/* "https 443"; a number stands for itself. */
static void add_service(struct report_table *table,
                        const struct gs_connect_service *service)
{
    struct gs_buf text = {0};
    char port[16];
    (void)snprintf(port, sizeof port, "%u", service->port);
    bool is_number = strcmp(port, service->name) == 0;
    size_t room = SERVICE_CELLS - (is_number ? 0 : strlen(port) + 1);
    gs_text_cut_end(&text, service->name, room);
    gs_buf_addf(&text, "%s%s", is_number ? "" : " ", is_number ? "" : port);
    report_cell(table, gs_buf_text(&text));
    gs_buf_fini(&text);
}

static void add_attempt(struct report_table *table,
                        const struct gs_connect_report *report, size_t at, size_t number)
{
    const struct gs_connect_attempt *attempt = &report->attempts.items[at];
    const struct gs_connect_service *service = &report->services[attempt->service];
    const struct gs_connection *connection = &attempt->connection;
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&connection->endpoint.address, text);
    if (number == 0) { /* another service of the same address */
        report_cell(table, "");
        report_cell(table, "");
    } else {
        report_cellf(table, "%zu", number);
        report_cell(table, text);
    }
    add_service(table, service);
    add_result(table, connection);
}

/* Whether an attempt before has the same source and interface. */
static bool is_told(const struct gs_connect_report *report, size_t at)
{
    const struct gs_connection *connection = &report->attempts.items[at].connection;
    for (size_t i = 0; i < at; i++) {
        const struct gs_connection *before = &report->attempts.items[i].connection;
        if (gs_address_is_equal(&before->source, &connection->source) &&
            strcmp(before->interface, connection->interface) == 0) {
            return true;
        }
    }
    return false;
}

/* "from 10.0.0.7 on eth0 to 3, 4": each source, and the addresses it was taken for. */
static void write_source(struct gs_buf *out, const struct gs_connect_report *report,
                         size_t at)
{
    const struct gs_connection *connection = &report->attempts.items[at].connection;
    struct gs_buf words = {0};
    char text[GS_ADDRESS_TEXT_MAX];
    size_t number = 0;
    size_t told = 0;
    gs_address_format(&connection->source, text);
    gs_buf_addf(&words, connection->interface[0] == '\0' ? "%s%s" : "%s on %s", text,
                connection->interface);
    for (size_t i = 0; i < report->attempts.count; i++) {
        const struct gs_connection *other = &report->attempts.items[i].connection;
        number += gs_connect_is_next_address(report, i) ? 1 : 0;
        if (number != told && gs_address_is_equal(&other->source, &connection->source) &&
            strcmp(other->interface, connection->interface) == 0) {
            gs_buf_addf(&words, "%s%zu", told == 0 ? " to " : ", ", number);
            told = number;
        }
    }
    report_paragraph(out, "  from ", gs_buf_text(&words));
    gs_buf_fini(&words);
}

static void write_sources(struct gs_buf *out, const struct gs_connect_report *report)
{
    for (size_t i = 0; i < report->attempts.count; i++) {
        if (report->attempts.items[i].connection.source.family != 0 &&
            !is_told(report, i)) {
            write_source(out, report, i);
        }
    }
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

/* By service where the title has room. */
static void add_count(struct gs_buf *out, const struct gs_connect_report *report)
{
    gs_connect_count_words(report, out);
    if (gs_text_cells(gs_buf_text(out)) > INFO_CELLS) {
        gs_buf_clear(out);
        gs_buf_addf(out, "%zu of %zu listen",
                    gs_connect_report_count(report, GS_CONNECT_OPEN),
                    report->attempts.count);
    }
}

static void write_attempts(struct gs_buf *out, const struct gs_connect_report *report)
{
    struct report_table table = {.columns = 6, .right = 1u << 0 | 1u << 5};
    size_t number = 0;
    if (report->attempts.count == 0) {
        return;
    }
    add_heads(&table);
    for (size_t i = 0; i < report->attempts.count; i++) {
        bool is_next = gs_connect_is_next_address(report, i);
        number += is_next ? 1 : 0;
        add_attempt(&table, report, i, is_next ? number : 0);
    }
    report_table_write(out, &table, 2);
}

void report_block_connect(struct gs_buf *out, const struct gs_session *session)
{
    static const struct gs_connect_report none;
    const struct gs_connect_report *report = session->lookup.now.connect;
    struct gs_buf count = {0};
    char right[REPORT_INFO_MAX];
    report = report == NULL ? &none : report;
    if (report->attempts.count > 0) {
        add_count(&count, report);
    }
    report_elapsed(session, GS_PART_CONNECT, report->elapsed_us, right);
    report_title(out, "Connections", gs_buf_text(&count), right);
    gs_buf_fini(&count);
    write_canonical(out, report);
    write_attempts(out, report);
    write_sources(out, report);
    write_banners(out, report);
    write_sentences(out, report);
}
