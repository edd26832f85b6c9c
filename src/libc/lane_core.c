/* SPDX-License-Identifier: MIT */
/*
 *     queue -> queued -> running -> done -> handed over
 *                |          |        |
 *              drop       drop     drop
 *                v          v        v
 *              freed      orphan   freed        by the loop; an orphan by its worker
 *
 * A worker waits a while for its next job and then ends: an idle program has no workers.
 * One that is stuck with an orphan does not count: another may be added in its place, so
 * that dropped questions never bar the way of new ones.
 */
#include "lane_core.h"

#include "redirect.h"

#include "gaiscope/base/mem.h"

#include <signal.h>
#include <stdlib.h>

#include <pthread.h>

enum {
    INTERACTIVE_MAX = 64, /* workers that somebody waits for */
    BACKGROUND_MAX = 16,  /* the same for lists */
    ORPHANS_MAX = 128,    /* workers more, as long as they are stuck with orphans */
};

/* Room for NSS modules that are generous with their stack; untouched pages cost nothing. */
static const size_t stack_bytes = 512 * (size_t)1024;
static const uint64_t idle_ns = 10 * (uint64_t)1000000000;

struct core *core_new(uv_async_t *async, const struct gs_resolver *resolver)
{
    static const size_t threads_max[LANE_COUNT] = {
        [GS_LANE_INTERACTIVE] = INTERACTIVE_MAX,
        [GS_LANE_BACKGROUND] = BACKGROUND_MAX,
    };
    struct core *core = gs_mem_new(1, sizeof *core);
    core->references = 1;
    core->async = async;
    core->is_redirected = resolver != NULL;
    if (resolver != NULL) {
        core->resolver = *resolver;
    }
    bool is_ready = uv_mutex_init(&core->lock) == 0;
    for (size_t i = 0; i < LANE_COUNT; i++) {
        core->pools[i].core = core;
        core->pools[i].threads_max = threads_max[i];
        is_ready = uv_cond_init(&core->pools[i].wake) == 0 && is_ready;
    }
    if (!is_ready) {
        abort(); /* only a broken pthread library refuses plain locks */
    }
    return core;
}

void core_release(struct core *core)
{
    bool is_last = --core->references == 0;
    uv_mutex_unlock(&core->lock);
    if (!is_last) {
        return;
    }
    for (size_t i = 0; i < LANE_COUNT; i++) {
        uv_cond_destroy(&core->pools[i].wake);
    }
    uv_mutex_destroy(&core->lock);
    free(core);
}

/* Waits for a job; NULL: this worker is not needed any more. Under the lock. */
static struct task *pool_next(struct pool *pool)
{
    struct core *core = pool->core;
    while (pool->queued.first == NULL) {
        if (core->async == NULL || pool->threads - pool->orphans > pool->threads_max) {
            return NULL;
        }
        pool->idle++;
        int waited = uv_cond_timedwait(&pool->wake, &core->lock, idle_ns);
        pool->idle--;
        if (waited == UV_ETIMEDOUT && pool->queued.first == NULL) {
            return NULL;
        }
    }
    pool->queued_count--;
    return task_list_pop(&pool->queued);
}

/* Under the lock. */
static void core_add_done(struct core *core, struct task *task)
{
    task_list_push(&core->done, task);
    (void)uv_async_send(core->async); /* fails only for a handle that is none */
}

/* Under the lock, which is given up while the job works. */
static void pool_run(struct pool *pool, struct task *task)
{
    struct core *core = pool->core;
    task_list_push(&pool->running, task);
    uv_mutex_unlock(&core->lock);
    task->job.work(task->job.job);
    uv_mutex_lock(&core->lock);
    (void)task_list_take(&pool->running, task->id); /* it is in there */
    if (!task->is_orphan) {
        core_add_done(core, task);
        return;
    }
    pool->orphans--;
    uv_mutex_unlock(&core->lock);
    task_free(task);
    uv_mutex_lock(&core->lock);
}

