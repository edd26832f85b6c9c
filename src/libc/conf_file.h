/* SPDX-License-Identifier: MIT */
/**
 * libc's configuration files, read in a bounded way.
 */
#ifndef GAISCOPE_LIBC_CONF_FILE_H
#define GAISCOPE_LIBC_CONF_FILE_H

#include "gaiscope/base/buf.h"

/**
 * The first 64 KiB of a file, empty when it cannot be read; never blocks. Owns: the caller,
 * gs_buf_fini().
 */
struct gs_buf conf_file_read(const char *path);

#endif
