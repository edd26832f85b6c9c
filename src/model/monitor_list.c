/* SPDX-License-Identifier: MIT */
/*
 * Another list, or more of one: who is in both keeps its history, and who left may come back for a
 * while.
 */
#include "monitor_list.h"

#include <string.h>

void monitor_hosts_clear(struct gs_watched_list *hosts)
{
    for (size_t i = 0; i < hosts->count; i++) {
        gs_watched_fini(&hosts->items[i]);
    }
    gs_vec_fini(hosts);
}

void monitor_errors_clear(struct gs_watch_error_list *errors)
{
    for (size_t i = 0; i < errors->count; i++) {
        free(errors->items[i].reason);
    }
    gs_vec_fini(errors);
}

/* A host that stays, or comes back, keeps its history under its new line. */
static void carry_over(struct gs_watched *before, struct gs_watched *host)
{
    if (before == NULL) {
        return;
    }
    struct gs_watch line = host->watch;
    host->watch = (struct gs_watch){0};
    int64_t due_us = host->due_us;
    uint32_t interval_s = host->interval_s;
    uint32_t wished_s = host->wished_s;
    bool is_paused = host->is_paused;
    gs_watched_fini(host);
    *host = *before;
    gs_watch_fini(&host->watch);
    host->watch = line;
    host->due_us = due_us;
    host->interval_s = interval_s;
    host->wished_s = wished_s;
    host->is_paused = is_paused;
    host->left_wall_s = 0;
    *before = (struct gs_watched){.id = before->id};
}

/* Those that were carried over are empty. */
static bool is_empty(const struct gs_watched *host)
{
    return host->watch.host == NULL;
}

/* Where a host of an id was before: in the list, or among those that left it. */
static void carry_over_all(struct gs_monitor *monitor, struct gs_watched_list *hosts)
{
    struct gs_id_map gone = {0};
    for (size_t i = 0; i < monitor->gone.count; i++) {
        gs_id_map_set(&gone, monitor->gone.items[i].id, &monitor->gone.items[i]);
    }
    for (size_t i = 0; i < hosts->count; i++) {
        struct gs_watched *host = &hosts->items[i];
        struct gs_watched *before = monitor_find(monitor, host->id);
        carry_over(before != NULL ? before : gs_id_map_find(&gone, host->id), host);
    }
    gs_id_map_fini(&gone);
}

/* Drops those that came back, left too long ago, or are too many: the oldest. */
static void trim_gone(struct gs_monitor *monitor, int64_t wall_s)
{
    struct gs_watched_list *gone = &monitor->gone;
    size_t surplus =
        gone->count > GS_WATCH_GONE_HOSTS_MAX ? gone->count - GS_WATCH_GONE_HOSTS_MAX : 0;
    size_t kept = 0;
    for (size_t i = 0; i < gone->count; i++) {
        struct gs_watched *host = &gone->items[i];
        if (is_empty(host) || i < surplus ||
            wall_s - host->left_wall_s > GS_WATCH_GONE_S) {
            gs_watched_fini(host);
        } else {
            gone->items[kept++] = *host;
        }
    }
    gone->count = kept;
}

static void keep_gone(struct gs_monitor *monitor, int64_t wall_s)
{
    for (size_t i = 0; i < monitor->hosts.count; i++) {
        struct gs_watched *host = &monitor->hosts.items[i];
        if (!is_empty(host)) {
            host->left_wall_s = wall_s;
            gs_vec_push(&monitor->gone, *host);
            *host = (struct gs_watched){0};
        }
    }
}

static void note_places(struct gs_monitor *monitor, size_t from)
{
    if (from == 0) {
        gs_id_map_fini(&monitor->places);
    }
    for (size_t i = from; i < monitor->hosts.count; i++) {
        gs_id_map_set(&monitor->places, monitor->hosts.items[i].id,
                      (void *)(uintptr_t)(i + 1)); // NOLINT(performance-no-int-to-ptr)
    }
}

static void count_states(struct gs_monitor *monitor, size_t from)
{
    if (from == 0) {
        memset(monitor->states, 0, sizeof monitor->states);
        monitor->failing = 0;
    }
    for (size_t i = from; i < monitor->hosts.count; i++) {
        monitor->states[monitor->hosts.items[i].state]++;
        monitor->failing += monitor->hosts.items[i].trend.failing != 0 ? 1 : 0;
    }
}

/* Puts the told list in the place of the one before. */
static void replace_list(struct gs_monitor *monitor, struct gs_watch_told *told)
{
    carry_over_all(monitor, &told->hosts);
    if (told->is_other) {
        monitor_hosts_clear(&monitor->gone);
    } else {
        keep_gone(monitor, told->wall_s);
    }
    monitor_hosts_clear(&monitor->hosts);
    monitor_errors_clear(&monitor->errors);
    free(monitor->name);
    monitor->name = told->name;
    monitor->hosts = told->hosts;
    monitor->errors = told->errors;
    monitor->errors_left_out = told->left_out;
    monitor->status.interval_s = told->interval_s;
    told->name = NULL;
    told->hosts = (struct gs_watched_list){0};
    told->errors = (struct gs_watch_error_list){0};
}

/* Puts the told hosts behind those that are there; one that is there already stays as it is. */
static void append_list(struct gs_monitor *monitor, struct gs_watch_told *told)
{
    size_t kept = 0;
    for (size_t i = 0; i < told->hosts.count; i++) {
        struct gs_watched *host = &told->hosts.items[i];
        if (monitor_find(monitor, host->id) != NULL) {
            gs_watched_fini(host);
        } else {
            told->hosts.items[kept++] = *host;
        }
    }
    told->hosts.count = kept;
    carry_over_all(monitor, &told->hosts);
    for (size_t i = 0; i < told->hosts.count; i++) {
        struct gs_watched *host = &told->hosts.items[i];
        if (monitor->hosts.count < GS_WATCHES_MAX) {
            gs_vec_push(&monitor->hosts, *host);
            *host = (struct gs_watched){0};
        }
    }
}

static void take_journal(struct gs_monitor *monitor,
                         struct gs_journal_entry_list *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        gs_journal_restore(&monitor->journal, entries->items[i]);
    }
    gs_vec_fini(entries);
}

void gs_monitor_apply_list(struct gs_monitor *monitor, struct gs_watch_told *told)
{
    size_t from = told->is_more ? monitor->hosts.count : 0;
    if (told->is_more) {
        append_list(monitor, told);
    } else {
        replace_list(monitor, told);
    }
    trim_gone(monitor, told->wall_s);
    monitor->is_on = true;
    if (told->is_other && !told->is_more) {
        gs_journal_clear(&monitor->journal);
    }
    take_journal(monitor, &told->journal);
    gs_watch_told_free(told);
    note_places(monitor, from);
    count_states(monitor, from);
    monitor->list_revision++;
    monitor->revision++;
}
