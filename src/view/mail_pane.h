/* SPDX-License-Identifier: MIT */
/*
 * What the panes of the mail view share: the plan as it is to be shown, and what stands
 * beside it.
 */
#ifndef GAISCOPE_SRC_VIEW_MAIL_PANE_H
#define GAISCOPE_SRC_VIEW_MAIL_PANE_H

#include "pane.h"

/* The plan and what belongs to it, as they are to be shown. */
struct gs_mail_facts {
    struct gs_part_view view;           /* of the mail part */
    struct gs_part_view delivery_view;  /* of the delivery part */
    const struct gs_mx_plan *plan;      /* NULL: nothing is known */
    const struct gs_delivery *delivery; /* NULL: the same */
};

struct gs_mail_facts gs_mail_facts_of(const struct gs_pane_context *context);

/* "mail to user@example.org · port 25 · name server 10.0.0.2"; short: "mail · port 25". */
bool gs_mail_remark(const struct gs_pane_context *context, bool is_short,
                    struct gs_buf *out);

/* Why there is no plan to walk: not asked, waiting, stopped. Static. */
const char *gs_mail_no_plan(const struct gs_mail_facts *facts);

/* "┌" at the first line of a group, "└" at its last, "│" between; "" for one alone. */
const char *gs_mail_bracket(bool is_alone, bool is_first_line, bool is_last_line);

/* The details of one exchange: everything that is known of it. */
void gs_details_exchange(const struct gs_pane_context *context,
                         const struct gs_exchange *exchange, struct gs_popup *popup);

#endif
