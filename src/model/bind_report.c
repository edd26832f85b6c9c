/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/bind_report.h"

#include <stdlib.h>

struct gs_bind_report *gs_bind_report_new(void)
{
    return gs_mem_new(1, sizeof(struct gs_bind_report));
}

struct gs_bind_report *gs_bind_report_copy(const struct gs_bind_report *report)
{
    struct gs_bind_report *copy = gs_bind_report_new();
    *copy = *report;
    copy->rows = (struct gs_bind_row_list){0};
    copy->accepted = (struct gs_accepted_list){0};
    for (size_t i = 0; i < report->rows.count; i++) {
        gs_vec_push(&copy->rows, report->rows.items[i]);
    }
    for (size_t i = 0; i < report->accepted.count; i++) {
        gs_vec_push(&copy->accepted, report->accepted.items[i]);
    }
    return copy;
}

void gs_bind_report_free(struct gs_bind_report *report)
{
    if (report != NULL) {
        gs_vec_fini(&report->rows);
        gs_vec_fini(&report->accepted);
        free(report);
    }
}
