/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/connect_report.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

struct gs_connect_report *gs_connect_report_new(const char *host)
{
    struct gs_connect_report *report = gs_mem_new(1, sizeof *report);
    report->host = gs_mem_copy_text(host);
    return report;
}

struct gs_connect_report *gs_connect_report_copy(const struct gs_connect_report *report)
{
    struct gs_connect_report *copy = gs_mem_new(1, sizeof *copy);
    *copy = *report;
    copy->host = gs_mem_copy_text(report->host);
    copy->canonical =
        report->canonical == NULL ? NULL : gs_mem_copy_text(report->canonical);
    copy->attempts = (struct gs_connect_attempt_list){0};
    for (size_t i = 0; i < report->attempts.count; i++) {
        gs_vec_push(&copy->attempts, report->attempts.items[i]);
    }
    return copy;
}

void gs_connect_report_free(struct gs_connect_report *report)
{
    if (report != NULL) {
        free(report->host);
        free(report->canonical);
        gs_vec_fini(&report->attempts);
        free(report);
    }
}

size_t gs_connect_report_count(const struct gs_connect_report *report,
                               enum gs_connect_status status)
{
    size_t count = 0;
    for (size_t i = 0; i < report->attempts.count; i++) {
        count += report->attempts.items[i].connection.status == status;
    }
    return count;
}
