/* SPDX-License-Identifier: MIT */
#include "race_ranks.h"

#include "destinations.h"

#include <stdlib.h>

size_t gs_race_ranks_find(const struct gs_race_ranks *ranks,
                          const struct gs_endpoint *endpoint)
{
    for (size_t i = 0; i < ranks->count; i++) {
        if (gs_endpoint_is_equal(&ranks->items[i].endpoint, endpoint)) {
            return i;
        }
    }
    return SIZE_MAX;
}

void gs_race_ranks_add(struct gs_race_ranks *ranks, const struct gs_address *address,
                       uint16_t port)
{
    struct gs_race_address item = {.endpoint = {*address, port}, .rank = ranks->count};
    if (gs_race_ranks_find(ranks, &item.endpoint) == SIZE_MAX &&
        ranks->count < GS_RACE_RANKS_MAX) {
        ranks->items[ranks->count++] = item;
    }
}

void gs_race_ranks_compute(struct gs_round *round, const struct gs_race *race,
                           const struct gs_race_address *found, size_t count,
                           struct gs_race_ranks *out)
{
    struct gs_address_list addresses = {0};
    for (size_t i = 0; i < race->lanes.count; i++) {
        gs_vec_push(&addresses, race->lanes.items[i].connection.endpoint.address);
    }
    for (size_t i = 0; i < count; i++) {
        gs_vec_push(&addresses, found[i].endpoint.address);
    }
    struct gs_destination *sorted = gs_mem_new(addresses.count + 1, sizeof *sorted);
    gs_destinations_order(round, &addresses, gs_round_interfaces(round), sorted);
    out->count = 0;
    for (size_t i = 0; i < addresses.count; i++) {
        gs_race_ranks_add(out, &sorted[i].address, race->port);
    }
    free(sorted);
    gs_vec_fini(&addresses);
}
