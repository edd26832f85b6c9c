/* SPDX-License-Identifier: MIT */
/*
 * A pane as a table: the places of its column heads say which text belongs to which column. A
 * pane without heads gets a column for each place where its items' texts begin.
 */
#include "pane_faces.h"
#include "view_state.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"

#include <stdio.h>
#include <stdlib.h>
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

/* How far a text is from standing under a column's head, left or right aligned. */
static int distance(const struct column *head, const struct column *text)
{
    int left = abs(head->from - text->from);
    int right = abs(head->until - text->until);
    return left < right ? left : right;
}

/* The column a text belongs to: the nearest head, else the last place before it; COLUMNS_MAX:
 * none is. */
static size_t column_of(const struct columns *columns, const struct column *text)
{
    size_t found = COLUMNS_MAX;
    for (size_t i = 0; i < columns->count; i++) {
        bool is_better = columns->has_heads ? found == COLUMNS_MAX ||
                                                  distance(&columns->at[i], text) <
                                                      distance(&columns->at[found], text)
                                            : columns->at[i].from <= text->from;
        found = is_better ? i : found;
    }
    return found;
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

/* Runs by their place: a pane puts what is right aligned when it likes. NULL: the first, and
 * behind the last one. */
static const struct gs_run *next_run(const struct gs_rows *rows, const struct gs_row *row,
                                     const struct gs_run *after)
{
    const struct gs_run *next = NULL;
    for (size_t i = 0; i < row->run_count; i++) {
        const struct gs_run *run = &rows->runs.items[row->first_run + i];
        bool is_behind =
            after == NULL || run->x > after->x || (run->x == after->x && run > after);
        if (is_behind && (next == NULL || run->x < next->x)) {
            next = run;
        }
    }
    return next;
}

static void add_row(const struct gs_rows *rows, const struct gs_row *row,
                    struct columns *columns, struct gs_text_table *out)
{
    struct piece piece = {{0}, {0}};
    const struct gs_run *run = NULL;
    while ((run = next_run(rows, row, run)) != NULL) {
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

/* What a row leaves out because it is as in the row above. */
static void repeat_above(struct gs_text_table *table, size_t columns)
{
    for (size_t row = 1; row < table->rows.count; row++) {
        for (size_t i = 0; i < columns && i < table->columns.count; i++) {
            char **field = &table->rows.items[row].items[i];
            const char *above = table->rows.items[row - 1].items[i];
            if (*field == NULL && above != NULL) {
                *field = gs_mem_copy_text(above);
            }
        }
    }
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
    repeat_above(out, gs_pane_kind_of(view->focus)->repeated_columns);
    return out->rows.count > 0;
}

bool gs_view_is_drawing(const struct gs_view *view)
{
    return gs_pane_kind_of(view->focus)->is_drawing;
}
