/* SPDX-License-Identifier: MIT */
#include "picks.h"

#include <string.h>

bool gs_picks_begin(struct gs_picks *picks, const char *filter, uint64_t source)
{
    if (picks->is_made && picks->source == source &&
        strcmp(gs_buf_text(&picks->filter), filter) == 0) {
        return false;
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

void gs_picks_fini(struct gs_picks *picks)
{
    gs_vec_fini(&picks->items);
    gs_buf_fini(&picks->filter);
    *picks = (struct gs_picks){0};
}
