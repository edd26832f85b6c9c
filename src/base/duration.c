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
};

void gs_duration_format(int64_t elapsed_us, char out[GS_DURATION_TEXT_MAX])
{
    int64_t us = elapsed_us < 0 ? 0 : elapsed_us;
    int64_t s = us / US_PER_S;
    if (us < 9950) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%.1f ms", (double)us / US_PER_MS);
    } else if (us < 999500) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%.0f ms", (double)us / US_PER_MS);
    } else if (us < 9950000) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%.1f s", (double)us / US_PER_S);
    } else if (s < 2 * S_PER_MIN) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%.0f s", (double)us / US_PER_S);
    } else if (s < 2 * S_PER_H) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%d min %d s", (int)(s / S_PER_MIN),
                       (int)(s % S_PER_MIN));
    } else {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%lld h %d min",
                       (long long)(s / S_PER_H), (int)(s % S_PER_H / S_PER_MIN));
    }
}

static struct tm local(int64_t wall_s)
{
    time_t seconds = (time_t)wall_s;
    struct tm parts = {0};
    (void)localtime_r(&seconds, &parts); /* on failure the epoch stands there */
    return parts;
}

void gs_clock_format(int64_t wall_s, char out[GS_DURATION_TEXT_MAX])
{
    struct tm parts = local(wall_s);
    (void)strftime(out, GS_DURATION_TEXT_MAX, "%H:%M:%S", &parts);
}

static bool is_same_day(const struct tm *a, const struct tm *b)
{
    return a->tm_year == b->tm_year && a->tm_yday == b->tm_yday;
}

void gs_day_format(int64_t wall_s, int64_t now_s, char out[GS_DURATION_TEXT_MAX])
{
    struct tm then = local(wall_s);
    struct tm today = local(now_s);
    struct tm yesterday = local(now_s - S_PER_DAY);
    if (is_same_day(&then, &today)) {
        gs_clock_format(wall_s, out);
    } else if (is_same_day(&then, &yesterday)) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "yesterday");
    } else {
        static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%d %s", then.tm_mday,
                       months[then.tm_mon % 12]);
    }
}

void gs_age_format(int64_t age_s, char out[GS_DURATION_TEXT_MAX])
{
    int64_t s = age_s < 0 ? 0 : age_s;
    if (s < S_PER_MIN) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%d s", (int)s);
    } else if (s < S_PER_H) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%d min", (int)(s / S_PER_MIN));
    } else if (s < 2 * S_PER_DAY) {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%d h", (int)(s / S_PER_H));
    } else {
        (void)snprintf(out, GS_DURATION_TEXT_MAX, "%lld days",
                       (long long)(s / S_PER_DAY));
    }
}
