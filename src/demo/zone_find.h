/* SPDX-License-Identifier: MIT */
/**
 * Finds records in a zone file held in memory. Pure. Names are in wire form, lower case.
 */
#ifndef GAISCOPE_SRC_DEMO_ZONE_FIND_H
#define GAISCOPE_SRC_DEMO_ZONE_FIND_H

#include "gaiscope/dns/zone.h"

#include <stdbool.h>

/** A name in wire form, pointing into a record or a query. */
struct wire_name {
    const uint8_t *bytes;
    size_t len;
};

/** Whether both are the same, byte by byte. */
bool wire_is_same_name(struct wire_name a, struct wire_name b);

/** The owner of a record. Owns: the record. */
struct wire_name wire_owner_of(const struct gs_zone_record *record);

/** The name without its first label. Takes: a name that is not the root. */
struct wire_name wire_parent_of(struct wire_name name);

/** Whether `name` is `top` or stands below it. */
bool wire_is_within(struct wire_name name, struct wire_name top);

/** The first record of a name and type; NULL when there is none. Owns: the zone. */
const struct gs_zone_record *zone_find(const struct gs_zone *zone, struct wire_name name,
                                       uint16_t type);

/** Whether a name is there, be it only as a part of longer names. */
bool zone_exists(const struct gs_zone *zone, struct wire_name name);

#endif
