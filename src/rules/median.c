/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/median.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const int64_t *left = a;
    const int64_t *right = b;
    return (*left > *right) - (*left < *right);
}

int64_t gs_median(const int64_t *values, size_t count)
{
    int64_t *kept = gs_mem_new(count + 1, sizeof *kept);
    size_t kept_count = 0;
    int64_t median = -1;
    for (size_t i = 0; i < count; i++) {
        if (values[i] >= 0) {
            kept[kept_count++] = values[i];
        }
    }
    qsort(kept, kept_count, sizeof *kept, compare);
    if (kept_count > 0) {
        int64_t low = kept[(kept_count - 1) / 2];
        median = low + (kept[kept_count / 2] - low) / 2; /* a sum might be too large */
    }
    free(kept);
    return median;
}
