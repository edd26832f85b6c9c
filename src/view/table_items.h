/* SPDX-License-Identifier: MIT */
/*
 * Which entries of the services and protocols files are shown, and in which order: found once
 * for a reading of the files, a filter and an order, so that 100,000 entries cost what is seen.
 */
#ifndef GAISCOPE_SRC_VIEW_TABLE_ITEMS_H
#define GAISCOPE_SRC_VIEW_TABLE_ITEMS_H

#include "pane.h"

/* By what the services are sorted: indices into the pane kind's sort_columns. */
enum gs_table_sort {
    GS_TABLE_SORT_PORT = 0,
    GS_TABLE_SORT_NAME,
    GS_TABLE_SORT_PROTOCOL,
    GS_TABLE_SORT_LINE,
};

/* Appends an entry as a filter and a search read it: "25 smtp tcp mail". */
void gs_table_service_text(const struct gs_table_service *entry, struct gs_buf *out);
void gs_table_protocol_text(const struct gs_table_protocol_line *entry,
                            struct gs_buf *out);

/* How many entries the pane shows. */
size_t gs_table_service_count(const struct gs_pane_context *context);
size_t gs_table_protocol_count(const struct gs_pane_context *context);

/* The first item that is the asked service; GS_NO_ITEM: none. */
size_t gs_table_asked(const struct gs_pane_context *context);

/* The entry of an item; NULL: there is no such item. */
const struct gs_table_service *gs_table_service_at(const struct gs_pane_context *context,
                                                   size_t item);
const struct gs_table_protocol_line *
gs_table_protocol_at(const struct gs_pane_context *context, size_t item);

#endif
