/* SPDX-License-Identifier: MIT */
/*
 * The dns part: each record type asked on its own, as an absolute name. Names that must not
 * leave this machine are answered "not asked": localhost (RFC 6761), .onion (RFC 7686).
 */
#include "round.h"

static void emit_answer(struct gs_round *round, struct gs_dns_answer *answer)
{
    struct gs_event event = {.type = GS_EVENT_DNS};
    event.of.dns = answer;
    gs_round_emit(round, event);
}

static void answered(struct gs_round *round, void *detail, struct gs_dns_answer *answer)
{
    (void)detail; /* the answer says its type */
    for (size_t i = 0; i < answer->answer.count; i++) {
        if (answer->answer.items[i].address.family != 0) {
            gs_run_reverse_found(round, &answer->answer.items[i].address);
        }
    }
    emit_answer(round, answer);
}

static void ask(struct gs_round *round, const char *name, uint16_t type)
{
    struct gs_event event = {.type = GS_EVENT_QUERY};
    event.of.query.name = gs_mem_copy_text(name);
    event.of.query.type = type;
    gs_round_emit(round, event);
    if (gs_name_is_for_dns(name)) {
        struct gs_dns_want want = {.part = GS_PART_DNS,
                                   .name = name,
                                   .type = type,
                                   .started_us = round->started_us};
        gs_round_ask_dns(round, &want, answered, NULL);
    } else {
        emit_answer(round, gs_dns_answer_new(name, type));
    }
}

void gs_run_dns(struct gs_round *round)
{
    const char *name = gs_question_node(&round->question);
    if (!gs_round_has(round, GS_PART_DNS) || name == NULL || name[0] == '\0' ||
        gs_question_is_literal(&round->question, NULL)) {
        return;
    }
    const struct gs_engine_settings *settings = gs_round_settings(round);
    for (size_t i = 0; i < settings->type_count; i++) {
        ask(round, name, settings->types[i]);
    }
}
