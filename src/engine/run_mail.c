/* SPDX-License-Identifier: MIT */
/*
 * The mail part: the walk, told at every step.
 */
#include "mail_walk.h"

#include <stdlib.h>

static void emit_plan(struct gs_round *round, struct gs_mail_walk *walk)
{
    struct gs_event event = {.type = GS_EVENT_MAIL};
    event.of.mail = gs_mx_plan_copy(walk->plan);
    gs_round_emit(round, event);
}

void gs_run_mail(struct gs_round *round)
{
    struct gs_mail_walk *walk = gs_mem_new(1, sizeof *walk);
    round->runs[GS_PART_MAIL] = walk;
    walk->part = GS_PART_MAIL;
    walk->changed = emit_plan;
    gs_mail_walk_start(round, walk);
}

void gs_run_mail_free(void *run)
{
    if (run != NULL) {
        gs_mail_walk_fini(run);
        free(run);
    }
}
