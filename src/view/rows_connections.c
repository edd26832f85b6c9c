/* SPDX-License-Identifier: MIT */
/*
 * Which addresses really listen: a TCP connect to each of them.
 */
#include "race_pane.h"

void gs_describe_connections(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_CONNECT);
    if (!gs_pane_stopped(pane, &view)) {
        gs_pane_time(pane, &view, view.took_us);
    }
}

void gs_build_connections(const struct gs_pane_context *context, struct gs_rows *rows)
{
    (void)context;
    gs_rows_sentence(rows, GS_ROLE_DIM, "c connects to every address shown.");
}

void gs_details_connections(const struct gs_pane_context *context, size_t item,
                            struct gs_popup *popup)
{
    (void)context;
    (void)item;
    (void)popup;
}
