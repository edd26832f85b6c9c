/* SPDX-License-Identifier: MIT */
#include "pane.h"

void gs_describe_protocols(const struct gs_pane_context *context, struct gs_pane *pane)
{
    (void)context;
    (void)pane;
}

void gs_build_protocols(const struct gs_pane_context *context, struct gs_rows *rows)
{
    (void)context;
    gs_rows_sentence(rows, GS_ROLE_DIM, "Not read yet.");
}
