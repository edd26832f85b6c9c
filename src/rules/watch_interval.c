/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/watch_interval.h"

#include <stdbool.h>
#include <stddef.h>

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
