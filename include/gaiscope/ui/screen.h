/* SPDX-License-Identifier: MIT */
/**
 * Draws a view onto a surface: header, question, verdict, panes, footer, popup. Knows
 * rectangles and rules, not what is in them. No terminal here: golden screens are tested on it.
 */
#ifndef GAISCOPE_UI_SCREEN_H
#define GAISCOPE_UI_SCREEN_H

#include "gaiscope/ui/layout.h"
#include "gaiscope/ui/surface.h"
#include "gaiscope/view/frame.h"

/** What is kept between frames: memory, and where things were drawn, for the mouse. */
struct gs_screen;

struct gs_screen *gs_screen_new(void);
void gs_screen_free(struct gs_screen *screen);

/** Draws the view in the surface's size. The whole picture is drawn; what did not change
 *  costs the terminal nothing. */
void gs_screen_draw(struct gs_screen *screen, struct gs_view *view,
                    struct gs_surface *surface);

/** What lies at a place of the last frame. Returns: false when it is no pane; *item is
 *  GS_NO_ITEM on a title or a row that cannot be selected. */
bool gs_screen_hit(const struct gs_screen *screen, int x, int y, int *pane, size_t *item);

#endif
