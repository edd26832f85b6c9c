/* SPDX-License-Identifier: MIT */
#include "delegation.h"

#include <string.h>

#include <sys/socket.h>

#define LOOPBACK 127 /* the first byte of its addresses */

/* A zone: one that the host serves, and the one below it where the name is, if any. */
struct place {
    bool is_found;
    bool is_below;          /**< `below` is there */
    struct wire_name below; /**< the apex of a zone of others */
};

static struct wire_name target_of(const struct gs_zone_record *record)
{
    return (struct wire_name){record->rdata, record->rdata_len};
}

static bool serves(const struct gs_zone *zone, struct wire_name apex,
                   const struct gs_dname *host)
{
    struct wire_name us = {host->bytes, host->len};
    for (size_t i = 0; i < zone->count; i++) {
        const struct gs_zone_record *record = &zone->items[i];
        if (record->type == GS_TYPE_NS &&
            wire_is_same_name(wire_owner_of(record), apex) &&
            wire_is_same_name(target_of(record), us)) {
            return true;
        }
    }
    return false;
}

/* Walks up from a name to the first zone that the host serves. */
static struct place find_place(const struct gs_zone *zone, const struct gs_dname *host,
                               struct wire_name name)
{
    struct place place = {0};
    while (true) {
        if (zone_find(zone, name, GS_TYPE_SOA) != NULL) {
            if (serves(zone, name, host)) {
                place.is_found = true;
                return place;
            }
            place.is_below = true;
            place.below = name;
        }
        if (name.len <= 1) {
            return place;
        }
        name = wire_parent_of(name);
    }
}

bool delegation_is_ours(const struct gs_zone *zone, const struct gs_dname *host,
                        struct wire_name name)
{
    struct place place = find_place(zone, host, name);
    return place.is_found && !place.is_below;
}

static void add_addresses(struct reply_writer *writer, const struct gs_zone *zone,
                          struct wire_name host)
{
    for (size_t i = 0; i < zone->count; i++) {
        const struct gs_zone_record *record = &zone->items[i];
        bool is_address = record->type == GS_TYPE_A || record->type == GS_TYPE_AAAA;
        if (is_address && wire_is_same_name(wire_owner_of(record), host)) {
            reply_writer_add(writer, REPLY_ADDITIONAL, record);
        }
    }
}

static void add_referral(struct reply_writer *writer, const struct gs_zone *zone,
                         struct wire_name apex)
{
    for (int pass = 0; pass < 2; pass++) { /* the sections come one after the other */
        for (size_t i = 0; i < zone->count; i++) {
            const struct gs_zone_record *record = &zone->items[i];
            if (record->type != GS_TYPE_NS ||
                !wire_is_same_name(wire_owner_of(record), apex)) {
                continue;
            }
            if (pass == 0) {
                reply_writer_add(writer, REPLY_AUTHORITY, record);
            } else {
                add_addresses(writer, zone, target_of(record));
            }
        }
    }
}

bool delegation_enter(struct reply_writer *writer, const struct gs_zone *zone,
                      const struct gs_dname *host)
{
    const struct gs_dname *asked = &writer->query->name;
    struct place place =
        find_place(zone, host, (struct wire_name){asked->bytes, asked->len});
    if (place.is_found && !place.is_below) {
        return true;
    }
    writer->is_without_aa = true;
    if (place.is_found) {
        add_referral(writer, zone, place.below);
    } else {
        writer->rcode = GS_RCODE_REFUSED;
    }
    return false;
}

static bool is_listed(const struct gs_authority_server_list *list, struct wire_name host)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct gs_dname *one = &list->items[i].host;
        if (wire_is_same_name((struct wire_name){one->bytes, one->len}, host)) {
            return true;
        }
    }
    return false;
}

void delegation_find_servers(const struct gs_zone *zone,
                             struct gs_authority_server_list *out)
{
    for (size_t i = 0; i < zone->count; i++) {
        if (zone->items[i].type != GS_TYPE_NS ||
            is_listed(out, target_of(&zone->items[i]))) {
            continue;
        }
        struct wire_name host = target_of(&zone->items[i]);
        const struct gs_zone_record *a = zone_find(zone, host, GS_TYPE_A);
        if (a == NULL || a->rdata[0] != LOOPBACK) {
            continue;
        }
        struct gs_authority_server server = {
            .host = {.len = host.len},
            .address = gs_address_from_bytes(AF_INET, a->rdata),
        };
        memcpy(server.host.bytes, host.bytes, host.len);
        server.is_root =
            serves(zone, (struct wire_name){(const uint8_t *)"", 1}, &server.host);
        gs_vec_push(out, server);
    }
}
