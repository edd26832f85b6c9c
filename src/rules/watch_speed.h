/* SPDX-License-Identifier: MIT */
/**
 * Slower or faster than a host's own history. Pure; private to this room.
 */
#ifndef GAISCOPE_RULES_WATCH_SPEED_H
#define GAISCOPE_RULES_WATCH_SPEED_H

#include "gaiscope/model/watched.h"

/** Takes the time of one answer in; appends SLOWER or FASTER, where it has become so. */
void watch_speed_step(struct gs_watch_trend *trend, int64_t dns_us, int64_t wall_s,
                      struct gs_watch_change_list *out);

/** Brings what a saved state says into its bounds. */
void watch_speed_settle(struct gs_watch_trend *trend);

#endif
