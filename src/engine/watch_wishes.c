/* SPDX-License-Identifier: MIT */
#include "watch_core.h"

#include "gaiscope/rules/watch_interval.h"

/* What a command does to one host; the value is its own. */
typedef void (*host_fn)(struct gs_watch_core *core, struct gs_watch_host *host,
                        uint32_t value);

static void for_each(struct gs_watch_core *core, struct gs_watch_ids ids, host_fn fn,
                     uint32_t value)
{
    size_t count = ids.items == NULL ? core->hosts.count : ids.count;
    for (size_t i = 0; i < count; i++) {
        struct gs_watch_host *host = ids.items == NULL
                                         ? core->hosts.items[i]
                                         : gs_watch_core_find(core, ids.items[i]);
        if (host != NULL) {
            fn(core, host, value);
        }
    }
}

static void tell_setting(struct gs_watch_core *core, struct gs_watch_host *host)
{
    struct gs_event event = {.type = GS_EVENT_WATCH_HOST};
    int64_t due_us = gs_schedule_due_us(core->schedule, host->id);
    event.of.watch_host = (struct gs_watch_setting){
        .id = host->id,
        .is_paused = host->is_paused,
        .interval_s = gs_schedule_interval_s(core->schedule, host->id),
        .wished_s = host->wished_s,
        .due_us = gs_watch_core_told_time(core, due_us),
    };
    core->world->tell(core->world->context, event);
}

/* A host is asked while neither it nor the whole is paused; one that waits for room waits on. */
static void fit_pause(struct gs_watch_core *core, struct gs_watch_host *host,
                      uint32_t is_paused)
{
    if (is_paused != 0) {
        gs_watch_round_withdraw(core, host);
    }
    gs_schedule_pause(core->schedule, host->id, gs_watch_core_is_paused(core, host),
                      gs_watch_core_clock_us(core));
    tell_setting(core, host);
}

static void pause_one(struct gs_watch_core *core, struct gs_watch_host *host,
                      uint32_t is_paused)
{
    host->is_paused = is_paused != 0;
    fit_pause(core, host, is_paused);
}

void gs_watch_core_pause(struct gs_watch_core *core, struct gs_watch_ids ids,
                         bool is_paused)
{
    if (!core->is_on) {
        return;
    }
    if (ids.items == NULL) {
        core->is_paused = is_paused;
    }
    for_each(core, ids, ids.items == NULL ? fit_pause : pause_one, is_paused ? 1 : 0);
    gs_watch_lap_count(core);
    if (core->lap_left == 0) {
        gs_watch_lap_begin(core); /* those that it waited for pause, or none did */
    }
    gs_watch_status_note(core);
    gs_watch_core_turn(core);
}

static void fit_interval(struct gs_watch_core *core, struct gs_watch_host *host,
                         uint32_t value)
{
    (void)value; /* the host and the core know */
    gs_schedule_set_interval(core->schedule, host->id,
                             gs_watch_core_interval_of(core, host),
                             gs_watch_core_clock_us(core));
    tell_setting(core, host);
}

static void set_interval(struct gs_watch_core *core, struct gs_watch_host *host,
                         uint32_t interval_s)
{
    host->wished_s = interval_s;
    fit_interval(core, host, 0);
}

void gs_watch_core_interval(struct gs_watch_core *core, struct gs_watch_ids ids,
                            uint32_t interval_s)
{
    if (!core->is_on) {
        return;
    }
    if (ids.items == NULL) {
        core->interval_s = interval_s == 0 ? core->settings.interval_s : interval_s;
    }
    for_each(core, ids, ids.items == NULL ? fit_interval : set_interval, interval_s);
    gs_watch_status_note(core);
    gs_watch_core_turn(core);
}

static void set_longer(struct gs_watch_core *core, struct gs_watch_host *host,
                       uint32_t is_longer)
{
    uint32_t now_s = gs_watch_core_interval_of(core, host);
    set_interval(core, host, gs_watch_interval_step(now_s, is_longer != 0 ? 1 : -1));
}

void gs_watch_core_step(struct gs_watch_core *core, struct gs_watch_ids ids, int step)
{
    if (!core->is_on) {
        return;
    }
    if (ids.items == NULL) {
        gs_watch_core_interval(core, ids, gs_watch_interval_step(core->interval_s, step));
        return;
    }
    for_each(core, ids, set_longer, step > 0 ? 1 : 0);
    gs_watch_status_note(core);
    gs_watch_core_turn(core);
}

static void ask_now(struct gs_watch_core *core, struct gs_watch_host *host,
                    uint32_t value)
{
    (void)value; /* there is none */
    gs_schedule_now(core->schedule, host->id, gs_watch_core_clock_us(core));
}

void gs_watch_core_now(struct gs_watch_core *core, struct gs_watch_ids ids)
{
    if (core->is_on) {
        for_each(core, ids, ask_now, 0);
        gs_watch_core_turn(core);
    }
}
