/* SPDX-License-Identifier: MIT */
/**
 * The words and signs of what is watched, for the screen, reports and hooks alike. Pure.
 */
#ifndef GAISCOPE_RULES_WATCH_WORDS_H
#define GAISCOPE_RULES_WATCH_WORDS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/monitor.h"
#include "gaiscope/rules/verdict.h"

/** "try again", "no such name", "lost IPv6", "flapping", "steady", ... */
const char *gs_watch_state_word(enum gs_watch_state state);

/** The sign of a state: ✗ ▼ ~ + ✓ or "". */
const char *gs_watch_state_sign(enum gs_watch_state state);

/** "address added", "lost all IPv6", "no such name", ... */
const char *gs_watch_change_word(enum gs_watch_change_type type);

/** The sign of a change: + - ▼ ▲ ✗ ✓ ~ → ↑. */
const char *gs_watch_change_sign(enum gs_watch_change_type type);

/** How weighty a change is: 2 a failure, 1 a warning, 0 a fact. */
int gs_watch_change_weight(enum gs_watch_change_type type);

/** Appends what was and what is, as one text: "192.0.2.1", "was 192.0.2.80", "hosts file to DNS",
 *  "192.0.2.7 now first". */
void gs_watch_change_values(const struct gs_watch_change *change, struct gs_buf *out);

/** The verdict line: "2 of 30 fail", then a clause a state: "▼ 1 lost IPv6", "~ 1 flapping",
 *  "25 steady". With none failing "30 of 30 answer" or "1 of 30 unexpected". */
struct gs_verdict gs_monitor_verdict(const struct gs_monitor *monitor);

/** The median of a host's samples that did not fail, microseconds; -1: none. */
int64_t gs_watched_median_us(const struct gs_watched *watched);

/** Share of rounds that answered, in ten thousandths (10000: all); -1: no round yet. */
int gs_watched_up(const struct gs_watched *watched);

#endif
