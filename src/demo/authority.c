/* SPDX-License-Identifier: MIT */
/*
 * RFC 1034 4.3.2. For the server that knows all there are no delegations: every zone of the
 * file is our own. The name walks along its CNAMEs until it has records (answer), only exists
 * (no data), or does not (no such name). For one name server delegation.c looks first whether
 * the name is in a zone of its own.
 */
#include "gaiscope/demo/authority.h"

#include "delegation.h"
#include "demo_query.h"
#include "fault.h"
#include "reply_writer.h"
#include "zone_find.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

#define CHAIN_MAX 16

struct gs_authority {
    struct gs_zone zone;
    struct gs_fault_list faults;
    struct gs_authority_server_list servers;
};

/** Adds all records of a name that the query's type asks for. RFC 8482 4.1: of ANY, one. */
static bool add_records(struct reply_writer *writer, const struct gs_zone *zone,
                        struct wire_name name)
{
    uint16_t type = writer->query->type;
    unsigned before = writer->counts[REPLY_ANSWER];
    for (size_t i = 0; i < zone->count; i++) {
        const struct gs_zone_record *record = &zone->items[i];
        if (record->type != type && type != GS_TYPE_ANY) {
            continue;
        }
        if (!wire_is_same_name(wire_owner_of(record), name)) {
            continue;
        }
        reply_writer_add(writer, REPLY_ANSWER, record);
        if (type == GS_TYPE_ANY) {
            break;
        }
    }
    return writer->counts[REPLY_ANSWER] > before;
}

static void add_soa(struct reply_writer *writer, const struct gs_zone *zone,
                    struct wire_name name)
{
    const struct gs_zone_record *soa = zone_find(zone, name, GS_TYPE_SOA);
    for (; soa == NULL && name.len > 1; soa = zone_find(zone, name, GS_TYPE_SOA)) {
        name = wire_parent_of(name);
    }
    if (soa != NULL) {
        reply_writer_add(writer, REPLY_AUTHORITY, soa);
    }
}

/** The CNAMEs passed so far. */
struct chain {
    const struct gs_zone_record *aliases[CHAIN_MAX];
    size_t count;
};

/** Takes one more CNAME. Returns: false when the chain turns round or is too long. */
static bool pass_alias(struct chain *chain, const struct gs_zone_record *alias)
{
    for (size_t i = 0; i < chain->count; i++) {
        if (chain->aliases[i] == alias) {
            return false;
        }
    }
    if (chain->count == CHAIN_MAX) {
        return false;
    }
    chain->aliases[chain->count++] = alias;
    return true;
}

static void add_negative(struct reply_writer *writer, const struct gs_zone *zone,
                         struct wire_name name)
{
    if (!zone_exists(zone, name)) {
        writer->rcode = GS_RCODE_NXDOMAIN;
    }
    add_soa(writer, zone, name);
}

/* Takes: the server that answers; NULL: the one that knows all. */
static void add_answer(struct reply_writer *writer, const struct gs_zone *zone,
                       const struct gs_dname *host)
{
    struct wire_name name = {writer->query->name.bytes, writer->query->name.len};
    struct chain chain = {0};
    while (!add_records(writer, zone, name)) {
        const struct gs_zone_record *alias = zone_find(zone, name, GS_TYPE_CNAME);
        if (alias == NULL) {
            add_negative(writer, zone, name);
            return;
        }
        if (!pass_alias(&chain, alias)) {
            return;
        }
        reply_writer_add(writer, REPLY_ANSWER, alias);
        name = (struct wire_name){alias->rdata, alias->rdata_len};
        if (host != NULL && !delegation_is_ours(zone, host, name)) {
            return; /* the asker goes on */
        }
    }
}

/** Sets what a fault does to a message. */
static void apply_fault(struct reply_writer *writer, const struct gs_fault *fault,
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
    case GS_FAULT_VALIDATED:
        writer->is_validated = true;
        break;
    case GS_FAULT_NONE:
    case GS_FAULT_SLOW:
    case GS_FAULT_SILENT:
        break;
    }
}

/* Writes what stands between header and OPT. Returns: false when nothing is to be sent. */
static bool write_body(const struct gs_authority *authority, const struct gs_dname *host,
                       struct reply_writer *writer, enum gs_transport transport,
                       uint32_t *delay_ms)
{
    if (writer->rcode != GS_RCODE_NOERROR) {
        return true;
    }
    writer->is_one_server = host != NULL;
    if (host != NULL && !delegation_enter(writer, &authority->zone, host)) {
        return true;
    }
    const struct gs_fault *fault =
        gs_fault_find(&authority->faults, &writer->query->name, writer->query->type);
    if (fault != NULL) {
        if (fault->action == GS_FAULT_SILENT) {
            return false;
        }
        *delay_ms = fault->delay_ms;
        apply_fault(writer, fault, transport);
    }
    if (writer->rcode == GS_RCODE_NOERROR) {
        add_answer(writer, &authority->zone, host);
    }
    return true;
}

struct gs_authority_reply gs_authority_reply(const struct gs_authority *authority,
                                             const struct gs_dname *host,
                                             struct gs_authority_query query)
{
    struct gs_demo_query asked;
    struct gs_authority_reply reply = {0};
    if (!gs_demo_query_read(query.bytes, query.len, &asked)) {
        return reply;
    }
    struct reply_writer writer;
    reply_writer_init(&writer, &asked, query.bytes);
    if (!write_body(authority, host, &writer, query.transport, &reply.delay_ms)) {
        gs_buf_fini(&writer.out);
        return reply;
    }
    reply_writer_end(&writer, query.bytes, query.transport);
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
    if (status == GS_OK) {
        status = gs_fault_list_parse(text, &authority->faults, error);
    }
    if (status == GS_OK) {
        delegation_find_servers(&authority->zone, &authority->servers);
        *out = authority;
    } else {
        gs_authority_free(authority);
    }
    return status;
}

const struct gs_authority_server_list *
gs_authority_servers(const struct gs_authority *authority)
{
    return &authority->servers;
}

struct gs_address_list gs_authority_addresses(const struct gs_authority *authority)
{
    struct gs_address_list out = {0};
    for (size_t i = 0; i < authority->zone.count; i++) {
        const struct gs_zone_record *record = &authority->zone.items[i];
        int family = record->type == GS_TYPE_A && record->rdata_len == 4       ? AF_INET
                     : record->type == GS_TYPE_AAAA && record->rdata_len == 16 ? AF_INET6
                                                                               : 0;
        if (family != 0) {
            gs_vec_push(&out, gs_address_from_bytes(family, record->rdata));
        }
    }
    return out;
}

void gs_authority_free(struct gs_authority *authority)
{
    if (authority == NULL) {
        return;
    }
    gs_zone_fini(&authority->zone);
    gs_fault_list_fini(&authority->faults);
    gs_vec_fini(&authority->servers);
    free(authority);
}
