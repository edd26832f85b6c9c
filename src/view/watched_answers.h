/* SPDX-License-Identifier: MIT */
/*
 * The other form of the watched hosts' table: what they answer, from where, and how soon they
 * are asked again.
 */
#ifndef GAISCOPE_SRC_VIEW_WATCHED_ANSWERS_H
#define GAISCOPE_SRC_VIEW_WATCHED_ANSWERS_H

#include "pane.h"

/* Puts the heads as a row without an item. Takes: as gs_watched_grid_of(). */
void gs_watched_put_answer_head(struct gs_rows *rows, size_t host_cells);

/* Puts one host into the present row. */
void gs_watched_put_answer(const struct gs_pane_context *context, struct gs_rows *rows,
                           const struct gs_watched *host);

#endif
