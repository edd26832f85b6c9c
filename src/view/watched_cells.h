/* SPDX-License-Identifier: MIT */
/*
 * One row of the watched hosts, and the cells that both forms of their table have.
 */
#ifndef GAISCOPE_SRC_VIEW_WATCHED_CELLS_H
#define GAISCOPE_SRC_VIEW_WATCHED_CELLS_H

#include "watched_grid.h"

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

/* Puts where libc has the name from: "DNS", "hosts ≠" where its set is not that of DNS. */
void gs_watched_put_source(const struct gs_watched_drawing *drawing, int x);

/* Puts the last time of DNS or libc, or what is left until the next round, before `end`. */
void gs_watched_put_dns(const struct gs_watched_drawing *drawing, int end);
void gs_watched_put_libc(const struct gs_watched_drawing *drawing, int end);
void gs_watched_put_next(const struct gs_watched_drawing *drawing,
                         const struct gs_pane_context *context, int end);

/* Puts one host into the present row. */
void gs_watched_put_row(const struct gs_watched_grid *grid, struct gs_rows *rows,
                        const struct gs_pane_context *context,
                        const struct gs_watched *host);

#endif
