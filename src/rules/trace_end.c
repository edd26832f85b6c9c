/* SPDX-License-Identifier: MIT */
#include "trace_end.h"

#include "trace_answer.h"

#include "gaiscope/model/question.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void gs_trace_set_text(char **text, const char *value)
{
    free(*text);
    *text = gs_mem_copy_text(value);
}

void gs_trace_finish(struct gs_trace *trace, enum gs_outcome outcome, const char *problem)
{
    trace->outcome = outcome;
    gs_trace_set_text(&trace->problem, problem);
}

/* The clause that all servers of a level share; NULL: they differ, or there is none. */
static const char *common_reason(const struct gs_trace_level *level)
{
    const char *reason =
        level->servers.count == 0 ? NULL : level->servers.items[0].reason;
    for (size_t i = 1; reason != NULL && i < level->servers.count; i++) {
        const char *other = level->servers.items[i].reason;
        reason = other != NULL && strcmp(reason, other) == 0 ? reason : NULL;
    }
    return reason;
}

/* Ends a level of which nothing came. */
void gs_trace_give_up(struct gs_trace *trace, struct gs_trace_level *level)
{
    bool may_change = false;
    char problem[GS_NAME_MAX + 128];
    const char *zone = strcmp(level->zone, ".") == 0 ? "the root" : level->zone;
    for (size_t i = 0; i < level->servers.count; i++) {
        enum gs_outcome outcome = level->servers.items[i].outcome;
        may_change = may_change || (gs_outcome_is_temporary(outcome) &&
                                    outcome != GS_OUTCOME_BAD_ANSWER);
    }
    if (gs_trace_asked_count(level) == 0) {
        (void)snprintf(problem, sizeof problem,
                       "No name server of %s has an address that can be found.", zone);
    } else {
        const char *reason = common_reason(level);
        (void)snprintf(problem, sizeof problem,
                       "No name server of %s says anything of use%s%s%s.", zone,
                       reason == NULL ? "" : " (", reason == NULL ? "" : reason,
                       reason == NULL ? "" : ")");
    }
    level->ended = GS_TRACE_FAILED;
    gs_trace_finish(trace, may_change ? GS_OUTCOME_TRY_AGAIN : GS_OUTCOME_FAILED,
                    problem);
}
