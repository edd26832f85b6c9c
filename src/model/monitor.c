/* SPDX-License-Identifier: MIT */
/*
 * Hosts stand in the order of the list; a map leads from an id to a place. Counters
 * change with each event, so that nobody counts hosts.
 */
#include "monitor_list.h"

#include <string.h>

const uint32_t gs_watch_bucket_us[GS_WATCH_BUCKETS] = {
    500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 5000000};

/* -- places --------------------------------------------------------------------------- */

/* The map leads to a place, counted from 1: hosts move when their list grows. */
struct gs_watched *monitor_find(const struct gs_monitor *monitor, uint64_t id)
{
    uintptr_t place = (uintptr_t)gs_id_map_find(&monitor->places, id);
    return place == 0 ? NULL : &monitor->hosts.items[place - 1];
}

const struct gs_watched *gs_monitor_find(const struct gs_monitor *monitor, uint64_t id)
{
    return monitor_find(monitor, id);
}

uint32_t gs_monitor_interval_s(const struct gs_monitor *monitor,
                               const struct gs_watched *host)
{
    uint32_t own_s = host->wished_s != 0 ? host->wished_s : host->watch.interval_s;
    return own_s != 0 ? own_s : monitor->status.interval_s;
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
    struct gs_watched *host = monitor_find(monitor, round->id);
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
    struct gs_watched *host = monitor_find(monitor, setting->id);
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
        monitor_hosts_clear(&told->hosts);
        monitor_errors_clear(&told->errors);
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
    monitor_hosts_clear(&monitor->hosts);
    monitor_hosts_clear(&monitor->gone);
    monitor_errors_clear(&monitor->errors);
    gs_journal_fini(&monitor->journal);
    gs_id_map_fini(&monitor->places);
    *monitor = (struct gs_monitor){0};
}
