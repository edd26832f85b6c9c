/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/text_table.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"

#include <stdlib.h>
#include <string.h>

void gs_text_table_add_column(struct gs_text_table *table, const char *name)
{
    gs_vec_push(&table->columns, gs_mem_copy_text(name));
    for (size_t i = 0; i < table->rows.count; i++) {
        gs_vec_push(&table->rows.items[i], NULL);
    }
}

void gs_text_table_add_row(struct gs_text_table *table)
{
    struct gs_text_fields row = {0};
    for (size_t i = 0; i < table->columns.count; i++) {
        gs_vec_push(&row, NULL);
    }
    gs_vec_push(&table->rows, row);
}

void gs_text_table_append(struct gs_text_table *table, size_t column, const char *text)
{
    char **field = &table->rows.items[table->rows.count - 1].items[column];
    struct gs_buf joined = {0};
    gs_buf_addf(&joined, "%s%s", *field == NULL ? "" : *field, *field == NULL ? "" : " ");
    gs_text_sanitise(&joined, text,
                     strlen(text)); /* the last guard of what is exported */
    free(*field);
    *field = gs_buf_claim(&joined);
}

static void fields_fini(struct gs_text_fields *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        free(fields->items[i]);
    }
    gs_vec_fini(fields);
}

void gs_text_table_fini(struct gs_text_table *table)
{
    fields_fini(&table->columns);
    for (size_t i = 0; i < table->rows.count; i++) {
        fields_fini(&table->rows.items[i]);
    }
    gs_vec_fini(&table->rows);
    *table = (struct gs_text_table){0};
}
