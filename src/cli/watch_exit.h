/* SPDX-License-Identifier: MIT */
/**
 * What watching comes to when it ends. Pure.
 */
#ifndef GAISCOPE_CLI_WATCH_EXIT_H
#define GAISCOPE_CLI_WATCH_EXIT_H

#include "gaiscope/cli/options.h"
#include "gaiscope/model/monitor.h"

/** Whether each host that is not paused had a round since a time. */
bool watch_has_asked_all(const struct gs_monitor *monitor, int64_t since_wall_s);

/**
 * The exit status: of each host's state and expectations, of what it said last. An
 * expectation that does not hold weighs most (GS_EXIT_UNEXPECTED), then a temporary
 * failure, or no round since the time (GS_EXIT_TEMPORARY), then no such name or no data
 * (GS_EXIT_NOT_FOUND).
 */
enum gs_exit watch_exit_of(const struct gs_monitor *monitor, int64_t since_wall_s);

#endif
