/* SPDX-License-Identifier: MIT */
#include "gaiscope/view/rows.h"

#include "gaiscope/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void gs_rows_begin(struct gs_rows *rows, size_t width_cells, size_t from, size_t height)
{
    rows->width_cells = width_cells;
    rows->from = from;
    rows->height = height;
    rows->total = 0;
    rows->item_count = 0;
    rows->watched = GS_NO_ITEM;
    rows->watched_row = 0;
    rows->watched_rows = 0;
    rows->start_before = GS_NO_ROW;
    rows->start_behind = GS_NO_ROW;
    rows->last_item = GS_NO_ITEM;
    rows->rows.count = 0;
    rows->runs.count = 0;
    gs_buf_clear(&rows->texts);
}

void gs_rows_fini(struct gs_rows *rows)
{
    gs_vec_fini(&rows->rows);
    gs_vec_fini(&rows->runs);
    gs_buf_fini(&rows->texts);
    *rows = (struct gs_rows){0};
}

/* Takes note of where items begin around the window's first row. */
static void note_start(struct gs_rows *rows, size_t index, size_t item)
{
    bool is_start = item == GS_NO_ITEM || item != rows->last_item;
    rows->last_item = item;
    if (is_start && index < rows->from) {
        rows->start_before = index;
    } else if (is_start && rows->start_behind == GS_NO_ROW) {
        rows->start_behind = index;
    }
}

bool gs_rows_next(struct gs_rows *rows, size_t item)
{
    size_t index = rows->total++;
    note_start(rows, index, item);
    if (item != GS_NO_ITEM && item >= rows->item_count) {
        rows->item_count = item + 1;
    }
    if (item != GS_NO_ITEM && item == rows->watched) {
        rows->watched_row = rows->watched_rows == 0 ? index : rows->watched_row;
        rows->watched_rows++;
    }
    if (index < rows->from || index - rows->from >= rows->height) {
        return false;
    }
    struct gs_row row = {.first_run = rows->runs.count, .item = item};
    gs_vec_push(&rows->rows, row);
    return true;
}

size_t gs_rows_skip(struct gs_rows *rows, size_t first_item, size_t count,
                    size_t rows_each)
{
    size_t outside = rows->total - rows->from < rows->height ? 0 : count;
    if (rows->total < rows->from) {
        outside = (rows->from - rows->total) / rows_each;
    }
    size_t skipped = outside < count ? outside : count;
    size_t end = first_item + skipped;
    if (rows->watched >= first_item && rows->watched < end) {
        rows->watched_row = rows->total + (rows->watched - first_item) * rows_each;
        rows->watched_rows = rows_each;
    }
    if (skipped > 0 && end > rows->item_count) {
        rows->item_count = end;
    }
    if (skipped > 0) {
        bool is_before = rows->total < rows->from;
        size_t nearest = is_before ? skipped - 1 : 0; /* to the window's first row */
        note_start(rows, rows->total + nearest * rows_each, first_item + nearest);
        rows->last_item = end - 1;
    }
    rows->total += skipped * rows_each;
    return skipped;
}

/* Cells from x to the row's end. */
static size_t cells_left(const struct gs_rows *rows, int x)
{
    int left = (int)rows->width_cells - x;
    return left > 0 ? (size_t)left : 0;
}

/* Takes what was appended to the texts since `at` as a run of the present row. */
static int close_run(struct gs_rows *rows, int x, enum gs_role role, size_t at)
{
    if (rows->rows.count == 0 || rows->texts.len == at) {
        return x;
    }
    gs_buf_add(&rows->texts, "", 1);
    struct gs_run run = {.x = x, .role = role, .at = at};
    gs_vec_push(&rows->runs, run);
    rows->rows.items[rows->rows.count - 1].run_count++;
    return x + (int)gs_text_cells(rows->texts.data + at);
}

size_t gs_rows_room(const struct gs_rows *rows, int x, size_t reserve)
{
    size_t taken = (x > 0 ? (size_t)x : 0) + reserve;
    return rows->width_cells > taken ? rows->width_cells - taken : 0;
}

int gs_rows_put(struct gs_rows *rows, int x, enum gs_role role, const char *text)
{
    return gs_rows_put_cut(rows, x, role, text, SIZE_MAX);
}

int gs_rows_put_cut(struct gs_rows *rows, int x, enum gs_role role, const char *text,
                    size_t width_cells)
{
    size_t left = cells_left(rows, x);
    size_t at = rows->texts.len;
    gs_text_cut_end(&rows->texts, text, left < width_cells ? left : width_cells);
    return close_run(rows, x, role, at);
}

int gs_rows_put_name(struct gs_rows *rows, int x, enum gs_role role, const char *text,
                     size_t width_cells)
{
    size_t left = cells_left(rows, x);
    size_t at = rows->texts.len;
    gs_text_cut_middle(&rows->texts, text, left < width_cells ? left : width_cells);
    return close_run(rows, x, role, at);
}

int gs_rows_put_right(struct gs_rows *rows, int end, enum gs_role role, const char *text)
{
    int x = end - (int)gs_text_cells(text);
    x = x < 0 ? 0 : x;
    (void)gs_rows_put_cut(rows, x, role, text, end > x ? (size_t)(end - x) : 0);
    return x;
}

int gs_rows_putf(struct gs_rows *rows, int x, enum gs_role role, const char *format, ...)
{
    char small[256];
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (len >= (int)sizeof small) {
        char *large = gs_mem_new((size_t)len + 1, 1);
        (void)vsnprintf(large, (size_t)len + 1, format, again);
        x = gs_rows_put(rows, x, role, large);
        free(large);
    } else if (len > 0) {
        x = gs_rows_put(rows, x, role, small);
    }
    va_end(again);
    return x;
}

bool gs_run_is_drawing(const struct gs_run *run)
{
    return run->x < 0 || run->role == GS_ROLE_RULE;
}

const char *gs_rows_text(const struct gs_rows *rows, const struct gs_run *run)
{
    return rows->texts.data + run->at;
}
