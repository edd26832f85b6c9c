/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/bulk_row.h"

enum {
    FAILED = 3, /* weight of what may be otherwise next time */
};

/* The worse of two: what may be otherwise next time, then what is known to be nothing. */
static int weight_of(enum gs_outcome outcome)
{
    if (outcome == GS_OUTCOME_NO_DATA) {
        return 1;
    }
    if (outcome == GS_OUTCOME_NO_SUCH_NAME) {
        return 2;
    }
    return outcome == GS_OUTCOME_NOT_ASKED || outcome == GS_OUTCOME_ANSWERED ? 0 : FAILED;
}

enum gs_outcome gs_bulk_outcome(const struct gs_bulk_row *row)
{
    enum gs_outcome worst =
        row->reason != NULL ? GS_OUTCOME_BAD_QUESTION : GS_OUTCOME_NOT_ASKED;
    for (size_t i = 0; i < row->cell_count; i++) {
        if (row->cells[i].outcome == GS_OUTCOME_ANSWERED) {
            return GS_OUTCOME_ANSWERED;
        }
        if (weight_of(row->cells[i].outcome) > weight_of(worst)) {
            worst = row->cells[i].outcome;
        }
    }
    return worst;
}

bool gs_bulk_is_partial(const struct gs_bulk_row *row)
{
    bool has_failed = false;
    for (size_t i = 0; i < row->cell_count; i++) {
        has_failed |= weight_of(row->cells[i].outcome) == FAILED;
    }
    return has_failed && gs_bulk_outcome(row) == GS_OUTCOME_ANSWERED;
}
