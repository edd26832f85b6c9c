/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/outcome.h"

static const struct {
    const char *word;
    const char *id;
    bool is_temporary;
} outcomes[GS_OUTCOME_COUNT] = {
    [GS_OUTCOME_NOT_ASKED] = {"not asked", "not_asked", false},
    [GS_OUTCOME_ANSWERED] = {"answered", "answered", false},
    [GS_OUTCOME_NO_SUCH_NAME] = {"no such name", "no_such_name", false},
    [GS_OUTCOME_NO_DATA] = {"no data", "no_data", false},
    [GS_OUTCOME_TRY_AGAIN] = {"try again", "try_again", true},
    [GS_OUTCOME_SERVER_FAILURE] = {"server failure", "server_failure", true},
    [GS_OUTCOME_REFUSED] = {"refused", "refused", true},
    [GS_OUTCOME_TIMED_OUT] = {"timed out", "timed_out", true},
    [GS_OUTCOME_UNREACHABLE] = {"unreachable", "unreachable", true},
    [GS_OUTCOME_BAD_ANSWER] = {"bad answer", "bad_answer", true},
    [GS_OUTCOME_BAD_QUESTION] = {"bad question", "bad_question", false},
    [GS_OUTCOME_CANCELLED] = {"cancelled", "cancelled", false},
    [GS_OUTCOME_FAILED] = {"failed", "failed", false},
};

static bool is_known(enum gs_outcome outcome)
{
    return (unsigned)outcome < GS_OUTCOME_COUNT;
}

const char *gs_outcome_word(enum gs_outcome outcome)
{
    return is_known(outcome) ? outcomes[outcome].word : "failed";
}

const char *gs_outcome_id(enum gs_outcome outcome)
{
    return is_known(outcome) ? outcomes[outcome].id : "failed";
}

bool gs_outcome_is_temporary(enum gs_outcome outcome)
{
    return is_known(outcome) && outcomes[outcome].is_temporary;
}

bool gs_outcome_is_final(enum gs_outcome outcome)
{
    return outcome == GS_OUTCOME_ANSWERED || outcome == GS_OUTCOME_NO_SUCH_NAME ||
           outcome == GS_OUTCOME_NO_DATA;
}

bool gs_outcome_is_unknown(enum gs_outcome outcome)
{
    return outcome != GS_OUTCOME_NOT_ASKED && !gs_outcome_is_final(outcome);
}

static int badness(enum gs_outcome outcome)
{
    return gs_outcome_is_unknown(outcome)       ? 3
           : outcome == GS_OUTCOME_NO_SUCH_NAME ? 2
           : outcome == GS_OUTCOME_NO_DATA      ? 1
                                                : 0;
}

enum gs_outcome gs_outcome_worse(enum gs_outcome a, enum gs_outcome b)
{
    return badness(b) > badness(a) ? b : a;
}
