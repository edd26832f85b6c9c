/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/services.h"

#include <stdlib.h>
#include <string.h>

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

uint16_t gs_services_tcp_port(const struct gs_services *services)
{
    for (size_t i = 0; i < services->entries.count; i++) {
        const struct gs_service *entry = &services->entries.items[i];
        if (entry->is_asked && entry->name != NULL &&
            strcmp(entry->protocol, "tcp") == 0) {
            return entry->port;
        }
    }
    return 0;
}

uint16_t gs_port_parse(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    unsigned long port = digits > 0 ? strtoul(text, NULL, 10) : 0;
    return text[digits] == '\0' && port <= UINT16_MAX ? (uint16_t)port : 0;
}
