/* SPDX-License-Identifier: MIT */
/*
 * What stands above the panes of the race view: the verdict, and how is raced.
 */
#include "race_pane.h"

#include <stdio.h>

struct gs_verdict gs_verdict_race(const struct gs_pane_context *context)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RACE);
    struct gs_verdict verdict = {.elapsed_us = -1};
    (void)snprintf(verdict.word, sizeof verdict.word, "%s",
                   view.facts->race == NULL ? "no race yet" : "raced");
    return verdict;
}

bool gs_race_remark(const struct gs_pane_context *context, bool is_short,
                    struct gs_buf *out)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RACE);
    const struct gs_race *race = view.facts->race;
    if (race == NULL) {
        return false;
    }
    gs_buf_addf(out,
                is_short ? "port %u · %u ms · %u ms"
                         : "TCP port %u · resolution delay %u ms · attempts %u ms apart",
                race->port, race->settings.resolution_delay_ms,
                race->settings.attempt_delay_ms);
    return true;
}
