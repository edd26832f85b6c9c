/* SPDX-License-Identifier: MIT */
/*
 * A reply is written front to back and its header's counts are set last:
 *
 *     header | question | answer: CNAMEs, then records | authority: SOA | additional: OPT
 *
 * RFC 1034 4.3.2 without delegations: every zone of the file is our own. The name walks
 * along its CNAMEs until it has records (answer), only exists (no data), or does not (no
 * such name).
 */
#include "gaiscope/demo/authority.h"

#include "demo_query.h"
#include "fault.h"

#include "gaiscope/dns/zone.h"

#include <stdlib.h>
#include <string.h>

#define CHAIN_MAX    16
#define MESSAGE_MAX  65535
#define OUR_UDP_SIZE 1232
#define OPTION_EDE   15

struct gs_authority {
    struct gs_zone zone;
    struct gs_fault_list faults;
};

/** A message being written. */
struct writer {
    struct gs_buf out;
    const struct gs_demo_query *query;
    unsigned counts[4]; /**< records of each section, question first */
    enum gs_demo_rcode rcode;
    bool is_truncated;
    int ede_code; /**< -1: none */
    const char *ede_text;
};

enum section {
    QUESTION = 0,
    ANSWER,
    AUTHORITY,
    ADDITIONAL
};

/** A name in wire form, pointing into a record or a query. */
struct wire_name {
    const uint8_t *bytes;
    size_t len;
};

static void add_u8(struct gs_buf *out, unsigned value)
{
    gs_buf_add(out, &(uint8_t){(uint8_t)value}, 1);
}

static void add_u16(struct gs_buf *out, unsigned value)
{
    add_u8(out, value >> 8 & 0xff);
    add_u8(out, value & 0xff);
}

static void add_u32(struct gs_buf *out, uint32_t value)
{
    add_u16(out, value >> 16);
    add_u16(out, value & 0xffff);
}

static bool is_same_name(struct wire_name a, struct wire_name b)
{
    return a.len == b.len && memcmp(a.bytes, b.bytes, a.len) == 0;
}

static struct wire_name owner_of(const struct gs_zone_record *record)
{
    return (struct wire_name){record->owner, record->owner_len};
}

static struct wire_name name_asked(const struct gs_demo_query *query)
{
    return (struct wire_name){query->name.bytes, query->name.len};
}

/** The name without its first label. Takes: a name that is not the root. */
static struct wire_name parent_of(struct wire_name name)
{
    size_t step = name.bytes[0] + 1u;
    return (struct wire_name){name.bytes + step, name.len - step};
}

/** Whether `name` is `top` or stands below it. */
static bool is_within(struct wire_name name, struct wire_name top)
{
    while (name.len > top.len)
        name = parent_of(name);
    return is_same_name(name, top);
}

static const struct gs_zone_record *find(const struct gs_zone *zone,
                                         struct wire_name name, uint16_t type)
{
    for (size_t i = 0; i < zone->count; i++)
        if (zone->items[i].type == type && is_same_name(owner_of(&zone->items[i]), name))
            return &zone->items[i];
    return NULL;
}

/** Whether a name is there, be it only as a part of longer names. */
static bool exists(const struct gs_zone *zone, struct wire_name name)
{
    for (size_t i = 0; i < zone->count; i++)
        if (is_within(owner_of(&zone->items[i]), name))
            return true;
    return false;
}

static void add_record(struct writer *writer, enum section section,
                       const struct gs_zone_record *record)
{
    if (is_same_name(owner_of(record), name_asked(writer->query)))
        add_u16(&writer->out, 0xc000 | GS_WIRE_HEADER);
    else
        gs_buf_add(&writer->out, record->owner, record->owner_len);
    add_u16(&writer->out, record->type);
    add_u16(&writer->out, GS_CLASS_IN);
    add_u32(&writer->out, record->ttl_s);
    add_u16(&writer->out, record->rdata_len);
    gs_buf_add(&writer->out, record->rdata, record->rdata_len);
    writer->counts[section]++;
}

/** Adds all records of a name that the query's type asks for. RFC 8482 4.1: of ANY, one. */
static bool add_records(struct writer *writer, const struct gs_zone *zone,
                        struct wire_name name)
{
    uint16_t type = writer->query->type;
    unsigned before = writer->counts[ANSWER];
    for (size_t i = 0; i < zone->count; i++) {
        const struct gs_zone_record *record = &zone->items[i];
        if (record->type != type && type != GS_TYPE_ANY)
            continue;
        if (!is_same_name(owner_of(record), name))
            continue;
        add_record(writer, ANSWER, record);
        if (type == GS_TYPE_ANY)
            break;
    }
    return writer->counts[ANSWER] > before;
}

static void add_soa(struct writer *writer, const struct gs_zone *zone,
                    struct wire_name name)
{
    const struct gs_zone_record *soa = find(zone, name, GS_TYPE_SOA);
    for (; soa == NULL && name.len > 1; soa = find(zone, name, GS_TYPE_SOA))
        name = parent_of(name);
    if (soa != NULL)
        add_record(writer, AUTHORITY, soa);
}

static void add_answer(struct writer *writer, const struct gs_zone *zone)
{
    struct wire_name name = name_asked(writer->query);
    const struct gs_zone_record *chain[CHAIN_MAX];
    for (size_t steps = 0; steps < CHAIN_MAX && !add_records(writer, zone, name);
         steps++) {
        const struct gs_zone_record *alias = find(zone, name, GS_TYPE_CNAME);
        if (alias == NULL) {
            if (!exists(zone, name))
                writer->rcode = GS_RCODE_NXDOMAIN;
            add_soa(writer, zone, name);
            return;
        }
        for (size_t i = 0; i < steps; i++)
            if (chain[i] == alias)
                return;
        chain[steps] = alias;
        add_record(writer, ANSWER, alias);
        name = (struct wire_name){alias->rdata, alias->rdata_len};
    }
}

