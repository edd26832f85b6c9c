/* SPDX-License-Identifier: MIT */
/*
 * Another list in the place of the one before. Who is in both stays the same host: id, memory,
 * round under way and what the person set. No id is given twice in a run: of a second list with
 * a saved state the hosts get ids of their own, and the entries of its journal follow them.
 */
#include "watch_core.h"

#include "gaiscope/rules/watch_index.h"

#include <string.h>

enum {
    SPREAD_US =
        1000, /* a host: a short list is asked at once, a long one within its interval */
    S_IN_US = 1000000,
};

static const struct gs_watch *line_of_host(const void *of, size_t place)
{
    struct gs_watch_host *const *hosts = of;
    return &hosts[place]->watch;
}

static const struct gs_watch *line_of_gone(const void *of, size_t place)
{
    return &((const struct gs_watch_gone *)of)[place].host->watch;
}

static const struct gs_watch *line_of_saved(const void *of, size_t place)
{
    return &((const struct gs_watched *)of)[place].watch;
}

/* Owns: the caller. */
static struct gs_watch_index index_of(gs_watch_line_fn line, const void *items,
                                      size_t count)
{
    struct gs_watch_index index = {.line = line, .of = items};
    for (size_t i = 0; i < count; i++) {
        (void)gs_watch_index_add(&index, i); /* the first counts */
    }
    return index;
}

/* -- hosts ----------------------------------------------------------------------------- */

/* Nobody hears of it any more. */
static void leave(struct gs_watch_core *core, struct gs_watch_host *host)
{
    (void)gs_id_map_remove(&core->by_id, host->id);
    gs_schedule_remove(core->schedule, host->id);
    gs_watch_libc_drop(core, host->id);
    gs_watch_round_drop(host);
    core->waiting -= host->is_taken ? 1 : 0;
    host->is_taken = host->is_counted = host->is_asking_libc = false;
}

void gs_watch_host_free(struct gs_watch_host *host)
{
    gs_vec_fini(&host->elsewhere);
    gs_watch_memory_fini(&host->memory);
    gs_watch_fini(&host->watch);
    free(host);
}

/* A list being taken up. */
struct taking {
    struct gs_watch_index known; /* hosts before */
    struct gs_watch_index gone;  /* hosts that left in this run */
    struct gs_watch_index saved; /* of the earlier run */
    struct gs_watch_index taken; /* lines so far: one may come twice */
    struct gs_id_map ids;        /* of the earlier run, to the host now */
    uint64_t first_free;         /* ids from here on have never been given */
    int64_t spread_us;           /* the first rounds are spread over it */
};

