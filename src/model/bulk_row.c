/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/bulk_row.h"

enum gs_outcome gs_bulk_outcome(const struct gs_bulk_row *row)
{
    enum gs_outcome worst =
        row->reason != NULL ? GS_OUTCOME_BAD_QUESTION : GS_OUTCOME_NOT_ASKED;
    for (size_t i = 0; i < row->cell_count; i++) {
        if (row->cells[i].outcome == GS_OUTCOME_ANSWERED) {
            return GS_OUTCOME_ANSWERED;
        }
        worst = gs_outcome_worse(worst, row->cells[i].outcome);
    }
    return worst;
}

bool gs_bulk_is_partial(const struct gs_bulk_row *row)
{
    bool has_failed = false;
    for (size_t i = 0; i < row->cell_count; i++) {
        has_failed |= gs_outcome_is_unknown(row->cells[i].outcome);
    }
    return has_failed && gs_bulk_outcome(row) == GS_OUTCOME_ANSWERED;
}
