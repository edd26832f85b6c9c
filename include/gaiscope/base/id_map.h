/* SPDX-License-Identifier: MIT */
/**
 * Finds an item by its number in constant time: an open hash table. A zeroed struct is an
 * empty map. Owned by whoever holds the struct; the items stay the caller's.
 */
#ifndef GAISCOPE_BASE_ID_MAP_H
#define GAISCOPE_BASE_ID_MAP_H

#include <stddef.h>
#include <stdint.h>

/** One place of the table. */
struct gs_id_slot {
    uint64_t id; /**< 0: empty */
    void *item;  /**< lent */
};

/** The map. */
struct gs_id_map {
    struct gs_id_slot *slots; /**< private; NULL while empty */
    size_t capacity;          /**< a power of two, private */
    size_t count;             /**< items in it */
};

/** Puts an item in, in the place of the one before. Takes: an id never 0; an item never NULL. */
void gs_id_map_set(struct gs_id_map *map, uint64_t id, void *item);

/** Returns: the item; NULL: none. */
void *gs_id_map_find(const struct gs_id_map *map, uint64_t id);

/** Takes an item out. Returns: it; NULL: there was none. */
void *gs_id_map_remove(struct gs_id_map *map, uint64_t id);

/** Frees the table and leaves it empty. */
void gs_id_map_fini(struct gs_id_map *map);

#endif
