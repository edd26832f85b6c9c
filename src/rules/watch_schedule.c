/* SPDX-License-Identifier: MIT */
/*
 * Each host keeps a grid of its own: from its first round on it is due each period, moved by a
 * little chance. A round that was late does not move the grid, so that hosts which came
 * together after a sleep lie apart again afterwards.
 */
#include "gaiscope/rules/watch_schedule.h"

#include "gaiscope/base/id_map.h"
#include "gaiscope/model/watch.h"

enum {
    S_IN_US = 1000000,
    JITTER_PARTS = 20,      /* a twentieth to either side: a tenth in all */
    BACK_OFF_STEPS_MAX = 3, /* 2^3: eight intervals */
    BACK_OFF_MAX_S = 600,
};

#define NOWHERE SIZE_MAX /**< not in the heap: TAKEN or paused */

/* One host. */
struct entry {
    uint64_t id;
    int64_t due_us;    /* of the round that comes, or of the one that is under way */
    int64_t period_us; /* from round to round, back-off included */
    size_t place;      /* in the heap */
    uint32_t interval_s;
    uint8_t failures; /* in a row */
    bool is_taken;
    bool is_paused;
    bool is_wanted; /* "now" came while it was taken */
};

struct gs_schedule {
    struct GS_VEC_OF(struct entry *) heap; /* the earliest first */
    struct gs_id_map entries;              /* owned */
    uint64_t chance;
    uint64_t left_out;
    int64_t last_us; /* the clock, as it was seen last */
};

/* splitmix64: any seed will do. */
static uint64_t draw(struct gs_schedule *schedule)
{
    schedule->chance += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t mixed = schedule->chance;
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ (mixed >> 31);
}

/* 0 to `below_us` - 1. */
static int64_t draw_below(struct gs_schedule *schedule, int64_t below_us)
{
    return below_us <= 1 ? 0 : (int64_t)(draw(schedule) % (uint64_t)below_us);
}

/* -- the heap -------------------------------------------------------------------------- */

static bool is_before(const struct entry *a, const struct entry *b)
{
    return a->due_us < b->due_us || (a->due_us == b->due_us && a->id < b->id);
}

static void put(struct gs_schedule *schedule, size_t place, struct entry *entry)
{
    schedule->heap.items[place] = entry;
    entry->place = place;
}