static void *worker(void *argument)
{
    struct pool *pool = argument;
    struct core *core = pool->core;
    if (core->is_redirected) {
        redirect_thread(&core->resolver);
    }
    uv_mutex_lock(&core->lock);
    for (struct task *task = pool_next(pool); task != NULL; task = pool_next(pool)) {
        pool_run(pool, task);
    }
    pool->threads--;
    core_release(core);
    redirect_leave_thread();
    return NULL;
}

/* Signals are the loop's, but for those that a thread's own fault raises. */
static void block_signals(sigset_t *before)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    sigset_t all;
    (void)sigfillset(&all);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        (void)sigdelset(&all, faults[i]);
    }
    (void)pthread_sigmask(SIG_SETMASK, &all, before);
}

/* Under the lock. */
static bool pool_add_thread(struct pool *pool)
{
    pthread_t thread;
    pthread_attr_t attributes;
    sigset_t signals;
    if (pthread_attr_init(&attributes) != 0) {
        return false;
    }
    (void)pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    (void)pthread_attr_setstacksize(&attributes, stack_bytes); /* else the usual size */
    block_signals(&signals);
    bool is_made = pthread_create(&thread, &attributes, worker, pool) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &signals, NULL);
    (void)pthread_attr_destroy(&attributes);
    if (is_made) {
        pool->threads++;
        pool->core->references++;
    }
    return is_made;
}

/* No thread is to be had and nobody will come: the jobs go back as they are. */
static void pool_give_back(struct pool *pool)
{
    for (struct task *task = task_list_pop(&pool->queued); task != NULL;
         task = task_list_pop(&pool->queued)) {
        core_add_done(pool->core, task);
    }
    pool->queued_count = 0;
}

/* Sees to it that somebody takes the queued jobs. Under the lock. */
static void pool_staff(struct pool *pool)
{
    size_t at_work = pool->threads - pool->orphans;
    bool is_wanted = pool->queued_count > pool->idle;
    bool is_allowed =
        at_work < pool->threads_max && pool->threads < pool->threads_max + ORPHANS_MAX;
    if (is_wanted && is_allowed && !pool_add_thread(pool) && at_work == 0) {
        pool_give_back(pool);
    }
    if (pool->idle > 0 && pool->queued_count > 0) {
        uv_cond_signal(&pool->wake);
    }
}

void pool_queue(struct pool *pool, struct task *task)
{
    task_list_push(&pool->queued, task);
    pool->queued_count++;
    pool_staff(pool);
}

/* Nobody waits for a task that a worker has. Under the lock. */
static void orphan(struct pool *pool, struct task *task)
{
    task->is_orphan = true;
    pool->orphans++;
    if (task->job.stop != NULL) {
        task->job.stop(task->job.job);
    }
}

/* As core_drop(), for one lane. */
static bool pool_drop(struct pool *pool, uint64_t id, struct task **out)
{
    *out = task_list_take(&pool->queued, id);
    if (*out != NULL) {
        pool->queued_count--;
        return true;
    }
    struct task *at_work = task_list_find(&pool->running, id);
    if (at_work == NULL || at_work->is_orphan) {
        return false;
    }
    orphan(pool, at_work);
    pool_staff(pool);
    return true;
}

bool core_drop(struct core *core, uint64_t id, struct task **out)
{
    *out = task_list_take(&core->done, id);
    bool is_found = *out != NULL;
    for (size_t i = 0; i < LANE_COUNT && !is_found; i++) {
        is_found = pool_drop(&core->pools[i], id, out);
    }
    return is_found;
}

/* Moves all tasks of a list to the end of another. */
static void move_all(struct task_list *to, struct task_list *from)
{
    for (struct task *task = task_list_pop(from); task != NULL;
         task = task_list_pop(from)) {
        task_list_push(to, task);
    }
}

void core_shut(struct core *core, struct task_list *left)
{
    core->async = NULL;
    move_all(left, &core->done);
    for (size_t i = 0; i < LANE_COUNT; i++) {
        struct pool *pool = &core->pools[i];
        move_all(left, &pool->queued);
        pool->queued_count = 0;
        for (struct task *task = pool->running.first; task != NULL; task = task->next) {
            if (!task->is_orphan) {
                orphan(pool, task);
            }
        }
        uv_cond_broadcast(&pool->wake);
    }
}
