/* SPDX-License-Identifier: MIT */
/*
 * /etc/protocols as this machine has it.
 */
#include "pane_faces.h"
#include "table_items.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    NUMBER_END = 4,
    NAME_X = 6,
    NAME_CELLS = 13,
    ALIASES_X = 20,
};

void gs_describe_protocols(const struct gs_pane_context *context, struct gs_pane *pane)
{
    const struct gs_tables *tables = context->session->tables;
    if (tables == NULL) {
        return;
    }
    if (context->filter[0] != '\0') {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu of ", gs_table_protocol_count(context));
    }
    gs_pane_info(pane, GS_ROLE_TEXT, "%zu", tables->protocols.count);
}

static void put_entry(struct gs_rows *rows, const struct gs_table_protocol_line *entry)
{
    char number[16];
    (void)snprintf(number, sizeof number, "%d", entry->number);
    (void)gs_rows_put_right(rows, NUMBER_END, GS_ROLE_TEXT, number);
    (void)gs_rows_put_cut(rows, NAME_X, GS_ROLE_TEXT, entry->name, NAME_CELLS);
    (void)gs_rows_put(rows, ALIASES_X, GS_ROLE_TEXT, entry->aliases);
}

static void put_head(struct gs_rows *rows)
{
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put_right(rows, NUMBER_END, GS_ROLE_HEAD, "#");
        (void)gs_rows_put(rows, NAME_X, GS_ROLE_HEAD, "name");
        (void)gs_rows_put(rows, ALIASES_X, GS_ROLE_HEAD, "aliases");
    }
}

static const char *empty_sentence(const struct gs_tables *tables)
{
    if (!tables->has_protocols) {
        return "There is no /etc/protocols that can be read: protocols are numbers then.";
    }
    return tables->protocols.count == 0 ? "The file has no entry."
                                        : "No row passes the filter: Esc shows all.";
}

void gs_build_protocols(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_tables *tables = context->session->tables;
    size_t count = gs_table_protocol_count(context);
    if (tables == NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "/etc/protocols is being read.");
        return;
    }
    if (count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, empty_sentence(tables));
        return;
    }
    put_head(rows);
    for (size_t i = 0; i < count; i++) {
        i += gs_rows_skip(rows, i, count - i, 1);
        if (i < count && gs_rows_next(rows, i)) {
            put_entry(rows, gs_table_protocol_at(context, i));
        }
    }
}

void gs_text_protocols(const struct gs_pane_context *context, size_t item,
                       struct gs_buf *out)
{
    const struct gs_table_protocol_line *entry = gs_table_protocol_at(context, item);
    if (entry != NULL) {
        gs_table_protocol_text(entry, out);
    }
}

uint64_t gs_key_protocols(const struct gs_pane_context *context, size_t item)
{
    const struct gs_table_protocol_line *entry = gs_table_protocol_at(context, item);
    return entry == NULL ? 0 : entry->line;
}
