/* SPDX-License-Identifier: MIT */
/*
 * The facts of a look-up, a part at a time: each part's row says how. A part without a row
 * holds nothing: it is computed from the others.
 */
#include "part_facts.h"

#include <string.h>

static const struct gs_part_facts *const parts[GS_PART_COUNT] = {
    [GS_PART_SYSTEM] = &gs_facts_of_system,
    [GS_PART_DNS] = &gs_facts_of_dns,
    [GS_PART_REVERSE] = &gs_facts_of_reverse,
    [GS_PART_SERVICES] = &gs_facts_of_services,
    [GS_PART_MAIL] = &gs_facts_of_mail,
    [GS_PART_SOURCES] = &gs_facts_of_sources,
    [GS_PART_BESIDE] = &gs_facts_of_beside,
    [GS_PART_MATRIX] = &gs_facts_of_matrix,
    [GS_PART_CALLS] = &gs_facts_of_calls,
    [GS_PART_NAMEINFO] = &gs_facts_of_nameinfo,
    [GS_PART_BIND] = &gs_facts_of_bind,
    [GS_PART_RECORDS] = &gs_facts_of_records,
    [GS_PART_SERVERS] = &gs_facts_of_servers,
    [GS_PART_TRACE] = &gs_facts_of_trace,
    [GS_PART_DELIVERY] = &gs_facts_of_delivery,
    [GS_PART_SMTP] = &gs_facts_of_smtp,
    [GS_PART_WHOIS] = &gs_facts_of_whois,
    [GS_PART_CONNECT] = &gs_facts_of_connect,
    [GS_PART_RACE] = &gs_facts_of_race,
    [GS_PART_FAMILIES] = &gs_facts_of_families,
    [GS_PART_NETWORK] = &gs_facts_of_network,
};

static void *member_of(struct gs_facts *facts, enum gs_part part)
{
    return (char *)facts + parts[part]->offset;
}

void gs_dns_query_fini(struct gs_dns_query *query)
{
    free(query->name);
    gs_dns_answer_free(query->answer);
    gs_vec_fini(&query->tries);
}

void gs_facts_clear(struct gs_facts *facts, enum gs_part part)
{
    if (parts[part] != NULL) {
        parts[part]->clear(facts);
        memset(member_of(facts, part), 0, parts[part]->size);
    }
}

void gs_facts_take(struct gs_facts *facts, enum gs_part part, void *from)
{
    if (parts[part] != NULL) {
        gs_facts_clear(facts, part);
        memcpy(member_of(facts, part), from, parts[part]->size);
        memset(from, 0, parts[part]->size);
    }
}

void gs_facts_move(struct gs_facts *to, struct gs_facts *from, enum gs_part part)
{
    if (parts[part] != NULL) {
        gs_facts_take(to, part, member_of(from, part));
    }
}

bool gs_facts_has_answer(const struct gs_facts *facts, enum gs_part part)
{
    return parts[part] != NULL && parts[part]->has_answer(facts);
}

bool gs_facts_is_whole(const struct gs_facts *facts, enum gs_part part)
{
    if (parts[part] == NULL) {
        return true; /* computed from the others */
    }
    return parts[part]->is_whole != NULL && parts[part]->is_whole(facts);
}

void gs_facts_stop(struct gs_facts *facts, enum gs_part part, int64_t at_us)
{
    if (parts[part] != NULL && parts[part]->stop != NULL) {
        parts[part]->stop(facts, at_us);
    }
}

const struct gs_dns_query *gs_dns_query_find(const struct gs_dns_query_list *queries,
                                             const char *name, uint16_t type)
{
    for (size_t i = 0; i < queries->count; i++) {
        const struct gs_dns_query *query = &queries->items[i];
        if (query->type == type && gs_name_is_equal(query->name, name)) {
            return query;
        }
    }
    return NULL;
}

const struct gs_dns_query *gs_facts_find_query(const struct gs_facts *facts,
                                               const char *name, uint16_t type)
{
    return gs_dns_query_find(&facts->dns, name, type);
}

const struct gs_reverse *gs_facts_find_reverse(const struct gs_facts *facts,
                                               const struct gs_address *address)
{
    for (size_t i = 0; i < facts->reverse.count; i++) {
        if (gs_address_is_equal(&facts->reverse.items[i]->address, address)) {
            return facts->reverse.items[i];
        }
    }
    return NULL;
}
