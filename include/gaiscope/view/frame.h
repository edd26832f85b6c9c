/* SPDX-License-Identifier: MIT */
/**
 * What a screen needs to draw a view, and nothing else: lines, panes with their wishes for
 * place, a popup. The screen asks top down: places for the size, then each pane's rows for the
 * rectangle the layout gave it. Nothing here knows what DNS is.
 */
#ifndef GAISCOPE_VIEW_FRAME_H
#define GAISCOPE_VIEW_FRAME_H

#include "gaiscope/view/rows.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_PANES_MAX    16 /**< panes of one view */
#define GS_MODULE_CELLS 40 /**< a module of the grid: 38 of content, 2 of gap */
#define GS_MIN_COLS     40 /**< below it the screen says that the window is too small */
#define GS_MIN_ROWS     10 /**< the same for rows */

struct gs_view;

/** One pane's wish for a place. Panes with the same band stand beside each other; panes of
 *  one band with the same column stand above each other. */
struct gs_place {
    int pane;             /**< which, for gs_view_pane() */
    uint8_t band;         /**< 0 the uppermost */
    uint8_t column;       /**< 0 the leftmost of its band */
    uint8_t half_modules; /**< width in half modules: 3 is a 1½ module pane */
    size_t want_rows;     /**< rows that would show everything, title included */
    size_t min_rows;      /**< rows below which the pane is dropped, title included */
    uint8_t weight;       /**< share of spare rows; 0: never more than wanted */
};

/** The lines outside of panes. */
enum gs_line {
    GS_LINE_HEADER = 0,
    GS_LINE_QUESTION,
    GS_LINE_VERDICT,
    GS_LINE_FOOTER,
    GS_LINE_COMMAND, /**< above the footer, while the command line is open */
    GS_LINE_CALL,    /**< in the blank row above the footer, where there is one */
    GS_LINE_COUNT,
};

#define GS_CALL_ROWS 24 /**< rows from which the call as it was made is shown */

/** One pane as it is to be drawn. */
struct gs_pane {
    const char *title; /**< its name */
    enum gs_role
        title_role;         /**< TITLE, V4 or V6; the screen makes TITLE focused itself */
    struct gs_buf info;     /**< count or state behind the name */
    enum gs_role info_role; /**< DIM, ERR, WARN, WAIT */
    struct gs_buf right;    /**< time or server at the end of the rule */
    enum gs_role right_role; /**< DIM, WAIT */
    bool has_focus;          /**< keys go to it */
    size_t selected;         /**< the selected item, or GS_NO_ITEM */
    struct gs_rows heading;  /**< the row of column heads above `rows` when they are
                                  scrolled away; no row else */
    struct gs_rows rows;     /**< what it shows; x = 0 is the first text column */
    uint64_t stamp;          /**< the view's: what it was built from; 0: not built */
};

/** A popup as it is to be drawn. */
struct gs_popup {
    size_t width;        /**< cells wanted, frame included */
    size_t height;       /**< rows wanted, frame included */
    struct gs_buf title; /**< on the upper frame */
    struct gs_buf right; /**< on the upper frame's right */
    struct gs_buf
        keys;        /**< on the lower frame's right, parted by TAB: key, word, key ... */
    size_t selected; /**< the selected item, or GS_NO_ITEM */
    struct gs_rows
        rows; /**< width - 6 cells, height - 4 rows: a margin inside the frame */
};

/** Frees what a pane owns and leaves it empty, to be filled anew. */
void gs_pane_fini(struct gs_pane *pane);

/** Frees what a popup owns and leaves it empty, to be filled anew. */
void gs_popup_fini(struct gs_popup *popup);

/** Where the lines of a screen stand, in rows from its top. The header is the first row, the
 *  footer the last. */
struct gs_floors {
    size_t question;  /**< row of the question line */
    size_t verdict;   /**< row of the verdict line */
    size_t panes_top; /**< first row of the panes */
    size_t
        panes_bottom; /**< row behind their last one; panes_top when there is no room */
    size_t gap;       /**< blank rows between bands */
};

/** The lines' places on a screen of `rows`. From 30 rows on a blank one stands after header
 *  and verdict, and two between bands; from 25 on the one after the header goes, and below
 *  that all but one between bands. From 24 on the call stands above the footer. */
struct gs_floors gs_frame_floors(size_t rows);

/** The panes for a screen of this size. Returns: how many of `out` were written. */
size_t gs_view_places(struct gs_view *view, size_t cols, size_t rows,
                      struct gs_place out[GS_PANES_MAX]);

/** Fills one pane for `width` cells of text columns (the rule's width less two at its left)
 *  and `height` rows without the title. Moves its scroll so that the cursor is seen. A pane
 *  that was filled before and would come out the same stays as it is. */
void gs_view_pane(struct gs_view *view, int pane, size_t width, size_t height,
                  struct gs_pane *out);

/** Fills the pane that stands above all others while a tour is under way, for a screen of this
 *  size. Returns: its rows with the title; 0: there is none. */
size_t gs_view_band(struct gs_view *view, size_t cols, size_t rows, struct gs_pane *out);

/**
 * Fills the pane of completions, which covers the panes above GS_LINE_COMMAND while the command
 * line is open, for a screen of this size. Returns: its rows without the title; 0: closed.
 */
size_t gs_view_drawer(struct gs_view *view, size_t cols, size_t rows,
                      struct gs_pane *out);

/**
 * All that a line's picture depends on, as one number: while it stays, so does the line.
 * Returns: 0 for a line that is to be filled anew for each frame.
 */
uint64_t gs_view_line_stamp(const struct gs_view *view, enum gs_line line, size_t width);

/** Fills one line of `width` cells as the single row of `out`; x counts from the screen's first
 *  column. A run of GS_ROLE_CURSOR is where the terminal's cursor goes. */
void gs_view_line(struct gs_view *view, enum gs_line line, size_t width,
                  struct gs_rows *out);

/** Fills the popup for a screen of this size. Returns: false when none is open. */
bool gs_view_popup(struct gs_view *view, size_t cols, size_t rows, struct gs_popup *out);

#endif
