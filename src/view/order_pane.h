/* SPDX-License-Identifier: MIT */
/*
 * What the panes about the order share.
 */
#ifndef GAISCOPE_SRC_VIEW_ORDER_PANE_H
#define GAISCOPE_SRC_VIEW_ORDER_PANE_H

#include "pane.h"

#include "gaiscope/rules/order.h"

/* Why there is no order to show, as a sentence; NULL: there is one. */
const char *gs_no_order(const struct gs_pane_context *context);

/* Why the addresses that there are have no deciding rules: the null node, one address; NULL. */
const char *gs_no_rules(const struct gs_pane_context *context);

/* Two neighbours in libc's order. */
struct gs_neighbours {
    const struct gs_order_item *first;
    const struct gs_order_item *second;
    struct gs_order_pair pair;
    size_t rank; /* of the first, from 0 */
};

/* An address and the next one; of the last address it and the one before. Takes: an order with
 * two addresses at least. */
struct gs_neighbours gs_neighbours_of(const struct gs_order *order, size_t item);

/* The table of the ten rules for two neighbours, and the deciding one's meaning. Takes:
 * `has_items`, whether each rule can be selected. */
void gs_build_rule_table(struct gs_rows *rows, const struct gs_neighbours *both,
                         bool has_items);

/* The widest of the addresses, in cells. */
int gs_order_address_cells(const struct gs_order *order);

#endif
