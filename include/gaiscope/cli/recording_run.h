/* SPDX-License-Identifier: MIT */
/**
 * Where a recording begins and ends: with a screen and without one, why it cannot begin and what
 * is not in it is said in the same words.
 */
#ifndef GAISCOPE_CLI_RECORDING_RUN_H
#define GAISCOPE_CLI_RECORDING_RUN_H

#include "gaiscope/base/buf.h"
#include "gaiscope/cli/options.h"
#include "gaiscope/report/recorder.h"

/** Appends why a recording did not begin: "not recorded to s.rec: it is there and is no recording".
 *  Takes: what gs_recorder_open() returned, and errno then. */
void gs_recording_say_refusal(const char *path, enum gs_status status, int error,
                              struct gs_buf *out);

/** Begins the recording that the command line wants; *out stays as it is where it wants none.
 *  Returns: false, and said on standard error why. */
bool gs_recording_begin(const struct gs_options *options, struct gs_recorder **out);

/** Ends it, and says on standard error what is not in it; NULL is fine. */
void gs_recording_end(struct gs_recorder *recorder);

#endif
