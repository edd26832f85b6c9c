/* SPDX-License-Identifier: MIT */
/**
 * `-r --list FILE`: a list of any length, one row a name, as it comes or as it stands in the
 * list.
 */
#ifndef GAISCOPE_CLI_BULK_MODE_H
#define GAISCOPE_CLI_BULK_MODE_H

#include "gaiscope/cli/options.h"

/** Asks the whole list and prints it. Returns: the exit status (README.md). */
enum gs_exit gs_bulk_mode_run(const struct gs_options *options);

#endif
