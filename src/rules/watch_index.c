/* SPDX-License-Identifier: MIT */
#include "watch_index.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

enum {
    SEATS_AT_FIRST = 1024,
};

static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u; /* FNV-1a */
    }
    return (hash ^ hash >> 29) * 0xbf58476d1ce4e5b9u;
}

static uint64_t hash_of(const struct gs_watch *watch)
{
    uint64_t hash = hash_text(0xcbf29ce484222325u, watch->host);
    hash = hash_text(hash, watch->service);
    return hash ^ hash >> 32;
}

/* The seat of a line, or the free one where it belongs. */
static size_t seat_of(const struct watch_index *index, const struct gs_watch *watch)
{
    size_t at = hash_of(watch) & (index->count - 1);
    while (index->seats[at] != 0 &&
           !gs_watch_is_same(&index->list->items[index->seats[at] - 1], watch)) {
        at = (at + 1) & (index->count - 1);
    }
    return at;
}

static void make_room(struct watch_index *index)
{
    if (index->used * 2 < index->count) {
        return;
    }
    struct watch_index old = *index;
    index->count = old.count == 0 ? SEATS_AT_FIRST : old.count * 2;
    index->seats = gs_mem_new(index->count, sizeof *index->seats);
    for (size_t i = 0; i < old.count; i++) {
        if (old.seats[i] != 0) {
            const struct gs_watch *watch = &index->list->items[old.seats[i] - 1];
            index->seats[seat_of(index, watch)] = old.seats[i];
        }
    }
    free(old.seats);
}

size_t watch_index_find(const struct watch_index *index, const struct gs_watch *watch)
{
    uint32_t place = index->count == 0 ? 0 : index->seats[seat_of(index, watch)];
    return place == 0 ? WATCH_NOWHERE : place - 1;
}

void watch_index_add(struct watch_index *index, size_t place)
{
    make_room(index);
    index->seats[seat_of(index, &index->list->items[place])] = (uint32_t)place + 1;
    index->used++;
}

struct watch_index watch_index_of(const struct gs_watch_list *list)
{
    struct watch_index index = {.list = list};
    for (size_t i = 0; i < list->count; i++) {
        if (watch_index_find(&index, &list->items[i]) == WATCH_NOWHERE) {
            watch_index_add(&index, i);
        }
    }
    return index;
}

void watch_index_fini(struct watch_index *index)
{
    free(index->seats);
    *index = (struct watch_index){0};
}
