/* SPDX-License-Identifier: MIT */
/**
 * Small files of the system, read in a bounded way. Any thread may call.
 */
#ifndef GAISCOPE_BASE_FILE_H
#define GAISCOPE_BASE_FILE_H

#include "gaiscope/base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/**
 * Appends the first `max_bytes` of a file, or nothing when it cannot be read: a missing
 * configuration file is an empty one. A FIFO or a device is never waited for.
 * Returns: whether it could be opened, for whom an empty file is not a missing one.
 */
bool gs_file_read(const char *path, size_t max_bytes, struct gs_buf *out);

#endif
