/* SPDX-License-Identifier: MIT */
#include "watch_core.h"

#include <string.h>

enum {
    INTERVAL_S = 30,
    LIBC_ROUNDS = 10,
    QUEUE_SLACK = 64,        /* gone ids that are not worth moving the others for */
    SLEEP_MAX_US = 60000000, /* so that a machine that slept is noticed within a minute */
    S_IN_US = 1000000,
    BEAT_MAX_US = 250000, /* as often as the screen shows news */
    SHARE_A_TURN = 16,    /* hosts of a long list that one turn takes */
};

/* -- queues ---------------------------------------------------------------------------- */

void gs_watch_queue_add(struct gs_watch_queue *queue, uint64_t id)
{
    gs_vec_push(&queue->ids, id);
}

uint64_t gs_watch_queue_first(const struct gs_watch_queue *queue)
{
    return queue->first < queue->ids.count ? queue->ids.items[queue->first] : 0;
}

uint64_t gs_watch_queue_take(struct gs_watch_queue *queue)
{
    uint64_t id = gs_watch_queue_first(queue);
    if (id == 0) {
        return 0;
    }
    queue->first++;
    if (queue->first == queue->ids.count) {
        queue->first = queue->ids.count = 0;
    } else if (queue->first > QUEUE_SLACK && queue->first > queue->ids.count / 2) {
        queue->ids.count -= queue->first;
        memmove(queue->ids.items, queue->ids.items + queue->first,
                queue->ids.count * sizeof *queue->ids.items);
        queue->first = 0;
    }
    return id;
}

void gs_watch_queue_fini(struct gs_watch_queue *queue)
{
    gs_vec_fini(&queue->ids);
    queue->first = 0;
}

/* -- times ----------------------------------------------------------------------------- */

int64_t gs_watch_core_now_us(const struct gs_watch_core *core)
{
    return core->world->now_us(core->world->context);
}

int64_t gs_watch_core_clock_us(const struct gs_watch_core *core)
{
    return gs_watch_core_now_us(core) + core->world->slept_us(core->world->context);
}

int64_t gs_watch_core_told_time(const struct gs_watch_core *core, int64_t at_us)
{
    return at_us == INT64_MAX ? at_us
                              : at_us - core->world->slept_us(core->world->context);
}

uint32_t gs_watch_core_interval_of(const struct gs_watch_core *core,
                                   const struct gs_watch_host *host)
{
    if (host->wished_s != 0) {
        return host->wished_s;
    }
    return host->watch.interval_s != 0 ? host->watch.interval_s : core->interval_s;
}

bool gs_watch_core_is_paused(const struct gs_watch_core *core,
                             const struct gs_watch_host *host)
{
    return core->is_paused || host->is_paused;
}

/* -- the core -------------------------------------------------------------------------- */

struct gs_watch_core *gs_watch_core_new(const struct gs_watch_world *world)
{
    struct gs_watch_core *core = gs_mem_new(1, sizeof *core);
    core->world = world;
    core->next_id = 1;
    gs_watch_core_set(core, &(const struct gs_monitor_settings){0});
    return core;
}

void gs_watch_core_free(struct gs_watch_core *core)
{
    if (core == NULL) {
        return;
    }
    gs_watch_core_unwatch(core);
    gs_id_map_fini(&core->by_id);
    gs_vec_fini(&core->hosts);
    gs_vec_fini(&core->sinkholes);
    gs_vec_fini(&core->graces);
    gs_watch_queue_fini(&core->due);
    gs_watch_queue_fini(&core->libc);
    free(core);
}

void gs_watch_core_set(struct gs_watch_core *core,
                       const struct gs_monitor_settings *settings)
{
    core->settings = *settings;
    core->settings.sinkholes = (struct gs_sinkhole_list){0};
    core->settings.interval_s =
        settings->interval_s == 0 ? INTERVAL_S : settings->interval_s;
    core->settings.libc_rounds =
        settings->libc_rounds == 0 ? LIBC_ROUNDS : settings->libc_rounds;
    gs_vec_fini(&core->sinkholes);
    for (size_t i = 0; i < settings->sinkholes.count; i++) {
        gs_vec_push(&core->sinkholes, settings->sinkholes.items[i]);
    }
}

struct gs_watch_host *gs_watch_core_find(const struct gs_watch_core *core, uint64_t id)
{
    return gs_id_map_find(&core->by_id, id);
}

/* A due host is taken at once: how late that is tells of a sleep, and of nothing else. */
static void take_due(struct gs_watch_core *core)
{
    int64_t clock_us = gs_watch_core_clock_us(core);
    for (uint64_t id = gs_schedule_take(core->schedule, clock_us); id != 0;
         id = gs_schedule_take(core->schedule, clock_us)) {
        struct gs_watch_host *host = gs_watch_core_find(core, id);
        host->is_taken = true;
        core->waiting++;
        gs_watch_queue_add(&core->due, id);
        gs_watch_status_note(core);
    }
}

static int64_t earlier(int64_t a_us, int64_t b_us)
{
    return a_us < b_us ? a_us : b_us;
}

/* Hosts that come due shortly after each other share a turn, so that a short list seldom wakes
 * the machine; of a long one a handful do, so that no burst goes out. First rounds do not wait. */
static int64_t next_due_us(const struct gs_watch_core *core)
{
    int64_t due_us = gs_watch_core_told_time(core, gs_schedule_next_us(core->schedule));
    int64_t each_us =
        (int64_t)core->interval_s * S_IN_US / ((int64_t)core->hosts.count + 1);
    int64_t beat_us = earlier(each_us * SHARE_A_TURN, BEAT_MAX_US);
    if (due_us == INT64_MAX || due_us <= core->spread_until_us ||
        due_us <= gs_watch_core_now_us(core) || beat_us < 1) {
        return due_us;
    }
    return due_us + beat_us - 1 - (due_us + beat_us - 1) % beat_us;
}

/* What is past waits for room, or for an answer: both come by themselves. */
static int64_t next_turn_us(const struct gs_watch_core *core)
{
    int64_t next_us = next_due_us(core);
    next_us = earlier(next_us, gs_watch_status_due_us(core));
    if (core->first_grace < core->graces.count) {
        next_us = earlier(next_us, core->graces.items[core->first_grace].until_us);
    }
    for (size_t i = 0; i < GS_WATCH_LIBC_AT_ONCE; i++) {
        if (core->calls[i].id != 0) {
            next_us = earlier(next_us, core->calls[i].deadline_us);
        }
    }
    return next_us == INT64_MAX
               ? next_us
               : earlier(next_us, gs_watch_core_now_us(core) + SLEEP_MAX_US);
}

void gs_watch_core_turn(struct gs_watch_core *core)
{
    if (!core->is_on) {
        return;
    }
    take_due(core);
    gs_watch_rounds_end_late(core);
    gs_watch_rounds_begin(core);
    gs_watch_libc_turn(core);
    gs_watch_status_turn(core);
    core->world->wake_at(core->world->context, next_turn_us(core));
}

void gs_watch_core_restart(struct gs_watch_core *core)
{
    gs_watch_libc_drop(core, 0);
    core->silent = core->patience_ms = 0; /* the others have not been asked yet */
    for (size_t i = 0; i < core->hosts.count; i++) {
        struct gs_watch_host *host = core->hosts.items[i];
        bool has_begun = host->run != NULL;
        gs_watch_round_drop(host);
        if (has_begun) {
            gs_watch_queue_add(&core->due, host->id);
        }
    }
    gs_watch_core_turn(core);
}
