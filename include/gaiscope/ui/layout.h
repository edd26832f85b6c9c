/* SPDX-License-Identifier: MIT */
/**
 * From wishes to rectangles: bands from top to bottom, columns on the 40-cell grid, spare and
 * missing rows shared out. Pure arithmetic, total for every size.
 */
#ifndef GAISCOPE_UI_LAYOUT_H
#define GAISCOPE_UI_LAYOUT_H

#include "gaiscope/view/frame.h"

/** A pane's rectangle, title row included. */
struct gs_rect {
    int pane;   /**< which */
    int x;      /**< first column: the bar's */
    int y;      /**< first row: the title's */
    int width;  /**< columns, the bar's included */
    int height; /**< rows, the title's included */
};

/** Where panes may lie. */
struct gs_area {
    int cols;   /**< columns of the screen */
    int top;    /**< first row */
    int bottom; /**< the row behind the last */
    int gap;    /**< blank rows wished between bands; one between panes of one column */
};

/**
 * Arranges places in an area. A column of n half modules is 20 n - 1 cells wide and the next one
 * begins a cell further, all stretched alike where the band's sum is not the screen's. Every
 * pane gets its minimum (gaps shrink first; then panes are left out, from the last band up), then
 * what it wants, the shortest first, then a share of the spare rows by weight.
 * Takes: at most GS_PANES_MAX places; what is behind them is left out.
 * Returns: how many of `out` (room for `count`) were written, in the order of `places`.
 */
size_t gs_layout_arrange(const struct gs_place *places, size_t count,
                         const struct gs_area *area, struct gs_rect *out);

#endif
