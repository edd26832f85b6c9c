/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/duration.h"

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

enum {
    US_PER_MS = 1000,
    US_PER_S = 1000000,
    S_PER_MIN = 60,
    S_PER_H = 3600,
    S_PER_DAY = 86400,
    TM_YEAR = 1900,             /* the year that a struct tm counts from */
    RECENT_S = 300 * S_PER_DAY, /* within these a day and a month tell the year */
};

/* Half a unit is rounded up, before the unit is chosen: 999.6 ms is 1.0 s. */
static int64_t in_units(int64_t us, int64_t unit_us)
{
    return (us + unit_us / 2) / unit_us;
}

void gs_duration_format(int64_t elapsed_us, char out[GS_DURATION_TEXT_MAX])
{
    int64_t us = elapsed_us < 0 ? 0 : elapsed_us;
    us = us > INT64_MAX - US_PER_S ? INT64_MAX - US_PER_S : us;
    int64_t ms_tenths = in_units(us, US_PER_MS / 10);
    int64_t ms = in_units(us, US_PER_MS);
    int64_t s_tenths = in_units(us, US_PER_S / 10);
    int64_t s = in_units(us, US_PER_S);
    if (ms_tenths < 100) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%d.%d ms", (int)ms_tenths / 10,
                       (int)ms_tenths % 10);
    } else if (ms < 1000) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%d ms", (int)ms);
    } else if (s_tenths < 100) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%d.%d s", (int)s_tenths / 10,
                       (int)s_tenths % 10);
    } else if (s < INT64_C(2) * S_PER_MIN) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%d s", (int)s);
    } else if (s < INT64_C(2) * S_PER_H) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%d min %d s", (int)(s / S_PER_MIN),
                       (int)(s % S_PER_MIN));
    } else {
        int64_t min = in_units(s, S_PER_MIN);
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%lld h %d min", (long long)(min / 60),
                       (int)(min % 60));
    }
}

/* A time that no calendar holds is shown as midnight of 1 January. */
static struct tm local(int64_t wall_s)
{
    time_t seconds = (time_t)wall_s;
    struct tm parts = {0};
    if (localtime_r(&seconds, &parts) == NULL) {
        parts = (struct tm){.tm_mday = 1};
    }
    return parts;
}

void gs_clock_format(int64_t wall_s, char out[GS_DURATION_TEXT_MAX])
{
    struct tm parts = local(wall_s);
    (void)strftime(out, GS_DURATION_TEXT_MAX, "%H:%M:%S", &parts);
}

/* Counted from noon: a day may have 23 or 25 hours. */
static struct tm day_before(struct tm day)
{
    day.tm_mday--;
    day.tm_hour = 12;
    day.tm_min = 0;
    day.tm_sec = 0;
    day.tm_isdst = -1;
    time_t noon = mktime(&day);
    return local(noon);
}

static bool is_same_day(const struct tm *a, const struct tm *b)
{
    return a->tm_year == b->tm_year && a->tm_yday == b->tm_yday;
}

static const char *month_of(const struct tm *day)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return months[day->tm_mon % 12];
}

void gs_day_format(int64_t wall_s, int64_t now_s, char out[GS_DURATION_TEXT_MAX])
{
    struct tm then = local(wall_s);
    struct tm today = local(now_s);
    struct tm yesterday = day_before(today);
    if (is_same_day(&then, &today)) {
        gs_clock_format(wall_s, out);
    } else if (is_same_day(&then, &yesterday)) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "yesterday");
    } else {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%d %s", then.tm_mday, month_of(&then));
    }
}

void gs_moment_format(int64_t wall_s, int64_t now_s, char out[GS_DURATION_TEXT_MAX])
{
    struct tm then = local(wall_s);
    struct tm today = local(now_s);
    if (is_same_day(&then, &today)) {
        gs_clock_format(wall_s, out);
    } else if (now_s - wall_s < RECENT_S && wall_s - now_s < RECENT_S) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%d %s %02d:%02d", then.tm_mday,
                       month_of(&then), then.tm_hour, then.tm_min);
    } else {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%d %s %lld", then.tm_mday,
                       month_of(&then), (long long)then.tm_year + TM_YEAR);
    }
}

bool gs_is_same_day(int64_t wall_s, int64_t other_s)
{
    struct tm a = local(wall_s);
    struct tm b = local(other_s);
    return is_same_day(&a, &b);
}

void gs_stamp_format(int64_t wall_s, char out[GS_DURATION_TEXT_MAX])
{
    struct tm parts = local(wall_s);
    if (strftime(out, GS_DURATION_TEXT_MAX, "%Y-%m-%d %H:%M:%S", &parts) == 0) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "?");
    }
}

void gs_age_format(int64_t seconds, char out[GS_DURATION_TEXT_MAX])
{
    int64_t s = seconds < 0 ? 0 : seconds;
    if (s < S_PER_MIN) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%lld s", (long long)s);
    } else if (s < S_PER_H) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%lld min", (long long)(s / S_PER_MIN));
    } else if (s < INT64_C(2) * S_PER_DAY) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%lld h", (long long)(s / S_PER_H));
    } else {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%lld days",
                       (long long)(s / S_PER_DAY));
    }
}

void gs_ago_format(int64_t wall_s, int64_t now_s, char out[GS_DURATION_TEXT_MAX])
{
    if (now_s - wall_s < INT64_C(30) * S_PER_DAY) {
        gs_age_format(now_s - wall_s, out);
    } else {
        gs_day_format(wall_s, now_s, out);
    }
}
