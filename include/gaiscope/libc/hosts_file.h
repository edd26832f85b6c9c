/* SPDX-License-Identifier: MIT */
/**
 * The lines of the hosts file that bear a name, as libc's files source reads them: names are
 * compared without case, a scoped address is one that libc passes over. hosts(5).
 */
#ifndef GAISCOPE_LIBC_HOSTS_FILE_H
#define GAISCOPE_LIBC_HOSTS_FILE_H

#include "gaiscope/libc/lanes.h"
#include "gaiscope/model/ladder.h"

#include <stddef.h>

#define GS_HOSTS_FILE_MAX ((size_t)32 * 1024 * 1024) /**< bytes read of the file */

/**
 * Appends the lines that bear `name`, at most GS_HOSTS_LINES_MAX of them. Pure. Takes: any
 * bytes; a NUL ends its line, as it does for libc.
 * Owns: the caller, gs_hosts_lines_fini().
 */
void gs_hosts_find(const char *text, size_t len, const char *name,
                   struct gs_hosts_line_list *out);

/** Frees the lines and what they own. */
void gs_hosts_lines_fini(struct gs_hosts_line_list *lines);

/** Hears the lines. Owns: the callee frees `lines` and empties it. */
typedef void (*gs_hosts_done_fn)(void *context, uint64_t id,
                                 struct gs_hosts_line_list *lines);

/** Reads /etc/hosts for a name on a lane. Returns: the lane's id. */
uint64_t gs_hosts_start(struct gs_lanes *lanes, enum gs_lane lane, const char *name,
                        gs_hosts_done_fn done, void *context);

#endif
