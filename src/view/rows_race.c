/* SPDX-License-Identifier: MIT */
/*
 *  it needs a name.:One lane an attempt, on one axis of time. RFC 8305.
 */
#include "race_pane.h"

void gs_describe_race(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RACE);
    if (!gs_pane_stopped(pane, &view)) {
        gs_pane_time(pane, &view, view.took_us);
    }
}

void gs_build_race(const struct gs_pane_context *context, struct gs_rows *rows)
{
    (void)context;
    gs_rows_sentence(rows, GS_ROLE_DIM, "No race yet");
}

void gs_details_race(const struct gs_pane_context *context, size_t item,
                     struct gs_popup *popup)
{
    (void)context;
    (void)item;
    (void)popup;
}
