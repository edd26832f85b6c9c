/* SPDX-License-Identifier: MIT */
/*
 * What the help says otherwise than the table of commands: two keys on one line, and keys that
 * mean something else in the monitor.
 */
#ifndef GAISCOPE_SRC_VIEW_HELP_WORDS_H
#define GAISCOPE_SRC_VIEW_HELP_WORDS_H

#include "gaiscope/view/command.h"

/* Commands that share a line. */
struct gs_help_pair {
    enum gs_command_id first;
    enum gs_command_id second;
    const char *help; /* of both */
};

/* The pair that a command begins; NULL: it has a line alone. */
const struct gs_help_pair *gs_help_pair_of(enum gs_command_id first);

/* Whether a command stands on the line of another one. */
bool gs_help_is_second(enum gs_command_id id);

/* What a key does in the monitor; NULL: what it does everywhere. Static. */
const char *gs_help_in_monitor(enum gs_command_id id);

#endif
