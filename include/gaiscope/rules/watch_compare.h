/* SPDX-License-Identifier: MIT */
/**
 * One round of a host against the rounds before: typed changes, flapping, speed, state. Sets are
 * compared as sets; TTLs, order and case never count. Pure: the wall clock comes in.
 */
#ifndef GAISCOPE_RULES_WATCH_COMPARE_H
#define GAISCOPE_RULES_WATCH_COMPARE_H

#include "gaiscope/model/monitor.h"
#include "gaiscope/rules/watch_expect.h"

/** What is remembered of a host: what it answered last, each fact from the round that has it.
 *  Owned by who watches (engine/watcher). A zeroed struct remembers nothing. */
struct gs_watch_memory {
    struct gs_watch_answer *last; /**< the last round; NULL: none */
    struct gs_watch_answer
        *good; /**< facts of the last rounds that had them: sets, libc's order and
                                       source, MX, PTR; NULL: none yet */
    struct gs_watch_trend trend; /**< see model/watched.h */
};

/**
 * Compares a round with what is remembered and remembers it. The first round of a host changes
 * nothing. A temporary failure changes no set: the one before is compared with the one after.
 * Takes: `answer`, stays the caller's. Out: `round` with changes (the weightiest first), words, state
 * and trend; id, answer and times are the caller's to fill.
 */
void gs_watch_compare(struct gs_watch_memory *memory, const struct gs_watch *watch,
                      const struct gs_watch_answer *answer,
                      const struct gs_sinkhole_list *sinkholes, int64_t wall_s,
                      struct gs_watch_round *round);

/** Remembers what a saved state has. Takes: copies of all. */
void gs_watch_memory_restore(struct gs_watch_memory *memory,
                             const struct gs_watched *saved);

/** Frees what is remembered and leaves it empty. */
void gs_watch_memory_fini(struct gs_watch_memory *memory);

#endif
