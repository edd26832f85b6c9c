/* SPDX-License-Identifier: MIT */
/**
 * The two halves of the terminal beside opening and closing it: keys and drawing. Each keeps a
 * state of its own; private to terminal*.c, the one home of <ncurses.h>.
 */
#ifndef GAISCOPE_UI_TERMINAL_PARTS_H
#define GAISCOPE_UI_TERMINAL_PARTS_H

#include "gaiscope/ui/theme.h"

#include <stdbool.h>

/** Begins to read keys from the open screen. */
void gs_terminal_open_keys(bool has_mouse);
void gs_terminal_close_keys(void);

/** Begins to draw on the open screen in a theme's colours. */
void gs_terminal_open_drawing(const struct gs_theme *theme, bool no_color, bool is_ascii);
void gs_terminal_close_drawing(void);

#endif
