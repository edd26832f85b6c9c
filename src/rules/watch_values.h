/* SPDX-License-Identifier: MIT */
/**
 * What is known of a host as a sorted list of numbers, one a value: addresses, names, what
 * was said. Two answers mean the same when their lists are the same, and what came or went is
 * seen without knowing its kind. Pure; private to this room.
 */
#ifndef GAISCOPE_RULES_WATCH_VALUES_H
#define GAISCOPE_RULES_WATCH_VALUES_H

#include "gaiscope/model/watch_answer.h"

#define WATCH_VALUES_MAX (2 * GS_WATCH_ADDRESSES_MAX + 2 * GS_WATCH_NAMES_MAX + 8)

/** What is a value beside the facts. */
enum watch_more {
    WATCH_WITH_ORDER = 1,      /**< libc's first address */
    WATCH_WITH_FAILURE = 2,    /**< that the host fails */
    WATCH_WITH_MX_FAILURE = 4, /**< that MX alone fails */
};

/** Values, sorted. */
struct watch_values {
    uint32_t items[WATCH_VALUES_MAX]; /**< each once, but for chance */
    size_t count;                     /**< how many */
};

/** The values of what is known. A set that was cut (GS_WATCH_ADDRESSES_MAX) is one value: which of
 *  its addresses were kept is chance. Takes: `more`: bits of enum watch_more. */
void watch_values_of(const struct gs_watch_answer *known, unsigned more,
                     struct watch_values *out);

/** Whether a family's set was cut. */
bool watch_is_cut(const struct gs_watch_answer *known, size_t side);

/** The values of `a` that are not in `b`. */
void watch_values_minus(const struct watch_values *a, const struct watch_values *b,
                        struct watch_values *out);

/** Mixes bytes into a hash. Takes: 0 to begin with. */
uint32_t watch_hash(uint32_t hash, const void *bytes, size_t len);

#endif
