/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/ladder.h"

#include <stdlib.h>

struct gs_ladder *gs_ladder_new(void)
{
    return gs_mem_new(1, sizeof(struct gs_ladder));
}

struct gs_ladder *gs_ladder_copy(const struct gs_ladder *ladder)
{
    struct gs_ladder *copy = gs_ladder_new();
    *copy = *ladder;
    copy->rungs = (struct gs_rung_list){0};
    copy->hosts = (struct gs_hosts_line_list){0};
    for (size_t i = 0; i < ladder->rungs.count; i++) {
        struct gs_rung rung = ladder->rungs.items[i];
        rung.answer = gs_system_answer_copy(rung.answer);
        gs_vec_push(&copy->rungs, rung);
    }
    for (size_t i = 0; i < ladder->hosts.count; i++) {
        struct gs_hosts_line line = ladder->hosts.items[i];
        line.name = gs_mem_copy_text(line.name);
        gs_vec_push(&copy->hosts, line);
    }
    return copy;
}

void gs_ladder_free(struct gs_ladder *ladder)
{
    if (ladder == NULL) {
        return;
    }
    for (size_t i = 0; i < ladder->rungs.count; i++) {
        gs_system_answer_free(ladder->rungs.items[i].answer);
    }
    for (size_t i = 0; i < ladder->hosts.count; i++) {
        free(ladder->hosts.items[i].name);
    }
    gs_vec_fini(&ladder->rungs);
    gs_vec_fini(&ladder->hosts);
    free(ladder);
}
