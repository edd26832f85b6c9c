/* SPDX-License-Identifier: MIT */
/*
 * IPv6 and IPv4 of the name side by side, round after round.
 */
#include "race_pane.h"

void gs_describe_families(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_FAMILIES);
    if (!gs_pane_stopped(pane, &view)) {
        gs_pane_time(pane, &view, view.took_us);
    }
}

void gs_build_families(const struct gs_pane_context *context, struct gs_rows *rows)
{
    (void)context;
    gs_rows_sentence(rows, GS_ROLE_DIM, "Nothing is compared yet.");
}

void gs_details_families(const struct gs_pane_context *context, size_t item,
                         struct gs_popup *popup)
{
    (void)context;
    (void)item;
    (void)popup;
}

const char *gs_target_families(const struct gs_pane_context *context, size_t item)
{
    (void)context;
    (void)item;
    return NULL;
}
