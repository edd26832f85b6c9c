/* SPDX-License-Identifier: MIT */
#include "pane.h"

void gs_build_sender_v4(const struct gs_pane_context *context, struct gs_rows *rows)
{
    (void)context; /* nothing is shown of it yet */
    gs_rows_sentence(rows, GS_ROLE_DIM, "What a sender with IPv4 alone would do.");
}

void gs_build_sender_v6(const struct gs_pane_context *context, struct gs_rows *rows)
{
    (void)context; /* nothing is shown of it yet */
    gs_rows_sentence(rows, GS_ROLE_DIM, "What a sender with IPv6 alone would do.");
}
