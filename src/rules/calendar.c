/* SPDX-License-Identifier: MIT */
#include "calendar.h"

#include <stddef.h>
#include <time.h>

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void gs_span_add(struct gs_buf *out, int64_t span_s)
{
    static const struct {
        int64_t seconds;
        const char *one;
        const char *many;
    } units[] = {
        {INT64_C(7) * 86400, "week", "weeks"},
        {86400, "day", "days"},
        {3600, "h", "h"},
        {60, "min", "min"},
        {1, "s", "s"},
    };

    size_t shown = 0;
    for (size_t i = 0; i < sizeof units / sizeof *units && shown < 2; i++) {
        int64_t count = span_s / units[i].seconds;
        bool is_last = i + 1 == sizeof units / sizeof *units;
        if (count > 0 || (is_last && shown == 0)) {
            gs_buf_addf(out, "%s%lld %s", shown > 0 ? " " : "", (long long)count,
                        count == 1 ? units[i].one : units[i].many);
            span_s -= count * units[i].seconds;
            shown++;
        } else if (shown > 0) {
            break; /* "1 week", not "1 week 3 s" */
        }
    }
}

void gs_moment_add(struct gs_buf *out, int64_t wall_s)
{
    time_t seconds = (time_t)wall_s;
    struct tm parts;
    if (gmtime_r(&seconds, &parts) == NULL) {
        gs_buf_addf(out, "%lld", (long long)wall_s);
        return;
    }
    gs_buf_addf(out, "%d %s %d %02d:%02d:%02d UTC", parts.tm_mday, months[parts.tm_mon],
                parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

static unsigned days_of(unsigned year, unsigned month)
{
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    bool is_short = month == 4 || month == 6 || month == 9 || month == 11;
    return month == 2 ? 28 + (is_leap ? 1 : 0) : is_short ? 30 : 31;
}

bool gs_date_add(struct gs_buf *out, unsigned year, unsigned month, unsigned day)
{
    if (month < 1 || month > 12 || day < 1 || day > days_of(year, month)) {
        return false;
    }
    gs_buf_addf(out, "%u %s %u", day, months[month - 1], year);
    return true;
}
