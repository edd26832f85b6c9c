/* SPDX-License-Identifier: MIT */
/* What is half way when its part is stopped: what waits says so, what came stays. */
#include "part_facts.h"

static struct gs_dns_answer *stopped_answer(const char *name, uint16_t type,
                                            int64_t at_us)
{
    struct gs_dns_answer *answer = gs_dns_answer_new(name, type);
    answer->outcome = GS_OUTCOME_CANCELLED;
    answer->received_us = at_us;
    return answer;
}

void gs_facts_stop_servers(struct gs_facts *facts, int64_t at_us)
{
    struct gs_server_table *table = facts->servers;
    for (size_t i = 0; table != NULL && i < table->columns.count; i++) {
        struct gs_server_answer_list *answers = &table->columns.items[i].answers;
        for (size_t j = 0; j < answers->count; j++) {
            const struct gs_server_question *question = &table->questions.items[j];
            if (answers->items[j] == NULL) {
                answers->items[j] = stopped_answer(question->name, question->type, at_us);
            }
        }
    }
}

static void stop_level(struct gs_trace_level *level)
{
    for (size_t i = 0; i < level->servers.count; i++) {
        struct gs_trace_server *server = &level->servers.items[i];
        if (server->said == GS_TRACE_WAITING || server->lookups > 0) {
            server->said = GS_TRACE_STOPPED;
            server->lookups = 0;
        }
    }
    if (level->ended == GS_TRACE_WAITING) {
        level->ended = GS_TRACE_STOPPED;
    }
}

void gs_facts_stop_trace(struct gs_facts *facts, int64_t at_us)
{
    (void)at_us; /* a trace keeps no time of its end */
    struct gs_trace *trace = facts->trace;
    for (size_t i = 0; trace != NULL && i < trace->levels.count; i++) {
        stop_level(&trace->levels.items[i]);
    }
    if (trace != NULL && trace->outcome == GS_OUTCOME_NOT_ASKED) {
        trace->outcome = GS_OUTCOME_CANCELLED;
    }
}

/* DNS's side alone: libc is not asked for the names of exchanges. */
static void stop_names(struct gs_reverse *reverse)
{
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

static void stop_exchange(struct gs_delivery_exchange *exchange, int64_t at_us)
{
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        struct gs_reverse *reverse = exchange->addresses.items[i].reverse;
        if (reverse != NULL && !reverse->is_complete) {
            stop_names(reverse);
        }
    }
    if (exchange->addresses.count > 0 && exchange->tlsa.outcome == GS_OUTCOME_NOT_ASKED) {
        exchange->tlsa.outcome = GS_OUTCOME_CANCELLED;
        exchange->tlsa.received_us = at_us;
    }
}

void gs_facts_stop_delivery(struct gs_facts *facts, int64_t at_us)
{
    struct gs_delivery *delivery = facts->delivery;
    for (int i = 0;
         delivery != NULL && delivery->has_policies && i < GS_SENDER_ASKED_COUNT; i++) {
        if (delivery->policies[i].answer == NULL) {
            delivery->policies[i].answer =
                stopped_answer(delivery->name, GS_TYPE_TXT, at_us);
        }
    }
    for (size_t i = 0; delivery != NULL && i < delivery->exchanges.count; i++) {
        stop_exchange(&delivery->exchanges.items[i], at_us);
    }
}

void gs_facts_stop_whois(struct gs_facts *facts, int64_t at_us)
{
    struct gs_whois *whois = facts->whois;
    if (whois != NULL && whois->hops.count > 0) {
        struct gs_whois_hop *hop = &whois->hops.items[whois->hops.count - 1];
        if (hop->outcome == GS_OUTCOME_NOT_ASKED) {
            hop->outcome = GS_OUTCOME_CANCELLED;
            hop->elapsed_us = at_us - hop->started_us;
        }
    }
}
