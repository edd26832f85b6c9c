/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/network.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

struct gs_network *gs_network_new(void)
{
    return gs_mem_new(1, sizeof(struct gs_network));
}

struct gs_network *gs_network_copy(const struct gs_network *network)
{
    struct gs_network *copy = gs_network_new();
    *copy = *network;
    copy->links = (struct gs_network_link_list){0};
    copy->addresses = (struct gs_network_address_list){0};
    copy->routes = (struct gs_network_route_list){0};
    for (size_t i = 0; i < network->links.count; i++) {
        gs_vec_push(&copy->links, network->links.items[i]);
    }
    for (size_t i = 0; i < network->addresses.count; i++) {
        gs_vec_push(&copy->addresses, network->addresses.items[i]);
    }
    for (size_t i = 0; i < network->routes.count; i++) {
        gs_vec_push(&copy->routes, network->routes.items[i]);
    }
    return copy;
}

void gs_network_free(struct gs_network *network)
{
    if (network != NULL) {
        gs_vec_fini(&network->links);
        gs_vec_fini(&network->addresses);
        gs_vec_fini(&network->routes);
        free(network);
    }
}

bool gs_network_has_default(const struct gs_network *network, int family)
{
    for (size_t i = 0; i < network->routes.count; i++) {
        const struct gs_network_route *route = &network->routes.items[i];
        if (route->family == family && !route->is_unreachable &&
            route->change.mark != GS_NETWORK_REMOVED) {
            return true;
        }
    }
    return false;
}

const struct gs_network_link *gs_network_find_link(const struct gs_network *network,
                                                   unsigned index)
{
    for (size_t i = 0; i < network->links.count; i++) {
        if (network->links.items[i].index == index) {
            return &network->links.items[i];
        }
    }
    return NULL;
}
