/* SPDX-License-Identifier: MIT */
/**
 * What the loop and its workers share: the jobs, the workers' numbers and one lock, which
 * nobody holds while a job works, is handed over or is freed. Counted by references, so that
 * a stuck worker may outlive its lanes. Functions say when they want the lock held.
 */
#ifndef GAISCOPE_LIBC_LANE_CORE_H
#define GAISCOPE_LIBC_LANE_CORE_H

#include "tasks.h"

/** How many lanes there are. */
#define LANE_COUNT (GS_LANE_BACKGROUND + 1)

/** One lane. */
struct pool {
    struct core *core;        /**< what it is part of */
    struct task_list queued;  /**< nobody has them yet */
    struct task_list running; /**< a worker has them */
    size_t queued_count;      /**< in `queued` */
    size_t threads_max;       /**< workers, without those stuck with orphans */
    size_t threads;           /**< all workers there are */
    size_t idle;              /**< of them waiting for a job */
    size_t orphans;           /**< of them stuck with orphans */
    uv_cond_t wake;           /**< a job is queued, or the end */
};

/** All lanes. */
struct core {
    uv_mutex_t lock;               /**< over all that follows */
    size_t references;             /**< the loop's and one for each worker */
    struct pool pools[LANE_COUNT]; /**< by enum gs_lane */
    struct task_list done;         /**< to be handed over by the loop */
    uv_async_t *async;             /**< wakes the loop; NULL: closed */
    struct gs_resolver resolver;   /**< with is_redirected; constant */
    bool is_redirected;            /**< constant */
};

/** A core of one reference. Takes: `resolver` NULL: as the system does. */
struct core *core_new(uv_async_t *async, const struct gs_resolver *resolver);

/** Lets go of one reference. The lock is held, and is given up. */
void core_release(struct core *core);

/** Queues a task and sees to it that somebody takes it. Under the lock. */
void pool_queue(struct pool *pool, struct task *task);

/**
 * Takes a task out that no worker has, or orphans one that a worker has. Under the lock.
 * Returns: whether there is such a task; *out is the one taken out, NULL when orphaned.
 */
bool core_drop(struct core *core, uint64_t id, struct task **out);

/**
 * Orphans what is at work, lets idle workers end and moves all else to `left`, which the
 * caller frees without the lock. Under the lock.
 */
void core_shut(struct core *core, struct task_list *left);

#endif
