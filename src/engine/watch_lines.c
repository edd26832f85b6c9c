/* SPDX-License-Identifier: MIT */
/*
 * Another list in the place of the one before. Who is in both stays the same host: id, memory,
 * round under way and what the person set. Lines are matched through a sorted index, so that
 * long lists are reloaded quickly.
 */
#include "watch_core.h"

#include <string.h>

enum {
    SPREAD_US =
        1000, /* a host: a short list is asked at once, a long one within its interval */
    S_IN_US = 1000000,
};

/* A line, and what it belongs to. */
struct named {
    const struct gs_watch *watch;
    const void *of;
};

struct index GS_VEC_OF(struct named);

static int compare(const void *one, const void *other)
{
    const struct gs_watch *a = ((const struct named *)one)->watch;
    const struct gs_watch *b = ((const struct named *)other)->watch;
    int order = strcmp(a->host, b->host);
    return order != 0 ? order : strcmp(a->service, b->service);
}

static void sort_index(struct index *index)
{
    if (index->count > 0) {
        qsort(index->items, index->count, sizeof *index->items, compare);
    }
}

/* What bears the same host and service; NULL: nothing. */
static const void *find_in(const struct index *index, const struct gs_watch *watch)
{
    const struct named wanted = {watch, NULL};
    const struct named *found =
        index->count == 0
            ? NULL
            : bsearch(&wanted, index->items, index->count, sizeof *index->items, compare);
    return found == NULL ? NULL : found->of;
}

static struct index index_saved(const struct gs_watched_list *saved)
{
    struct index index = {0};
    for (size_t i = 0; saved != NULL && i < saved->count; i++) {
        gs_vec_push(&index, ((struct named){&saved->items[i].watch, &saved->items[i]}));
    }
    sort_index(&index);
    return index;
}

static struct index index_hosts(const struct gs_watch_core *core)
{
    struct index index = {0};
    for (size_t i = 0; i < core->hosts.count; i++) {
        struct gs_watch_host *host = core->hosts.items[i];
        gs_vec_push(&index, ((struct named){&host->watch, &host->id}));
    }
    sort_index(&index);
    return index;
}

/* -- hosts ----------------------------------------------------------------------------- */

static void free_host(struct gs_watch_core *core, struct gs_watch_host *host)
{
    (void)gs_id_map_remove(&core->by_id, host->id);
    gs_schedule_remove(core->schedule, host->id);
    gs_watch_libc_drop(core, host->id);
    gs_watch_round_drop(host);
    core->waiting -= host->is_taken ? 1 : 0;
    gs_vec_fini(&host->elsewhere);
    gs_watch_memory_fini(&host->memory);
    gs_watch_fini(&host->watch);
    free(host);
}

/* The ids of an earlier run stay, as the journal knows them. */
static uint64_t id_of(struct gs_watch_core *core, const struct gs_watched *saved)
{
    bool is_free =
        saved != NULL && saved->id != 0 && gs_watch_core_find(core, saved->id) == NULL;
    return is_free ? saved->id : core->next_id++;
}

/* A restart asks nobody sooner than without it. Who fails is asked soon all the same: it may have
 * been this machine. */
static void put_off(struct gs_watch_core *core, const struct gs_watch_host *host,
                    const struct gs_watched *saved)
{
    int64_t interval_s = gs_watch_core_interval_of(core, host);
    int64_t wall_s = core->world->wall_s(core->world->context);
    bool is_sound = saved->rounds > 0 && saved->state != GS_WATCH_TRY_AGAIN &&
                    saved->last_wall_s <= wall_s;
    if (is_sound && wall_s - saved->last_wall_s < interval_s) {
        int64_t left_s = interval_s - (wall_s - saved->last_wall_s);
        gs_schedule_put_off(core->schedule, host->id,
                            gs_watch_core_clock_us(core) + (left_s - 1) * S_IN_US,
                            S_IN_US);
    }
}

