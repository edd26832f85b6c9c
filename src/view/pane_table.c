/* SPDX-License-Identifier: MIT */
/*
 * A pane as a table: the places of its column heads say which text belongs to which column. A
 * pane without heads gets a column for each place where its items' texts begin.
 */
#include "pane_faces.h"
#include "view_state.h"

#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

enum {
    TABLE_CELLS = 400, /* so wide that no pane cuts anything */
    COLUMNS_MAX = 64,
    GAP_CELLS = 2, /* texts that are further apart belong to different columns */
    NAME_MAX_BYTES = 24,
};

/* Where a column stands in the pane. */
struct column {
    int from;
    int until; /* behind its last cell */
};

struct columns {
    struct column at[COLUMNS_MAX];
    size_t count;
    bool has_heads;
};

/* A text of a row, runs without a gap joined. */
struct piece {
    struct column at;
    struct gs_buf text;
};

static int end_of(const struct gs_rows *rows, const struct gs_run *run)
{
    return run->x + (int)gs_text_cells(gs_rows_text(rows, run));
}

static bool is_head(const struct gs_rows *rows, const struct gs_row *row)
{
    bool is_all_head = row->item == GS_NO_ITEM && row->run_count > 0;
    for (size_t i = 0; is_all_head && i < row->run_count; i++) {
        is_all_head = rows->runs.items[row->first_run + i].role == GS_ROLE_HEAD;
    }
    return is_all_head;
}

static void add_column(struct columns *columns, const struct column *at, const char *name,
                       struct gs_text_table *out)
{
    if (columns->count < COLUMNS_MAX) {
        columns->at[columns->count++] = *at;
        gs_text_table_add_column(out, name);
    }
}

static void read_heads(const struct gs_rows *rows, const struct gs_row *row,
                       struct columns *columns, struct gs_text_table *out)
{
    columns->has_heads = true;
    for (size_t i = 0; i < row->run_count; i++) {
        const struct gs_run *run = &rows->runs.items[row->first_run + i];
        struct column at = {run->x, end_of(rows, run)};
        add_column(columns, &at, gs_rows_text(rows, run), out);
    }
}

/* Cells between a text and a column; 0: they share one. */
static int distance(const struct column *a, const struct column *b)
{
    return a->until <= b->from   ? b->from - a->until + 1
           : b->until <= a->from ? a->from - b->until + 1
                                 : 0;
}

/* The column a text belongs to: under whose head it stands, else the last that begins before
 * it; COLUMNS_MAX: none does. */
static size_t column_of(const struct columns *columns, const struct column *text)
{
    size_t found = COLUMNS_MAX;
    for (size_t i = 0; i < columns->count; i++) {
        if (distance(&columns->at[i], text) == 0) {
            return i;
        }
        found = columns->at[i].from <= text->from ? i : found;
    }
    return columns->has_heads && found == COLUMNS_MAX && columns->count > 0 ? 0 : found;
}

static void add_piece(struct columns *columns, const struct piece *piece,
                      struct gs_text_table *out)
{
    size_t column = column_of(columns, &piece->at);
    bool is_new = column == COLUMNS_MAX ||
                  (!columns->has_heads && columns->at[column].from != piece->at.from);
    if (is_new && !columns->has_heads && columns->count < COLUMNS_MAX) {
        char name[NAME_MAX_BYTES];
        struct column at = {piece->at.from, piece->at.from + 1};
        (void)snprintf(name, sizeof name, "column %zu", columns->count + 1);
        column = columns->count;
        add_column(columns, &at, name, out);
    }
    if (column < columns->count) {
        gs_text_table_append(out, column, gs_buf_text(&piece->text));
    }
}

static void add_row(const struct gs_rows *rows, const struct gs_row *row,
                    struct columns *columns, struct gs_text_table *out)
{
    struct piece piece = {{0}, {0}};
    for (size_t i = 0; i < row->run_count; i++) {
        const struct gs_run *run = &rows->runs.items[row->first_run + i];
        if (gs_run_is_drawing(run) || gs_rows_text(rows, run)[0] == '\0') {
            continue;
        }
        if (piece.text.len > 0 && run->x - piece.at.until >= GAP_CELLS) {
            add_piece(columns, &piece, out);
            gs_buf_clear(&piece.text);
        }
        if (piece.text.len == 0) {
            piece.at.from = run->x;
        } else if (run->x > piece.at.until) {
            gs_buf_add_text(&piece.text, " ");
        }
        gs_buf_add_text(&piece.text, gs_rows_text(rows, run));
        piece.at.until = end_of(rows, run);
    }
    if (piece.text.len > 0) {
        add_piece(columns, &piece, out);
    }
    gs_buf_fini(&piece.text);
}

bool gs_view_take_table(struct gs_view *view, struct gs_text_table *out)
{
    struct gs_rows rows = {0};
    struct columns columns = {.count = 0};
    size_t item = GS_NO_ITEM;
    gs_view_build_wide(view, view->focus, TABLE_CELLS, &rows);
    for (size_t i = 0; i < rows.rows.count; i++) {
        const struct gs_row *row = &rows.rows.items[i];
        if (is_head(&rows, row) && columns.count == 0) {
            read_heads(&rows, row, &columns, out);
        } else if (row->item != GS_NO_ITEM) {
            if (row->item != item) {
                gs_text_table_add_row(out);
            }
            item = row->item;
            add_row(&rows, row, &columns, out);
        }
    }
    gs_rows_fini(&rows);
    return out->rows.count > 0;
}
