/* SPDX-License-Identifier: MIT */
/**
 * The recording of a run without a screen: --record. Says on standard error what goes wrong.
 */
#ifndef GAISCOPE_CLI_RECORDING_RUN_H
#define GAISCOPE_CLI_RECORDING_RUN_H

#include "gaiscope/cli/options.h"
#include "gaiscope/report/recorder.h"

/** Begins the recording that the command line wants; *out stays as it is where it wants none.
 *  Returns: false, and said why. */
bool recording_begin(const struct gs_options *options, struct gs_recorder **out);

/** Ends it, and says what is not in it; NULL is fine. */
void recording_end(struct gs_recorder *recorder);

#endif
