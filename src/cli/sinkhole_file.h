/* SPDX-License-Identifier: MIT */
/* The file of --sinkholes. */
#ifndef GAISCOPE_SRC_CLI_SINKHOLE_FILE_H
#define GAISCOPE_SRC_CLI_SINKHOLE_FILE_H

#include "gaiscope/rules/watch_expect.h"

/* Reads it. Takes: its path; NULL: the built-in ones count, *out stays as it is. Returns: GS_OK;
 * GS_EOS, GS_EFORMAT with a sentence in `error`. Owns: the caller, gs_vec_fini(). */
enum gs_status sinkhole_file_read(const char *path, struct gs_sinkhole_list *out,
                                  struct gs_buf *error);

#endif
