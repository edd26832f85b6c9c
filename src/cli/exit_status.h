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

/** Which part decides where several are asked: the first of these. Each part is there once. */
extern const enum gs_part exit_ranks[GS_PART_COUNT];

/** The status of the first asked part in that order. The order of the addresses and the log
 *  say what getaddrinfo does. */
enum gs_exit exit_status_of(const struct gs_lookup *lookup, unsigned parts);

#endif
