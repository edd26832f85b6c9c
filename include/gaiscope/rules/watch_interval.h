/* SPDX-License-Identifier: MIT */
/**
 * The interval from round to round, as a person sets it. Pure.
 */
#ifndef GAISCOPE_RULES_WATCH_INTERVAL_H
#define GAISCOPE_RULES_WATCH_INTERVAL_H

#include "gaiscope/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/** Reads `30s`, `5m`, `2h`, `1d`, or `30` of seconds; letters of either case. Takes: `out_s` gets
 *  GS_WATCH_INTERVAL_MIN_S to GS_WATCH_INTERVAL_MAX_S. Returns: false: no such time. */
bool gs_interval_parse(const char *text, uint32_t *out_s);

/** Appends an interval in the largest unit that leaves no rest, "5m", as gs_interval_parse() reads
 *  it. Takes: seconds, not 0. */
void gs_interval_format(uint32_t seconds, struct gs_buf *out);

/** The next longer interval of those that a person steps along (step 1), or the next shorter one
 *  (step -1), in seconds: 1, 2, 5 ... one day. At the ends it stays. */
uint32_t gs_watch_interval_step(uint32_t interval_s, int step);

#endif
