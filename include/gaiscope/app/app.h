/* SPDX-License-Identifier: MIT */
/**
 * The dashboard: wires terminal, view, session and engine on one loop and runs it.
 */
#ifndef GAISCOPE_APP_APP_H
#define GAISCOPE_APP_APP_H

#include "gaiscope/cli/options.h"

/**
 * Runs the dashboard until the person quits or the terminal goes away. What cannot start is
 * said on standard error. The terminal is restored on every way out.
 * Returns: GS_EXIT_ANSWERED; GS_EXIT_USAGE for a theme that cannot be read; GS_EXIT_OTHER.
 */
enum gs_exit gs_dashboard_run(const struct gs_options *options);

#endif
