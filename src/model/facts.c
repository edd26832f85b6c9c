/* SPDX-License-Identifier: MIT */
/*
 * What each part holds of the facts: a row of one table says where it lies, how it is freed,
 * and when it has answered, is whole, and is stopped. A part without a row holds nothing.
 */
#include "facts.h"

#include <stddef.h>
#include <string.h>

void gs_dns_query_fini(struct gs_dns_query *query)
{
    free(query->name);
    gs_dns_answer_free(query->answer);
    gs_vec_fini(&query->tries);
}

static void clear_system(struct gs_facts *facts)
{
    gs_system_answer_free(facts->system);
}

static bool has_system(const struct gs_facts *facts)
{
    return facts->system != NULL;
}

static void clear_queries(struct gs_dns_query_list *queries)
{
    for (size_t i = 0; i < queries->count; i++) {
        gs_dns_query_fini(&queries->items[i]);
    }
    gs_vec_fini(queries);
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

static void stop_queries(struct gs_dns_query_list *queries, int64_t at_us)
{
    for (size_t i = 0; i < queries->count; i++) {
        if (queries->items[i].answer == NULL) {
            stop_query(&queries->items[i], at_us);
        }
    }
}

static void clear_dns(struct gs_facts *facts)
{
    clear_queries(&facts->dns);
}

static bool has_dns(const struct gs_facts *facts)
{
    return has_answered_query(&facts->dns);
}

static void stop_dns(struct gs_facts *facts, int64_t at_us)
{
    stop_queries(&facts->dns, at_us);
}

static void clear_records(struct gs_facts *facts)
{
    clear_queries(&facts->records);
}

static bool has_records(const struct gs_facts *facts)
{
    return has_answered_query(&facts->records);
}

static void stop_records(struct gs_facts *facts, int64_t at_us)
{
    stop_queries(&facts->records, at_us);
}

static void clear_reverse(struct gs_facts *facts)
{
    for (size_t i = 0; i < facts->reverse.count; i++) {
        gs_reverse_free(facts->reverse.items[i]);
    }
    gs_vec_fini(&facts->reverse);
}

static bool is_answer(enum gs_outcome outcome)
{
    return outcome != GS_OUTCOME_NOT_ASKED && outcome != GS_OUTCOME_CANCELLED;
}

static bool has_reverse(const struct gs_facts *facts)
{
    for (size_t i = 0; i < facts->reverse.count; i++) {
        const struct gs_reverse *reverse = facts->reverse.items[i];
        if (is_answer(reverse->libc_outcome) || is_answer(reverse->dns_outcome)) {
            return true;
        }
    }
    return false;
}

static void stop_address(struct gs_reverse *reverse)
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

static void stop_reverse(struct gs_facts *facts, int64_t at_us)
{
    (void)at_us; /* an address keeps no times of its own */
    for (size_t i = 0; i < facts->reverse.count; i++) {
        if (!facts->reverse.items[i]->is_complete) {
            stop_address(facts->reverse.items[i]);
        }
    }
}

static void clear_services(struct gs_facts *facts)
{
    gs_services_free(facts->services);
}

static bool has_services(const struct gs_facts *facts)
{
    return facts->services != NULL;
}

static void clear_mail(struct gs_facts *facts)
{
    gs_mx_plan_free(facts->mail);
    facts->mail = NULL;
}

static bool has_mail(const struct gs_facts *facts)
{
    return facts->mail != NULL && facts->mail->kind != GS_MX_WAITING;
}

static bool is_whole_mail(const struct gs_facts *facts)
{
    return facts->mail != NULL && facts->mail->is_complete;
}

static void stop_mail(struct gs_facts *facts, int64_t at_us)
{
    (void)at_us; /* an unfinished plan is dropped */
    if (!is_whole_mail(facts)) {
        clear_mail(facts);
    }
}

static void clear_sources(struct gs_facts *facts)
{
    gs_ladder_free(facts->sources);
}

static bool is_whole_sources(const struct gs_facts *facts)
{
    return facts->sources != NULL && facts->sources->is_complete;
}

static bool has_sources(const struct gs_facts *facts)
{
    const struct gs_ladder *ladder = facts->sources;
    for (size_t i = 0; ladder != NULL && i < ladder->rungs.count; i++) {
        if (ladder->rungs.items[i].state != GS_RUNG_WAITING) {
            return true;
        }
    }
    return is_whole_sources(facts);
}

static void stop_rung(struct gs_rung *rung, int64_t at_us)
{
    rung->answer = gs_system_answer_new();
    rung->answer->outcome = GS_OUTCOME_CANCELLED;
    rung->state = GS_RUNG_FAILED;
    rung->status = GS_NSS_TRYAGAIN;
    rung->elapsed_us = at_us - rung->started_us;
}

static void stop_sources(struct gs_facts *facts, int64_t at_us)
{
    struct gs_ladder *ladder = facts->sources;
    for (size_t i = 0; ladder != NULL && i < ladder->rungs.count; i++) {
        if (ladder->rungs.items[i].state == GS_RUNG_WAITING) {
            stop_rung(&ladder->rungs.items[i], at_us);
        }
    }
    if (ladder != NULL) {
        ladder->is_complete = true;
    }
}

static size_t count_answered(const struct gs_variant_list *variants)
{
    size_t count = 0;
    for (size_t i = 0; i < variants->count; i++) {
        count += variants->items[i].answer != NULL ? 1 : 0;
    }
    return count;
}

static void clear_beside(struct gs_facts *facts)
{
    gs_variant_list_clear(&facts->beside);
}

static bool has_beside(const struct gs_facts *facts)
{
    return count_answered(&facts->beside) > 0;
}

static bool is_whole_beside(const struct gs_facts *facts)
{
    return has_beside(facts) && count_answered(&facts->beside) == facts->beside.count;
}

static void clear_matrix(struct gs_facts *facts)
{
    gs_variant_list_clear(&facts->matrix);
}

static bool has_matrix(const struct gs_facts *facts)
{
    return count_answered(&facts->matrix) > 0;
}

static bool is_whole_matrix(const struct gs_facts *facts)
{
    return has_matrix(facts) && count_answered(&facts->matrix) == facts->matrix.count;
}

static void clear_calls(struct gs_facts *facts)
{
    gs_call_list_clear(&facts->calls);
}

static bool has_calls(const struct gs_facts *facts)
{
    for (size_t i = 0; i < facts->calls.count; i++) {
        if (is_answer(facts->calls.items[i].outcome)) {
            return true;
        }
    }
    return false;
}

static void stop_calls(struct gs_facts *facts, int64_t at_us)
{
    (void)at_us; /* a call that did not end took no time */
    for (size_t i = 0; i < facts->calls.count; i++) {
        if (facts->calls.items[i].outcome == GS_OUTCOME_NOT_ASKED) {
            facts->calls.items[i].outcome = GS_OUTCOME_CANCELLED;
        }
    }
}

static void clear_nameinfo(struct gs_facts *facts)
{
    gs_nameinfo_table_free(facts->nameinfo);
}

static bool has_nameinfo(const struct gs_facts *facts)
{
    return facts->nameinfo != NULL && facts->nameinfo->rows.count > 0;
}

static bool is_whole_nameinfo(const struct gs_facts *facts)
{
    return facts->nameinfo != NULL && facts->nameinfo->is_complete;
}

static void clear_bind(struct gs_facts *facts)
{
    gs_bind_report_free(facts->bind);
}

static bool has_bind(const struct gs_facts *facts)
{
    return facts->bind != NULL;
}

static void clear_servers(struct gs_facts *facts)
{
    gs_server_table_free(facts->servers);
}

static bool has_servers(const struct gs_facts *facts)
{
    return facts->servers != NULL && gs_server_table_count(facts->servers) > 0;
}

static bool is_whole_servers(const struct gs_facts *facts)
{
    return has_servers(facts) &&
           gs_server_table_count(facts->servers) ==
               facts->servers->questions.count * facts->servers->columns.count;
}

static void clear_trace(struct gs_facts *facts)
{
    gs_trace_free(facts->trace);
}

static bool is_whole_trace(const struct gs_facts *facts)
{
    return facts->trace != NULL && facts->trace->is_complete;
}

static void clear_delivery(struct gs_facts *facts)
{
    gs_delivery_free(facts->delivery);
}

/* The first answer of any kind is worth showing. */
static bool has_delivery(const struct gs_facts *facts)
{
    bool has_policy = false;
    for (size_t i = 0; facts->delivery != NULL && i < GS_DELIVERY_POLICIES; i++) {
        has_policy = has_policy || facts->delivery->policies[i] != NULL;
    }
    return has_policy ||
           (facts->delivery != NULL &&
            (facts->delivery->is_complete || facts->delivery->exchanges.count > 0));
}

static bool is_whole_delivery(const struct gs_facts *facts)
{
    return facts->delivery != NULL && facts->delivery->is_complete;
}

static void clear_smtp(struct gs_facts *facts)
{
    gs_smtp_report_free(facts->smtp);
}

static bool has_smtp(const struct gs_facts *facts)
{
    return facts->smtp != NULL &&
           (facts->smtp->is_complete || facts->smtp->sessions.count > 0);
}

static bool is_whole_smtp(const struct gs_facts *facts)
{
    return facts->smtp != NULL && facts->smtp->is_complete;
}

static void clear_whois(struct gs_facts *facts)
{
    gs_whois_free(facts->whois);
}

static bool is_whole_whois(const struct gs_facts *facts)
{
    return facts->whois != NULL && facts->whois->is_complete;
}

/* A part of the facts. */
struct part_facts {
    size_t offset;                         /* of its member of the facts */
    size_t size;                           /* of the member; 0: none */
    void (*clear)(struct gs_facts *facts); /* frees; the member is zeroed after */
    bool (*has_answer)(const struct gs_facts *facts); /* at least one */
    bool (*is_whole)(const struct gs_facts *facts);   /* NULL: more may always follow */
    void (*stop)(struct gs_facts *facts, int64_t at_us); /* NULL: what is there stays */
};

#define HELD_IN(member)                                                                  \
    offsetof(struct gs_facts, member), sizeof(((struct gs_facts *)0)->member)

static const struct part_facts parts[GS_PART_COUNT] = {
    [GS_PART_SYSTEM] = {HELD_IN(system), clear_system, has_system, has_system, NULL},
    [GS_PART_DNS] = {HELD_IN(dns), clear_dns, has_dns, NULL, stop_dns},
    [GS_PART_REVERSE] = {HELD_IN(reverse), clear_reverse, has_reverse, NULL,
                         stop_reverse},
    [GS_PART_SERVICES] = {HELD_IN(services), clear_services, has_services, has_services,
                          NULL},
    [GS_PART_MAIL] = {HELD_IN(mail), clear_mail, has_mail, is_whole_mail, stop_mail},
    [GS_PART_SOURCES] = {HELD_IN(sources), clear_sources, has_sources, is_whole_sources,
                         stop_sources},
    [GS_PART_BESIDE] = {HELD_IN(beside), clear_beside, has_beside, is_whole_beside, NULL},
    [GS_PART_MATRIX] = {HELD_IN(matrix), clear_matrix, has_matrix, is_whole_matrix, NULL},
    [GS_PART_CALLS] = {HELD_IN(calls), clear_calls, has_calls, NULL, stop_calls},
    [GS_PART_NAMEINFO] = {HELD_IN(nameinfo), clear_nameinfo, has_nameinfo,
                          is_whole_nameinfo, NULL},
    [GS_PART_BIND] = {HELD_IN(bind), clear_bind, has_bind, NULL, NULL},
    [GS_PART_RECORDS] = {HELD_IN(records), clear_records, has_records, NULL,
                         stop_records},
    [GS_PART_SERVERS] = {HELD_IN(servers), clear_servers, has_servers, is_whole_servers,
                         NULL},
    [GS_PART_TRACE] = {HELD_IN(trace), clear_trace, is_whole_trace, is_whole_trace, NULL},
    [GS_PART_DELIVERY] = {HELD_IN(delivery), clear_delivery, has_delivery,
                          is_whole_delivery, NULL},
    [GS_PART_SMTP] = {HELD_IN(smtp), clear_smtp, has_smtp, is_whole_smtp, NULL},
    [GS_PART_WHOIS] = {HELD_IN(whois), clear_whois, is_whole_whois, is_whole_whois, NULL},
};

static bool is_held(enum gs_part part)
{
    return parts[part].size > 0;
}

static void *member_of(struct gs_facts *facts, enum gs_part part)
{
    return (char *)facts + parts[part].offset;
}

void gs_facts_clear(struct gs_facts *facts, enum gs_part part)
{
    if (is_held(part)) {
        parts[part].clear(facts);
        memset(member_of(facts, part), 0, parts[part].size);
    }
}

void gs_facts_take(struct gs_facts *facts, enum gs_part part, void *from)
{
    if (is_held(part)) {
        gs_facts_clear(facts, part);
        memcpy(member_of(facts, part), from, parts[part].size);
        memset(from, 0, parts[part].size);
    }
}

void gs_facts_move(struct gs_facts *to, struct gs_facts *from, enum gs_part part)
{
    gs_facts_take(to, part, member_of(from, part));
}

bool gs_facts_has_answer(const struct gs_facts *facts, enum gs_part part)
{
    return is_held(part) && parts[part].has_answer(facts);
}

bool gs_facts_is_whole(const struct gs_facts *facts, enum gs_part part)
{
    if (!is_held(part)) {
        return true; /* computed from the others */
    }
    return parts[part].is_whole != NULL && parts[part].is_whole(facts);
}

void gs_facts_stop(struct gs_facts *facts, enum gs_part part, int64_t at_us)
{
    if (parts[part].stop != NULL) {
        parts[part].stop(facts, at_us);
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
