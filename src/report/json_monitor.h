/* SPDX-License-Identifier: MIT */
/* What was watched, as JSON. Private to this room. */
#ifndef GAISCOPE_REPORT_JSON_MONITOR_H
#define GAISCOPE_REPORT_JSON_MONITOR_H

#include "js.h"

#include "gaiscope/model/monitor.h"

/* The whole: list, states, hosts in the order of the list, journal from the oldest. */
struct json_t *report_json_monitor(const struct gs_monitor *monitor);

#endif
