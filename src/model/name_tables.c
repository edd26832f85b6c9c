/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/name_tables.h"

#include <stdlib.h>
#include <string.h>

struct gs_tables *gs_tables_new(void)
{
    return gs_mem_new(1, sizeof(struct gs_tables));
}

void gs_tables_free(struct gs_tables *tables)
{
    if (tables != NULL) {
        gs_vec_fini(&tables->services);
        gs_vec_fini(&tables->protocols);
        gs_vec_fini(&tables->errors);
        free(tables->texts);
        free(tables);
    }
}

static void mark_same_port(struct gs_table_service *services, size_t count)
{
    uint8_t once = 0;
    uint8_t twice = 0;
    for (size_t i = 0; i < count; i++) {
        twice |= once & services[i].protocols;
        once |= services[i].protocols;
    }
    for (size_t i = 0; i < count; i++) {
        services[i].conflicts =
            services[i].protocols & twice & (uint8_t) ~(unsigned)GS_TABLE_OTHER;
    }
}

static void mark_same_name(struct gs_table_service *const *services, size_t count)
{
    uint8_t once = 0;
    uint8_t twice = 0;
    for (size_t i = 0; i < count; i++) {
        twice |= once & services[i]->protocols;
        once |= services[i]->protocols;
    }
    for (size_t i = 0; i < count; i++) {
        services[i]->elsewhere =
            services[i]->protocols & twice & (uint8_t) ~(unsigned)GS_TABLE_OTHER;
    }
}

static int compare_names(const void *left, const void *right)
{
    const struct gs_table_service *const *a = left;
    const struct gs_table_service *const *b = right;
    int order = strcmp((*a)->name, (*b)->name);
    return order != 0 ? order : (*a > *b) - (*a < *b);
}

/* A name has one entry a port: several entries are several ports. */
static void mark_all_names(struct gs_tables *tables)
{
    size_t count = tables->services.count;
    struct gs_table_service **sorted = gs_mem_new(count, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &tables->services.items[i];
    }
    qsort(sorted, count, sizeof *sorted, compare_names);
    for (size_t first = 0, next = 0; first < count; first = next) {
        for (next = first + 1;
             next < count && strcmp(sorted[next]->name, sorted[first]->name) == 0;
             next++) {
        }
        mark_same_name(sorted + first, next - first);
    }
    free(sorted);
}

void gs_tables_mark_conflicts(struct gs_tables *tables)
{
    struct gs_table_service *services = tables->services.items;
    size_t count = tables->services.count;
    for (size_t first = 0, next = 0; first < count; first = next) {
        for (next = first + 1;
             next < count && services[next].port == services[first].port; next++) {
        }
        mark_same_port(services + first, next - first);
    }
    if (count > 0) {
        mark_all_names(tables);
    }
}
