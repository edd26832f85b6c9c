/* SPDX-License-Identifier: MIT */
/*
 * The rows of one exchange in the delivery plan: where the columns are, and what is put there.
 */
#ifndef GAISCOPE_SRC_VIEW_PLAN_EXCHANGE_H
#define GAISCOPE_SRC_VIEW_PLAN_EXCHANGE_H

#include "mail_pane.h"

enum {
    PREF_END = 4,
    BRACKET_X = 5,
    NAME_X = 7,
    ADDRESS_X = 9,
    NOTES_MAX = 2,     /* of one exchange */
    FULL_CELLS = 104,  /* from here on all columns */
    MIDDLE_CELLS = 70, /* and from here remarks in a column of their own */
    AD_X = 9,          /* of the TLSA column */
};

/* Where the columns are; 0: not there. */
struct gs_plan_columns {
    int v4_end;
    int v6_end;
    int ttl_end;
    int tlsa_x;
    int note_x;
};

struct gs_plan_drawing {
    const struct gs_pane_context *context;
    struct gs_mail_facts facts;
    const struct gs_mx_plan *plan;
    struct gs_plan_columns columns;
    bool marks; /* changes are marked */
};

/* Whether two exchanges have the same preference. */
bool gs_plan_is_grouped(const struct gs_mx_plan *plan, size_t a, size_t b);

/* Builds the rows of one exchange: its name, then an address or a remark a row. */
void gs_build_plan_exchange(const struct gs_plan_drawing *drawing, struct gs_rows *rows,
                            size_t at);

#endif
