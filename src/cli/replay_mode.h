/* SPDX-License-Identifier: MIT */
/*
 * A recording in the place of the engine, all of it at once: for a report.
 */
#ifndef GAISCOPE_CLI_REPLAY_MODE_H
#define GAISCOPE_CLI_REPLAY_MODE_H

#include "gaiscope/cli/options.h"
#include "gaiscope/model/session.h"

/*
 * Applies every event of a recording; what is broken or cut is told on standard error.
 * Returns: GS_EXIT_ANSWERED; GS_EXIT_USAGE when it is no recording, GS_EXIT_OTHER when it has
 *          no look-up: both are told there, too.
 */
enum gs_exit replay_into(const char *path, struct gs_session *session);

#endif
