/* SPDX-License-Identifier: MIT */
/* What was watched, as lines of CSV. Private to this room. */
#ifndef GAISCOPE_REPORT_CSV_MONITOR_H
#define GAISCOPE_REPORT_CSV_MONITOR_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/monitor.h"

/* A line for the list, one for each address of each host (or one without), one for each
 * change; nothing where nothing was watched. */
void csv_monitor_lines(struct gs_buf *out, const struct gs_monitor *monitor);

#endif
