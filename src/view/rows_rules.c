/* SPDX-License-Identifier: MIT */
/*
 * The ten rules for two neighbours: what each saw of both, and which decided.
 */
#include "order_pane.h"
#include "pane_faces.h"

enum {
    NAME_X = 4,
    FIRST_END = 30,
    SECOND_END = 41,
    STATE_X = 43,
};

void gs_describe_rules(const struct gs_pane_context *context, struct gs_pane *pane)
{
    if (gs_no_order(context) == NULL && gs_no_rules(context) == NULL) {
        struct gs_neighbours both =
            gs_neighbours_of(&context->digest->order, context->order_item);
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu and %zu", both.rank + 1, both.rank + 2);
        gs_buf_add_text(&pane->right, "RFC 6724, section 6");
    }
}

static const char *state_of(const struct gs_neighbours *both, int rule)
{
    if (rule > both->pair.rule) {
        return "not reached";
    }
    return rule < both->pair.rule ? "same" : "decides";
}

static void put_rule(struct gs_rows *rows, const struct gs_neighbours *both, int rule)
{
    char value[GS_ORDER_VALUE_MAX];
    bool decides = rule == both->pair.rule;
    enum gs_role role = decides ? GS_ROLE_STRONG : GS_ROLE_DIM;
    if (decides) {
        (void)gs_rows_put(rows, GS_SIGN_X, GS_ROLE_MARK, "▸");
    }
    (void)gs_rows_putf(rows, rule < 10 ? 1 : 0, role, "%d", rule);
    (void)gs_rows_put(rows, NAME_X, role, gs_order_rule_name(rule));
    if (rule < GS_ORDER_RULES) {
        gs_order_value(rule, both->first, value);
        (void)gs_rows_put_right(rows, FIRST_END, role, value);
        gs_order_value(rule, both->second, value);
        (void)gs_rows_put_right(rows, SECOND_END, role, value);
    }
    (void)gs_rows_put(rows, STATE_X, role, state_of(both, rule));
}

void gs_build_rule_table(struct gs_rows *rows, const struct gs_neighbours *both,
                         bool has_items)
{
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, NAME_X, GS_ROLE_HEAD, "rule");
        (void)gs_rows_put_right(rows, FIRST_END, GS_ROLE_HEAD, "first");
        (void)gs_rows_put_right(rows, SECOND_END, GS_ROLE_HEAD, "second");
    }
    for (int rule = 1; rule <= GS_ORDER_RULES; rule++) {
        if (gs_rows_next(rows, has_items ? (size_t)rule - 1 : GS_NO_ITEM)) {
            put_rule(rows, both, rule);
        }
    }
    if (!has_items) { /* the pane's stands below the selected pair */
        gs_rows_sentence(rows, GS_ROLE_TEXT, gs_order_rule_meaning(both->pair.rule));
    }
}

void gs_build_rules(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const char *none = gs_no_order(context);
    none = none == NULL ? gs_no_rules(context) : none;
    if (none != NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM, none);
        return;
    }
    struct gs_neighbours both =
        gs_neighbours_of(&context->digest->order, context->order_item);
    gs_build_rule_table(rows, &both, true);
}
