/* SPDX-License-Identifier: MIT */
#include "race_order.h"

#include <string.h>

#include <sys/socket.h>

static int family_of(const struct gs_race_lane *lane)
{
    return lane->connection.endpoint.address.family;
}

/* Puts the lane at `from` to `to`, which is not behind it; the others keep their order. */
static void pull_forward(struct gs_race_lane *lanes, size_t from, size_t to)
{
    struct gs_race_lane pulled = lanes[from];
    memmove(&lanes[to + 1], &lanes[to], (from - to) * sizeof *lanes);
    lanes[to] = pulled;
}

/* Equal ranks, which are unknown ones, stay as they came. */
static void sort_by_rank(struct gs_race_lane_list *lanes, size_t from)
{
    for (size_t i = from; i < lanes->count; i++) {
        size_t place = i;
        while (place > from && lanes->items[place - 1].rank > lanes->items[i].rank) {
            place--;
        }
        pull_forward(lanes->items, i, place);
    }
}

/* Which family's turn it is at a place, when all before it stand. */
static int turn_at(const struct gs_race *race, size_t place, int first_family)
{
    const struct gs_race_lane *lanes = race->lanes.items;
    size_t firsts = 0;
    while (firsts < place && family_of(&lanes[firsts]) == first_family) {
        firsts++;
    }
    if (firsts == place && place < race->settings.first_family_count) {
        return first_family;
    }
    return family_of(&lanes[place - 1]) == AF_INET6 ? AF_INET : AF_INET6;
}

static void take_turns(struct gs_race *race, size_t from)
{
    struct gs_race_lane_list *lanes = &race->lanes;
    int first_family = race->settings.first_family;
    if (first_family == AF_UNSPEC && lanes->count > 0) {
        first_family = family_of(&lanes->items[0]);
    }
    for (size_t place = from; place < lanes->count; place++) {
        int family = turn_at(race, place, first_family);
        size_t found = place;
        while (found < lanes->count && family_of(&lanes->items[found]) != family) {
            found++;
        }
        if (found < lanes->count) {
            pull_forward(lanes->items, found, place);
        }
    }
}

void gs_race_sort(struct gs_race *race, size_t begun_count)
{
    sort_by_rank(&race->lanes, begun_count);
    if (race->settings.is_interleaved) {
        take_turns(race, begun_count);
    }
}
