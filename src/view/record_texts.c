/* SPDX-License-Identifier: MIT */
/*
 * Records as texts: to be found, to be known again, to be copied as lines of a zone file.
 */
#include "pane_faces.h"
#include "record_items.h"

#include "gaiscope/rules/message_text.h"

void gs_text_records(const struct gs_pane_context *context, size_t item,
                     struct gs_buf *out)
{
    struct gs_record_item row;
    if (gs_record_item_at(context, item, &row)) {
        gs_record_item_text(&row, out);
    }
}

uint64_t gs_key_records(const struct gs_pane_context *context, size_t item)
{
    return gs_record_item_key(context, item);
}

/* A line of a zone file; what is none is a comment there. */
static void copy_item(const struct gs_record_item *item, struct gs_buf *out)
{
    if (item->record != NULL) {
        gs_record_line(item->record, out);
    } else {
        gs_buf_add_text(out, "; ");
        gs_record_item_text(item, out);
    }
    gs_buf_add_text(out, "\n");
}

void gs_copy_records(const struct gs_pane_context *context, size_t item,
                     struct gs_buf *out)
{
    size_t first = item == GS_NO_ITEM ? 0 : item;
    size_t end = item == GS_NO_ITEM ? gs_record_item_count(context) : item + 1;
    for (size_t i = first; i < end; i++) {
        struct gs_record_item row;
        if (gs_record_item_at(context, i, &row)) {
            copy_item(&row, out);
        }
    }
}
