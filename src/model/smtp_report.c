/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/smtp_report.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

struct gs_smtp_report *gs_smtp_report_new(const char *name)
{
    struct gs_smtp_report *smtp_report = gs_mem_new(1, sizeof *smtp_report);
    smtp_report->name = gs_mem_copy_text(name);
    return smtp_report;
}

struct gs_smtp_report *gs_smtp_report_copy(const struct gs_smtp_report *smtp_report)
{
    struct gs_smtp_report *copy = gs_mem_new(1, sizeof *copy);
    *copy = *smtp_report;
    copy->name = gs_mem_copy_text(smtp_report->name);
    return copy;
}

void gs_smtp_report_free(struct gs_smtp_report *smtp_report)
{
    if (smtp_report != NULL) {
        free(smtp_report->name);
        free(smtp_report);
    }
}
