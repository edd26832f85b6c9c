/* SPDX-License-Identifier: MIT */
/**
 * Which places of a row are taken, and where the n-th taken one is, in logarithmic time: sums over
 * blocks whose sizes are powers of two (a Fenwick tree). A zeroed struct has no places. Owned by
 * whoever holds the struct.
 */
#ifndef GAISCOPE_BASE_TAKEN_H
#define GAISCOPE_BASE_TAKEN_H

#include <stddef.h>
#include <stdint.h>

/** The places. */
struct gs_taken {
    uint32_t *sums; /**< private: of the block that ends at a place, the first at 1 */
    size_t places;  /**< how many there are */
};

/** Makes a row of places, none of them taken. Takes: an empty struct, or one to be made anew. */
void gs_taken_reset(struct gs_taken *taken, size_t places);

/** Takes a place. Takes: one that is free, less than `places`. */
void gs_taken_add(struct gs_taken *taken, size_t place);

/** Gives a place back. Takes: one that is taken. */
void gs_taken_remove(struct gs_taken *taken, size_t place);

/** Where the n-th taken place is, 0 the first. Takes: less than there are taken. */
size_t gs_taken_at(const struct gs_taken *taken, size_t n);

/** Frees it and leaves it empty. */
void gs_taken_fini(struct gs_taken *taken);

#endif
