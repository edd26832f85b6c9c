/* SPDX-License-Identifier: MIT */
/*
 * Which items of a long list are shown, and in which order: found once, and kept until the
 * list, its filter or its order is another one. So a frame costs what it shows.
 *
 *     if (gs_picks_begin(picks, filter, source)) { for each item that is kept: gs_picks_add }
 */
#ifndef GAISCOPE_SRC_VIEW_PICKS_H
#define GAISCOPE_SRC_VIEW_PICKS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether an item passed. */
struct gs_pick_memo {
    uint64_t key; /* 0: nothing noted */
    bool is_kept;
};

/* Zeroed: nothing found yet. gs_picks_fini(). */
struct gs_picks {
    struct GS_VEC_OF(size_t) items; /* the list's own numbers, in the order shown */
    struct gs_buf filter;           /* for which they were found */
    uint64_t source;                /* for which list and order */
    struct gs_pick_memo *memos;     /* of this filter, by key; NULL: none */
    bool is_made;
};

/* Begins anew, unless what is kept is of this filter and source. Takes: `source`, a number
 * that is another one when the list or its order is. Returns: whether items are to be added. */
bool gs_picks_begin(struct gs_picks *picks, const char *filter, uint64_t source);

void gs_picks_add(struct gs_picks *picks, size_t item);

/* For a list whose items seldom change while others come and go: what was found of one, by a
 * key above 0 that no other has, and that is another one when the item is. Returns:
 * whether it is known. */
bool gs_picks_recall(const struct gs_picks *picks, uint64_t key, bool *is_kept);
void gs_picks_note(struct gs_picks *picks, uint64_t key, bool is_kept);
void gs_picks_fini(struct gs_picks *picks);

#endif
