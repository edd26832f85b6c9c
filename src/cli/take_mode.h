/* SPDX-License-Identifier: MIT */
/* The texts to take home (-o c, python, getent, dig, curl) in the place of a report. */
#ifndef GAISCOPE_SRC_CLI_TAKE_MODE_H
#define GAISCOPE_SRC_CLI_TAKE_MODE_H

#include "gaiscope/cli/options.h"
#include "gaiscope/model/session.h"

/* Appends the text of the options' question. Takes: `session` with libc's answer; NULL where
 * the text needs none. Returns: NULL; why there is no such text, in a few words. */
const char *take_text(const struct gs_options *options, const struct gs_session *session,
                      struct gs_buf *out);

#endif
