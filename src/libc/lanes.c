/* SPDX-License-Identifier: MIT */
#include "gaiscope/libc/lanes.h"

#include "lane_core.h"
#include "redirect.h"

#include "gaiscope/base/mem.h"

#include <errno.h>
#include <stdlib.h>

#ifdef __GLIBC__
#    include <malloc.h>
#endif

enum {
    DELIVERED_PER_TURN = 64, /* so that keys are never behind a heap of answers */
    ARENAS_MAX = 2,          /* malloc's, which would be one a thread */
};

struct gs_lanes {
    uv_async_t async;
    struct core *core; /* NULL: closed */
    uint64_t last_id;
    size_t pending; /* the loop stays alive while there are any */
};

static void lanes_forget_pending(struct gs_lanes *lanes)
{
    if (--lanes->pending == 0) {
        uv_unref((uv_handle_t *)&lanes->async);
    }
}

static struct task *lanes_take_done(struct gs_lanes *lanes)
{
    if (lanes->core == NULL) {
        return NULL;
    }
    uv_mutex_lock(&lanes->core->lock);
    struct task *task = task_list_pop(&lanes->core->done);
    uv_mutex_unlock(&lanes->core->lock);
    return task;
}

static void on_done(uv_async_t *async)
{
    struct gs_lanes *lanes = async->data;
    for (int i = 0; i < DELIVERED_PER_TURN; i++) {
        struct task *task = lanes_take_done(lanes);
        if (task == NULL) {
            return;
        }
        lanes_forget_pending(lanes);
        task->job.done(task->job.context, task->id, task->job.job);
        free(task);
    }
    if (lanes->core != NULL) {
        (void)uv_async_send(async); /* there may be more, next turn */
    }
}

static void keep_arenas_few(void)
{
#ifdef M_ARENA_MAX
    static bool is_done;
    if (!is_done) {
        is_done = true;
        /* only the first call counts, and no worker runs yet */
        (void)mallopt(M_ARENA_MAX, ARENAS_MAX); // NOLINT(concurrency-mt-unsafe)
    }
#endif
}

enum gs_status gs_lanes_open(uv_loop_t *loop, const struct gs_resolver *resolver,
                             struct gs_lanes **out)
{
    bool is_redirected = resolver != NULL && resolver->is_override;
    if (is_redirected && !redirect_is_possible()) {
        return GS_EUNSUPPORTED;
    }
    if (is_redirected && resolver->server_count == 0) {
        return GS_EINVAL;
    }
    keep_arenas_few();
    struct gs_lanes *lanes = gs_mem_new(1, sizeof *lanes);
    int failure = uv_async_init(loop, &lanes->async, on_done);
    if (failure != 0) {
        free(lanes);
        errno = -failure;
        return GS_EOS;
    }
    uv_unref((uv_handle_t *)&lanes->async);
    lanes->async.data = lanes;
    lanes->core = core_new(&lanes->async, is_redirected ? resolver : NULL);
    if (is_redirected) {
        redirect_sources();
    } else {
        redirect_sources_back();
    }
    *out = lanes;
    return GS_OK;
}

bool gs_lanes_can_redirect(void)
{
    return redirect_is_possible();
}

uint64_t gs_lanes_start(struct gs_lanes *lanes, enum gs_lane lane,
                        const struct gs_lane_job *job)
{
    struct task *task = gs_mem_new(1, sizeof *task);
    task->id = ++lanes->last_id;
    task->job = *job;
    if (lanes->pending++ == 0) {
        uv_ref((uv_handle_t *)&lanes->async);
    }
    uint64_t id = task->id;
    uv_mutex_lock(&lanes->core->lock);
    pool_queue(&lanes->core->pools[lane], task);
    uv_mutex_unlock(&lanes->core->lock);
    return id;
}

void gs_lanes_cancel(struct gs_lanes *lanes, uint64_t id)
{
    struct task *task = NULL;
    uv_mutex_lock(&lanes->core->lock);
    bool is_found = core_drop(lanes->core, id, &task);
    uv_mutex_unlock(&lanes->core->lock);
    if (is_found) {
        lanes_forget_pending(lanes);
    }
    if (task != NULL) {
        task_free(task);
    }
}

static void on_closed(uv_handle_t *handle)
{
    free(handle->data);
}

void gs_lanes_close(struct gs_lanes *lanes)
{
    struct core *core = lanes->core;
    struct task_list left = {0};
    lanes->core = NULL;
    uv_mutex_lock(&core->lock);
    core_shut(core, &left);
    core_release(core);
    task_list_fini(&left);
    uv_close((uv_handle_t *)&lanes->async, on_closed);
}
