/* SPDX-License-Identifier: MIT */
/*
 * What this machine has of each family.
 */
#include "race_pane.h"

void gs_describe_network(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_NETWORK);
    if (!gs_pane_stopped(pane, &view)) {
        gs_pane_time(pane, &view, view.took_us);
    }
}

void gs_build_network(const struct gs_pane_context *context, struct gs_rows *rows)
{
    (void)context;
    gs_rows_sentence(rows, GS_ROLE_DIM, "Nothing is known of this machine yet.");
}

void gs_details_network(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup)
{
    (void)context;
    (void)item;
    (void)popup;
}
