/* SPDX-License-Identifier: MIT */
#include "pane.h"

void gs_build_referrals(const struct gs_pane_context *context, struct gs_rows *rows)
{
    (void)context; /* nothing is shown of it yet */
    gs_rows_sentence(rows, GS_ROLE_DIM, "Who is asked in turn stands here.");
}

void gs_build_registration(const struct gs_pane_context *context, struct gs_rows *rows)
{
    (void)context; /* nothing is shown of it yet */
    gs_rows_sentence(rows, GS_ROLE_DIM, "The key facts stand here.");
}

void gs_build_status(const struct gs_pane_context *context, struct gs_rows *rows)
{
    (void)context; /* nothing is shown of it yet */
    gs_rows_sentence(rows, GS_ROLE_DIM, "The status stands here.");
}

void gs_build_whois_text(const struct gs_pane_context *context, struct gs_rows *rows)
{
    (void)context; /* nothing is shown of it yet */
    gs_rows_sentence(rows, GS_ROLE_DIM, "The full text stands here.");
}
