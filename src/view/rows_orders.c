/* SPDX-License-Identifier: MIT */
/*
 * The orders beside each other. Where the lists have no room beside each other each address
 * stands once, with its places.
 */
#include "order_pane.h"
#include "pane_faces.h"

#include <stdio.h>

enum {
    COLUMN_CELLS = 40, /* a module */
    COLUMNS_MAX = 3,
    ADDRESS_X = 4,
    MOVE_X = 26,    /* in a column; further right behind long addresses */
    MOVE_CELLS = 6, /* "▲ 123" */
    NARROW = 60,    /* no third order below it */
    PLACE_CELLS = 14,
};

/* One order. */
struct column {
    const char *title;
    const size_t *items; /* in its order; NULL: libc's own */
    size_t count;
    enum gs_role move_role;
};

struct columns {
    struct column items[COLUMNS_MAX];
};

/* Where libc contradicts its rules their order stands in DNS's place. */
static struct columns columns_of(const struct gs_order *order)
{
    struct columns out = {{
        {"libc, as programs get it", NULL, order->items.count, GS_ROLE_DIM},
        {"RFC 6724 table", order->rfc, order->items.count, GS_ROLE_WARN},
        {"DNS answer", order->dns, order->dns_count, GS_ROLE_DIM},
    }};
    if (order->wrong_pair != GS_ORDER_NONE) {
        out.items[2] = (struct column){"by the rules of this libc", order->computed,
                                       order->items.count, GS_ROLE_ERR};
    }
    return out;
}

/* Puts how far an address moved against libc: "▲ 2", "same". */
static void put_move(struct gs_rows *rows, int x, enum gs_role role, size_t libc_rank,
                     size_t rank)
{
    if (libc_rank == rank) {
        (void)gs_rows_put(rows, x, GS_ROLE_DIM, "same");
    } else {
        size_t steps = libc_rank > rank ? libc_rank - rank : rank - libc_rank;
        (void)gs_rows_putf(rows, x, role, "%s %zu", libc_rank > rank ? "▲" : "▼", steps);
    }
}

void gs_describe_orders(const struct gs_pane_context *context, struct gs_pane *pane)
{
    const struct gs_order *order = &context->digest->order;
    if (gs_no_order(context) != NULL || gs_no_rules(context) != NULL) {
        return;
    }
    if (order->wrong_pair != GS_ORDER_NONE) {
        gs_pane_info(pane, GS_ROLE_ERR, "✗ libc and its own rules differ");
    } else if (order->rfc_moved > 0) {
        gs_pane_info(pane, GS_ROLE_TEXT, "libc and the RFC differ in %zu places",
                     order->rfc_moved);
    } else {
        gs_pane_info(pane, GS_ROLE_TEXT, "libc and the RFC agree");
    }
    gs_buf_add_text(&pane->right, "▲ ▼ moved against libc");
}

static void put_number(struct gs_rows *rows, int end, enum gs_role role, size_t number)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%zu", number);
    (void)gs_rows_put_right(rows, end, role, text);
}

/* -- lists beside each other --------------------------------------------------------- */

static void build_heads(struct gs_rows *rows, const struct columns *columns)
{
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    for (int i = 0; i < COLUMNS_MAX; i++) {
        (void)gs_rows_put_right(rows, i * COLUMN_CELLS + 2, GS_ROLE_HEAD, "#");
        (void)gs_rows_put(rows, i * COLUMN_CELLS + ADDRESS_X, GS_ROLE_HEAD,
                          columns->items[i].title);
    }
}

static void put_cell(struct gs_rows *rows, const struct gs_order *order,
                     const struct column *column, int x, size_t rank)
{
    char text[GS_ADDRESS_TEXT_MAX];
    size_t item = column->items == NULL ? rank : column->items[rank];
    put_number(rows, x + 2, GS_ROLE_DIM, rank + 1);
    gs_address_format(&order->items.items[item].address, text);
    int end = gs_rows_put(rows, x + ADDRESS_X, GS_ROLE_TEXT, text) + 2;
    if (column->items != NULL) {
        put_move(rows, end > x + MOVE_X ? end : x + MOVE_X, column->move_role, item,
                 rank);
    }
}

static void build_lists(struct gs_rows *rows, const struct gs_order *order)
{
    struct columns columns = columns_of(order);
    build_heads(rows, &columns);
    for (size_t rank = 0; rank < order->items.count; rank++) {
        if (!gs_rows_next(rows, rank)) {
            continue;
        }
        for (int i = 0; i < COLUMNS_MAX; i++) {
            int x = i * COLUMN_CELLS;
            if (rank < columns.items[i].count) {
                put_cell(rows, order, &columns.items[i], x, rank);
            } else if (rank == columns.items[i].count) {
                (void)gs_rows_put(rows, x + ADDRESS_X, GS_ROLE_DIM,
                                  rank == 0 ? "none of them is in DNS"
                                            : "the others are not in DNS");
            }
        }
    }
}

/* -- each address once --------------------------------------------------------------- */

static void put_place(struct gs_rows *rows, int x, enum gs_role role, size_t libc_rank,
                      size_t rank)
{
    if (rank == GS_ORDER_NONE) {
        (void)gs_rows_put_right(rows, x, GS_ROLE_DIM, "–");
        return;
    }
    put_number(rows, x, GS_ROLE_TEXT, rank + 1);
    put_move(rows, x + 2, role, libc_rank, rank);
}

static void build_places(struct gs_rows *rows, const struct gs_order *order)
{
    int width = (int)rows->width_cells;
    bool has_third = width >= NARROW;
    bool is_wrong = order->wrong_pair != GS_ORDER_NONE;
    int third = width - MOVE_CELLS - 2;
    int second = has_third ? third - PLACE_CELLS : third;
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put_right(rows, 2, GS_ROLE_HEAD, "#");
        (void)gs_rows_put(rows, ADDRESS_X, GS_ROLE_HEAD,
                          has_third ? "libc, as programs get it" : "libc");
        (void)gs_rows_put(rows, second - 1, GS_ROLE_HEAD,
                          has_third ? "RFC table" : "RFC");
        if (has_third) {
            (void)gs_rows_put(rows, third - 1, GS_ROLE_HEAD, is_wrong ? "rules" : "DNS");
        }
    }
    for (size_t i = 0; i < order->items.count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        const struct gs_order_item *item = &order->items.items[i];
        if (!gs_rows_next(rows, i)) {
            continue;
        }
        put_number(rows, 2, GS_ROLE_DIM, i + 1);
        gs_address_format(&item->address, text);
        (void)gs_rows_put_cut(rows, ADDRESS_X, GS_ROLE_TEXT, text,
                              (size_t)(second - 5 - ADDRESS_X));
        put_place(rows, second, GS_ROLE_WARN, i, item->rfc_rank);
        if (has_third) {
            put_place(rows, third, is_wrong ? GS_ROLE_ERR : GS_ROLE_DIM, i,
                      is_wrong ? item->computed_rank : item->dns_rank);
        }
    }
}

void gs_build_orders(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_order *order = &context->digest->order;
    const char *none = gs_no_order(context);
    none = none == NULL ? gs_no_rules(context) : none;
    int cells = gs_order_address_cells(order);
    if (none != NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM, none);
    } else if ((int)rows->width_cells >= COLUMNS_MAX * COLUMN_CELLS - 4 &&
               ADDRESS_X + cells + 2 + MOVE_CELLS <= COLUMN_CELLS) {
        build_lists(rows, order);
    } else {
        build_places(rows, order);
    }
}
