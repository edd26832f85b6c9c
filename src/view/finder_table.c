/* SPDX-License-Identifier: MIT */
/*
 * The table of the web service finder. One service has a column for what came and one for the
 * time; several have a column each. Where there is no room for them, or where each has a first
 * line to show, they have a line each below the address.
 *
 *     #  address             from       result   time      #  address     www      https
 *     1  2001:db8::7         fd00::2    ✓ open   31 ms      1  192.0.2.7   ✓ 31 ms  ✗ refused
 */
#include "finder.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/connect_words.h"

#include <string.h>

enum {
    ADDRESS_X = 3,
    GAP = 2,
    RESULT_CELLS = 9, /* "✗ refused", "✗ no route" is one more */
    TIME_CELLS = 8,   /* "4 min 14 s" does not come: a deadline is 10 s */
    SERVICE_CELLS = 10,
    LINE_RESULT_X = 18, /* of a service's own line */
    LINE_BANNER_X = 30, /* behind it what the server says first */
};

/* Where the columns stand. */
struct columns {
    int from_x;     /* 0: no such column */
    int result_x;   /* of one service; of the first of several */
    int step;       /* from a service to the next */
    bool has_lines; /* a line each below the address */
};

static size_t widest(const struct gs_finder *finder, bool is_source)
{
    size_t widest = is_source ? 0 : sizeof "address" - 1;
    for (size_t i = 0; i < finder->rows.count; i++) {
        const struct gs_finder_row *row = &finder->rows.items[i];
        char text[GS_ADDRESS_TEXT_MAX];
        for (size_t j = 0; j < (is_source ? finder->service_count : 1); j++) {
            const struct gs_address *address = row->address;
            if (is_source) {
                address = row->cells[j] == NULL ? NULL : &row->cells[j]->source;
            }
            if (address != NULL) {
                gs_address_format(address, text);
                widest = strlen(text) > widest ? strlen(text) : widest;
            }
        }
    }
    return widest;
}

static int service_cells(const struct gs_finder *finder)
{
    size_t cells = SERVICE_CELLS;
    for (size_t i = 0; i < finder->service_count; i++) {
        size_t name = gs_text_cells(finder->services[i]);
        cells = name > cells && name <= (size_t)2 * SERVICE_CELLS ? name : cells;
    }
    return (int)cells;
}

static struct columns columns_of(const struct gs_finder *finder, size_t width)
{
    struct columns columns = {0};
    int behind = ADDRESS_X + (int)widest(finder, false) + GAP;
    int source = (int)widest(finder, true);
    int cells = service_cells(finder);
    bool is_one = finder->service_count == 1;
    int needed = is_one ? RESULT_CELLS + 1 + GAP + TIME_CELLS
                        : (int)finder->service_count * (cells + GAP) - GAP;
    int room = (int)width - behind;
    columns.step = cells + GAP;
    columns.has_lines = needed > room || gs_finder_reads_banner(finder);
    bool has_source = source > 0 && !columns.has_lines && needed + source + GAP <= room;
    columns.from_x = has_source ? behind : 0;
    columns.result_x = has_source ? behind + source + GAP : behind;
    return columns;
}

static void put_heads(const struct gs_finder *finder, const struct columns *columns,
                      struct gs_rows *rows)
{
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "#");
    (void)gs_rows_put(rows, ADDRESS_X, GS_ROLE_HEAD, "address");
    if (columns->from_x > 0) {
        (void)gs_rows_put(rows, columns->from_x, GS_ROLE_HEAD, "from");
    }
    if (columns->has_lines) {
        return;
    }
    if (finder->service_count == 1) {
        (void)gs_rows_put(rows, columns->result_x, GS_ROLE_HEAD, "result");
        (void)gs_rows_put_right(rows, (int)rows->width_cells, GS_ROLE_HEAD, "time");
        return;
    }
    for (size_t i = 0; i < finder->service_count; i++) {
        (void)gs_rows_put_cut(rows, columns->result_x + (int)i * columns->step,
                              GS_ROLE_HEAD, finder->services[i],
                              (size_t)(columns->step - GAP));
    }
}

/* "✗ refused", "▲ slow"; the spinner while it waits. Returns: the cell behind it. */
static int put_result(const struct gs_finder *finder,
                      const struct gs_connection *connection, int x, struct gs_rows *rows)
{
    struct gs_outcome_look look = gs_connection_look(connection);
    bool is_over = gs_connect_is_over(connection->status);
    if (!is_over && finder->view.is_waiting) {
        const char *sign = connection->status == GS_CONNECT_IDLE
                               ? "·"
                               : gs_spinner(finder->view.waited_us);
        return gs_rows_put(rows, x, GS_ROLE_WAIT, sign);
    }
    x = gs_rows_put(rows, x, gs_tone(&finder->view, look.role), look.sign) + 1;
    return gs_rows_put(
        rows, x,
        gs_tone(&finder->view, look.role == GS_ROLE_OK ? GS_ROLE_TEXT : look.role),
        gs_connect_is_slow(connection) ? "slow" : gs_connect_word(connection->status));
}

