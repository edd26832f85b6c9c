/* SPDX-License-Identifier: MIT */
/*
 * The mail part: rules/mx_rules decides, this file asks. Every answer gives the plan so far.
 */
#include "round.h"

#include "gaiscope/rules/mx_rules.h"

static void ask_wanted(struct gs_round *round, struct gs_mx_want_list *wants);

static void emit_plan(struct gs_round *round)
{
    round->mail->elapsed_us = gs_engine_now_us() - round->started_us;
    struct gs_event event = {.type = GS_EVENT_MAIL};
    event.of.mail = gs_mx_plan_copy(round->mail);
    gs_round_emit(round, event);
}

static void answered(struct gs_round *round, void *detail, struct gs_dns_answer *answer)
{
    (void)detail; /* the plan knows what it wanted */
    struct gs_mx_want_list wants = {0};
    gs_mx_rules_answer(round->mail, answer, &wants);
    gs_dns_answer_free(answer);
    emit_plan(round);
    ask_wanted(round, &wants);
}

static void ask_wanted(struct gs_round *round, struct gs_mx_want_list *wants)
{
    for (size_t i = 0; i < wants->count; i++) {
        struct gs_dns_want want = {.part = GS_PART_MAIL,
                                   .name = wants->items[i].name,
                                   .type = wants->items[i].type,
                                   .started_us = round->started_us};
        gs_round_ask_dns(round, &want, answered, NULL);
    }
    gs_vec_fini(wants);
}

void gs_run_mail(struct gs_round *round)
{
    if (!gs_round_has(round, GS_PART_MAIL)) {
        return;
    }
    struct gs_mx_want_list wants = {0};
    round->mail = gs_mx_rules_open(&round->question, &wants);
    emit_plan(round);
    ask_wanted(round, &wants);
}
