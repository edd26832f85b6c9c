/* SPDX-License-Identifier: MIT */
/**
 * The history of questions between runs: one line a question, appended, so that several
 * dashboards can share the file. XDG Base Directory Specification (state).
 *
 *     asked(s) TAB outcome TAB IPv4 count TAB IPv6 count TAB host TAB service
 *
 * Backslash, tab and newline inside a field are written \\, \t and \n.
 */
#ifndef GAISCOPE_APP_HISTORY_FILE_H
#define GAISCOPE_APP_HISTORY_FILE_H

#include "gaiscope/base/status.h"
#include "gaiscope/model/history.h"

#include <stdbool.h>
#include <stddef.h>

/** Where the file is: $XDG_STATE_HOME/gaiscope/history, else ~/.local/state/...
 *  Returns: false when neither is set or the path is too long. */
bool gs_history_file_path(char *out, size_t size);

/**
 * Adds the file's questions to `history`, oldest first. Lines that cannot be read are skipped;
 * only the last 1 MiB of the file is read. A file that has grown past 256 KiB is rewritten
 * (to a new file, then renamed) with what was kept.
 * Returns: GS_OK, also when there is no file; GS_EOS with errno.
 */
enum gs_status gs_history_file_load(const char *path, struct gs_history *history);

/** Appends one question, making the directory (0700) and the file (0600) when they are
 *  missing. Returns: GS_OK; GS_EOS with errno. */
enum gs_status gs_history_file_append(const char *path,
                                      const struct gs_history_entry *entry);

#endif
