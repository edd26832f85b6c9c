/* SPDX-License-Identifier: MIT */
/**
 * Whether the watching goes on, for the program that watches this one: a sentence and yes or
 * no. Names that fail are no matter of it; they are in the metrics. Pure: the clock comes in.
 */
#ifndef GAISCOPE_REPORT_HEALTH_H
#define GAISCOPE_REPORT_HEALTH_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/monitor.h"

#include <stdbool.h>
#include <stdint.h>

#define GS_HEALTH_PATIENCE_S 60 /**< so long nothing may end although something is due */

/**
 * Appends one line: "ok: ..." or why the watching stands still: no list, paused, or rounds are
 * due and none has ended for GS_HEALTH_PATIENCE_S.
 * Takes: on the clock of gs_watch_status `ended_us`, when a round ended last (at first: when the
 * watching began), `busy_us`, since when something has been due or asked without a pause (0: not
 * known), and `now_us`. Returns: whether it goes on.
 */
bool gs_health_write(const struct gs_monitor *monitor, int64_t ended_us, int64_t busy_us,
                     int64_t now_us, struct gs_buf *out);

#endif