/* A cell of several services: the time where it is open, else what came. */
static void put_cell(const struct gs_finder *finder, size_t service,
                     const struct gs_connection *connection, int x, struct gs_rows *rows)
{
    char took[GS_DURATION_TEXT_MAX];
    if (finder->ports[service] == 0) {
        (void)gs_rows_put(rows, x, GS_ROLE_DIM, "no port");
    } else if (connection == NULL) {
        (void)gs_rows_put(rows, x, GS_ROLE_DIM, "not tried");
    } else if (connection->status == GS_CONNECT_OPEN) {
        struct gs_outcome_look look = gs_connection_look(connection);
        gs_duration_format(connection->elapsed_us, took);
        x = gs_rows_put(rows, x, gs_tone(&finder->view, look.role), look.sign) + 1;
        (void)gs_rows_put(rows, x, gs_tone(&finder->view, GS_ROLE_TEXT), took);
    } else {
        (void)put_result(finder, connection, x, rows);
    }
}

static void put_time(const struct gs_finder *finder,
                     const struct gs_connection *connection, struct gs_rows *rows)
{
    if (gs_connect_is_over(connection->status)) {
        gs_rows_put_time(rows, (int)rows->width_cells,
                         gs_tone(&finder->view, GS_ROLE_TEXT), connection->elapsed_us);
    }
}

/* What an open server says first, on its service's own line. */
static void put_banner(const struct gs_finder *finder,
                       const struct gs_connection *connection, struct gs_rows *rows)
{
    const char *line = gs_finder_banner(finder, connection);
    bool is_said = connection != NULL && connection->banner[0] != '\0';
    if (line[0] != '\0') {
        (void)gs_rows_put_cut(
            rows, LINE_BANNER_X,
            gs_tone(&finder->view, is_said ? GS_ROLE_TEXT : GS_ROLE_DIM), line,
            gs_rows_room(rows, LINE_BANNER_X, 0));
    }
}

/* The lines of an address where the columns do not fit. */
static void put_lines(const struct gs_finder *finder, size_t at, struct gs_rows *rows)
{
    const struct gs_finder_row *row = &finder->rows.items[at];
    for (size_t i = 0; i < finder->service_count; i++) {
        if (!gs_rows_next(rows, at)) {
            continue;
        }
        (void)gs_rows_put_cut(rows, ADDRESS_X + GAP, GS_ROLE_DIM, finder->services[i],
                              LINE_RESULT_X - ADDRESS_X - 2 * GAP);
        put_cell(finder, i, row->cells[i], LINE_RESULT_X, rows);
        put_banner(finder, row->cells[i], rows);
    }
}

static const struct gs_address *source_of(const struct gs_finder *finder,
                                          const struct gs_finder_row *row)
{
    for (size_t i = 0; i < finder->service_count; i++) {
        if (row->cells[i] != NULL && row->cells[i]->source.family != 0) {
            return &row->cells[i]->source;
        }
    }
    return NULL;
}

static void put_cells(const struct gs_finder *finder, const struct columns *columns,
                      const struct gs_finder_row *row, struct gs_rows *rows)
{
    if (finder->service_count == 1 && row->cells[0] != NULL) {
        (void)put_result(finder, row->cells[0], columns->result_x, rows);
        put_time(finder, row->cells[0], rows);
    }
    for (size_t i = 0; finder->service_count > 1 && i < finder->service_count; i++) {
        put_cell(finder, i, row->cells[i], columns->result_x + (int)i * columns->step,
                 rows);
    }
}

static void put_row(const struct gs_finder *finder, const struct columns *columns,
                    size_t at, struct gs_rows *rows)
{
    const struct gs_finder_row *row = &finder->rows.items[at];
    const struct gs_address *source = source_of(finder, row);
    char text[GS_ADDRESS_TEXT_MAX];
    if (gs_rows_next(rows, at)) {
        gs_address_format(row->address, text);
        (void)gs_rows_putf(rows, 0, gs_tone(&finder->view, GS_ROLE_DIM), "%zu", at + 1);
        (void)gs_rows_put(rows, ADDRESS_X, gs_tone(&finder->view, GS_ROLE_TEXT), text);
        if (columns->from_x > 0 && source != NULL) {
            gs_address_format(source, text);
            (void)gs_rows_put(rows, columns->from_x, gs_tone(&finder->view, GS_ROLE_DIM),
                              text);
        }
        if (!columns->has_lines) {
            put_cells(finder, columns, row, rows);
        }
    }
    if (columns->has_lines) {
        put_lines(finder, at, rows);
    }
}

void gs_finder_put_table(const struct gs_finder *finder, struct gs_rows *rows)
{
    struct columns columns = columns_of(finder, rows->width_cells);
    if (finder->rows.count == 0) {
        return;
    }
    put_heads(finder, &columns, rows);
    for (size_t i = 0; i < finder->rows.count; i++) {
        put_row(finder, &columns, i, rows);
    }
    gs_rows_blank(rows);
}
