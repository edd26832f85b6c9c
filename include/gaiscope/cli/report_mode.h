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

/**
 * Fills the engine's settings from the options: server, deadline, types, and with --demo the
 * demo server that *demo then owns (NULL without). Used by the dashboard too.
 * Returns: GS_OK; GS_EOS, GS_EUNSUPPORTED with a line in `error`.
 */
struct gs_demo;
enum gs_status gs_options_settings(const struct gs_options *options,
                                   struct gs_engine_settings *out, struct gs_demo **demo,
                                   struct gs_buf *error);

#endif
