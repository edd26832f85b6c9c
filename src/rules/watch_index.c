/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/watch_index.h"

#include "gaiscope/base/hash.h"
#include "gaiscope/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    SEATS_AT_FIRST = 1024,
};

static uint64_t hash_text(uint64_t hash, const char *text)
{
    hash = gs_hash(hash, text, strlen(text));
    return (hash ^ hash >> 29) * 0xbf58476d1ce4e5b9u;
}

static uint64_t hash_of(const struct gs_watch *watch)
{
    uint64_t hash = hash_text(GS_HASH_START, watch->host);
    hash = hash_text(hash, watch->service);
    return hash ^ hash >> 32;
}

/* The seat of a line, or the free one where it belongs. */
static size_t seat_of(const struct gs_watch_index *index, const struct gs_watch *watch)
{
    size_t at = hash_of(watch) & (index->count - 1);
    while (index->seats[at] != 0 &&
           !gs_watch_is_same(index->line(index->of, index->seats[at] - 1), watch)) {
        at = (at + 1) & (index->count - 1);
    }
    return at;
}

static void make_room(struct gs_watch_index *index)
{
    if (index->used * 2 < index->count) {
        return;
    }
    struct gs_watch_index old = *index;
    index->count = old.count == 0 ? SEATS_AT_FIRST : old.count * 2;
    index->seats = gs_mem_new(index->count, sizeof *index->seats);
    for (size_t i = 0; i < old.count; i++) {
        if (old.seats[i] != 0) {
            const struct gs_watch *watch = index->line(index->of, old.seats[i] - 1);
            index->seats[seat_of(index, watch)] = old.seats[i];
        }
    }
    free(old.seats);
}

size_t gs_watch_index_find(const struct gs_watch_index *index,
                           const struct gs_watch *watch)
{
    uint32_t place = index->count == 0 ? 0 : index->seats[seat_of(index, watch)];
    return place == 0 ? GS_WATCH_NOWHERE : place - 1;
}

bool gs_watch_index_add(struct gs_watch_index *index, size_t place)
{
    make_room(index);
    uint32_t *seat = &index->seats[seat_of(index, index->line(index->of, place))];
    if (*seat != 0) {
        return false;
    }
    *seat = (uint32_t)place + 1;
    index->used++;
    return true;
}

static const struct gs_watch *line_of_list(const void *of, size_t place)
{
    return &((const struct gs_watch_list *)of)->items[place];
}

struct gs_watch_index gs_watch_index_for(const struct gs_watch_list *list)
{
    return (struct gs_watch_index){.line = line_of_list, .of = list};
}

struct gs_watch_index gs_watch_index_of(const struct gs_watch_list *list)
{
    struct gs_watch_index index = gs_watch_index_for(list);
    for (size_t i = 0; i < list->count; i++) {
        (void)gs_watch_index_add(&index, i); /* the first counts */
    }
    return index;
}

void gs_watch_index_fini(struct gs_watch_index *index)
{
    free(index->seats);
    *index = (struct gs_watch_index){0};
}