static struct gs_watch_host *add_host(struct gs_watch_core *core,
                                      const struct gs_watch *watch,
                                      const struct gs_watched *saved, int64_t spread_us)
{
    struct gs_watch_host *host = gs_mem_new(1, sizeof *host);
    int64_t clock_us = gs_watch_core_clock_us(core);
    host->id = id_of(core, saved);
    host->watch = gs_watch_copy(watch);
    gs_id_map_set(&core->by_id, host->id, host);
    if (saved != NULL) {
        gs_watch_memory_restore(&host->memory, saved);
        host->is_paused = saved->is_paused;
        host->wished_s = saved->wished_s;
    }
    gs_schedule_add(core->schedule, host->id, gs_watch_core_interval_of(core, host),
                    clock_us, spread_us);
    if (saved != NULL && !core->asks_at_once) {
        put_off(core, host, saved);
    }
    gs_schedule_pause(core->schedule, host->id, gs_watch_core_is_paused(core, host),
                      clock_us);
    return host;
}

static bool is_same_expect(const struct gs_expect *a, const struct gs_expect *b)
{
    bool is_same = a->kind == b->kind && a->bits == b->bits && a->count == b->count &&
                   a->family == b->family && (a->host == NULL) == (b->host == NULL) &&
                   (a->host == NULL || strcmp(a->host, b->host) == 0) &&
                   a->addresses.count == b->addresses.count;
    for (size_t i = 0; is_same && i < a->addresses.count; i++) {
        is_same = gs_address_is_equal(&a->addresses.items[i], &b->addresses.items[i]);
    }
    return is_same;
}

static bool has_same_expects(const struct gs_watch *a, const struct gs_watch *b)
{
    bool is_same = a->expects.count == b->expects.count;
    for (size_t i = 0; is_same && i < a->expects.count; i++) {
        is_same = is_same_expect(&a->expects.items[i], &b->expects.items[i]);
    }
    return is_same;
}

/* The memory of what failed is of the expectations before. */
static void renew_line(struct gs_watch_core *core, struct gs_watch_host *host,
                       const struct gs_watch *watch)
{
    if (!has_same_expects(&host->watch, watch)) {
        host->memory.trend.failing = 0;
    }
    struct gs_watch copy = gs_watch_copy(watch);
    gs_watch_fini(&host->watch);
    host->watch = copy;
    gs_schedule_set_interval(core->schedule, host->id,
                             gs_watch_core_interval_of(core, host),
                             gs_watch_core_clock_us(core));
}

/* -- the list -------------------------------------------------------------------------- */

static struct gs_watched told_host(const struct gs_watch_core *core,
                                   const struct gs_watch_host *host,
                                   const struct gs_watched *saved)
{
    struct gs_watched told = {.state = GS_WATCH_WAITING};
    if (saved != NULL) {
        told = gs_watched_copy(saved);
        gs_watch_fini(&told.watch);
        told.earlier_rounds = told.rounds;
        told.earlier_ups = told.ups;
    }
    told.id = host->id;
    told.watch = gs_watch_copy(&host->watch);
    told.due_us =
        gs_watch_core_told_time(core, gs_schedule_due_us(core->schedule, host->id));
    told.interval_s = gs_schedule_interval_s(core->schedule, host->id);
    told.wished_s = host->wished_s;
    told.is_paused = host->is_paused;
    return told;
}

static void copy_errors(struct gs_watch_told *told, const struct gs_watch_wish *wish)
{
    told->left_out = wish->left_out;
    for (size_t i = 0; wish->errors != NULL && i < wish->errors->count; i++) {
        struct gs_watch_error error = wish->errors->items[i];
        error.reason = gs_mem_copy_text(error.reason);
        gs_vec_push(&told->errors, error);
    }
}

static void copy_journal(struct gs_watch_told *told, const struct gs_watch_wish *wish)
{
    for (size_t i = 0; wish->journal != NULL && i < wish->journal->count; i++) {
        const struct gs_journal_entry *from = wish->journal->items[i];
        struct gs_journal_entry *entry = gs_mem_new(1, sizeof *entry);
        *entry = *from;
        entry->host = gs_mem_copy_text(from->host);
        entry->change = gs_watch_change_copy(&from->change);
        gs_vec_push(&told->journal, entry);
    }
}

/* New ids are greater than all of an earlier run. */
static void pass_ids(struct gs_watch_core *core, const struct gs_watch_wish *wish)
{
    for (size_t i = 0; wish->saved != NULL && i < wish->saved->count; i++) {
        uint64_t id = wish->saved->items[i].id;
        core->next_id = id >= core->next_id ? id + 1 : core->next_id;
    }
    for (size_t i = 0; wish->journal != NULL && i < wish->journal->count; i++) {
        uint64_t id = wish->journal->items[i]->host_id;
        core->next_id = id >= core->next_id ? id + 1 : core->next_id;
    }
}

