/* SPDX-License-Identifier: MIT */
/*
 * The trace part: rules/trace_rules decides, this file asks. A server of a level is asked alone
 * and without recursion; a missing address is asked of the name servers that are asked anyway.
 * Every answer gives the trace so far.
 */
#include "round.h"

#include "gaiscope/rules/trace_rules.h"

#include <stdlib.h>

enum {
    TRY_MS = 2000, /* of many servers of a zone, each has this long, twice */
    TRIES = 2,
};

/* All that was asked: the operations under way point at their own. */
struct want_list {
    struct gs_trace_want **items;
    size_t count;
    size_t capacity;
};

/* What the part keeps. */
struct trace_run {
    struct gs_trace *trace;
    struct want_list asked;
};

void gs_run_trace_free(void *run)
{
    struct trace_run *trace_run = run;
    if (trace_run != NULL) {
        gs_trace_free(trace_run->trace);
        for (size_t i = 0; i < trace_run->asked.count; i++) {
            free(trace_run->asked.items[i]);
        }
        gs_vec_fini(&trace_run->asked);
        free(trace_run);
    }
}

static void emit_trace(struct gs_round *round)
{
    struct trace_run *run = round->runs[GS_PART_TRACE];
    struct gs_event event = {.type = GS_EVENT_TRACE};
    run->trace->elapsed_us = gs_engine_now_us() - round->started_us;
    event.of.trace = gs_trace_copy(run->trace);
    gs_round_emit(round, event);
}

static void ask_all(struct gs_round *round, struct gs_trace_want_list *wants);

static void answered(struct gs_round *round, void *detail, struct gs_dns_answer *answer)
{
    struct trace_run *run = round->runs[GS_PART_TRACE];
    struct gs_trace_want_list wants = {0};
    gs_trace_rules_answer(run->trace, detail, answer, &wants);
    gs_dns_answer_free(answer);
    emit_trace(round);
    ask_all(round, &wants);
}

static void ask(struct gs_round *round, struct gs_trace_want *want)
{
    struct gs_dns_asking asking = gs_dns_asking_default();
    asking.is_iterative = true;
    asking.timeout_ms = TRY_MS;
    asking.attempts = TRIES;
    struct gs_dns_want question = {.part = GS_PART_TRACE,
                                   .name = want->name,
                                   .type = want->type,
                                   .started_us = gs_engine_now_us()};
    if (!want->is_address) {
        question.server = &want->server;
        question.asking = &asking;
    }
    gs_round_ask_dns(round, &question, answered, want);
}

/* Owns: the list is emptied. */
static void ask_all(struct gs_round *round, struct gs_trace_want_list *wants)
{
    struct trace_run *run = round->runs[GS_PART_TRACE];
    for (size_t i = 0; i < wants->count; i++) {
        struct gs_trace_want *want = gs_mem_new(1, sizeof *want);
        *want = wants->items[i];
        gs_vec_push(&run->asked, want);
        ask(round, want);
    }
    gs_vec_fini(wants);
}

void gs_run_trace(struct gs_round *round)
{
    const struct gs_engine_settings *settings = gs_round_settings(round);
    const char *name = gs_question_node(&round->question);
    if (name == NULL || name[0] == '\0' || !gs_name_is_for_dns(name) ||
        gs_question_is_literal(&round->question, NULL)) {
        return;
    }
    struct gs_trace_want_list wants = {0};
    struct trace_run *run = gs_mem_new(1, sizeof *run);
    round->runs[GS_PART_TRACE] = run;
    run->trace =
        gs_trace_rules_open(name, settings->records.types[0], &settings->roots, &wants);
    emit_trace(round);
    ask_all(round, &wants);
}