/* The ids of an earlier run stay, unless they were given to others in this one. */
static uint64_t id_of(struct gs_watch_core *core, const struct gs_watched *saved,
                      uint64_t first_free)
{
    bool is_free = saved != NULL && saved->id >= first_free &&
                   gs_watch_core_find(core, saved->id) == NULL;
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

static void enter(struct gs_watch_core *core, struct gs_watch_host *host,
                  const struct taking *taking)
{
    int64_t clock_us = gs_watch_core_clock_us(core);
    gs_id_map_set(&core->by_id, host->id, host);
    gs_schedule_add(core->schedule, host->id, gs_watch_core_interval_of(core, host),
                    clock_us, taking->spread_us);
    gs_schedule_pause(core->schedule, host->id, gs_watch_core_is_paused(core, host),
                      clock_us);
}

static struct gs_watch_host *add_host(struct gs_watch_core *core,
                                      const struct gs_watch *watch,
                                      const struct gs_watched *saved,
                                      const struct taking *taking)
{
    struct gs_watch_host *host = gs_mem_new(1, sizeof *host);
    host->id = id_of(core, saved, taking->first_free);
    host->watch = gs_watch_copy(watch);
    if (saved != NULL) {
        gs_watch_memory_restore(&host->memory, saved);
        host->is_paused = saved->is_paused;
        host->wished_s = saved->wished_s;
    }
    enter(core, host, taking);
    if (saved != NULL && !core->asks_at_once) {
        put_off(core, host, saved);
    }
    return host;
}

/* A host that left comes back as it was; NULL: it did not. */
static struct gs_watch_host *come_back(struct gs_watch_core *core,
                                       const struct gs_watch *watch,
                                       const struct taking *taking)
{
    size_t place = gs_watch_index_find(&taking->gone, watch);
    if (place == GS_WATCH_NOWHERE) {
        return NULL;
    }
    core->gone.items[place].is_back = true;
    struct gs_watch_host *host = core->gone.items[place].host;
    enter(core, host, taking);
    return host;
}

static void renew_line(struct gs_watch_core *core, struct gs_watch_host *host,
                       const struct gs_watch *watch)
{
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

/* The entries of a host follow it. One of a host that is watched no more is of nobody, where its
 * id was given to another one in this run. */
static uint64_t host_of_entry(const struct taking *taking, uint64_t id)
{
    const struct gs_watch_host *host = gs_id_map_find(&taking->ids, id);
    return host != NULL ? host->id : id >= taking->first_free ? id : 0;
}

static void copy_journal(struct gs_watch_told *told, const struct gs_watch_wish *wish,
                         const struct taking *taking)
{
    for (size_t i = 0; wish->journal != NULL && i < wish->journal->count; i++) {
        const struct gs_journal_entry *from = wish->journal->items[i];
        struct gs_journal_entry *entry = gs_mem_new(1, sizeof *entry);
        *entry = *from;
        entry->host_id = host_of_entry(taking, from->host_id);
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

static const struct gs_watched *saved_of(const struct taking *taking,
                                         const struct gs_watch_wish *wish,
                                         const struct gs_watch *watch)
{
    size_t place = wish->saved == NULL ? GS_WATCH_NOWHERE
                                       : gs_watch_index_find(&taking->saved, watch);
    return place == GS_WATCH_NOWHERE ? NULL : &wish->saved->items[place];
}

/* Takes a line up: one that was watched stays the same host. */
static void take_line(struct gs_watch_core *core, struct taking *taking,
                      const struct gs_watch *watch, const struct gs_watched *saved,
                      struct gs_watch_told *told)
{
    struct gs_watch_host *const *before = taking->known.of;
    size_t place = gs_watch_index_find(&taking->known, watch);
    struct gs_watch_host *host =
        place != GS_WATCH_NOWHERE ? before[place] : come_back(core, watch, taking);
    const struct gs_watched *taken_over = host == NULL ? saved : NULL;
    if (host == NULL) {
        host = add_host(core, watch, saved, taking);
    } else {
        renew_line(core, host, watch);
    }
    if (saved != NULL && saved->id != 0) {
        gs_id_map_set(&taking->ids, saved->id, host);
    }
    host->is_kept = true;
    gs_vec_push(&core->hosts, host);
    gs_vec_push(&told->hosts, told_host(core, host, taken_over));
}

static int64_t spread_of(const struct gs_watch_core *core, size_t count)
{
    int64_t interval_us = (int64_t)core->interval_s * S_IN_US;
    int64_t spread_us = (int64_t)count * SPREAD_US;
    return spread_us < interval_us ? spread_us : interval_us;
}

/* Takes: the hosts before. */
static void take_lines(struct gs_watch_core *core, const struct gs_watch_wish *wish,
                       struct gs_watch_host **before, struct gs_watch_told *told)
{
    const struct gs_watched_list none = {0};
    const struct gs_watched_list *saved = wish->saved == NULL ? &none : wish->saved;
    struct taking taking = {
        .known = index_of(line_of_host, before, core->hosts.count),
        .gone = index_of(line_of_gone, core->gone.items, core->gone.count),
        .saved = index_of(line_of_saved, saved->items, saved->count),
        .taken = gs_watch_index_for(wish->watches),
        .first_free = core->next_id,
        .spread_us = spread_of(core, wish->watches->count),
    };
    pass_ids(core, wish);
    core->spread_until_us = gs_watch_core_now_us(core) + taking.spread_us;
    core->hosts.count = 0;
    for (size_t i = 0; i < wish->watches->count; i++) {
        const struct gs_watch *watch = &wish->watches->items[i];
        if (gs_watch_index_add(&taking.taken, i)) { /* else it comes a second time */
            take_line(core, &taking, watch, saved_of(&taking, wish, watch), told);
        }
    }
    copy_journal(told, wish, &taking);
    gs_watch_index_fini(&taking.known);
    gs_watch_index_fini(&taking.gone);
    gs_watch_index_fini(&taking.saved);
    gs_watch_index_fini(&taking.taken);
    gs_id_map_fini(&taking.ids);
}

/* Takes: the hosts before. */
static void drop_others(struct gs_watch_core *core, struct gs_watch_host **before,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!before[i]->is_kept) {
            leave(core, before[i]);
            gs_watch_gone_add(core, before[i]);
        }
    }
    for (size_t i = 0; i < core->hosts.count; i++) {
        core->hosts.items[i]->is_kept = false;
    }
    gs_watch_gone_trim(core);
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
    gs_watch_gone_trim(core);
    if (wish->is_other) {
        gs_watch_gone_clear(core);
    }
    take_lines(core, wish, before, told);
    drop_others(core, before, count);
    if (wish->is_other) {
        gs_watch_gone_clear(core);
    }
    free(before);
    told->name = gs_mem_copy_text(wish->name == NULL ? "" : wish->name);
    told->interval_s = core->interval_s;
    told->wall_s = core->world->wall_s(core->world->context);
    copy_errors(told, wish);
    told->is_other = wish->is_other;
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
        leave(core, core->hosts.items[i]);
        gs_watch_host_free(core->hosts.items[i]);
    }
    core->hosts.count = 0;
    gs_watch_gone_clear(core);
    core->due.first = core->due.ids.count = 0;
    core->libc.first = core->libc.ids.count = 0;
    core->first_grace = core->graces.count = 0;
    gs_schedule_free(core->schedule);
    core->schedule = NULL;
    core->is_on = false;
    core->is_news = false;
    core->world->wake_at(core->world->context, INT64_MAX);
}
