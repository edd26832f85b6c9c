/* SPDX-License-Identifier: MIT */
/*
 * Finds a line of a list by its host and service: an open hash table of places, at most half
 * full. Private to watch_list.c and watch_merge.c.
 */
#ifndef GAISCOPE_SRC_RULES_WATCH_INDEX_H
#define GAISCOPE_SRC_RULES_WATCH_INDEX_H

#include "gaiscope/model/watch.h"

#define WATCH_NOWHERE SIZE_MAX

/* An index of a list that the caller holds; the list may grow. A zeroed struct but for the list is
 * empty. */
struct watch_index {
    const struct gs_watch_list *list;
    uint32_t *seats; /* place in the list, from 1; 0: free */
    size_t count;    /* of seats, a power of two */
    size_t used;
};

/* An index of all of a list. Owns: the caller. */
struct watch_index watch_index_of(const struct gs_watch_list *list);

/* The place of the line with this host and service; WATCH_NOWHERE: none. */
size_t watch_index_find(const struct watch_index *index, const struct gs_watch *watch);

/* Takes the list's line at a place in. */
void watch_index_add(struct watch_index *index, size_t place);

void watch_index_fini(struct watch_index *index);

#endif
