/* SPDX-License-Identifier: MIT */
#include "race_track.h"

void gs_track_begin(struct gs_track *track, const struct gs_axis *axis)
{
    track->axis = axis;
    for (size_t i = 0; i < GS_TRACK_CELLS_MAX; i++) {
        track->cells[i] = (struct gs_track_cell){NULL, GS_ROLE_TEXT};
    }
}

static void set(struct gs_track *track, int column, const char *sign, enum gs_role role)
{
    int cell = column - track->axis->x;
    if (cell >= 0 && cell <= track->axis->cells && cell < GS_TRACK_CELLS_MAX) {
        track->cells[cell] = (struct gs_track_cell){sign, role};
    }
}

void gs_track_mark(struct gs_track *track, int64_t at_us, const char *sign,
                   enum gs_role role)
{
    if (!gs_axis_is_beyond(track->axis, at_us)) {
        set(track, gs_axis_column(track->axis, at_us), sign, role);
    }
}

void gs_track_fill(struct gs_track *track, int64_t from_us, int64_t to_us,
                   const char *sign, enum gs_role role)
{
    int column = gs_axis_column(track->axis, from_us);
    int end = gs_axis_column(track->axis, to_us);
    bool is_beyond = gs_axis_is_beyond(track->axis, to_us);
    if (!gs_axis_is_beyond(track->axis, from_us)) {
        do {
            set(track, column++, sign, role);
        } while (column < end);
    }
    if (is_beyond) {
        set(track, end, "→", GS_ROLE_WARN);
    }
}

void gs_track_put(const struct gs_track *track, struct gs_rows *rows, bool is_old)
{
    struct gs_buf run = {0};
    for (int i = 0; i <= track->axis->cells && i < GS_TRACK_CELLS_MAX;) {
        const struct gs_track_cell *first = &track->cells[i];
        int from = i;
        gs_buf_clear(&run);
        while (i <= track->axis->cells && i < GS_TRACK_CELLS_MAX &&
               track->cells[i].sign != NULL && track->cells[i].role == first->role) {
            gs_buf_add_text(&run, track->cells[i++].sign);
        }
        if (i == from) {
            i++;
            continue;
        }
        (void)gs_rows_put(rows, track->axis->x + from, is_old ? GS_ROLE_OLD : first->role,
                          gs_buf_text(&run));
    }
    gs_buf_fini(&run);
}
