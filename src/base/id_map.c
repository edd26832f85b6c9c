/* SPDX-License-Identifier: MIT */
/*
 * Linear probing, at most half full. Taking one out moves those behind it up, so that no
 * tombstones gather however often items come and go.
 */
#include "gaiscope/base/id_map.h"

#include "gaiscope/base/mem.h"

#include <stdbool.h>
#include <stdlib.h>

enum {
    CAPACITY_MIN = 16,
};

static size_t home_of(const struct gs_id_map *map, uint64_t id)
{
    uint64_t mixed = id * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(mixed >> 32) & (map->capacity - 1);
}

/* Where an id is, or the empty place where it would be. */
static size_t place_of(const struct gs_id_map *map, uint64_t id)
{
    size_t place = home_of(map, id);
    while (map->slots[place].id != 0 && map->slots[place].id != id) {
        place = (place + 1) & (map->capacity - 1);
    }
    return place;
}

static void grow(struct gs_id_map *map)
{
    struct gs_id_map before = *map;
    map->capacity = before.capacity == 0 ? CAPACITY_MIN : before.capacity * 2;
    map->slots = gs_mem_new(map->capacity, sizeof *map->slots);
    for (size_t i = 0; i < before.capacity; i++) {
        if (before.slots[i].id != 0) {
            map->slots[place_of(map, before.slots[i].id)] = before.slots[i];
        }
    }
    free(before.slots);
}

void gs_id_map_set(struct gs_id_map *map, uint64_t id, void *item)
{
    if ((map->count + 1) * 2 > map->capacity) {
        grow(map);
    }
    struct gs_id_slot *slot = &map->slots[place_of(map, id)];
    map->count += slot->id == 0 ? 1 : 0;
    *slot = (struct gs_id_slot){id, item};
}

void *gs_id_map_find(const struct gs_id_map *map, uint64_t id)
{
    return map->capacity == 0 || id == 0 ? NULL : map->slots[place_of(map, id)].item;
}

/* Whether an item may lie at `hole` instead of at `place`: its home is not between them. */
static bool may_move(const struct gs_id_map *map, size_t place, size_t hole)
{
    size_t mask = map->capacity - 1;
    size_t home = home_of(map, map->slots[place].id);
    return ((place - home) & mask) >= ((place - hole) & mask);
}

void *gs_id_map_remove(struct gs_id_map *map, uint64_t id)
{
    void *item = gs_id_map_find(map, id);
    if (item == NULL) {
        return NULL;
    }
    size_t mask = map->capacity - 1;
    size_t hole = place_of(map, id);
    for (size_t at = (hole + 1) & mask; map->slots[at].id != 0; at = (at + 1) & mask) {
        if (may_move(map, at, hole)) {
            map->slots[hole] = map->slots[at];
            hole = at;
        }
    }
    map->slots[hole] = (struct gs_id_slot){0};
    map->count--;
    return item;
}

void gs_id_map_fini(struct gs_id_map *map)
{
    free(map->slots);
    *map = (struct gs_id_map){0};
}
