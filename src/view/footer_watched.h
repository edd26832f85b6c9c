/* SPDX-License-Identifier: MIT */
/*
 * The watched hosts in the footer of all other views: "8 ✗ 2 of 30 fail".
 */
#ifndef GAISCOPE_SRC_VIEW_FOOTER_WATCHED_H
#define GAISCOPE_SRC_VIEW_FOOTER_WATCHED_H

#include "view_state.h"

/* What stands there. */
struct gs_watch_summary {
    char key[GS_KEY_NAME_MAX]; /* that leads to the monitor */
    char sign[8];
    enum gs_role role; /* of the sign */
    char text[96];     /* the word of the verdict, or what is the worst */
};

/* Returns: false: nothing is watched, or the view itself says it. */
bool gs_footer_summary(const struct gs_view *view, struct gs_watch_summary *out);

/* Cells of it. */
int gs_footer_summary_cells(const struct gs_watch_summary *summary);

/* Puts it so that it ends at `end`. Returns: where it begins. */
int gs_footer_put_summary(const struct gs_watch_summary *summary, struct gs_rows *rows,
                          int end);

/* Another number when another summary may stand there: rounds that change nothing have none. */
uint64_t gs_footer_summary_stamp(const struct gs_monitor *monitor);

#endif
