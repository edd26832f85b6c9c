/* SPDX-License-Identifier: MIT */
#include "csv_families.h"

#include "csv_line.h"

#include <stdio.h>

#include <sys/socket.h>

enum {
    NUMBER_MAX = 24, /* bytes of microseconds as text with NUL */
};

static const char *const families[] = {"inet6", "inet"};

/* A line of one family of a host: what was measured, in microseconds. */
static struct csv_line side_line(const struct gs_family_row *row, size_t rank,
                                 size_t side, const char *type)
{
    struct csv_line line = csv_line_of(GS_PART_FAMILIES, rank);
    csv_set(&line, CSV_NAME, row->host);
    csv_set(&line, CSV_TYPE, type);
    csv_set(&line, CSV_FAMILY, families[side]);
    return line;
}

static void set_time(struct csv_line *line, int64_t time_us)
{
    char text[NUMBER_MAX];
    (void)snprintf(text, sizeof text, "%lld", (long long)time_us);
    csv_set(line, CSV_VALUE, time_us < 0 ? NULL : text);
}

static void source_line(struct gs_buf *out, struct csv_line *line,
                        enum gs_outcome outcome, int64_t took_us)
{
    set_time(line, took_us);
    csv_set(line, CSV_OUTCOME,
            outcome == GS_OUTCOME_NOT_ASKED ? "not_asked" : gs_outcome_id(outcome));
    csv_end(out, line);
}

static void side_lines(struct gs_buf *out, const struct gs_family_row *row, size_t rank,
                       size_t number)
{
    const struct gs_family_side *side = &row->sides[number];
    struct csv_line line = side_line(row, rank, number, "dns");
    source_line(out, &line, side->dns_outcome, side->dns_us);
    line = side_line(row, rank, number, "libc");
    source_line(out, &line, side->libc_outcome, side->libc_us);
    for (size_t i = 0; i < side->connections.count; i++) {
        const struct gs_connection *connection = &side->connections.items[i];
        bool is_over = gs_connect_is_over(connection->status);
        line = side_line(row, rank, number, "connect");
        csv_set(&line, CSV_SOCKTYPE, "stream");
        csv_set(&line, CSV_PROTOCOL, "tcp");
        csv_set_address(&line, &connection->endpoint.address);
        csv_set_number(&line, CSV_PORT, connection->endpoint.port);
        set_time(&line, is_over ? connection->elapsed_us : -1);
        csv_set(&line, CSV_OUTCOME,
                is_over ? gs_connect_id(connection->status) : "unfinished");
        csv_end(out, &line);
    }
}

void csv_family_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_families *round = session->lookup.now.families;
    if (round != NULL && round->rows.count == 0) { /* there is no host */
        struct csv_line line = csv_line_of(GS_PART_FAMILIES, 0);
        csv_set(&line, CSV_OUTCOME, "not_asked");
        csv_end(out, &line);
    }
    for (size_t i = 0; round != NULL && i < round->rows.count; i++) {
        const struct gs_family_row *row = &round->rows.items[i];
        side_lines(out, row, i + 1, 0);
        side_lines(out, row, i + 1, 1);
        if (row->is_complete) {
            bool is_won = row->winner_family != 0;
            struct csv_line line = csv_line_of(GS_PART_FAMILIES, i + 1);
            csv_set(&line, CSV_NAME, row->host);
            csv_set(&line, CSV_TYPE, "winner");
            csv_set(&line, CSV_FAMILY,
                    is_won ? families[gs_race_side(row->winner_family)] : NULL);
            set_time(&line, row->won_us);
            csv_set(&line, CSV_OUTCOME, is_won ? "answered" : "failed");
            csv_end(out, &line);
        }
    }
}
