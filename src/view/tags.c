/* SPDX-License-Identifier: MIT */
#include "tags.h"

#include <string.h>

/* Where a key stands, or would stand. */
static size_t place_of(const struct gs_tags *tags, uint64_t key)
{
    size_t low = 0;
    size_t high = tags->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tags->items[middle] < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool gs_tags_has(const struct gs_tags *tags, uint64_t key)
{
    size_t place = place_of(tags, key);
    return place < tags->count && tags->items[place] == key;
}

bool gs_tags_turn(struct gs_tags *tags, uint64_t key)
{
    size_t place = place_of(tags, key);
    if (place < tags->count && tags->items[place] == key) {
        tags->count--;
        memmove(&tags->items[place], &tags->items[place + 1],
                (tags->count - place) * sizeof tags->items[0]);
        return false;
    }
    gs_vec_push(tags, key);
    memmove(&tags->items[place + 1], &tags->items[place],
            (tags->count - 1 - place) * sizeof tags->items[0]);
    tags->items[place] = key;
    return true;
}

void gs_tags_keep(struct gs_tags *tags, gs_tags_keep_fn keep, const void *context)
{
    size_t kept = 0;
    for (size_t i = 0; i < tags->count; i++) {
        if (keep(context, tags->items[i])) {
            tags->items[kept++] = tags->items[i];
        }
    }
    tags->count = kept;
}
