/* SPDX-License-Identifier: MIT */
/**
 * Writing a whole text to a descriptor, or saying why not. Blocks.
 */
#ifndef GAISCOPE_CLI_OUTPUT_H
#define GAISCOPE_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/** Whether a descriptor is open for writing. */
bool output_is_open(int fd);

/** Puts /dev/null in the place of a closed standard input or error, so that no socket of ours
 *  gets its number. */
void output_fill_standard(void);

/** Writes all `len` bytes. Returns: false with errno when the descriptor takes no more: it is
 *  full (ENOSPC), its reader has gone (EPIPE, with SIGPIPE ignored), ... */
bool output_write(int fd, const char *bytes, size_t len);

#endif
