/* SPDX-License-Identifier: MIT */
/**
 * The exit status of a report. Pure.
 */
#ifndef GAISCOPE_CLI_EXIT_STATUS_H
#define GAISCOPE_CLI_EXIT_STATUS_H

#include "gaiscope/cli/options.h"
#include "gaiscope/model/lookup.h"

/** The exit status for one outcome. */
enum gs_exit exit_of(enum gs_outcome outcome);

/** The status of the first asked part in the order system, dns, reverse, services, mail. */
enum gs_exit exit_status_of(const struct gs_lookup *lookup, unsigned parts);

#endif