/* Takes the lines up: those that were watched stay, the others are new. */
static void take_lines(struct gs_watch_core *core, const struct gs_watch_wish *wish,
                       struct gs_watch_told *told)
{
    struct index known = index_hosts(core);
    struct index saved = index_saved(wish->saved);
    int64_t spread_us = (int64_t)wish->watches->count * SPREAD_US;
    int64_t interval_us = (int64_t)core->interval_s * S_IN_US;
    spread_us = spread_us < interval_us ? spread_us : interval_us;
    core->hosts.count = 0;
    for (size_t i = 0; i < wish->watches->count; i++) {
        const struct gs_watch *watch = &wish->watches->items[i];
        const uint64_t *id = find_in(&known, watch);
        struct gs_watch_host *host = id == NULL ? NULL : gs_watch_core_find(core, *id);
        const struct gs_watched *before = host == NULL ? find_in(&saved, watch) : NULL;
        if (host == NULL) {
            host = add_host(core, watch, before, spread_us);
        } else if (!host->is_kept) {
            renew_line(core, host, watch);
        } else {
            continue; /* the same line a second time */
        }
        host->is_kept = true;
        gs_vec_push(&core->hosts, host);
        gs_vec_push(&told->hosts, told_host(core, host, before));
    }
    gs_vec_fini(&known);
    gs_vec_fini(&saved);
}

/* Takes: the hosts before. */
static void drop_others(struct gs_watch_core *core, struct gs_watch_host **before,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!before[i]->is_kept) {
            free_host(core, before[i]);
        }
    }
    for (size_t i = 0; i < core->hosts.count; i++) {
        core->hosts.items[i]->is_kept = false;
    }
}

static void begin_watching(struct gs_watch_core *core, const struct gs_watch_wish *wish)
{
    uint64_t seed = core->settings.seed;
    core->schedule = gs_schedule_new(
        seed != 0 ? seed : (uint64_t)core->world->wall_s(core->world->context));
    core->status = (struct gs_watch_status){
        .round_us = -1,
        .next_due_us = INT64_MAX,
        .started_us = gs_watch_core_now_us(core),
    };
    core->told_us = core->status.started_us - S_IN_US;
    core->hurried_us = INT64_MIN / 2;
    core->lap_started_us = -1;
    core->is_paused = wish->is_paused;
    core->set_s = core->settings.interval_s;
    core->interval_s = wish->interval_s != 0 ? wish->interval_s : core->set_s;
    core->is_on = true;
}

void gs_watch_core_watch(struct gs_watch_core *core, const struct gs_watch_wish *wish)
{
    struct gs_watch_told *told = gs_mem_new(1, sizeof *told);
    size_t count = core->hosts.count;
    struct gs_watch_host **before = gs_mem_new(count + 1, sizeof *before);
    if (count > 0) {
        memcpy(before, core->hosts.items, count * sizeof *before);
    }
    if (!core->is_on) {
        begin_watching(core, wish);
    }
    core->asks_at_once = wish->asks_at_once;
    if (core->set_s != core->settings.interval_s) { /* else the person's own stays */
        core->set_s = core->interval_s = core->settings.interval_s;
    }
    pass_ids(core, wish);
    take_lines(core, wish, told);
    drop_others(core, before, count);
    free(before);
    told->name = gs_mem_copy_text(wish->name == NULL ? "" : wish->name);
    told->interval_s = core->interval_s;
    told->wall_s = core->world->wall_s(core->world->context);
    copy_errors(told, wish);
    copy_journal(told, wish);
    struct gs_event event = {.type = GS_EVENT_WATCH_LIST};
    event.of.watch_list = told;
    core->world->tell(core->world->context, event);
    gs_watch_lap_begin(core);
    gs_watch_status_note(core);
    gs_watch_core_turn(core);
}

void gs_watch_core_unwatch(struct gs_watch_core *core)
{
    if (!core->is_on) {
        return;
    }
    for (size_t i = 0; i < core->hosts.count; i++) {
        free_host(core, core->hosts.items[i]);
    }
    core->hosts.count = 0;
    core->due.first = core->due.ids.count = 0;
    core->libc.first = core->libc.ids.count = 0;
    core->first_grace = core->graces.count = 0;
    gs_schedule_free(core->schedule);
    core->schedule = NULL;
    core->is_on = false;
    core->is_news = false;
    core->world->wake_at(core->world->context, INT64_MAX);
}
