/* SPDX-License-Identifier: MIT */
/**
 * A list of hosts is watched without a screen: each change is a line on standard output as
 * soon as it is known.
 */
#ifndef GAISCOPE_CLI_WATCH_MODE_H
#define GAISCOPE_CLI_WATCH_MODE_H

#include "gaiscope/cli/options.h"

/**
 * Watches until --count rounds have ended, a signal (SIGINT, SIGTERM) or a standard output
 * that takes nothing more. Errors of the list and of writing are said on standard error.
 * Returns: what docs/json.md says of exit statuses.
 */
enum gs_exit gs_watch_mode_run(const struct gs_options *options);

#endif
