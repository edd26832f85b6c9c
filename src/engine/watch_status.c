/* SPDX-License-Identifier: MIT */
/*
 * The monitor as a whole, told at most four times a second, and each lap once. A lap is
 * a round of the whole list: it ends when each host has ended a round that is neither
 * paused, nor asked more seldom than the monitor's interval (of its own, or because it
 * fails).
 */
#include "watch_core.h"

enum {
    PACE_US = 250000,
};

void gs_watch_status_note(struct gs_watch_core *core)
{
    core->is_news = true;
}

int64_t gs_watch_status_due_us(const struct gs_watch_core *core)
{
    return core->is_news ? core->told_us + PACE_US : INT64_MAX;
}

static void gather(struct gs_watch_core *core)
{
    struct gs_watch_status *status = &core->status;
    struct gs_watch_traffic traffic = core->world->traffic(core->world->context);
    status->is_paused = core->is_paused;
    status->interval_s = core->interval_s;
    status->wished_s =
        core->interval_s == core->settings.interval_s ? 0 : core->interval_s;
    status->in_flight = traffic.in_flight;
    status->window = traffic.window;
    status->waiting = core->waiting;
    status->sent = traffic.sent;
    status->answered = traffic.answered;
    status->failed = traffic.failed;
    status->pending = traffic.pending;
    status->retries = traffic.retries;
    status->catch_ups = gs_schedule_left_out(core->schedule);
    status->next_due_us =
        gs_watch_core_told_time(core, gs_schedule_next_us(core->schedule));
}

static void tell(struct gs_watch_core *core)
{
    gather(core);
    core->told_us = gs_watch_core_now_us(core);
    core->is_news = core->has_lap = false;
    struct gs_event event = {.type = GS_EVENT_WATCH_STATUS};
    event.of.watch_status = gs_mem_new(1, sizeof core->status);
    *event.of.watch_status = core->status;
    core->world->tell(core->world->context, event);
}

void gs_watch_status_turn(struct gs_watch_core *core)
{
    if (gs_watch_status_due_us(core) <= gs_watch_core_now_us(core)) {
        tell(core);
    }
}

/* -- laps ------------------------------------------------------------------------------ */

void gs_watch_lap_count(struct gs_watch_core *core)
{
    core->lap_left = 0;
    for (size_t i = 0; i < core->hosts.count; i++) {
        struct gs_watch_host *host = core->hosts.items[i];
        host->is_counted = host->is_counted && !gs_watch_core_is_paused(core, host);
        core->lap_left += host->is_counted ? 1 : 0;
    }
}

static void count_all(struct gs_watch_core *core, uint32_t interval_max_s)
{
    for (size_t i = 0; i < core->hosts.count; i++) {
        struct gs_watch_host *host = core->hosts.items[i];
        host->is_counted =
            gs_schedule_interval_s(core->schedule, host->id) <= interval_max_s;
    }
    gs_watch_lap_count(core);
}

void gs_watch_lap_begin(struct gs_watch_core *core)
{
    core->lap_started_us = -1;
    count_all(core, core->interval_s);
    if (core->lap_left == 0) {
        count_all(core, UINT32_MAX);
    }
}

void gs_watch_lap_ended(struct gs_watch_core *core, struct gs_watch_host *host)
{
    if (!host->is_counted) {
        return;
    }
    host->is_counted = false;
    if (--core->lap_left == 0) {
        if (core->has_lap) {
            tell(core); /* each lap is heard of, however soon the next one ends */
        }
        core->has_lap = true;
        core->status.round++;
        core->status.round_us = core->lap_started_us < 0
                                    ? 0
                                    : gs_watch_core_now_us(core) - core->lap_started_us;
        gs_watch_lap_begin(core);
    }
}
