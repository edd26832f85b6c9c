/* SPDX-License-Identifier: MIT */
#include "pane.h"

void gs_build_message(const struct gs_pane_context *context, struct gs_rows *rows)
{
    (void)context; /* nothing is shown of it yet */
    gs_rows_sentence(rows, GS_ROLE_DIM, "The message of the selected row stands here.");
}
