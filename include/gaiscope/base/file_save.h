/* SPDX-License-Identifier: MIT */
/**
 * A file put in the place of another one, whole or not at all. Any thread may call.
 */
#ifndef GAISCOPE_BASE_FILE_SAVE_H
#define GAISCOPE_BASE_FILE_SAVE_H

#include "gaiscope/base/status.h"

#include <stdbool.h>
#include <stddef.h>

/**
 * Writes a new file beside `path`, brings it to the disk and renames it over `path`: a
 * reader, and a machine that loses its power, see the old file or the new one, never a
 * part. Of a symbolic link the file that it leads to is replaced. A new file that a
 * killed program left there is removed. The mode (and, where the system allows, the
 * owner) of the old file stay; without one `mode` counts, less the umask.
 * Returns: GS_OK; GS_EINVAL: there is something that is no regular file; GS_EOS with
 *          errno (no space, no permission, no folder, a link that leads nowhere): then
 *          the old file is as it was and nothing is left beside it.
 */
enum gs_status gs_file_save(const char *path, const void *bytes, size_t len,
                            unsigned mode);

/** As gs_file_save(), but nobody waits for the disk: for what is soon written anew. A reader never
 *  sees a part; a machine that loses its power may. */
enum gs_status gs_file_refresh(const char *path, const void *bytes, size_t len,
                               unsigned mode);

/** Writes all bytes to a descriptor that waits (a file, not a socket). Returns: false
 *  with errno. */
bool gs_file_write_all(int fd, const void *bytes, size_t len);

/** Brings a file's name in its folder to the disk, where the system can do that. */
void gs_file_sync_folder(const char *path);

#endif
