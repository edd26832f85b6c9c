/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/lookup.h"

#include <sys/socket.h>

const char *gs_part_id(enum gs_part part)
{
    static const char *const ids[GS_PART_COUNT] = {
        [GS_PART_SYSTEM] = "system",     [GS_PART_DNS] = "dns",
        [GS_PART_REVERSE] = "reverse",   [GS_PART_SERVICES] = "services",
        [GS_PART_MAIL] = "mail",         [GS_PART_SOURCES] = "sources",
        [GS_PART_ORDER] = "order",       [GS_PART_BESIDE] = "beside",
        [GS_PART_MATRIX] = "matrix",     [GS_PART_CALLS] = "calls",
        [GS_PART_NAMEINFO] = "nameinfo", [GS_PART_BIND] = "bind",
        [GS_PART_LOG] = "log",
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
    case GS_PART_SOURCES:
        gs_ladder_free(facts->sources);
        facts->sources = NULL;
        break;
    case GS_PART_BESIDE:
        gs_variant_list_clear(&facts->beside);
        break;
    case GS_PART_MATRIX:
        gs_variant_list_clear(&facts->matrix);
        break;
    case GS_PART_CALLS:
        gs_call_list_clear(&facts->calls);
        break;
    case GS_PART_NAMEINFO:
        gs_nameinfo_table_free(facts->nameinfo);
        facts->nameinfo = NULL;
        break;
    case GS_PART_BIND:
        gs_bind_report_free(facts->bind);
        facts->bind = NULL;
        break;
    case GS_PART_ORDER:
    case GS_PART_LOG:
        break; /* nothing of their own */
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
    case GS_PART_SOURCES:
        to->sources = from->sources;
        from->sources = NULL;
        break;
    case GS_PART_BESIDE:
        to->beside = from->beside;
        from->beside = (struct gs_variant_list){0};
        break;
    case GS_PART_MATRIX:
        to->matrix = from->matrix;
        from->matrix = (struct gs_variant_list){0};
        break;
    case GS_PART_CALLS:
        to->calls = from->calls;
        from->calls = (struct gs_call_list){0};
        break;
    case GS_PART_NAMEINFO:
        to->nameinfo = from->nameinfo;
        from->nameinfo = NULL;
        break;
    case GS_PART_BIND:
        to->bind = from->bind;
        from->bind = NULL;
        break;
    case GS_PART_ORDER:
    case GS_PART_LOG:
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

static bool has_answered_rung(const struct gs_ladder *ladder)
{
    for (size_t i = 0; ladder != NULL && i < ladder->rungs.count; i++) {
        if (ladder->rungs.items[i].state != GS_RUNG_WAITING) {
            return true;
        }
    }
    return ladder != NULL && ladder->is_complete;
}

static size_t count_answered(const struct gs_variant_list *variants)
{
    size_t count = 0;
    for (size_t i = 0; i < variants->count; i++) {
        count += variants->items[i].answer != NULL ? 1 : 0;
    }
    return count;
}

static size_t count_called(const struct gs_call_list *calls)
{
    size_t count = 0;
    for (size_t i = 0; i < calls->count; i++) {
        count += is_answer(calls->items[i].outcome) ? 1 : 0;
    }
    return count;
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
    case GS_PART_SOURCES:
        return has_answered_rung(facts->sources);
    case GS_PART_BESIDE:
        return count_answered(&facts->beside) > 0;
    case GS_PART_MATRIX:
        return count_answered(&facts->matrix) > 0;
    case GS_PART_CALLS:
        return count_called(&facts->calls) > 0;
    case GS_PART_NAMEINFO:
        return facts->nameinfo != NULL && facts->nameinfo->rows.count > 0;
    case GS_PART_BIND:
        return facts->bind != NULL;
    case GS_PART_ORDER:
    case GS_PART_LOG:
        break;
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
    case GS_PART_SOURCES:
        return facts->sources != NULL && facts->sources->is_complete;
    case GS_PART_BESIDE:
        return facts->beside.count > 0 &&
               count_answered(&facts->beside) == facts->beside.count;
    case GS_PART_MATRIX:
        return facts->matrix.count > 0 &&
               count_answered(&facts->matrix) == facts->matrix.count;
    case GS_PART_NAMEINFO:
        return facts->nameinfo != NULL && facts->nameinfo->is_complete;
    case GS_PART_ORDER:
    case GS_PART_LOG:
        return true; /* computed from the others */
    case GS_PART_DNS:
    case GS_PART_REVERSE:
    case GS_PART_CALLS:
    case GS_PART_BIND:
        break; /* more may follow */
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

static void stop_rungs(struct gs_ladder *ladder, int64_t at_us)
{
    for (size_t i = 0; ladder != NULL && i < ladder->rungs.count; i++) {
        struct gs_rung *rung = &ladder->rungs.items[i];
        if (rung->state == GS_RUNG_WAITING) {
            rung->answer = gs_system_answer_new();
            rung->answer->outcome = GS_OUTCOME_CANCELLED;
            rung->state = GS_RUNG_FAILED;
            rung->status = GS_NSS_TRYAGAIN;
            rung->elapsed_us = at_us - rung->started_us;
        }
    }
    if (ladder != NULL) {
        ladder->is_complete = true;
    }
}

static void stop_calls(struct gs_call_list *calls)
{
    for (size_t i = 0; i < calls->count; i++) {
        if (calls->items[i].outcome == GS_OUTCOME_NOT_ASKED) {
            calls->items[i].outcome = GS_OUTCOME_CANCELLED;
        }
    }
}

void gs_facts_stop(struct gs_facts *facts, enum gs_part part, int64_t at_us)
{
    if (part == GS_PART_SOURCES) {
        stop_rungs(facts->sources, at_us);
    } else if (part == GS_PART_CALLS) {
        stop_calls(&facts->calls);
    }
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
           (part == GS_PART_SYSTEM || is_same_call(&now->hints, &last->hints));
}

static bool wants(const struct gs_part_state *state, int family)
{
    return state->hints.family == AF_UNSPEC || state->hints.family == family;
}

bool gs_lookup_compares_family(const struct gs_lookup *lookup, int family)
{
    return wants(&lookup->parts[GS_PART_SYSTEM], family) &&
           wants(&lookup->last_parts[GS_PART_SYSTEM], family);
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
