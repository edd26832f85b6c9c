/* SPDX-License-Identifier: MIT */
/*
 * Hosts stand in the order of the list; a map leads from an id to a place. Counters change with each event, so that nobody counts hosts.
 */
#include "gaiscope/model/monitor.h"

#include <string.h>

const uint32_t gs_watch_bucket_us[GS_WATCH_BUCKETS] = {
    500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 5000000};

/* -- places --------------------------------------------------------------------------- */

/* The map leads to a place, counted from 1: hosts move when their list grows. */
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

static struct gs_watched *find(const struct gs_monitor *monitor, uint64_t id)
{
    uintptr_t place = (uintptr_t)gs_id_map_find(&monitor->places, id);
    return place == 0 ? NULL : &monitor->hosts.items[place - 1];
}

const struct gs_watched *gs_monitor_find(const struct gs_monitor *monitor, uint64_t id)
{
    return find(monitor, id);
}

uint32_t gs_monitor_interval_s(const struct gs_monitor *monitor,
                               const struct gs_watched *host)
{
    uint32_t own_s = host->wished_s != 0 ? host->wished_s : host->watch.interval_s;
    return own_s != 0 ? own_s : monitor->status.interval_s;
}

/* -- the list ------------------------------------------------------------------------- */

static void hosts_clear(struct gs_watched_list *hosts)
{
    for (size_t i = 0; i < hosts->count; i++) {
        gs_watched_fini(&hosts->items[i]);
    }
    gs_vec_fini(hosts);
}

static void errors_clear(struct gs_watch_error_list *errors)
{
    for (size_t i = 0; i < errors->count; i++) {
        free(errors->items[i].reason);
    }
    gs_vec_fini(errors);
}

