/* SPDX-License-Identifier: MIT */
#include "zone_find.h"

#include <string.h>

bool wire_is_same_name(struct wire_name a, struct wire_name b)
{
    return a.len == b.len && memcmp(a.bytes, b.bytes, a.len) == 0;
}

struct wire_name wire_owner_of(const struct gs_zone_record *record)
{
    return (struct wire_name){record->owner, record->owner_len};
}

struct wire_name wire_parent_of(struct wire_name name)
{
    size_t step = name.bytes[0] + 1u;
    return (struct wire_name){name.bytes + step, name.len - step};
}

bool wire_is_within(struct wire_name name, struct wire_name top)
{
    while (name.len > top.len) {
        name = wire_parent_of(name);
    }
    return wire_is_same_name(name, top);
}

const struct gs_zone_record *zone_find(const struct gs_zone *zone, struct wire_name name,
                                       uint16_t type)
{
    for (size_t i = 0; i < zone->count; i++) {
        if (zone->items[i].type == type &&
            wire_is_same_name(wire_owner_of(&zone->items[i]), name)) {
            return &zone->items[i];
        }
    }
    return NULL;
}

bool zone_exists(const struct gs_zone *zone, struct wire_name name)
{
    for (size_t i = 0; i < zone->count; i++) {
        if (wire_is_within(wire_owner_of(&zone->items[i]), name)) {
            return true;
        }
    }
    return false;
}
