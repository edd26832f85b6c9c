/* SPDX-License-Identifier: MIT */
/*
 * libc's order with the deciding rule between the two addresses it parts, because it belongs to
 * neither. One item is an address and the rule below it.
 *
 *     #  address              class         scope   label   prec  source              usable
 *     1  2001:db8:8::10       documentation global  1 = 1     40  2001:db8::7         yes
 *     ↑  before the next by   rule 6  higher precedence       40, the next 10
 *     2  203.0.113.10         ...
 */
#include "order_pane.h"
#include "pane_faces.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/address_inside.h"

#include <stdio.h>

enum {
    RANK_END = 2,
    ADDRESS_X = 4,
    ADDRESS_CELLS = 24, /* at least, so that columns stand still */
    CLASS_CELLS = 15,
    SCOPE_CELLS = 12,
    LABEL_CELLS = 12, /* label and precedence */
    USABLE_CELLS = 6,
    WIDE_CELLS = 100, /* from it on "Rule by rule" is a pane */
    TALL_CELLS = 70,  /* below it a rule takes two rows */
};

/* Where the columns stand; -1: no such column. */
struct columns {
    int class;
    int scope;
    int label;
    int precedence_end;
    int source;
    int usable;
};

/* What all rows share. */
struct list {
    const struct gs_order *order;
    const struct gs_nat64 *nat64; /* to unmask addresses with */
    struct gs_part_view view;
    struct columns at;
};

const char *gs_no_order(const struct gs_pane_context *context)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SYSTEM);
    if (context->lookup == NULL) {
        return "Nothing was asked yet: i types a name.";
    }
    if (view.facts->system == NULL) {
        return view.is_waiting   ? "getaddrinfo has not answered yet."
               : view.is_stopped ? "Stopped before an answer came: r asks again."
                                 : "getaddrinfo was not asked.";
    }
    if (view.facts->system->rows.count == 0) {
        return "No address, so no order.";
    }
    return context->session->has_machine ? NULL : "The policy table was not read yet.";
}

const char *gs_no_rules(const struct gs_pane_context *context)
{
    if (context->digest->order.is_unsorted) {
        return "Without a host libc sorts nothing: with PASSIVE IPv4 comes first, "
               "without "
               "it IPv6.";
    }
    return context->digest->order.items.count < 2
               ? "One address: there is nothing to order."
               : NULL;
}

struct gs_neighbours gs_neighbours_of(const struct gs_order *order, size_t item)
{
    size_t last = order->items.count - 2;
    struct gs_neighbours both = {.rank = item < last ? item : last};
    both.first = &order->items.items[both.rank];
    both.second = both.first + 1;
    both.pair = gs_order_compare(both.first, both.second);
    return both;
}

int gs_order_address_cells(const struct gs_order *order)
{
    size_t most = 0;
    for (size_t i = 0; i < order->items.count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&order->items.items[i].address, text);
        size_t cells = gs_text_cells(text);
        most = cells > most ? cells : most;
    }
    return (int)most;
}

static int source_cells(const struct gs_order *order)
{
    size_t most = 0;
    for (size_t i = 0; i < order->items.count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&order->items.items[i].source.address, text);
        size_t cells = gs_text_cells(text);
        most = cells > most ? cells : most;
    }
    return (int)most;
}

void gs_describe_order(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SYSTEM);
    const struct gs_order *order = &context->digest->order;
    size_t count = order->items.count;
    if (view.is_waiting) {
        gs_pane_time(pane, &view, 0);
    }
    if (gs_pane_stopped(pane, &view) || gs_no_order(context) != NULL) {
        return;
    }
    gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s", count,
                 gs_plural(count, "address", "addresses"));
    if (order->is_unsorted) {
        gs_pane_info(pane, GS_ROLE_TEXT, ", not sorted by RFC 6724");
    } else if (order->wrong_pair != GS_ORDER_NONE) {
        gs_pane_info(pane, GS_ROLE_ERR, " ✗ against the rules");
    }
    if (!view.is_waiting && count > 0) {
        gs_buf_add_text(&pane->right, "label = source's label");
    }
    gs_pane_age(pane, &view);
}