static void rise(struct gs_schedule *schedule, struct entry *entry)
{
    size_t place = entry->place;
    while (place > 0 && is_before(entry, schedule->heap.items[(place - 1) / 2])) {
        put(schedule, place, schedule->heap.items[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    put(schedule, place, entry);
}

static void sink(struct gs_schedule *schedule, struct entry *entry)
{
    size_t place = entry->place;
    for (;;) {
        size_t child = 2 * place + 1;
        if (child + 1 < schedule->heap.count &&
            is_before(schedule->heap.items[child + 1], schedule->heap.items[child])) {
            child++;
        }
        if (child >= schedule->heap.count ||
            !is_before(schedule->heap.items[child], entry)) {
            break;
        }
        put(schedule, place, schedule->heap.items[child]);
        place = child;
    }
    put(schedule, place, entry);
}

static void push(struct gs_schedule *schedule, struct entry *entry)
{
    gs_vec_push(&schedule->heap, entry);
    entry->place = schedule->heap.count - 1;
    rise(schedule, entry);
}

static void pull(struct gs_schedule *schedule, struct entry *entry)
{
    if (entry->place == NOWHERE) {
        return;
    }
    struct entry *last = schedule->heap.items[--schedule->heap.count];
    if (last != entry) {
        put(schedule, entry->place, last);
        rise(schedule, last);
        sink(schedule, last);
    }
    entry->place = NOWHERE;
}

static void move_to(struct gs_schedule *schedule, struct entry *entry, int64_t due_us)
{
    pull(schedule, entry);
    entry->due_us = due_us;
    push(schedule, entry);
}

/* -- the clock ------------------------------------------------------------------------- */

/* Where the clock went back all times go back with it: their order stays. */
static void heed(struct gs_schedule *schedule, int64_t now_us)
{
    int64_t last_us = schedule->last_us;
    schedule->last_us = now_us;
    if (now_us >= last_us) {
        return;
    }
    for (size_t i = 0; i < schedule->entries.capacity; i++) {
        struct entry *entry = schedule->entries.slots[i].item;
        if (entry != NULL) {
            entry->due_us -= last_us - now_us;
        }
    }
}

static int64_t interval_us(const struct entry *entry)
{
    return (int64_t)entry->interval_s * S_IN_US;
}

/* The first failure changes nothing: the next round, in time, may be a good one. */
static int64_t period_of(const struct entry *entry)
{
    int64_t plain_us = interval_us(entry);
    int64_t max_us = (int64_t)BACK_OFF_MAX_S * S_IN_US;
    if (entry->failures < 2) {
        return plain_us;
    }
    int64_t period_us = plain_us << (entry->failures - 1);
    period_us = period_us < max_us ? period_us : max_us;
    return period_us > plain_us ? period_us : plain_us;
}

/* The next place of its grid that is still to come. */
static int64_t next_on_grid(const struct entry *entry, int64_t now_us)
{
    int64_t next_us = entry->due_us + entry->period_us;
    if (next_us <= now_us) {
        next_us += ((now_us - next_us) / entry->period_us + 1) * entry->period_us;
    }
    return next_us;
}

static int64_t next_due(struct gs_schedule *schedule, const struct entry *entry,
                        uint32_t ttl_s, int64_t now_us)
{
    int64_t side_us = entry->period_us / JITTER_PARTS;
    int64_t due_us =
        next_on_grid(entry, now_us) - side_us + draw_below(schedule, 2 * side_us + 1);
    int64_t ttl_us =
        (int64_t)(ttl_s < GS_WATCH_INTERVAL_MAX_S ? ttl_s : GS_WATCH_INTERVAL_MAX_S) *
        S_IN_US;
    if (ttl_s > 0 && due_us < now_us + ttl_us) {
        due_us = now_us + ttl_us + draw_below(schedule, side_us);
    }
    return due_us > now_us ? due_us : now_us;
}

/* -- the face -------------------------------------------------------------------------- */

struct gs_schedule *gs_schedule_new(uint64_t seed)
{
    struct gs_schedule *schedule = gs_mem_new(1, sizeof *schedule);
    schedule->chance = seed;
    schedule->last_us = INT64_MIN;
    return schedule;
}

void gs_schedule_free(struct gs_schedule *schedule)
{
    if (schedule == NULL) {
        return;
    }
    for (size_t i = 0; i < schedule->entries.capacity; i++) {
        free(schedule->entries.slots[i].item);
    }
    gs_id_map_fini(&schedule->entries);
    gs_vec_fini(&schedule->heap);
    free(schedule);
}

static uint32_t bounded(uint32_t interval_s)
{
    if (interval_s < GS_WATCH_INTERVAL_MIN_S) {
        return GS_WATCH_INTERVAL_MIN_S;
    }
    return interval_s < GS_WATCH_INTERVAL_MAX_S ? interval_s : GS_WATCH_INTERVAL_MAX_S;
}

void gs_schedule_add(struct gs_schedule *schedule, uint64_t id, uint32_t interval_s,
                     int64_t now_us, int64_t spread_us)
{
    heed(schedule, now_us);
    gs_schedule_remove(schedule, id);
    struct entry *entry = gs_mem_new(1, sizeof *entry);
    entry->id = id;
    entry->interval_s = bounded(interval_s);
    entry->period_us = interval_us(entry);
    entry->due_us = now_us + draw_below(schedule, spread_us + 1);
    gs_id_map_set(&schedule->entries, id, entry);
    push(schedule, entry);
}

void gs_schedule_put_off(struct gs_schedule *schedule, uint64_t id, int64_t at_us,
                         int64_t spread_us)
{
    struct entry *entry = gs_id_map_find(&schedule->entries, id);
    if (entry == NULL || entry->is_taken) {
        return;
    }
    int64_t due_us = at_us + draw_below(schedule, spread_us + 1);
    if (entry->place == NOWHERE) {
        entry->due_us = due_us;
    } else {
        move_to(schedule, entry, due_us);
    }
}

void gs_schedule_remove(struct gs_schedule *schedule, uint64_t id)
{
    struct entry *entry = gs_id_map_remove(&schedule->entries, id);
    if (entry != NULL) {
        pull(schedule, entry);
        free(entry);
    }
}

uint64_t gs_schedule_take(struct gs_schedule *schedule, int64_t now_us)
{
    heed(schedule, now_us);
    if (schedule->heap.count == 0 || schedule->heap.items[0]->due_us > now_us) {
        return 0;
    }
    struct entry *entry = schedule->heap.items[0];
    pull(schedule, entry);
    entry->is_taken = true;
    int64_t missed = (now_us - entry->due_us) / entry->period_us;
    entry->due_us += missed * entry->period_us;
    schedule->left_out += (uint64_t)missed;
    return entry->id;
}

int64_t gs_schedule_done(struct gs_schedule *schedule, uint64_t id,
                         const struct gs_schedule_done *done, int64_t now_us)
{
    heed(schedule, now_us);
    struct entry *entry = gs_id_map_find(&schedule->entries, id);
    if (entry == NULL || !entry->is_taken) {
        return gs_schedule_due_us(schedule, id);
    }
    entry->is_taken = false;
    entry->failures = !done->is_failure                       ? 0
                      : entry->failures <= BACK_OFF_STEPS_MAX ? entry->failures + 1
                                                              : entry->failures;
    entry->period_us = period_of(entry);
    entry->due_us = next_due(schedule, entry, done->ttl_s, now_us);
    if (entry->is_wanted) {
        entry->due_us = now_us;
    }
    if (entry->is_wanted || !entry->is_paused) {
        push(schedule, entry);
    }
    entry->is_wanted = false;
    return gs_schedule_due_us(schedule, id);
}

void gs_schedule_give_back(struct gs_schedule *schedule, uint64_t id)
{
    struct entry *entry = gs_id_map_find(&schedule->entries, id);
    if (entry == NULL || !entry->is_taken) {
        return;
    }
    entry->is_taken = entry->is_wanted = false;
    if (!entry->is_paused) {
        push(schedule, entry);
    }
}

/* What is left of the wait shrinks or grows with the interval, so that hosts which lay apart
 * lie apart afterwards. */
void gs_schedule_set_interval(struct gs_schedule *schedule, uint64_t id,
                              uint32_t interval_s, int64_t now_us)
{
    heed(schedule, now_us);
    struct entry *entry = gs_id_map_find(&schedule->entries, id);
    interval_s = bounded(interval_s);
    if (entry == NULL || entry->interval_s == interval_s) {
        return;
    }
    int64_t left_us = entry->due_us - now_us;
    if (left_us > 0 && !entry->is_taken) {
        left_us = left_us * interval_s / entry->interval_s;
    }
    entry->interval_s = interval_s;
    entry->period_us = period_of(entry);
    if (entry->place == NOWHERE) {
        entry->due_us = now_us + left_us;
    } else {
        move_to(schedule, entry, now_us + left_us);
    }
}

/* What came to pass during a pause is not missed: the last of it is due. */
static void go_on(struct gs_schedule *schedule, struct entry *entry, int64_t now_us)
{
    if (entry->due_us < now_us) {
        entry->due_us += (now_us - entry->due_us) / entry->period_us * entry->period_us;
    }
    push(schedule, entry);
}

void gs_schedule_pause(struct gs_schedule *schedule, uint64_t id, bool is_paused,
                       int64_t now_us)
{
    heed(schedule, now_us);
    struct entry *entry = gs_id_map_find(&schedule->entries, id);
    if (entry == NULL || entry->is_paused == is_paused) {
        return;
    }
    entry->is_paused = is_paused;
    if (is_paused) {
        entry->is_wanted = false;
        pull(schedule, entry);
    } else if (!entry->is_taken && entry->place == NOWHERE) {
        go_on(schedule, entry, now_us);
    }
}

void gs_schedule_now(struct gs_schedule *schedule, uint64_t id, int64_t now_us)
{
    heed(schedule, now_us);
    struct entry *entry = gs_id_map_find(&schedule->entries, id);
    if (entry == NULL) {
        return;
    }
    if (entry->is_taken) {
        entry->is_wanted = true;
    } else if (entry->place == NOWHERE || entry->due_us > now_us) {
        move_to(schedule, entry, now_us);
    }
}

int64_t gs_schedule_next_us(const struct gs_schedule *schedule)
{
    return schedule->heap.count == 0 ? INT64_MAX : schedule->heap.items[0]->due_us;
}

int64_t gs_schedule_due_us(const struct gs_schedule *schedule, uint64_t id)
{
    const struct entry *entry = gs_id_map_find(&schedule->entries, id);
    return entry == NULL || entry->place == NOWHERE ? INT64_MAX : entry->due_us;
}

uint32_t gs_schedule_interval_s(const struct gs_schedule *schedule, uint64_t id)
{
    const struct entry *entry = gs_id_map_find(&schedule->entries, id);
    return entry == NULL ? 0 : (uint32_t)(entry->period_us / S_IN_US);
}

uint64_t gs_schedule_left_out(const struct gs_schedule *schedule)
{
    return schedule->left_out;
}