static void add_ede(struct writer *writer)
{
    size_t text = writer->ede_text != NULL ? strlen(writer->ede_text) : 0;
    add_u16(&writer->out, (unsigned)(4 + 2 + text));
    add_u16(&writer->out, OPTION_EDE);
    add_u16(&writer->out, (unsigned)(2 + text));
    add_u16(&writer->out, (unsigned)writer->ede_code);
    if (text > 0)
        gs_buf_add(&writer->out, writer->ede_text, text);
}

static void add_opt(struct writer *writer)
{
    if (!writer->query->has_edns)
        return;
    add_u8(&writer->out, 0);
    add_u16(&writer->out, GS_TYPE_OPT);
    add_u16(&writer->out, OUR_UDP_SIZE);
    add_u8(&writer->out, (unsigned)writer->rcode >> 4);
    add_u8(&writer->out, 0);
    add_u16(&writer->out, writer->query->is_do ? 0x8000 : 0);
    if (writer->ede_code >= 0)
        add_ede(writer);
    else
        add_u16(&writer->out, 0);
    writer->counts[ADDITIONAL]++;
}

/** Takes everything behind the question away and sets TC, unless all fits. */
static void truncate_to(struct writer *writer, size_t limit)
{
    if (!writer->is_truncated && writer->out.len <= limit)
        return;
    writer->is_truncated = true;
    writer->out.len =
        GS_WIRE_HEADER + (writer->counts[QUESTION] > 0 ? writer->query->name.len + 4 : 0);
    writer->counts[ANSWER] = writer->counts[AUTHORITY] = writer->counts[ADDITIONAL] = 0;
    add_opt(writer);
}

static void set_header(struct writer *writer, const uint8_t *query)
{
    uint8_t *header = (uint8_t *)writer->out.data;
    memcpy(header, query, 2);
    header[2] =
        (uint8_t)(0x80 | (query[2] & 0x79) | 0x04 | (writer->is_truncated ? 0x02 : 0));
    header[3] = (uint8_t)(0x80 | (query[3] & 0x10) | (writer->rcode & 0x0f));
    for (int i = 0; i < 4; i++) {
        header[4 + 2 * i] = (uint8_t)(writer->counts[i] >> 8);
        header[5 + 2 * i] = (uint8_t)writer->counts[i];
    }
}

/** Sets what a fault does to a message. */
static void apply_fault(struct writer *writer, const struct gs_fault *fault,
                        enum gs_transport transport)
{
    switch (fault->action) {
    case GS_FAULT_SERVFAIL:
        writer->rcode = GS_RCODE_SERVFAIL;
        writer->ede_code = fault->ede_code;
        writer->ede_text = fault->ede_text;
        break;
    case GS_FAULT_REFUSED:
        writer->rcode = GS_RCODE_REFUSED;
        break;
    case GS_FAULT_TRUNCATED:
        writer->is_truncated = transport == GS_TRANSPORT_UDP;
        break;
    case GS_FAULT_NONE:
    case GS_FAULT_SLOW:
    case GS_FAULT_SILENT:
        break;
    }
}

struct gs_authority_reply gs_authority_reply(const struct gs_authority *authority,
                                             const uint8_t *wire, size_t len,
                                             enum gs_transport transport)
{
    struct gs_demo_query query;
    struct gs_authority_reply reply = {0};
    if (!gs_demo_query_read(wire, len, &query))
        return reply;
    const struct gs_fault *fault =
        query.rcode == GS_RCODE_NOERROR
            ? gs_fault_find(&authority->faults, &query.name, query.type)
            : NULL;
    struct writer writer = {.query = &query, .rcode = query.rcode, .ede_code = -1};
    if (fault != NULL) {
        if (fault->action == GS_FAULT_SILENT)
            return reply;
        reply.delay_ms = fault->delay_ms;
        apply_fault(&writer, fault, transport);
    }
    gs_buf_add(&writer.out, (uint8_t[GS_WIRE_HEADER]){0}, GS_WIRE_HEADER);
    if (query.name.len > 0) {
        gs_buf_add(&writer.out, wire + GS_WIRE_HEADER, query.name.len + 4);
        writer.counts[QUESTION] = 1;
    }
    if (writer.rcode == GS_RCODE_NOERROR)
        add_answer(&writer, &authority->zone);
    add_opt(&writer);
    truncate_to(&writer, transport == GS_TRANSPORT_UDP ? query.udp_size : MESSAGE_MAX);
    set_header(&writer, wire);
    reply.message = writer.out;
    return reply;
}

void gs_authority_reply_fini(struct gs_authority_reply *reply)
{
    gs_buf_fini(&reply->message);
}

enum gs_status gs_authority_load(const char *text, struct gs_authority **out,
                                 struct gs_buf *error)
{
    struct gs_authority *authority = gs_mem_new(1, sizeof *authority);
    enum gs_status status = gs_zone_parse(text, &authority->zone, error);
    if (status == GS_OK)
        status = gs_fault_list_parse(text, &authority->faults, error);
    if (status == GS_OK)
        *out = authority;
    else
        gs_authority_free(authority);
    return status;
}

void gs_authority_free(struct gs_authority *authority)
{
    if (authority == NULL)
        return;
    gs_zone_fini(&authority->zone);
    gs_fault_list_fini(&authority->faults);
    free(authority);
}
