/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/lookup.h"

const char *gs_part_id(enum gs_part part)
{
    static const char *const ids[GS_PART_COUNT] = {
        [GS_PART_SYSTEM] = "system",   [GS_PART_DNS] = "dns",
        [GS_PART_REVERSE] = "reverse", [GS_PART_SERVICES] = "services",
        [GS_PART_MAIL] = "mail",
    };
    return (unsigned)part < GS_PART_COUNT ? ids[part] : "unknown";
}

void gs_dns_query_fini(struct gs_dns_query *query)
{
    free(query->name);
    gs_dns_answer_free(query->answer);
    gs_vec_fini(&query->tries);
}

static void clear_queries(struct gs_dns_query_list *queries)
{
    for (size_t i = 0; i < queries->count; i++) {
        gs_dns_query_fini(&queries->items[i]);
    }
    gs_vec_fini(queries);
}

static void clear_reverse(struct gs_reverse_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        gs_reverse_free(list->items[i]);
    }
    gs_vec_fini(list);
}

void gs_facts_clear(struct gs_facts *facts, enum gs_part part)
{
    switch (part) {
    case GS_PART_SYSTEM:
        gs_system_answer_free(facts->system);
        facts->system = NULL;
        break;
    case GS_PART_DNS:
        clear_queries(&facts->dns);
        break;
    case GS_PART_REVERSE:
        clear_reverse(&facts->reverse);
        break;
    case GS_PART_SERVICES:
        gs_services_free(facts->services);
        facts->services = NULL;
        break;
    case GS_PART_MAIL:
        gs_mx_plan_free(facts->mail);
        facts->mail = NULL;
        break;
    }
}

void gs_facts_move(struct gs_facts *to, struct gs_facts *from, enum gs_part part)
{
    gs_facts_clear(to, part);
    switch (part) {
    case GS_PART_SYSTEM:
        to->system = from->system;
        from->system = NULL;
        break;
    case GS_PART_DNS:
        to->dns = from->dns;
        from->dns = (struct gs_dns_query_list){0};
        break;
    case GS_PART_REVERSE:
        to->reverse = from->reverse;
        from->reverse = (struct gs_reverse_list){0};
        break;
    case GS_PART_SERVICES:
        to->services = from->services;
        from->services = NULL;
        break;
    case GS_PART_MAIL:
        to->mail = from->mail;
        from->mail = NULL;
        break;
    }
}

static bool has_answered_query(const struct gs_dns_query_list *queries)
{
    for (size_t i = 0; i < queries->count; i++) {
        const struct gs_dns_answer *answer = queries->items[i].answer;
        if (answer != NULL && answer->outcome != GS_OUTCOME_CANCELLED) {
            return true;
        }
    }
    return false;
}

static bool is_answer(enum gs_outcome outcome)
{
    return outcome != GS_OUTCOME_NOT_ASKED && outcome != GS_OUTCOME_CANCELLED;
}

static bool has_answered_reverse(const struct gs_reverse_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (is_answer(list->items[i]->libc_outcome) ||
            is_answer(list->items[i]->dns_outcome)) {
            return true;
        }
    }
    return false;
}

bool gs_facts_has_answer(const struct gs_facts *facts, enum gs_part part)
{
    switch (part) {
    case GS_PART_SYSTEM:
        return facts->system != NULL;
    case GS_PART_DNS:
        return has_answered_query(&facts->dns);
    case GS_PART_REVERSE:
        return has_answered_reverse(&facts->reverse);
    case GS_PART_SERVICES:
        return facts->services != NULL;
    case GS_PART_MAIL:
        return facts->mail != NULL && facts->mail->kind != GS_MX_WAITING;
    }
    return false;
}

bool gs_facts_is_whole(const struct gs_facts *facts, enum gs_part part)
{
    switch (part) {
    case GS_PART_SYSTEM:
        return facts->system != NULL;
    case GS_PART_SERVICES:
        return facts->services != NULL;
    case GS_PART_MAIL:
        return facts->mail != NULL && facts->mail->is_complete;
    case GS_PART_DNS:
    case GS_PART_REVERSE:
        break; /* more questions may follow */
    }
    return false;
}

static void stop_query(struct gs_dns_query *query, int64_t at_us)
{
    struct gs_dns_answer *answer = gs_dns_answer_new(query->name, query->type);
    answer->outcome = GS_OUTCOME_CANCELLED;
    answer->tries = query->tries;
    answer->elapsed_us = at_us - query->started_us;
    answer->received_us = at_us;
    query->tries = (struct gs_dns_try_list){0};
    query->answer = answer;
}

static void stop_reverse(struct gs_reverse *reverse)
{
    if (reverse->libc_outcome == GS_OUTCOME_NOT_ASKED) {
        reverse->libc_outcome = GS_OUTCOME_CANCELLED;
    }
    if (reverse->dns_outcome == GS_OUTCOME_NOT_ASKED) {
        reverse->dns_outcome = GS_OUTCOME_CANCELLED;
    }
    for (size_t i = 0; i < reverse->names.count; i++) {
        if (reverse->names.items[i].confirmed == GS_CONFIRM_WAITING) {
            reverse->names.items[i].confirmed = GS_CONFIRM_UNKNOWN;
        }
    }
    reverse->is_complete = true;
}

void gs_facts_stop(struct gs_facts *facts, enum gs_part part, int64_t at_us)
{
    for (size_t i = 0; part == GS_PART_DNS && i < facts->dns.count; i++) {
        if (facts->dns.items[i].answer == NULL) {
            stop_query(&facts->dns.items[i], at_us);
        }
    }
    for (size_t i = 0; part == GS_PART_REVERSE && i < facts->reverse.count; i++) {
        if (!facts->reverse.items[i]->is_complete) {
            stop_reverse(facts->reverse.items[i]);
        }
    }
    if (part == GS_PART_MAIL && facts->mail != NULL && !facts->mail->is_complete) {
        gs_facts_clear(facts, part);
    }
}

void gs_lookup_fini(struct gs_lookup *lookup)
{
    for (int part = 0; part < GS_PART_COUNT; part++) {
        gs_facts_clear(&lookup->now, (enum gs_part)part);
        gs_facts_clear(&lookup->last, (enum gs_part)part);
    }
    *lookup = (struct gs_lookup){0};
}

static bool is_same_call(const struct gs_hints *a, const struct gs_hints *b)
{
    return a->family == b->family && a->socktype == b->socktype &&
           a->protocol == b->protocol && a->flags == b->flags;
}

bool gs_lookup_is_comparable(const struct gs_lookup *lookup, enum gs_part part)
{
    const struct gs_part_state *now = &lookup->parts[part];
    const struct gs_part_state *last = &lookup->last_parts[part];
    return now->progress == GS_PROGRESS_DONE && last->progress == GS_PROGRESS_DONE &&
           gs_facts_has_answer(&lookup->last, part) &&
           is_same_call(&now->hints, &last->hints);
}

bool gs_lookup_is_waiting(const struct gs_lookup *lookup)
{
    for (int part = 0; part < GS_PART_COUNT; part++) {
        if (lookup->parts[part].progress == GS_PROGRESS_WAITING) {
            return true;
        }
    }
    return false;
}

const struct gs_dns_query *gs_facts_find_query(const struct gs_facts *facts,
                                               const char *name, uint16_t type)
{
    for (size_t i = 0; i < facts->dns.count; i++) {
        const struct gs_dns_query *query = &facts->dns.items[i];
        if (query->type == type && gs_name_is_equal(query->name, name)) {
            return query;
        }
    }
    return NULL;
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
