/* SPDX-License-Identifier: MIT */
#include "gaiscope/dns/zone.h"

#include "ldns.h"

#include "gaiscope/model/dname.h"
#include "gaiscope/model/record_type.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIXED_LEN = 10, /* type, class, TTL and length */
};

static uint16_t u16_at(const uint8_t *wire)
{
    return (uint16_t)(wire[0] << 8 | wire[1]);
}

static uint8_t *copy_bytes(const uint8_t *bytes, size_t len)
{
    uint8_t *copy = gs_mem_new(len + 1, 1);
    memcpy(copy, bytes, len);
    return copy;
}

/* Takes one record apart; false: its class is not IN or its frame does not fit. */
static bool add_record(void *context, const struct gs_ldns_record *record)
{
    struct gs_zone *zone = context;
    struct gs_dname owner;
    size_t at = gs_dname_read(record->wire, record->len, 0, &owner);
    if (at == 0 || record->len - at < FIXED_LEN) {
        return false;
    }
    const uint8_t *fixed = record->wire + at;
    size_t rdata_len = record->len - at - FIXED_LEN;
    if (u16_at(fixed + 2) != GS_CLASS_IN || rdata_len != u16_at(fixed + 8)) {
        return false;
    }
    gs_dname_lower(&owner);
    struct gs_zone_record out = {
        .owner = copy_bytes(owner.bytes, owner.len),
        .owner_len = owner.len,
        .rdata = copy_bytes(fixed + FIXED_LEN, rdata_len),
        .rdata_len = (uint16_t)rdata_len,
        .type = u16_at(fixed),
        .ttl_s = (uint32_t)u16_at(fixed + 4) << 16 | u16_at(fixed + 6),
    };
    gs_vec_push(zone, out);
    return true;
}

enum gs_status gs_zone_parse(const char *text, struct gs_zone *out, struct gs_buf *error)
{
    struct gs_zone zone = {0};
    struct gs_ldns_zone source = {.text = text, .add = add_record, .context = &zone};
    enum gs_status status = gs_ldns_zone_read(&source);
    if (status == GS_OK) {
        *out = zone;
        return GS_OK;
    }
    gs_zone_fini(&zone);
    if (error != NULL) {
        gs_buf_addf(error, "line %zu: %s", source.bad_line, source.why);
    }
    return status;
}

void gs_zone_fini(struct gs_zone *zone)
{
    for (size_t i = 0; i < zone->count; i++) {
        free(zone->items[i].owner);
        free(zone->items[i].rdata);
    }
    gs_vec_fini(zone);
}
