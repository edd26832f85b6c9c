/* SPDX-License-Identifier: MIT */
/**
 * Days and spans as records hold them: dates in UTC, spans in words.
 */
#ifndef GAISCOPE_RULES_CALENDAR_H
#define GAISCOPE_RULES_CALENDAR_H

#include "gaiscope/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/** Appends "1 h", "2 weeks", "1 day 12 h", "90 s": the two largest units. */
void gs_span_add(struct gs_buf *out, int64_t span_s);

/** Appends "18 Nov 2026 12:31:05 UTC". */
void gs_moment_add(struct gs_buf *out, int64_t wall_s);

/** Appends "18 Nov 2026". Returns: false when there is no such day (nothing is added). */
bool gs_date_add(struct gs_buf *out, unsigned year, unsigned month, unsigned day);

#endif
