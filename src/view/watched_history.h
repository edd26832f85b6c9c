/* SPDX-License-Identifier: MIT */
/*
 * The second half of a watched host's details: its rounds as a plot, and its own changes.
 */
#ifndef GAISCOPE_SRC_VIEW_WATCHED_HISTORY_H
#define GAISCOPE_SRC_VIEW_WATCHED_HISTORY_H

#include "pane.h"

#define GS_WATCHED_VALUE_X 14 /* where values stand in these details */

/* Appends both; of a host that has not been asked there are no rounds. */
void gs_watched_put_history(struct gs_rows *rows, const struct gs_pane_context *context,
                            const struct gs_watched *host);

#endif