/* Columns go as the width does: first the class, then the source. */
static struct columns columns_of(const struct gs_rows *rows, const struct gs_order *order)
{
    int width = (int)rows->width_cells;
    int cells = gs_order_address_cells(order);
    int behind = ADDRESS_X + (cells > ADDRESS_CELLS ? cells : ADDRESS_CELLS) + 2;
    int source = source_cells(order);
    struct columns at = {-1, -1, -1, width - USABLE_CELLS - 2, -1, width - USABLE_CELLS};
    int fixed = SCOPE_CELLS + LABEL_CELLS + 2;
    if (behind + CLASS_CELLS + fixed + source + 2 <= at.usable) {
        at.class = behind;
        at.scope = behind + CLASS_CELLS;
    } else if (behind + fixed + source + 2 <= at.usable) {
        at.scope = behind;
    } else if (behind + SCOPE_CELLS + LABEL_CELLS <= at.usable) {
        at.scope = at.usable - SCOPE_CELLS - LABEL_CELLS - 1;
        at.class = behind + CLASS_CELLS <= at.scope ? at.scope - CLASS_CELLS : -1;
        source = 0;
    } else {
        at.usable = -1;
        at.precedence_end = width;
        return at;
    }
    at.label = at.scope + SCOPE_CELLS;
    at.precedence_end = at.label + LABEL_CELLS;
    at.source = source > 0 ? at.precedence_end + 2 : -1;
    return at;
}

static void put_heading(struct gs_rows *rows, int x, const char *text)
{
    if (x >= 0) {
        (void)gs_rows_put(rows, x, GS_ROLE_HEAD, text);
    }
}

static void build_heading(struct gs_rows *rows, const struct columns *at)
{
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    (void)gs_rows_put_right(rows, RANK_END, GS_ROLE_HEAD, "#");
    put_heading(rows, ADDRESS_X, "address");
    put_heading(rows, at->class, "class");
    put_heading(rows, at->scope, "scope");
    put_heading(rows, at->label, "label");
    (void)gs_rows_put_right(rows, at->precedence_end, GS_ROLE_HEAD, "prec");
    put_heading(rows, at->source, "source");
    put_heading(rows, at->usable, "usable");
}

/* Values that decided are plain, the others dim. */
static enum gs_role role_of(const struct list *list, size_t item, int rule, int same_rule)
{
    const struct gs_order *order = list->order;
    bool decides = false;
    for (size_t first = item == 0 ? 0 : item - 1; first <= item; first++) {
        if (!order->is_unsorted && first + 1 < order->items.count) {
            const struct gs_order_item *at = &order->items.items[first];
            int decided = gs_order_compare(at, at + 1).rule;
            decides = decides || decided == rule || decided == same_rule;
        }
    }
    return gs_tone(&list->view, decides ? GS_ROLE_TEXT : GS_ROLE_DIM);
}

static void put_value(struct gs_rows *rows, int x, enum gs_role role, const char *text)
{
    if (x >= 0) {
        (void)gs_rows_put(rows, x, role, text);
    }
}

static void put_source(const struct list *list, struct gs_rows *rows, size_t item)
{
    const struct gs_order_item *of = &list->order->items.items[item];
    char text[GS_ADDRESS_TEXT_MAX] = "–";
    int end = (int)rows->width_cells;
    if (of->is_usable) {
        gs_address_format(&of->source.address, text);
    }
    put_value(rows, list->at.source, role_of(list, item, 3, 7), text);
    if (of->is_usable) {
        put_value(rows, list->at.usable, role_of(list, item, 1, 1), "yes");
    } else if (list->at.usable >= 0) {
        (void)gs_rows_put_right(rows, end, gs_tone(&list->view, GS_ROLE_WARN),
                                gs_order_unusable_word(of));
    }
}

static void put_address(const struct list *list, struct gs_rows *rows, size_t item)
{
    const struct gs_order_item *of = &list->order->items.items[item];
    enum gs_role strong = gs_tone(&list->view, GS_ROLE_STRONG);
    char text[GS_ADDRESS_TEXT_MAX];
    (void)snprintf(text, sizeof text, "%zu", item + 1);
    (void)gs_rows_put_right(rows, RANK_END + (item + 1 > 99 ? 1 : 0), strong, text);
    gs_address_format(&of->address, text);
    (void)gs_rows_put(rows, ADDRESS_X, strong, text);
    put_value(rows, list->at.class, gs_tone(&list->view, GS_ROLE_DIM),
              gs_address_class_known(&of->address, list->nat64).word);
    char value[GS_ORDER_VALUE_MAX];
    gs_order_value(8, of, value);
    put_value(rows, list->at.scope, role_of(list, item, 2, 8), value);
    gs_order_value(5, of, value);
    put_value(rows, list->at.label, role_of(list, item, 5, 5), value);
    gs_order_value(6, of, value);
    (void)gs_rows_put_right(rows, list->at.precedence_end, role_of(list, item, 6, 6),
                            value);
    put_source(list, rows, item);
}

/* What stands between two addresses. */
struct between {
    char rule[16];
    const char *phrase;
    char reason[GS_ORDER_REASON_MAX];
    bool is_wrong; /* libc has them the other way round */
};

