/* SPDX-License-Identifier: MIT */
/**
 * Where this user's programs keep what they remember: $XDG_STATE_HOME/gaiscope, or
 * ~/.local/state/gaiscope.
 */
#ifndef GAISCOPE_CLI_STATE_PATH_H
#define GAISCOPE_CLI_STATE_PATH_H

#include <stdbool.h>
#include <stddef.h>

/** Writes the path of a file of the program: "history", "monitor/a.jsonl". Returns: false:
 *  there is no place for it, or it does not fit. */
bool gs_state_path(const char *name, char *out, size_t size);

/** Makes every directory on the way to a file, for its owner alone. Opening the file tells
 *  whether that went well. */
void gs_state_make_folders(const char *path);

#endif
