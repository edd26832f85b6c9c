/* SPDX-License-Identifier: MIT */
#include "gaiscope/cli/watch_mode.h"

#include <stdio.h>

enum gs_exit gs_watch_mode_run(const struct gs_options *options)
{
    (void)options;
    (void)fputs("gaiscope: this build cannot watch without a screen\n", stderr);
    return GS_EXIT_OTHER;
}
