/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/services.h"

struct gs_services *gs_services_new(void)
{
    return gs_mem_new(1, sizeof(struct gs_services));
}

void gs_service_fini(struct gs_service *service)
{
    for (char **alias = service->aliases; alias != NULL && *alias != NULL; alias++) {
        free(*alias);
    }
    free(service->aliases);
    free(service->name);
}

void gs_services_free(struct gs_services *services)
{
    if (services == NULL) {
        return;
    }
    for (size_t i = 0; i < services->entries.count; i++) {
        gs_service_fini(&services->entries.items[i]);
    }
    gs_vec_fini(&services->entries);
    for (size_t i = 0; i < services->calls.count; i++) {
        free(services->calls.items[i].name);
        free(services->calls.items[i].found_name);
    }
    gs_vec_fini(&services->calls);
    free(services);
}
