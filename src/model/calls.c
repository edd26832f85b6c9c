/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/calls.h"

#include <stdlib.h>

struct gs_call_list gs_call_list_copy(const struct gs_call_list *list)
{
    struct gs_call_list copy = {0};
    for (size_t i = 0; i < list->count; i++) {
        struct gs_call call = list->items[i];
        call.call = gs_mem_copy_text(call.call);
        call.result = gs_mem_copy_text(call.result);
        call.more = gs_mem_copy_text(call.more);
        gs_vec_push(&copy, call);
    }
    return copy;
}

void gs_call_list_clear(struct gs_call_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].call);
        free(list->items[i].result);
        free(list->items[i].more);
    }
    gs_vec_fini(list);
}

struct gs_nameinfo_table *gs_nameinfo_table_new(const struct gs_endpoint *endpoint)
{
    struct gs_nameinfo_table *table = gs_mem_new(1, sizeof *table);
    table->endpoint = *endpoint;
    return table;
}

struct gs_nameinfo_table *gs_nameinfo_table_copy(const struct gs_nameinfo_table *table)
{
    struct gs_nameinfo_table *copy = gs_nameinfo_table_new(&table->endpoint);
    copy->is_complete = table->is_complete;
    for (size_t i = 0; i < table->rows.count; i++) {
        struct gs_nameinfo_row row = table->rows.items[i];
        row.host = gs_mem_copy_text(row.host);
        row.service = gs_mem_copy_text(row.service);
        gs_vec_push(&copy->rows, row);
    }
    return copy;
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
