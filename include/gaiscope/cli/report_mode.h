/* SPDX-License-Identifier: MIT */
/**
 * Look up once, print, exit: the same road as the dashboard, with report/ in the place of the
 * screen.
 */
#ifndef GAISCOPE_CLI_REPORT_MODE_H
#define GAISCOPE_CLI_REPORT_MODE_H

#include "gaiscope/cli/options.h"

/**
 * Runs one report on standard output; what failed is said on standard error.
 * Returns: the exit status of the system part (of the dns part when system was not asked,
 * then of mail, ...); GS_EXIT_OTHER when standard output cannot be written.
 */
enum gs_exit gs_report_mode_run(const struct gs_options *options);

#endif
