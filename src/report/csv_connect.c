/* SPDX-License-Identifier: MIT */
#include "csv_connect.h"

#include "gaiscope/base/errno_name.h"

#include <inttypes.h>

void csv_set_connection(struct csv_line *line, const struct gs_connection *connection)
{
    bool is_over = gs_connect_is_over(connection->status);
    csv_set(line, CSV_SOCKTYPE, "stream");
    csv_set(line, CSV_PROTOCOL, "tcp");
    csv_set_address(line, &connection->endpoint.address);
    csv_set_number(line, CSV_PORT, connection->endpoint.port);
    csv_set(line, CSV_OUTCOME,
            is_over ? gs_connect_id(connection->status) : "unfinished");
}

static void add_word(struct gs_buf *words, const char *key, const char *text)
{
    if (text[0] != '\0') {
        gs_buf_addf(words, "%s%s=%s", words->len > 0 ? " " : "", key, text);
    }
}

void csv_connection_words(struct gs_buf *words, const struct gs_connection *connection)
{
    char source[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&connection->source, source);
    if (gs_connect_is_over(connection->status)) {
        gs_buf_addf(words, "%selapsed_us=%" PRId64, words->len > 0 ? " " : "",
                    connection->elapsed_us);
    }
    add_word(words, "source", source);
    add_word(words, "interface", connection->interface);
    add_word(words, "error",
             connection->error == 0 ? "" : gs_errno_name(connection->error));
    add_word(words, "banner", connection->banner);
}

void csv_connect_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_connect_report *report = session->lookup.now.connect;
    if (report == NULL) {
        return;
    }
    for (size_t i = 0; i < report->attempts.count; i++) {
        const struct gs_connect_attempt *attempt = &report->attempts.items[i];
        struct csv_line line = csv_line_of(GS_PART_CONNECT, i + 1);
        csv_set(&line, CSV_NAME,
                report->canonical != NULL ? report->canonical : report->host);
        csv_set(&line, CSV_TYPE, report->services[attempt->service].name);
        csv_set_connection(&line, &attempt->connection);
        struct gs_buf words = {0};
        csv_connection_words(&words, &attempt->connection);
        csv_set(&line, CSV_VALUE, gs_buf_text(&words));
        gs_buf_fini(&words);
        csv_end(out, &line);
    }
    for (size_t i = 0; i < report->service_count; i++) {
        if (report->services[i].port == 0 && report->is_complete) {
            struct csv_line line = csv_line_of(GS_PART_CONNECT, 0);
            csv_set(&line, CSV_NAME, report->host);
            csv_set(&line, CSV_TYPE, report->services[i].name);
            csv_set(&line, CSV_OUTCOME, "not_listed");
            csv_end(out, &line);
        }
    }
    if (report->is_complete && report->name_outcome != GS_OUTCOME_ANSWERED) {
        struct csv_line line = csv_line_of(GS_PART_CONNECT, 0);
        csv_set(&line, CSV_NAME, report->host);
        csv_set(&line, CSV_OUTCOME, gs_outcome_id(report->name_outcome));
        csv_end(out, &line);
    }
}
