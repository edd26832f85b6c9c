/* SPDX-License-Identifier: MIT */
/*
 * The columns of the watched hosts: which of them a width has, and where they stand.
 */
#ifndef GAISCOPE_SRC_VIEW_WATCHED_CELLS_H
#define GAISCOPE_SRC_VIEW_WATCHED_CELLS_H

#include "pane.h"

/* The columns, from left to right. */
enum gs_watched_column {
    GS_WATCHED_HOST = 0,
    GS_WATCHED_STATE,
    GS_WATCHED_V4,
    GS_WATCHED_V6,
    GS_WATCHED_CHANGE,
    GS_WATCHED_AGO,
    GS_WATCHED_SPARK,
    GS_WATCHED_MEDIAN,
    GS_WATCHED_UP,
};

#define GS_WATCHED_COLUMNS (GS_WATCHED_UP + 1)

/* Where they stand in one width. */
struct gs_watched_grid {
    int x[GS_WATCHED_COLUMNS];
    size_t cells[GS_WATCHED_COLUMNS]; /* 0: there is no such column */
};

struct gs_watched_grid gs_watched_grid_of(size_t width);

/* Puts the heads as a row without an item. Takes: how often hosts are asked. */
void gs_watched_put_head(const struct gs_watched_grid *grid, struct gs_rows *rows,
                         uint32_t interval_s);

/* What a row is drawn with. */
struct gs_watched_drawing {
    struct gs_rows *rows;
    const struct gs_watched *host;
    struct gs_outcome_look look;
    bool is_calm;  /* nothing is to be seen */
    bool is_fresh; /* changed in the last seconds */
};

struct gs_watched_drawing gs_watched_drawing_of(const struct gs_pane_context *context,
                                                struct gs_rows *rows,
                                                const struct gs_watched *host);

/* The role of a text in this row. */
enum gs_role gs_watched_tone(const struct gs_watched_drawing *drawing, enum gs_role role);

/* Puts sign, tag, host and service. Takes: cells for host and service. */
void gs_watched_put_host(const struct gs_watched_drawing *drawing,
                         const struct gs_pane_context *context, size_t room);

/* Puts the state's word, cut to so many cells. */
void gs_watched_put_state(const struct gs_watched_drawing *drawing, int x, size_t cells);

/* Puts one host into the present row. */
void gs_watched_put_row(const struct gs_watched_grid *grid, struct gs_rows *rows,
                        const struct gs_pane_context *context,
                        const struct gs_watched *host);

#endif
