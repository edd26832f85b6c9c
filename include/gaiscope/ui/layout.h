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

/**
 * Arranges places between rows `top` (inclusive) and `bottom` (exclusive) of a screen `cols`
 * wide. Panes that do not fit at their minimum are left out, from the last band up.
 * Returns: how many of `out` (room for `count`) were written, in the order of `places`.
 */
size_t gs_layout_arrange(const struct gs_place *places, size_t count, int cols, int top,
                         int bottom, struct gs_rect *out);

#endif
