/* SPDX-License-Identifier: MIT */
/**
 * Rows of (text, role) runs at cell positions: all that a pane has to say to a screen. Built
 * anew for a frame, for the visible window only: a row outside it costs no text.
 *
 *     x: -2 sign   0 first column ... width_cells - 1 last column
 *
 * The screen places the sign's column (two cells left of a pane's first) and draws the bar.
 *
 * Texts are sanitised before they come here, and may use any sign of the design; the screen
 * replaces signs where a terminal is ASCII only. Owned by whoever holds the struct.
 */
#ifndef GAISCOPE_VIEW_ROWS_H
#define GAISCOPE_VIEW_ROWS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/vec.h"
#include "gaiscope/view/role.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_NO_ITEM SIZE_MAX /**< a row that cannot be selected */
#define GS_NO_ROW  SIZE_MAX /**< no such row */
#define GS_SIGN_X  (-2)     /**< where a row's sign (+ - ~ ▲ ✗) is put */

/** A piece of text. */
struct gs_run {
    int x;             /**< cell of its first character; see the drawing above */
    enum gs_role role; /**< what it is for */
    size_t at;         /**< byte offset of its NUL-terminated text in `texts` */
};

/** One line of cells. */
struct gs_row {
    size_t first_run; /**< index into runs */
    size_t run_count; /**< how many */
    size_t item; /**< which selectable item it belongs to, or GS_NO_ITEM; several rows
                           may belong to one item */
};

/** Rows of one pane, line or popup. */
struct gs_rows {
    size_t width_cells;  /**< cells from x = 0 */
    size_t from;         /**< first visible row; rows before it are counted, not built */
    size_t height;       /**< visible rows; rows behind are counted, not built */
    size_t total;        /**< all rows, visible or not */
    size_t item_count;   /**< all selectable items, visible or not */
    size_t watched;      /**< the item whose place is wanted, or GS_NO_ITEM */
    size_t watched_row;  /**< its first row; 0 when it has none */
    size_t watched_rows; /**< how many rows it has */
    size_t start_before; /**< last row before `from` that begins an item or has none, or
                              GS_NO_ROW */
    size_t start_behind; /**< first such row from `from` on, or GS_NO_ROW */
    size_t last_item;    /**< the item of the row counted last */
    struct GS_VEC_OF(struct gs_row) rows; /**< the visible rows */
    struct GS_VEC_OF(struct gs_run) runs; /**< their runs */
    struct gs_buf texts;                  /**< all texts, each with its NUL */
};

/** Begins: empties (memory is kept) and sets width and window. A zeroed struct is fine. */
void gs_rows_begin(struct gs_rows *rows, size_t width_cells, size_t from, size_t height);

/** Frees everything. */
void gs_rows_fini(struct gs_rows *rows);

/**
 * Starts the next row. Takes: `item`, its selectable item or GS_NO_ITEM.
 * Returns: false when the row is outside the window: nothing may be put then.
 */
bool gs_rows_next(struct gs_rows *rows, size_t item);

/**
 * Counts at once the items that lie wholly before the window, or all when it is full, so that
 * a long list costs what is seen of it. Takes: `count` items from `first_item` on that follow,
 * each of `rows_each` rows, at least 1. Returns: how many were counted; the caller builds the
 * next one and asks again.
 */
size_t gs_rows_skip(struct gs_rows *rows, size_t first_item, size_t count,
                    size_t rows_each);

/** Cells from `x` on, without the `reserve` last ones of a row; 0: there are none. */
size_t gs_rows_room(const struct gs_rows *rows, int x, size_t reserve);

/** Puts text at cell `x` of the present row, cut at the row's end with `…`.
 *  Returns: the cell behind it. */
int gs_rows_put(struct gs_rows *rows, int x, enum gs_role role, const char *text);

/** Puts text at most `width_cells` wide, cut at its end. Returns: the cell behind it. */
int gs_rows_put_cut(struct gs_rows *rows, int x, enum gs_role role, const char *text,
                    size_t width_cells);

/** The same for a host name: cut in its middle. */
int gs_rows_put_name(struct gs_rows *rows, int x, enum gs_role role, const char *text,
                     size_t width_cells);

/** Puts text so that it ends before cell `end`. Returns: its first cell. */
int gs_rows_put_right(struct gs_rows *rows, int end, enum gs_role role, const char *text);

/** Puts as printf does. Returns: the cell behind it. */
int gs_rows_putf(struct gs_rows *rows, int x, enum gs_role role, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** Whether a run is for the eye alone: a sign of the gutter, a bracket. Copies leave it out. */
bool gs_run_is_drawing(const struct gs_run *run);

/** The text of a run. */
const char *gs_rows_text(const struct gs_rows *rows, const struct gs_run *run);

#endif
