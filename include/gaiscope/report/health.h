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
 * Takes: `ended_us` and `now_us` on the clock of gs_watch_status: when a round ended last (at
 * first: when the watching began). Returns: whether it goes on.
 */
bool gs_health_write(const struct gs_monitor *monitor, int64_t ended_us, int64_t now_us,
                     struct gs_buf *out);

#endif
