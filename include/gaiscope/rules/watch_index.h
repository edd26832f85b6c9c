/* SPDX-License-Identifier: MIT */
/**
 * Finds a watched line by its host and service in constant time: an open hash table of places in
 * somebody's list, at most half full. Pure. Owned by whoever holds the struct; the list stays the
 * caller's, and may grow.
 */
#ifndef GAISCOPE_RULES_WATCH_INDEX_H
#define GAISCOPE_RULES_WATCH_INDEX_H

#include "gaiscope/model/watch.h"

#define GS_WATCH_NOWHERE SIZE_MAX /**< no place */

/** The line at a place of a list. */
typedef const struct gs_watch *(*gs_watch_line_fn)(const void *of, size_t place);

/** An index. A zeroed struct but for the first two is empty. */
struct gs_watch_index {
    gs_watch_line_fn line; /**< looks into the list */
    const void *of;        /**< the list; lent */
    uint32_t *seats;       /**< place in the list, from 1; 0: free. Private */
    size_t count;          /**< of seats, a power of two */
    size_t used;           /**< of them */
};

/** An empty index of a list that is filled later. */
struct gs_watch_index gs_watch_index_for(const struct gs_watch_list *list);

/** An index of all of a list; of a line that stands there twice the first counts. Owns:
 *  the caller. */
struct gs_watch_index gs_watch_index_of(const struct gs_watch_list *list);

/** The place of the line with this host and service; GS_WATCH_NOWHERE: none. */
size_t gs_watch_index_find(const struct gs_watch_index *index,
                           const struct gs_watch *watch);

/** Takes the list's line at a place in, unless one of its host and service is. Returns: whether it
 *  was taken in. */
bool gs_watch_index_add(struct gs_watch_index *index, size_t place);

/** Frees it; the list stays. */
void gs_watch_index_fini(struct gs_watch_index *index);

#endif
