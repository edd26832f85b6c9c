/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/calls.h"

#include <stdlib.h>

void gs_call_list_clear(struct gs_call_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].call);
        free(list->items[i].result);
    }
    gs_vec_fini(list);
}

struct gs_nameinfo_table *gs_nameinfo_table_new(const struct gs_endpoint *endpoint)
{
    struct gs_nameinfo_table *table = gs_mem_new(1, sizeof *table);
    table->endpoint = *endpoint;
    return table;
}

void gs_nameinfo_table_free(struct gs_nameinfo_table *table)
{
    if (table == NULL) {
        return;
    }
    for (size_t i = 0; i < table->rows.count; i++) {
        free(table->rows.items[i].host);
        free(table->rows.items[i].service);
    }
    gs_vec_fini(&table->rows);
    free(table);
}
