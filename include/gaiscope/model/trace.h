/* SPDX-License-Identifier: MIT */
/**
 * The way from the root to a name, zone by zone: whom each level was asked of and what it
 * said. RFC 1034 4.2, 5.3.3. Owned by whoever holds the
 * pointer.
 */
#ifndef GAISCOPE_MODEL_TRACE_H
#define GAISCOPE_MODEL_TRACE_H

#include <stdbool.h>
#include <stdint.h>

/** All of it, so far. */
struct gs_trace {
    char *name;         /**< the name asked, presentation form */
    int64_t elapsed_us; /**< of all so far */
    bool is_complete;   /**< nothing is under way any more */
};

/** Owns: the caller frees with gs_trace_free(). */
struct gs_trace *gs_trace_new(const char *name);

/** A deep copy. Owns: the caller. */
struct gs_trace *gs_trace_copy(const struct gs_trace *trace);

/** Frees it and all it owns; NULL is fine. */
void gs_trace_free(struct gs_trace *trace);

#endif
