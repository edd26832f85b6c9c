/* SPDX-License-Identifier: MIT */
#include "picks.h"

#include <stdlib.h>
#include <string.h>

enum {
    MEMOS = 16384, /* more than a log has lines: they share no place for long */
};

bool gs_picks_begin(struct gs_picks *picks, const char *filter, uint64_t source)
{
    if (picks->is_made && picks->source == source &&
        strcmp(gs_buf_text(&picks->filter), filter) == 0) {
        return false;
    }
    if (strcmp(gs_buf_text(&picks->filter), filter) != 0) {
        free(picks->memos);
        picks->memos = NULL;
    }
    gs_buf_clear(&picks->filter);
    gs_buf_add_text(&picks->filter, filter);
    picks->items.count = 0;
    picks->source = source;
    picks->is_made = true;
    return true;
}

void gs_picks_add(struct gs_picks *picks, size_t item)
{
    gs_vec_push(&picks->items, item);
}

bool gs_picks_recall(const struct gs_picks *picks, uint64_t key, bool *is_kept)
{
    if (picks->memos == NULL || picks->memos[key % MEMOS].key != key) {
        return false;
    }
    *is_kept = picks->memos[key % MEMOS].is_kept;
    return true;
}

void gs_picks_note(struct gs_picks *picks, uint64_t key, bool is_kept)
{
    if (picks->memos == NULL) {
        picks->memos = gs_mem_new(MEMOS, sizeof *picks->memos);
    }
    picks->memos[key % MEMOS] = (struct gs_pick_memo){key, is_kept};
}

void gs_picks_fini(struct gs_picks *picks)
{
    gs_vec_fini(&picks->items);
    gs_buf_fini(&picks->filter);
    free(picks->memos);
    *picks = (struct gs_picks){0};
}
