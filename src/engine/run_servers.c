/* SPDX-License-Identifier: MIT */
/*
 * The servers part: every type of the list is asked of every server, each question of one
 * server alone, under the names that the records part asks. Without a choice of servers those
 * are asked that are asked anyway.
 */
#include "round.h"

#include "gaiscope/model/server_list.h"
#include "gaiscope/rules/record_plan.h"

#include <stdlib.h>

static void emit_answer(struct gs_round *round, size_t number,
                        struct gs_dns_answer *answer)
{
    struct gs_event event = {.type = GS_EVENT_SERVER_ANSWER};
    event.of.server.number = number;
    event.of.server.answer = answer;
    gs_round_emit(round, event);
}

static void answered(struct gs_round *round, void *detail, struct gs_dns_answer *answer)
{
    emit_answer(round, *(const size_t *)detail, answer);
}

/* The chosen servers; one alone is held against those that are asked anyway, and without a
 * choice these are asked. */
static struct gs_server_list find_servers(const struct gs_round *round)
{
    const struct gs_engine_settings *settings = gs_round_settings(round);
    const struct gs_record_choice *choice = &settings->records;
    struct gs_server_list list = {0};
    for (size_t i = 0; choice->server_count < 2 && i < settings->resolver.server_count;
         i++) {
        gs_server_list_add(&list, &settings->resolver.servers[i]);
    }
    for (size_t i = 0; i < choice->server_count; i++) {
        gs_server_list_add(&list, &choice->servers[i]);
    }
    return list;
}

static struct gs_server_table *make_table(const struct gs_round *round,
                                          const struct gs_services *services)
{
    const struct gs_record_choice *choice = &gs_round_settings(round)->records;
    struct gs_server_list servers = find_servers(round);
    struct gs_server_table *table = gs_mem_new(1, sizeof *table);
    for (size_t i = 0; i < choice->type_count; i++) {
        char name[GS_ASKED_NAME_MAX];
        gs_record_plan_name(&round->question, choice->types[i], services, name);
        gs_server_table_add_question(table, name, choice->types[i]);
    }
    for (size_t i = 0; i < servers.count; i++) {
        gs_server_table_add_server(table, &servers.items[i]);
    }
    return table;
}

/* What is asked of whom, cell by cell, in the order of gs_server_table_set(). */
static void ask_all(struct gs_round *round, const struct gs_server_table *table)
{
    struct gs_dns_asking asking = gs_round_settings(round)->records.asking;
    size_t *numbers =
        gs_mem_new(table->columns.count * table->questions.count + 1, sizeof *numbers);
    size_t number = 0;
    round->runs[GS_PART_SERVERS] = numbers; /* each operation points at its own */
    asking.keeps_message = false;           /* as many messages as there are cells */
    for (size_t i = 0; i < table->columns.count; i++) {
        for (size_t j = 0; j < table->questions.count; j++, number++) {
            const struct gs_server_question *question = &table->questions.items[j];
            if (!gs_name_is_for_dns(question->name)) {
                emit_answer(round, number,
                            gs_dns_answer_new(question->name, question->type));
                continue;
            }
            numbers[number] = number;
            struct gs_dns_want want = {.part = GS_PART_SERVERS,
                                       .name = question->name,
                                       .type = question->type,
                                       .started_us = round->started_us,
                                       .server = &table->columns.items[i].server,
                                       .asking = &asking};
            gs_round_ask_dns(round, &want, answered, &numbers[number]);
        }
    }
}

static void start(struct gs_round *round, const struct gs_services *services)
{
    struct gs_event event = {.type = GS_EVENT_SERVERS};
    event.of.servers = make_table(round, services);
    gs_round_emit(round, event);
    struct gs_server_table *asked = make_table(round, services);
    ask_all(round, asked);
    gs_server_table_free(asked);
}

static void service_known(struct gs_round *round, struct gs_services *services)
{
    start(round, services);
    gs_services_free(services);
}

static bool needs_service(const struct gs_round *round)
{
    const struct gs_record_choice *choice = &gs_round_settings(round)->records;
    for (size_t i = 0; i < choice->type_count; i++) {
        if (gs_record_plan_needs_service(&round->question, choice->types[i])) {
            return true;
        }
    }
    return false;
}

void gs_run_servers(struct gs_round *round)
{
    if (!gs_record_plan_has_name(&round->question) ||
        gs_question_is_literal(&round->question, NULL) ||
        gs_question_is_refused(&round->question)) {
        return;
    }
    if (needs_service(round)) {
        gs_round_ask_services(round, GS_PART_SERVERS, NULL, 0, service_known);
    } else {
        start(round, NULL);
    }
}
