/* SPDX-License-Identifier: MIT */
/*
 * One row of the race's picture above its axis: stretches and signs are laid over each other,
 * then put as runs from left to right.
 *
 *     ━━━━━━━━━━━╌╌╌╌╌╌→      stretches of time, and the sign of an end
 */
#ifndef GAISCOPE_SRC_VIEW_RACE_TRACK_H
#define GAISCOPE_SRC_VIEW_RACE_TRACK_H

#include "race_axis.h"

#include "gaiscope/view/rows.h"

#define GS_TRACK_CELLS_MAX 480 /* columns of the widest axis */

/* What is drawn in one column; no sign: blank. */
struct gs_track_cell {
    const char *sign;
    enum gs_role role;
};

struct gs_track {
    const struct gs_axis *axis;
    struct gs_track_cell cells[GS_TRACK_CELLS_MAX];
};

/* Begins an empty row. Takes: an axis that outlives it, of less than GS_TRACK_CELLS_MAX. */
void gs_track_begin(struct gs_track *track, const struct gs_axis *axis);

/* Puts a sign where a moment lies; beyond the axis: nothing. */
void gs_track_mark(struct gs_track *track, int64_t at_us, const char *sign,
                   enum gs_role role);

/* Fills the columns from a moment to another one, which has the next sign: one at least.
 * What goes on beyond the axis ends with an arrow. */
void gs_track_fill(struct gs_track *track, int64_t from_us, int64_t to_us,
                   const char *sign, enum gs_role role);

/* Puts it into the present row. Takes: `is_old`: all of it is dim. */
void gs_track_put(const struct gs_track *track, struct gs_rows *rows, bool is_old);

#endif
