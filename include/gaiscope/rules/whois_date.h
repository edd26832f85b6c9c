/* SPDX-License-Identifier: MIT */
/**
 * Dates as registries write them, and how long ago or ahead they are. Pure: the time it is
 * comes in as an argument.
 */
#ifndef GAISCOPE_RULES_WHOIS_DATE_H
#define GAISCOPE_RULES_WHOIS_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_WHOIS_AGE_MAX 48 /**< bytes of a distance in time with NUL */

/**
 * Reads a date with or without a time: "2026-03-14T07:20:11Z", "2026/03/14", "20260314",
 * "14-Mar-2026", "March 14, 2026", "Sat Mar 14 07:20:11 2026", "14.3.2026", "14/03/2026"
 * (day first unless that cannot be), "before Aug-1996". A time without a zone is taken as
 * UTC. Returns: false when it is none of these; else *out in seconds since the epoch.
 */
bool gs_whois_date_parse(const char *text, size_t len, int64_t *out);

/** "27 Mar 1995", in UTC. */
void gs_whois_date_format(int64_t date_s, char out[GS_WHOIS_AGE_MAX]);

/** "31 years ago", "8 months ago", "12 days ago", "today", "in 9 days", "in 6 years". */
void gs_whois_age_format(int64_t date_s, int64_t now_s, char out[GS_WHOIS_AGE_MAX]);

/** Whole days from now until a date, rounded down; negative: it has passed. */
int64_t gs_whois_days_until(int64_t date_s, int64_t now_s);

#endif
