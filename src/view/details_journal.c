/* SPDX-License-Identifier: MIT */
/*
 * One change of a watched host, old and new in full.
 */
#include "watch_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_words.h"

enum {
    VALUE_X = 14,
};

void gs_details_journal(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup)
{
    const struct gs_journal_entry *entry = gs_journal_entry_of(context, item);
    struct gs_words words = {0};
    struct gs_buf shown = {0};
    char first[GS_DURATION_TEXT_MAX];
    char last[GS_DURATION_TEXT_MAX];
    if (entry == NULL) {
        return;
    }
    const struct gs_watch_change *change = &entry->change;
    gs_idn_show(&shown, entry->host);
    gs_buf_addf(&popup->title, "%s  %s", gs_buf_text(&shown),
                gs_watch_change_word(change->type));
    gs_stamp_format(entry->first_wall_s, first);
    gs_stamp_format(entry->last_wall_s, last);
    gs_words_add(&words, "change", "%s %s", gs_watch_change_sign(change->type),
                 gs_watch_change_word(change->type));
    gs_words_add(&words, "was", "%s", change->old == NULL ? "–" : change->old);
    gs_words_add(&words, "is", "%s", change->now == NULL ? "–" : change->now);
    if (change->remark != NULL) {
        gs_words_add(&words, "beside", "%s", change->remark);
    }
    bool is_counted = change->type != GS_WATCH_FLAPPING; /* its remark counts the turns */
    if (entry->count > 1 && is_counted) {
        gs_words_add(&words, "seen", "%u times, first %s, last %s",
                     (unsigned)entry->count, first, last);
    } else if (entry->count > 1) {
        gs_words_add(&words, "seen", "first %s, last %s", first, last);
    } else {
        gs_words_add(&words, "seen", "%s", last);
    }
    gs_rows_words(&popup->rows, VALUE_X, &words);
    gs_words_fini(&words);
    gs_buf_fini(&shown);
}
