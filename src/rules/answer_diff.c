/* SPDX-License-Identifier: MIT */
/*
 * libc's rows and DNS's records go into one list, in that order; sorted by address, equal
 * ones are neighbours and melt into the first; sorted by place, the first order is back.
 */
#include "gaiscope/rules/answer_diff.h"

#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

/* A member and its place in the order of the union. */
struct entry {
    struct gs_set_member member;
    size_t place;
};

struct entry_list GS_VEC_OF(struct entry);

/* An IPv4 mapped address is its IPv4 address; any other is itself. */
static struct gs_address plain_address(const struct gs_address *address)
{
    static const uint8_t prefix[12] = {[10] = 0xff, [11] = 0xff};
    bool is_mapped =
        address->family == AF_INET6 && memcmp(address->bytes, prefix, sizeof prefix) == 0;
    return is_mapped ? gs_address_from_bytes(AF_INET, address->bytes + sizeof prefix)
                     : *address;
}

static void add(struct entry_list *list, struct gs_set_member member)
{
    struct entry entry = {member, list->count};
    entry.member.address = plain_address(&member.address);
    gs_vec_push(list, entry);
}

static void add_libc(struct entry_list *list, const struct gs_system_answer *system)
{
    for (size_t i = 0; system != NULL && i < system->rows.count; i++) {
        const struct gs_address *address = &system->rows.items[i].address;
        if (address->family != 0) {
            add(list, (struct gs_set_member){.address = *address, .in_libc = true});
        }
    }
}

/* Only what stands at the end of the CNAME chain answers the question. */
static void add_dns(struct entry_list *list, const struct gs_dns_answer *answer)
{
    const char *name = gs_dns_answer_final_name(answer);
    for (size_t i = 0; name != NULL && i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type == answer->type && record->address.family != 0 &&
            gs_name_is_equal(record->name, name)) {
            add(list, (struct gs_set_member){.address = record->address,
                                             .in_dns = true,
                                             .ttl_s = record->ttl_s,
                                             .received_us = answer->received_us});
        }
    }
}

static int compare_places(const void *a, const void *b)
{
    size_t left = ((const struct entry *)a)->place;
    size_t right = ((const struct entry *)b)->place;
    return (left > right) - (left < right);
}

static int compare_addresses(const void *a, const void *b)
{
    int order = gs_address_compare(&((const struct entry *)a)->member.address,
                                   &((const struct entry *)b)->member.address);
    return order != 0 ? order : compare_places(a, b);
}

static void merge(struct gs_set_member *into, const struct gs_set_member *other)
{
    if (other->in_dns && !into->in_dns) {
        into->in_dns = true;
        into->ttl_s = other->ttl_s;
        into->received_us = other->received_us;
    }
    into->in_libc = into->in_libc || other->in_libc;
}

/* Leaves each address once, at its first place. */
static void melt(struct entry_list *list)
{
    size_t kept = 0;
    if (list->count < 2) {
        return;
    }
    qsort(list->items, list->count, sizeof *list->items, compare_addresses);
    for (size_t i = 1; i < list->count; i++) {
        struct entry *last = &list->items[kept];
        if (gs_address_compare(&last->member.address, &list->items[i].member.address) ==
            0) {
            merge(&last->member, &list->items[i].member);
        } else {
            list->items[++kept] = list->items[i];
        }
    }
    list->count = kept + 1;
    qsort(list->items, list->count, sizeof *list->items, compare_places);
}

struct gs_set gs_answer_set(const struct gs_facts *facts)
{
    struct entry_list list = {0};
    struct gs_set set = {0};
    add_libc(&list, facts->system);
    for (size_t i = 0; i < facts->dns.count; i++) {
        const struct gs_dns_query *query = &facts->dns.items[i];
        bool is_address = query->type == GS_TYPE_A || query->type == GS_TYPE_AAAA;
        if (is_address && query->answer != NULL) {
            add_dns(&list, query->answer);
        }
    }
    melt(&list);
    for (size_t i = 0; i < list.count; i++) {
        gs_vec_push(&set, list.items[i].member);
    }
    gs_vec_fini(&list);
    return set;
}

