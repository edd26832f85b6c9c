/* SPDX-License-Identifier: MIT */
#include "mail_walk.h"

#include "gaiscope/rules/mx_rules.h"

static void ask_wanted(struct gs_round *round, struct gs_mail_walk *walk,
                       struct gs_mx_want_list *wants);

static void tell(struct gs_round *round, struct gs_mail_walk *walk)
{
    walk->plan->elapsed_us = gs_engine_now_us() - round->started_us;
    walk->changed(round, walk);
}

static void answered(struct gs_round *round, void *detail, struct gs_dns_answer *answer)
{
    struct gs_mail_walk *walk = detail;
    struct gs_mx_want_list wants = {0};
    gs_mx_rules_answer(walk->plan, answer, &wants);
    gs_dns_answer_free(answer);
    tell(round, walk);
    ask_wanted(round, walk, &wants);
}

static void ask_wanted(struct gs_round *round, struct gs_mail_walk *walk,
                       struct gs_mx_want_list *wants)
{
    for (size_t i = 0; i < wants->count; i++) {
        struct gs_dns_want want = {.part = walk->part,
                                   .name = wants->items[i].name,
                                   .type = wants->items[i].type,
                                   .started_us = round->started_us};
        gs_round_ask_dns(round, &want, answered, walk);
    }
    gs_vec_fini(wants);
}

void gs_mail_walk_start(struct gs_round *round, struct gs_mail_walk *walk)
{
    struct gs_mx_want_list wants = {0};
    walk->plan = gs_mx_rules_open(&round->question, &wants);
    tell(round, walk);
    ask_wanted(round, walk, &wants);
}

void gs_mail_walk_fini(struct gs_mail_walk *walk)
{
    gs_mx_plan_free(walk->plan);
}
