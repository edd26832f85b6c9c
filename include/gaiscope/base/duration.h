/* SPDX-License-Identifier: MIT */
/**
 * Times as people read them. Pure; times come in as arguments, in microseconds (`_us`) on
 * the monotonic clock or in seconds since the epoch (`_s`) on the wall clock.
 */
#ifndef GAISCOPE_BASE_DURATION_H
#define GAISCOPE_BASE_DURATION_H

#include <stdbool.h>
#include <stdint.h>

/** Room for any text of this module, with its NUL. */
#define GS_DURATION_TEXT_MAX 32

/** `0.1 ms`, `12 ms`, `1.8 s`, `10 s`, `4 min 14 s`, `2 h 5 min`: one decimal below 10. */
void gs_duration_format(int64_t elapsed_us, char out[GS_DURATION_TEXT_MAX]);

/** Local clock time `12:31:05`. */
void gs_clock_format(int64_t wall_s, char out[GS_DURATION_TEXT_MAX]);

/** When something was, seen from `now_s`: `12:24:10` today, `yesterday`, then `18 Nov`. */
void gs_day_format(int64_t wall_s, int64_t now_s, char out[GS_DURATION_TEXT_MAX]);

/** The same with the time of each day: `12:24:10` today, then `22 Nov 12:24`; from 300
 *  days on `22 Nov 2025`. */
void gs_moment_format(int64_t wall_s, int64_t now_s, char out[GS_DURATION_TEXT_MAX]);

/** Whether two times lie on the same local day. */
bool gs_is_same_day(int64_t wall_s, int64_t other_s);

/** Local date and time, to be kept: `2026-11-22 12:24:10`. */
void gs_stamp_format(int64_t wall_s, char out[GS_DURATION_TEXT_MAX]);

/** A span or an age in one unit: `4 s`, `22 s`, `3 min`, `2 h`, `5 days`. */
void gs_age_format(int64_t seconds, char out[GS_DURATION_TEXT_MAX]);

/** How long ago something was: as gs_age_format(), from 30 days on the day: `18 Nov`. */
void gs_ago_format(int64_t wall_s, int64_t now_s, char out[GS_DURATION_TEXT_MAX]);

#endif
