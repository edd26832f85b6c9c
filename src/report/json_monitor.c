/* SPDX-License-Identifier: MIT */
#include "json_monitor.h"

#include "change_forms.h"
#include "js_domain.h"

#include "gaiscope/rules/watch_words.h"

static const char *const source_ids[] = {
    [GS_WATCH_SOURCE_NONE] = NULL,
    [GS_WATCH_SOURCE_DNS] = "dns",
    [GS_WATCH_SOURCE_HOSTS] = "hosts",
    [GS_WATCH_SOURCE_OTHER] = "other",
};

static void put_us(struct json_t *object, const char *key, int64_t elapsed_us)
{
    js_put(object, key, elapsed_us < 0 ? js_null() : js_int(elapsed_us));
}

static void put_answer(struct json_t *object, const struct gs_watched *host)
{
    static const struct gs_watch_answer none = {.dns_us = -1, .libc_us = -1};
    const struct gs_watch_answer *facts = gs_watched_known(host);
    facts = facts == NULL ? &none : facts;
    js_put_outcome(object, "outcome",
                   host->answer == NULL ? GS_OUTCOME_NOT_ASKED : host->answer->outcome);
    js_put(object, "detail",
           js_text_or_null(host->answer == NULL ? NULL : host->answer->detail));
    js_put_name(object, "canonical", facts->canonical);
    js_put_names(object, "exchanges", facts->exchanges.items, facts->exchanges.count);
    js_put_names(object, "pointers", facts->pointers.items, facts->pointers.count);
    js_put_text(object, "source", source_ids[facts->source]);
    put_us(object, "dns_us", facts->dns_us);
    put_us(object, "libc_us", facts->libc_us);
    js_put(object, "libc_same",
           facts->libc_us < 0 ? js_null() : js_bool(facts->is_libc_same));
}

static struct json_t *host_json(const struct gs_watched *host)
{
    struct json_t *object = js_object();
    bool has_changed = host->last_change != GS_WATCH_NO_CHANGE;
    js_put_name(object, "host", host->watch.host);
    js_put(object, "service", js_text_or_null(host->watch.service));
    js_put_text(object, "state", gs_watch_state_id(host->state));
    change_put_time(object, "since", host->since_wall_s);
    change_put_facts(object, host);
    put_answer(object, host);
    put_us(object, "median_us", gs_watched_median_us(host));
    js_put_int(object, "rounds", (int64_t)host->rounds);
    js_put_int(object, "answered", (int64_t)host->ups);
    change_put_time(object, "last_round", host->last_wall_s);
    js_put_text(object, "last_change",
                has_changed ? gs_watch_change_id(host->last_change) : NULL);
    change_put_time(object, "last_change_at", host->last_change_wall_s);
    js_put_int(object, "interval_s", host->interval_s);
    js_put_bool(object, "paused", host->is_paused);
    return object;
}

static struct json_t *errors_json(const struct gs_monitor *monitor)
{
    struct json_t *errors = js_array();
    for (size_t i = 0; i < monitor->errors.count; i++) {
        struct json_t *object = js_object();
        js_put_int(object, "line", monitor->errors.items[i].line);
        js_put_text(object, "reason", monitor->errors.items[i].reason);
        js_push(errors, object);
    }
    return errors;
}

static struct json_t *journal_json(const struct gs_monitor *monitor)
{
    struct json_t *journal = js_array();
    for (size_t i = monitor->journal.count; i > 0; i--) {
        const struct gs_journal_entry *entry = gs_journal_at(&monitor->journal, i - 1);
        struct gs_watched gone;
        js_push(journal, change_json(change_host_of(monitor, entry, &gone), entry));
    }
    return journal;
}

struct json_t *report_json_monitor(const struct gs_monitor *monitor)
{
    struct json_t *object = js_object();
    struct json_t *states = js_object();
    struct json_t *hosts = js_array();
    js_put(object, "list", js_text_or_null(monitor->name));
    js_put_int(object, "interval_s", monitor->status.interval_s);
    js_put_bool(object, "paused", monitor->status.is_paused);
    js_put_int(object, "round", (int64_t)monitor->status.round);
    for (int i = 0; i < GS_WATCH_STATE_COUNT; i++) {
        js_put_int(states, gs_watch_state_id((enum gs_watch_state)i), monitor->states[i]);
    }
    js_put(object, "states", states);
    js_put_int(object, "failing", monitor->failing);
    js_put(object, "errors", errors_json(monitor));
    js_put_int(object, "errors_left_out", monitor->errors_left_out);
    for (size_t i = 0; i < monitor->hosts.count; i++) {
        js_push(hosts, host_json(&monitor->hosts.items[i]));
    }
    js_put(object, "hosts", hosts);
    js_put(object, "journal", journal_json(monitor));
    return object;
}