static struct between between_of(const struct gs_neighbours *both)
{
    struct between out = {.phrase = gs_order_rule_phrase(both->pair.rule),
                          .is_wrong = both->pair.winner > 0};
    (void)snprintf(out.rule, sizeof out.rule, "rule %d", both->pair.rule);
    if (out.is_wrong) {
        char first[GS_ORDER_VALUE_MAX];
        char second[GS_ORDER_VALUE_MAX];
        gs_order_value(both->pair.rule, both->first, first);
        gs_order_value(both->pair.rule, both->second, second);
        (void)snprintf(out.reason, sizeof out.reason, "this %s, the next %s", first,
                       second);
    } else {
        gs_order_short_reason(both->pair.rule, both->first, both->second, out.reason);
    }
    return out;
}

static void put_wide(const struct list *list, struct gs_rows *rows,
                     const struct between *between)
{
    enum gs_role role =
        between->is_wrong ? GS_ROLE_ERR : gs_tone(&list->view, GS_ROLE_TEXT);
    enum gs_role dim = gs_tone(&list->view, GS_ROLE_DIM);
    int x = ADDRESS_X + ADDRESS_CELLS + 2;
    (void)gs_rows_put(rows, ADDRESS_X, between->is_wrong ? role : dim,
                      between->is_wrong ? "against" : "before the next by");
    x = gs_rows_put(rows, x, role, between->rule) + 2;
    int end = gs_rows_put(rows, x, role, between->phrase) + 2;
    int column = list->at.precedence_end - 4;
    (void)gs_rows_put(rows, end > column ? end : column, dim, between->reason);
}

/* One line: "by rule 6, higher precedence: 40, the next 10". */
static void put_narrow(const struct list *list, struct gs_rows *rows,
                       const struct between *between)
{
    enum gs_role role =
        between->is_wrong ? GS_ROLE_ERR : gs_tone(&list->view, GS_ROLE_TEXT);
    enum gs_role dim = gs_tone(&list->view, GS_ROLE_DIM);
    int x = gs_rows_put(rows, ADDRESS_X, dim, between->is_wrong ? "against " : "by ");
    x = gs_rows_put(rows, x, role, between->rule);
    x = gs_rows_put(rows, x, dim, ", ");
    x = gs_rows_put(rows, x, role, between->phrase);
    if (rows->width_cells >= TALL_CELLS) {
        x = gs_rows_put(rows, x, dim, ": ");
        (void)gs_rows_put(rows, x, dim, between->reason);
    }
}

static void build_between(const struct list *list, struct gs_rows *rows, size_t item)
{
    struct gs_neighbours both = gs_neighbours_of(list->order, item);
    if (gs_rows_next(rows, item)) {
        struct between between = between_of(&both);
        (void)gs_rows_put(rows, RANK_END - 1,
                          between.is_wrong ? GS_ROLE_ERR
                                           : gs_tone(&list->view, GS_ROLE_DIM),
                          between.is_wrong ? "✗" : "↑");
        if (rows->width_cells >= WIDE_CELLS) {
            put_wide(list, rows, &between);
        } else {
            put_narrow(list, rows, &between);
        }
    }
    if (rows->width_cells < TALL_CELLS && gs_rows_next(rows, item)) {
        struct between between = between_of(&both);
        (void)gs_rows_put(rows, ADDRESS_X, gs_tone(&list->view, GS_ROLE_DIM),
                          between.reason);
    }
}

/* What the selected pair's rule asks for, below the pair: it moves with the selection, so it
 * is in sight wherever the list is scrolled to. */
static void build_meaning(struct gs_rows *rows, const struct gs_order *order, size_t item)
{
    struct gs_neighbours both = gs_neighbours_of(order, item);
    gs_rows_item_sentence(rows, item, ADDRESS_X, gs_order_rule_meaning(both.pair.rule));
}

void gs_build_order(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const char *none = gs_no_order(context);
    struct list list = {.order = &context->digest->order,
                        .nat64 = gs_nat64_shown(context),
                        .view = gs_part_view_of(context, GS_PART_SYSTEM)};
    if (none != NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM, none);
        return;
    }
    list.at = columns_of(rows, list.order);
    build_heading(rows, &list.at);
    for (size_t i = 0; i < list.order->items.count; i++) {
        if (gs_rows_next(rows, i)) {
            put_address(&list, rows, i);
        }
        if (i + 1 < list.order->items.count && !list.order->is_unsorted) {
            build_between(&list, rows, i);
            if (i == gs_neighbours_of(list.order, context->order_item).rank) {
                build_meaning(rows, list.order, i);
            }
        }
    }
    if (gs_no_rules(context) != NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM, gs_no_rules(context));
    }
    if (list.order->left_out > 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         "There are more addresses; the first 256 are looked at.");
    }
}
