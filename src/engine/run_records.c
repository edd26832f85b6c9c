/* SPDX-License-Identifier: MIT */
/*
 * The records part: each type of the list asked on its own (RFC 8482: never ANY), as an absolute
 * name, in the way that the person chose. Names that must not leave this machine are answered
 * "not asked".
 */
#include "round.h"

static void emit_answer(struct gs_round *round, struct gs_dns_answer *answer)
{
    struct gs_event event = {.type = GS_EVENT_RECORD};
    event.of.dns = answer;
    gs_round_emit(round, event);
}

static void answered(struct gs_round *round, void *detail, struct gs_dns_answer *answer)
{
    (void)detail; /* the answer says its type */
    emit_answer(round, answer);
}

static void ask(struct gs_round *round, const char *name, uint16_t type)
{
    struct gs_event event = {.type = GS_EVENT_RECORD_QUERY};
    event.of.query.name = gs_mem_copy_text(name);
    event.of.query.type = type;
    gs_round_emit(round, event);
    if (!gs_name_is_for_dns(name)) {
        emit_answer(round, gs_dns_answer_new(name, type));
        return;
    }
    struct gs_dns_want want = {.part = GS_PART_RECORDS,
                               .name = name,
                               .type = type,
                               .started_us = round->started_us,
                               .asking = &gs_round_settings(round)->records.asking};
    gs_round_ask_dns(round, &want, answered, NULL);
}

void gs_run_records(struct gs_round *round)
{
    const char *name = gs_question_node(&round->question);
    const struct gs_record_choice *choice = &gs_round_settings(round)->records;
    if (name == NULL || name[0] == '\0' ||
        gs_question_is_literal(&round->question, NULL)) {
        return;
    }
    for (size_t i = 0; i < choice->type_count; i++) {
        ask(round, name, choice->types[i]);
    }
}
