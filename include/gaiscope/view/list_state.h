/* SPDX-License-Identifier: MIT */
/**
 * Where a person is in one list: the selected item, the scroll, and what is kept of it; and
 * how a text is searched. A plain value; owned by whoever holds the struct.
 */
#ifndef GAISCOPE_VIEW_LIST_STATE_H
#define GAISCOPE_VIEW_LIST_STATE_H

#include "gaiscope/view/command.h"
#include "gaiscope/view/rows.h"

#include <stdbool.h>
#include <stddef.h>

/** The state of one list. Zeroed: first item, nothing filtered. */
struct gs_list_state {
    size_t selected;   /**< item, 0 the first; meaningless while item_count is 0 */
    size_t from;       /**< first visible row */
    size_t item_count; /**< items of the last frame */
    size_t total_rows; /**< rows of the last frame */
    size_t height;     /**< rows of its window in the last frame */
    size_t width;      /**< cells of its rows in the last frame; 0: not drawn yet */
    bool is_loose;  /**< the window was moved by itself: the selection may be outside */
    bool wants_end; /**< of the last item the rows behind it, too, when next built */
    size_t rows_behind;   /**< rows behind the last item, when that is selected */
    bool has_newest_last; /**< a list that grows at its end, and may be followed */
    bool is_following;    /**< the last item stays selected while the list grows */
    bool holds_top;       /**< a list whose first item may be another one any moment */
    bool
        is_on_top; /**< whatever is first stays selected: nobody has moved, or to FIRST */
    struct gs_buf filter; /**< what is kept; a leading ! inverts; "" everything */
};

/** Frees it and leaves it empty. */
void gs_list_state_fini(struct gs_list_state *list);

/** Runs UP, DOWN, PAGE_*, FIRST, LAST: moves the selection, or the window when there is
 *  nothing to select, or rows stand behind the last item. A move to the last item of a
 *  list that grows follows it from then on, any other ends that. Returns: false when it
 *  is none of them. */
bool gs_list_state_run(struct gs_list_state *list, enum gs_command_id command);

/** Selects an item; one behind the end becomes the last when rows are next built. */
void gs_list_state_select(struct gs_list_state *list, size_t item);

/** Moves the window by rows (negative: up) and leaves the selection. */
void gs_list_state_scroll(struct gs_list_state *list, int rows);

/** Takes what `rows` counted for a window of `height` rows, with `watched` the selected item,
 *  and moves the window to it. Returns: whether the window has to be built anew. */
bool gs_list_state_fit(struct gs_list_state *list, const struct gs_rows *rows,
                       size_t height);

/** Where `needle` begins in `text`, ASCII case ignored; NULL: nowhere, or an empty needle. */
const char *gs_match_find(const char *text, const char *needle);

/** Whether a text passes a filter: "" keeps all, `!x` keeps what has no x. */
bool gs_match_keeps(const char *filter, const char *text);

/** Item numbers. */
struct gs_item_list GS_VEC_OF(size_t);

/** Copies the rows whose item passes the filter, and those without an item, from `all` (built
 *  without a window) to `out`, with items numbered anew. Takes: `out` begun with its window;
 *  `items`, emptied and filled with the old number of each new item. */
void gs_rows_filter(const struct gs_rows *all, const char *filter, struct gs_rows *out,
                    struct gs_item_list *items);

/** The text of all visible rows of an item, runs parted by blanks, without what is drawn for
 *  the eye alone. Appends to `out`. */
void gs_rows_item_text(const struct gs_rows *rows, size_t item, struct gs_buf *out);

/** Notes for each item whether its text has a hit of `needle`. Takes: rows built without a
 *  window; `hits`, one an item. */
void gs_rows_hits(const struct gs_rows *rows, const char *needle, bool *hits);

/** Gives every hit of `needle` in the visible rows the role GS_ROLE_MATCH. */
void gs_rows_highlight(struct gs_rows *rows, const char *needle);

#endif
