/* SPDX-License-Identifier: MIT */
/**
 * One round of a host against the rounds before: typed changes, flapping, speed, state. Sets are
 * compared as sets; TTLs, order and case never count. Pure: the wall clock comes in.
 */
#ifndef GAISCOPE_RULES_WATCH_COMPARE_H
#define GAISCOPE_RULES_WATCH_COMPARE_H

#include "gaiscope/model/monitor.h"
#include "gaiscope/rules/watch_expect.h"

/** What is remembered of a host. Owned by who watches (engine/watcher). A zeroed struct remembers
 *  nothing. */
struct gs_watch_memory {
    struct gs_watch_answer
        *good; /**< each fact from the last round that had it: sets, libc's
                                       order and source, MX, PTR; NULL: no round yet */
    struct gs_watch_answer
        *told; /**< while it flaps: the facts as they were told; else NULL */
    struct gs_watch_trend trend; /**< see model/watched.h */
};

/**
 * Compares a round with what is remembered and remembers it. The first round of a host changes
 * nothing; an expectation can fail in it. A temporary failure changes no set: the one before is
 * compared with the one after. What was cancelled or not asked changes nothing.
 * Takes: `round` with `answer` and `wall_s`, and with `interval_s` where it is known
 * (else the line's own counts); `sinkholes`, NULL: the default. Out: changes (the
 * weightiest first), words, state, trend and told of `round`; all else is the caller's
 * to fill.
 */
void gs_watch_compare(struct gs_watch_memory *memory, const struct gs_watch *watch,
                      const struct gs_sinkhole_list *sinkholes,
                      struct gs_watch_round *round);

/** Remembers what a saved state has. Takes: copies of all. */
void gs_watch_memory_restore(struct gs_watch_memory *memory,
                             const struct gs_watched *saved);

/** Frees what is remembered and leaves it empty. */
void gs_watch_memory_fini(struct gs_watch_memory *memory);

#endif
