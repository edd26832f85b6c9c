/* SPDX-License-Identifier: MIT */
#include "destinations.h"

#include "engine_private.h"

#include "gaiscope/net/source.h"
#include "gaiscope/rules/order.h"

#include <stdlib.h>

void gs_destinations_order(struct gs_round *round, const struct gs_address_list *list,
                           const struct gs_local_address_list *known,
                           struct gs_destination *out)
{
    bool has_v6 = gs_interfaces_have_v6(known);
    struct gs_order_item *items = gs_mem_new(list->count + 1, sizeof *items);
    size_t *order = gs_mem_new(list->count + 1, sizeof *order);
    for (size_t i = 0; i < list->count; i++) {
        struct gs_source source = gs_source_of(&list->items[i], known);
        items[i] =
            gs_order_item_of(&list->items[i], &source, &round->engine->policy, has_v6);
        order[i] = i;
    }
    if (list->count > 0) {
        gs_order_sort(items, order, list->count);
    }
    for (size_t i = 0; i < list->count; i++) {
        out[i] = (struct gs_destination){items[order[i]].address, items[order[i]].source};
    }
    free(order);
    free(items);
}
