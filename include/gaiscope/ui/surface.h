/* SPDX-License-Identifier: MIT */
/**
 * A grid of cells, each with one grapheme cluster, a role and whether it lies in the selected
 * row or behind a popup. Total for every size from 1x1: what lies outside is clipped. Screens are
 * tested on it without a terminal.
 */
#ifndef GAISCOPE_UI_SURFACE_H
#define GAISCOPE_UI_SURFACE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/view/role.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A cluster's bytes with NUL: a base and four marks of three bytes each, which is what the
 *  sanitiser lets through; longer ones lose marks. Every cell of a frame is moved about. */
#define GS_CELL_BYTES 16

/** One cell. No padding, and the bytes behind the text are 0: memcmp() tells whether two cells
 *  are the same. */
struct gs_cell {
    char text[GS_CELL_BYTES]; /**< the cluster; "" is the right half of a wide one */
    uint8_t role;             /**< enum gs_role */
    bool is_selected;         /**< drawn over GS_ROLE_SELECT's background */
};

/** A grid. */
struct gs_surface {
    struct gs_cell *cells; /**< cols * rows, row by row */
    size_t cols;           /**< columns, at least 1 */
    size_t rows;           /**< rows, at least 1 */
    int cursor_x;          /**< where the cursor is shown; -1: hidden */
    int cursor_y;          /**< its row */
};

/** Makes it `cols` x `rows` blank cells; the struct may be zeroed or hold another size. */
void gs_surface_resize(struct gs_surface *surface, size_t cols, size_t rows);

/** Frees it. */
void gs_surface_fini(struct gs_surface *surface);

/** Blanks every cell and hides the cursor. */
void gs_surface_clear(struct gs_surface *surface);

/**
 * Writes text from (x, y), in whole clusters, clipped to the surface and to the columns before
 * `limit` (SIZE_MAX: none); never leaves half of a wide character. What no screen may get
 * (controls, invalid bytes) becomes `?`: the last guard behind the sanitiser.
 * Returns: the column behind what was written.
 */
int gs_surface_put(struct gs_surface *surface, int x, int y, enum gs_role role,
                   const char *text, size_t limit);

/** A stretch of one row. */
struct gs_span {
    int x;     /**< first column */
    int y;     /**< row */
    int width; /**< columns */
};

/** Repeats a sign one cell wide, clipped to the surface. */
void gs_surface_fill(struct gs_surface *surface, const struct gs_span *span,
                     enum gs_role role, const char *sign);

/** Marks a stretch as selected. */
void gs_surface_select(struct gs_surface *surface, int x, int y, int width);

/** A stretch of rows and columns. */
struct gs_patch {
    int x;      /**< first column */
    int y;      /**< first row */
    int width;  /**< columns */
    int height; /**< rows */
};

/** Whether a patch lies wholly inside the surface and is not empty. */
bool gs_surface_holds(const struct gs_surface *surface, const struct gs_patch *patch);

/** Copies the cells of a patch that the surface holds, row by row, to `cells` (room for
 *  width x height). */
void gs_surface_take(const struct gs_surface *surface, const struct gs_patch *patch,
                     struct gs_cell *cells);

/** Copies them back. */
void gs_surface_give(struct gs_surface *surface, const struct gs_patch *patch,
                     const struct gs_cell *cells);

/** Gives every cell the role SHADE and no selection: all that lies behind a popup. */
void gs_surface_shade(struct gs_surface *surface);

/** The cell at a place; NULL outside. */
const struct gs_cell *gs_surface_at(const struct gs_surface *surface, int x, int y);

/** Whether a bracket round the active view is not shown: its background marks it already. */
bool gs_cell_is_hidden_bracket(const struct gs_cell *cell, bool has_background);

/** Appends the text, one line a row, blanks at line ends dropped. */
void gs_surface_text(const struct gs_surface *surface, struct gs_buf *out);

/** Appends the role layer: one gs_role_letter() a cell, selected ones in the other case
 *  (`,` for text, whose letter has none). */
void gs_surface_roles(const struct gs_surface *surface, struct gs_buf *out);

/** The ASCII form of a sign of the design ("✓" -> "o"), the cluster itself when it is ASCII,
 *  "?" for anything else and for the right half of a wide one. Static or `text`. */
const char *gs_surface_ascii(const char *text);

#endif
