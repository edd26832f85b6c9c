/* SPDX-License-Identifier: MIT */
#include "gaiscope/net/detour.h"

#include <stdbool.h>

static bool is_for(const struct gs_detour *detour, const struct gs_endpoint *endpoint)
{
    const struct gs_endpoint *shown = &detour->shown;
    return (shown->address.family == 0 ||
            gs_address_is_equal(&shown->address, &endpoint->address)) &&
           (shown->port == 0 || shown->port == endpoint->port);
}

struct gs_detour gs_detour_to(const struct gs_detour_list *list,
                              const struct gs_endpoint *endpoint)
{
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        if (is_for(&list->items[i], endpoint)) {
            struct gs_detour detour = list->items[i];
            detour.real.port = detour.real.port != 0 ? detour.real.port : endpoint->port;
            return detour;
        }
    }
    return (struct gs_detour){.shown = *endpoint, .real = *endpoint};
}
