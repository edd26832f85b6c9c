/* SPDX-License-Identifier: MIT */
/*
 * All that is known of one watched host, and of one change.
 */
#include "watch_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_words.h"

enum {
    VALUE_X = 14,
};

void gs_details_watched(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup)
{
    const struct gs_watched *host = gs_watched_at(context, item);
    if (host == NULL) {
        return;
    }
    gs_buf_addf(&popup->title, "%s", host->watch.host);
    gs_rows_field(&popup->rows, VALUE_X, "state", gs_watch_state_word(host->state), NULL);
}

void gs_details_journal(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup)
{
    const struct gs_journal_entry *entry = gs_journal_entry_of(context, item);
    struct gs_rows *rows = &popup->rows;
    char clock[GS_DURATION_TEXT_MAX];
    if (entry == NULL) {
        return;
    }
    const struct gs_watch_change *change = &entry->change;
    gs_buf_addf(&popup->title, "%s", gs_watch_change_word(change->type));
    gs_rows_field_host(rows, VALUE_X, "host", entry->host, NULL);
    gs_rows_field(rows, VALUE_X, "was", change->old == NULL ? "–" : change->old, NULL);
    gs_rows_field(rows, VALUE_X, "is", change->now == NULL ? "–" : change->now, NULL);
    if (change->remark != NULL) {
        gs_rows_field(rows, VALUE_X, "remark", change->remark, NULL);
    }
    gs_day_format(entry->first_wall_s, context->now.wall_s, clock);
    gs_rows_field(rows, VALUE_X, "first seen", clock, NULL);
    gs_day_format(entry->last_wall_s, context->now.wall_s, clock);
    gs_rows_field(rows, VALUE_X, "last seen", clock, NULL);
    struct gs_buf count = {0};
    gs_buf_addf(&count, "%u %s", (unsigned)entry->count,
                gs_plural(entry->count, "time", "times"));
    gs_rows_field(rows, VALUE_X, "came", gs_buf_text(&count), NULL);
    gs_buf_fini(&count);
}
