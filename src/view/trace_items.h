/* SPDX-License-Identifier: MIT */
/*
 * The rows of a delegation trace that can be selected: its zones, and below each the servers
 * that are shown: those to look at, or all where there is room.
 */
#ifndef GAISCOPE_SRC_VIEW_TRACE_ITEMS_H
#define GAISCOPE_SRC_VIEW_TRACE_ITEMS_H

#include "pane.h"

/* One row. */
struct gs_trace_item {
    const struct gs_trace_level *level;   /* NULL: there is no such row */
    const struct gs_trace_server *server; /* NULL: the zone itself */
    size_t depth;                         /* of the zone in the tree */
};

struct gs_trace_item_list GS_VEC_OF(struct gs_trace_item);

/* All rows, in order. Owns: the caller the list, the session what it points to. */
struct gs_trace_item_list gs_trace_items(const struct gs_pane_context *context,
                                         const struct gs_trace *trace);

/* Puts the sign of a server that is to be looked at into the gutter. */
void gs_rows_put_trace_sign(struct gs_rows *rows, const struct gs_part_view *view,
                            const struct gs_trace_server *server);

#endif
