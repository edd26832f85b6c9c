/* SPDX-License-Identifier: MIT */
/**
 * The parts a screen is made of: rows of runs, a pane under its rule, a popup in its frame.
 */
#ifndef GAISCOPE_UI_SCREEN_PARTS_H
#define GAISCOPE_UI_SCREEN_PARTS_H

#include "gaiscope/ui/layout.h"
#include "gaiscope/ui/surface.h"
#include "gaiscope/view/frame.h"

#define GS_PANE_MARGIN 3 /**< bar, sign and a blank before a pane's first text column */

/** Where rows are drawn. */
struct gs_canvas {
    struct gs_surface *surface;
    int x;      /**< the column of the rows' x = 0 */
    int y;      /**< the row of the first one */
    int end;    /**< the column behind the last */
    int bottom; /**< the row behind the last */
};

/** Draws the visible rows; a run of GS_ROLE_CURSOR sets the surface's cursor. */
void gs_draw_rows(const struct gs_canvas *canvas, const struct gs_rows *rows);

/** Draws the title rule, the rows and the selection of a pane. */
void gs_draw_pane(struct gs_surface *surface, const struct gs_rect *rect,
                  const struct gs_pane *pane);

/** Shades everything and draws a popup in the middle. */
void gs_draw_popup(struct gs_surface *surface, const struct gs_popup *popup);

#endif