/* A host that stays keeps its history under its new line. */
static void carry_over(struct gs_monitor *monitor, struct gs_watched *host)
{
    struct gs_watched *before = find(monitor, host->id);
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
    *before = (struct gs_watched){.id = before->id};
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
    for (size_t i = 0; i < told->hosts.count; i++) {
        carry_over(monitor, &told->hosts.items[i]);
    }
    hosts_clear(&monitor->hosts);
    errors_clear(&monitor->errors);
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
    for (size_t i = 0; i < told->hosts.count; i++) {
        struct gs_watched *host = &told->hosts.items[i];
        if (monitor->hosts.count < GS_WATCHES_MAX && find(monitor, host->id) == NULL) {
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

/* -- a round -------------------------------------------------------------------------- */

static void count_duration(struct gs_watch_family_total *total, uint32_t elapsed_us)
{
    size_t bucket = 0;
    while (bucket < GS_WATCH_BUCKETS && elapsed_us > gs_watch_bucket_us[bucket]) {
        bucket++;
    }
    total->buckets[bucket]++;
    total->sum_us += elapsed_us;
}

static void count_families(struct gs_monitor *monitor,
                           const struct gs_watch_answer *answer)
{
    for (size_t side = 0; side < 2; side++) {
        struct gs_watch_family_total *total = &monitor->families[side];
        enum gs_outcome outcome = answer->sides[side];
        if (outcome == GS_OUTCOME_NOT_ASKED) {
            continue;
        }
        if (answer->counts[side] > 0) {
            total->answered++;
        } else if (gs_outcome_is_final(outcome)) {
            total->without++;
        } else {
            total->failed++;
        }
        if (answer->sides_us[side] > 0) {
            count_duration(total, answer->sides_us[side]);
        }
    }
}

/* What the new answer lacks stays known beside it. */
static void keep_facts(struct gs_watched *host, const struct gs_watch_answer *answer)
{
    struct gs_watch_answer *known = host->good == NULL ? host->answer : host->good;
    if (known == NULL) {
        return;
    }
    if (known != host->answer) {
        gs_watch_answer_free(host->answer);
    }
    host->answer = host->good = NULL;
    if (gs_watch_answer_lacks(answer, known)) {
        gs_watch_answer_learn(known, answer);
        host->good = known;
    } else {
        gs_watch_answer_free(known);
    }
}

static void take_answer(struct gs_watched *host, struct gs_watch_answer *answer)
{
    bool is_failure = gs_outcome_is_temporary(answer->outcome);
    keep_facts(host, answer);
    host->answer = answer;
    bool is_timed = !is_failure && answer->dns_us >= 0;
    int64_t elapsed_us =
        answer->dns_us < GS_WATCH_FAILED_US ? answer->dns_us : GS_WATCH_FAILED_US - 1;
    gs_watched_add_sample(host, is_timed ? (uint32_t)elapsed_us : GS_WATCH_FAILED_US);
}

static void journal_changes(struct gs_monitor *monitor, struct gs_watched *host,
                            struct gs_watch_round *round)
{
    const char *shown = host->watch.typed == NULL ? host->watch.host : host->watch.typed;
    for (size_t i = 0; i < round->changes.count; i++) {
        const struct gs_watch_change *change = &round->changes.items[i];
        monitor->changes[change->type] += change->is_again ? 0 : 1;
        (void)gs_journal_add(&monitor->journal, host->id, shown, change, round->wall_s);
    }
    if (round->changes.count > 0) {
        host->last_change = round->changes.items[0].type;
        host->last_change_wall_s = round->wall_s;
        free(host->last_change_words);
        host->last_change_words = round->words;
        round->words = NULL;
    }
}

/* A domain that has mail exchanges alone, and is watched for them, is there. */
static bool is_up(const struct gs_watch *watch, const struct gs_watch_answer *answer)
{
    return answer->outcome == GS_OUTCOME_ANSWERED ||
           (watch->asks_mx && answer->outcome == GS_OUTCOME_NO_DATA &&
            answer->mx_outcome == GS_OUTCOME_ANSWERED);
}

bool gs_monitor_apply_round(struct gs_monitor *monitor, struct gs_watch_round *round)
{
    struct gs_watched *host = find(monitor, round->id);
    if (host == NULL) {
        gs_watch_round_free(round);
        return false;
    }
    monitor->states[host->state]--;
    monitor->failing -= host->trend.failing != 0 ? 1 : 0;
    if (host->state != round->state || host->rounds == 0) {
        host->since_wall_s = round->wall_s;
    }
    count_families(monitor, round->answer);
    host->ups += is_up(&host->watch, round->answer) ? 1 : 0;
    take_answer(host, round->answer);
    round->answer = NULL;
    host->state = round->state;
    host->trend = round->trend;
    gs_watch_answer_free(host->told);
    host->told = round->told;
    round->told = NULL;
    host->first_wall_s = host->rounds == 0 ? round->wall_s : host->first_wall_s;
    host->last_wall_s = round->wall_s;
    host->rounds++;
    host->due_us = round->due_us;
    host->interval_s = round->interval_s;
    journal_changes(monitor, host, round);
    monitor->states[host->state]++;
    monitor->failing += host->trend.failing != 0 ? 1 : 0;
    monitor->rounds++;
    monitor->revision++;
    gs_watch_round_free(round);
    return true;
}

/* -- the rest ------------------------------------------------------------------------- */

bool gs_monitor_apply_setting(struct gs_monitor *monitor,
                              const struct gs_watch_setting *setting)
{
    struct gs_watched *host = find(monitor, setting->id);
    if (host == NULL) {
        return false;
    }
    host->is_paused = setting->is_paused;
    host->interval_s = setting->interval_s;
    host->wished_s = setting->wished_s;
    host->due_us = setting->due_us;
    monitor->revision++;
    return true;
}

void gs_monitor_apply_status(struct gs_monitor *monitor,
                             const struct gs_watch_status *status)
{
    monitor->status = *status;
    monitor->revision++;
}

void gs_watch_told_free(struct gs_watch_told *told)
{
    if (told != NULL) {
        free(told->name);
        hosts_clear(&told->hosts);
        errors_clear(&told->errors);
        for (size_t i = 0; i < told->journal.count; i++) {
            gs_journal_entry_free(told->journal.items[i]);
        }
        gs_vec_fini(&told->journal);
        free(told);
    }
}

void gs_watch_round_free(struct gs_watch_round *round)
{
    if (round != NULL) {
        gs_watch_answer_free(round->answer);
        gs_watch_answer_free(round->told);
        gs_watch_change_list_clear(&round->changes);
        free(round->words);
        free(round);
    }
}

void gs_monitor_fini(struct gs_monitor *monitor)
{
    free(monitor->name);
    hosts_clear(&monitor->hosts);
    errors_clear(&monitor->errors);
    gs_journal_fini(&monitor->journal);
    gs_id_map_fini(&monitor->places);
    *monitor = (struct gs_monitor){0};
}
