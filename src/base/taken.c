/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/taken.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>

/* The size of the block that ends at a place. */
static size_t block_of(size_t at)
{
    return at & (~at + 1);
}

void gs_taken_reset(struct gs_taken *taken, size_t places)
{
    gs_taken_fini(taken);
    taken->sums = gs_mem_new(places + 1, sizeof *taken->sums);
    taken->places = places;
}

void gs_taken_add(struct gs_taken *taken, size_t place)
{
    for (size_t at = place + 1; at <= taken->places; at += block_of(at)) {
        taken->sums[at]++;
    }
}

void gs_taken_remove(struct gs_taken *taken, size_t place)
{
    for (size_t at = place + 1; at <= taken->places; at += block_of(at)) {
        taken->sums[at]--;
    }
}

size_t gs_taken_at(const struct gs_taken *taken, size_t n)
{
    size_t block = 1;
    while (block * 2 <= taken->places) {
        block *= 2;
    }
    size_t at = 0; /* up to here at most n are taken */
    for (; block > 0; block /= 2) {
        if (at + block <= taken->places && taken->sums[at + block] <= n) {
            at += block;
            n -= taken->sums[at];
        }
    }
    return at;
}

void gs_taken_fini(struct gs_taken *taken)
{
    free(taken->sums);
    *taken = (struct gs_taken){0};
}
