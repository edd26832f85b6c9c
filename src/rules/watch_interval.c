/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/watch_interval.h"

#include "gaiscope/model/watch.h"

#include <stdlib.h>
#include <string.h>

enum {
    DIGITS_MAX = 6,
};

/* The largest first: what leaves no rest is written in it. */
static const struct {
    const char *letters;
    uint32_t seconds;
} units[] = {{"dD", 86400}, {"hH", 3600}, {"mM", 60}, {"sS", 1}};

/* Returns: its seconds; 0: it is no unit. */
static uint32_t unit_s(const char *unit)
{
    if (unit[0] == '\0') {
        return 1;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strchr(units[i].letters, unit[0]) != NULL && unit[1] == '\0') {
            return units[i].seconds;
        }
    }
    return 0;
}

bool gs_interval_parse(const char *text, uint32_t *out_s)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > DIGITS_MAX) {
        return false;
    }
    uint64_t seconds = (uint64_t)strtoul(text, NULL, 10) * unit_s(text + digits);
    if (seconds < GS_WATCH_INTERVAL_MIN_S || seconds > GS_WATCH_INTERVAL_MAX_S) {
        return false;
    }
    *out_s = (uint32_t)seconds;
    return true;
}

void gs_interval_format(uint32_t seconds, struct gs_buf *out)
{
    size_t i = 0;
    while (seconds % units[i].seconds != 0) {
        i++;
    }
    gs_buf_addf(out, "%u%c", (unsigned)(seconds / units[i].seconds), units[i].letters[0]);
}

uint32_t gs_watch_interval_step(uint32_t interval_s, int step)
{
    static const uint32_t intervals_s[] = {1,   2,   5,    10,   20,    30,    60,   120,
                                           300, 600, 1800, 3600, 10800, 43200, 86400};
    const size_t count = sizeof intervals_s / sizeof intervals_s[0];
    size_t longer = 0; /* the first that is at least as long */
    while (longer < count - 1 && intervals_s[longer] < interval_s) {
        longer++;
    }
    if (step < 0) {
        return intervals_s[longer == 0 ? 0 : longer - 1];
    }
    bool is_between = intervals_s[longer] > interval_s;
    return intervals_s[is_between || longer == count - 1 ? longer : longer + 1];
}
