/* SPDX-License-Identifier: MIT */
/*
 * The parts that name servers tell: addresses, names of addresses, records, servers side by
 * side, the way from the root.
 */
#include "part_facts.h"

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

const struct gs_part_facts gs_facts_of_dns = {GS_HELD_IN(dns), clear_dns, has_dns, NULL,
                                              stop_dns};

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

const struct gs_part_facts gs_facts_of_records = {GS_HELD_IN(records), clear_records,
                                                  has_records, NULL, stop_records};

static void clear_reverse(struct gs_facts *facts)
{
    for (size_t i = 0; i < facts->reverse.count; i++) {
        gs_reverse_free(facts->reverse.items[i]);
    }
    gs_vec_fini(&facts->reverse);
}

static bool has_reverse(const struct gs_facts *facts)
{
    for (size_t i = 0; i < facts->reverse.count; i++) {
        const struct gs_reverse *reverse = facts->reverse.items[i];
        if (gs_outcome_is_answer(reverse->libc_outcome) ||
            gs_outcome_is_answer(reverse->dns_outcome)) {
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

const struct gs_part_facts gs_facts_of_reverse = {GS_HELD_IN(reverse), clear_reverse,
                                                  has_reverse, NULL, stop_reverse};

static void clear_servers(struct gs_facts *facts)
{
    gs_server_table_free(facts->servers);
}

static bool has_servers(const struct gs_facts *facts)
{
    const struct gs_server_table *table = facts->servers;
    for (size_t i = 0; table != NULL && i < table->columns.count; i++) {
        const struct gs_server_answer_list *answers = &table->columns.items[i].answers;
        for (size_t j = 0; j < answers->count; j++) {
            const struct gs_dns_answer *answer = answers->items[j];
            if (answer != NULL && answer->outcome != GS_OUTCOME_CANCELLED) {
                return true;
            }
        }
    }
    return false;
}

static bool is_whole_servers(const struct gs_facts *facts)
{
    return has_servers(facts) &&
           gs_server_table_count(facts->servers) ==
               facts->servers->questions.count * facts->servers->columns.count;
}

const struct gs_part_facts gs_facts_of_servers = {GS_HELD_IN(servers), clear_servers,
                                                  has_servers, is_whole_servers,
                                                  gs_facts_stop_servers};

static void clear_trace(struct gs_facts *facts)
{
    gs_trace_free(facts->trace);
}

static bool is_whole_trace(const struct gs_facts *facts)
{
    return facts->trace != NULL && facts->trace->is_complete;
}

const struct gs_part_facts gs_facts_of_trace = {
    GS_HELD_IN(trace), clear_trace, is_whole_trace, is_whole_trace, gs_facts_stop_trace};
