/* SPDX-License-Identifier: MIT */
/**
 * The interval from round to round, as a person sets it. Pure.
 */
#ifndef GAISCOPE_RULES_WATCH_INTERVAL_H
#define GAISCOPE_RULES_WATCH_INTERVAL_H

#include <stdint.h>

/** The next longer interval of those that a person steps along (step 1), or the next shorter one
 *  (step -1), in seconds: 1, 2, 5 ... one day. At the ends it stays. */
uint32_t gs_watch_interval_step(uint32_t interval_s, int step);

#endif
