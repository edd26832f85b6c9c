/* SPDX-License-Identifier: MIT */
/*
 * Why the first address is the first, in three rows. Everything else is in view 2.
 */
#include "order_pane.h"
#include "pane_faces.h"

#include "gaiscope/base/text.h"

#include <stdio.h>

enum {
    ADDRESS_X = 3,
};

void gs_describe_why(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SYSTEM);
    const struct gs_order *order = &context->digest->order;
    if (gs_no_order(context) != NULL) {
        return;
    }
    if (order->is_unsorted) {
        gs_pane_info(pane, GS_ROLE_TEXT, "not sorted by RFC 6724");
        return;
    }
    if (order->wrong_pair != GS_ORDER_NONE) {
        gs_pane_info(pane, GS_ROLE_ERR, "✗ against the rules");
    } else if (gs_no_rules(context) == NULL) {
        gs_pane_info(pane, GS_ROLE_TEXT, "rule %d", gs_neighbours_of(order, 0).pair.rule);
    }
    gs_pane_age(pane, &view);
    gs_buf_add_text(&pane->right, "more in 2 Order");
}

static void build_address(const struct gs_part_view *view, struct gs_rows *rows,
                          const struct gs_order_item *item, size_t rank, int rule)
{
    char text[GS_ADDRESS_TEXT_MAX];
    char fact[GS_ORDER_REASON_MAX];
    if (!gs_rows_next(rows, rank)) {
        return;
    }
    (void)gs_rows_putf(rows, 0, gs_tone(view, GS_ROLE_DIM), "%zu", rank + 1);
    gs_address_format(&item->address, text);
    int x = gs_rows_put(rows, ADDRESS_X, gs_tone(view, GS_ROLE_TEXT), text) + 2;
    gs_order_fact(rule, item, fact);
    if (x + (int)gs_text_cells(fact) <= (int)rows->width_cells) {
        (void)gs_rows_put_right(rows, (int)rows->width_cells, gs_tone(view, GS_ROLE_DIM),
                                fact);
    }
}

void gs_build_why(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SYSTEM);
    const char *none = gs_no_order(context);
    none = none == NULL ? gs_no_rules(context) : none;
    if (none != NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM, none);
        return;
    }
    struct gs_neighbours both = gs_neighbours_of(&context->digest->order, 0);
    bool is_wrong = both.pair.winner > 0;
    build_address(&view, rows, both.first, 0, both.pair.rule);
    if (gs_rows_next(rows, 0)) {
        enum gs_role role = is_wrong ? GS_ROLE_ERR : gs_tone(&view, GS_ROLE_TEXT);
        int x = gs_rows_put(rows, 0, role, is_wrong ? "✗" : "↑") + 2;
        x = gs_rows_put(rows, x, role, is_wrong ? "against " : "");
        (void)gs_rows_put(rows, x, role, gs_order_rule_phrase(both.pair.rule));
    }
    build_address(&view, rows, both.second, 1, both.pair.rule);
}
