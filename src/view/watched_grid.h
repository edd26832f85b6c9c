/* SPDX-License-Identifier: MIT */
/*
 * The columns of the watched hosts: which of them a width has, and where they stand.
 */
#ifndef GAISCOPE_SRC_VIEW_WATCHED_GRID_H
#define GAISCOPE_SRC_VIEW_WATCHED_GRID_H

#include "pane.h"

/* The columns, from left to right. */
enum gs_watched_column {
    GS_WATCHED_HOST = 0,
    GS_WATCHED_STATE,
    GS_WATCHED_V4,
    GS_WATCHED_V6,
    GS_WATCHED_CHANGE,
    GS_WATCHED_AGO,
    GS_WATCHED_SOURCE,
    GS_WATCHED_SPARK,
    GS_WATCHED_MEDIAN,
    GS_WATCHED_DNS,
    GS_WATCHED_LIBC,
    GS_WATCHED_UP,
    GS_WATCHED_NEXT,
};

#define GS_WATCHED_COLUMNS    (GS_WATCHED_NEXT + 1)
#define GS_WATCHED_HOST_CELLS 22 /* of host and service, where there is no more room */

/* Where they stand in one width. */
struct gs_watched_grid {
    int x[GS_WATCHED_COLUMNS];
    size_t cells[GS_WATCHED_COLUMNS]; /* 0: there is no such column */
};

/* Takes: the cells that the longest host of the list would have with its service. */
struct gs_watched_grid gs_watched_grid_of(size_t width, size_t host_cells);

/* Puts the heads as a row without an item. */
void gs_watched_put_head(const struct gs_watched_grid *grid, struct gs_rows *rows);

/* Puts a text into its column of the present row. */
void gs_watched_put_cell(const struct gs_watched_grid *grid, struct gs_rows *rows,
                         enum gs_watched_column id, enum gs_role role, const char *text);

#endif