/* Whether an outcome tells what there is, or that there is nothing. */
static bool is_settled(enum gs_outcome outcome)
{
    return outcome == GS_OUTCOME_ANSWERED || outcome == GS_OUTCOME_NO_SUCH_NAME ||
           outcome == GS_OUTCOME_NO_DATA;
}

static const struct gs_dns_answer *settled_answer(const struct gs_facts *facts,
                                                  const char *name, uint16_t type)
{
    const struct gs_dns_query *query = gs_facts_find_query(facts, name, type);
    bool is_whole = query != NULL && query->answer != NULL &&
                    is_settled(query->answer->outcome) && query->answer->left_out == 0 &&
                    !query->answer->has_broken_end;
    return is_whole ? query->answer : NULL;
}

/* IPv4 counts beside IPv6 where V4MAPPED brings it in: always with ALL, else for want of
 * an AAAA record. RFC 3493 6.1. */
static bool wants_v4(const struct gs_hints *hints, const struct gs_dns_answer *aaaa)
{
    if (hints->family != AF_INET6) {
        return true;
    }
    bool is_empty = aaaa != NULL && aaaa->outcome != GS_OUTCOME_ANSWERED;
    return (hints->flags & AI_V4MAPPED) && ((hints->flags & AI_ALL) || is_empty);
}

bool gs_answer_wants(const struct gs_lookup *lookup, int family)
{
    const char *node = gs_question_node(&lookup->question);
    const struct gs_hints *hints = &lookup->question.hints;
    return family == AF_INET
               ? wants_v4(hints, node == NULL
                                     ? NULL
                                     : settled_answer(&lookup->now, node, GS_TYPE_AAAA))
               : hints->family != AF_INET;
}

enum gs_set_relation gs_answer_relation(const struct gs_lookup *lookup)
{
    const struct gs_facts *facts = &lookup->now;
    const char *node = gs_question_node(&lookup->question);
    if (node == NULL || facts->system == NULL || facts->system->is_truncated ||
        !is_settled(facts->system->outcome)) {
        return GS_SET_UNKNOWN;
    }
    const struct gs_dns_answer *a = settled_answer(facts, node, GS_TYPE_A);
    const struct gs_dns_answer *aaaa = settled_answer(facts, node, GS_TYPE_AAAA);
    bool has_v6 = gs_answer_wants(lookup, AF_INET6);
    bool has_v4 = gs_answer_wants(lookup, AF_INET);
    if ((has_v4 && a == NULL) || (has_v6 && aaaa == NULL)) {
        return GS_SET_UNKNOWN;
    }
    struct gs_set set = gs_answer_set(facts);
    size_t counted = 0;
    enum gs_set_relation relation = GS_SET_SAME;
    for (size_t i = 0; i < set.count; i++) {
        const struct gs_set_member *member = &set.items[i];
        bool is_asked = member->address.family == AF_INET ? has_v4 : has_v6;
        counted += is_asked;
        if (is_asked && member->in_libc != member->in_dns) {
            relation = GS_SET_DIFFERENT;
        }
    }
    gs_vec_fini(&set);
    return counted > 0 ? relation : GS_SET_BOTH_EMPTY;
}

bool gs_answer_has_row(const struct gs_system_answer *answer,
                       const struct gs_addrinfo *row)
{
    for (size_t i = 0; answer != NULL && i < answer->rows.count; i++) {
        const struct gs_addrinfo *other = &answer->rows.items[i];
        if (other->port == row->port && other->socktype == row->socktype &&
            other->protocol == row->protocol &&
            gs_address_is_equal(&other->address, &row->address)) {
            return true;
        }
    }
    return false;
}
