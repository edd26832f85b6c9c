/* SPDX-License-Identifier: MIT */
#include "gaiscope/report/changes.h"

#include "change_forms.h"
#include "csv_line.h"
#include "js_domain.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/report/report.h"
#include "gaiscope/rules/watch_list.h"
#include "gaiscope/rules/watch_words.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const columns[] = {"at",   "host",  "service", "type",
                                      "old",  "now",   "remark",  "first",
                                      "last", "count", "state"};

enum {
    COLUMNS = sizeof columns / sizeof *columns,
};

void change_format_time(int64_t wall_s, char out[CHANGE_TIME_MAX])
{
    struct tm parts = {0};
    time_t seconds = (time_t)wall_s;
    if (gmtime_r(&seconds, &parts) == NULL ||
        strftime(out, CHANGE_TIME_MAX, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0) {
        (void)snprintf(out, CHANGE_TIME_MAX, "1970-01-01T00:00:00Z");
    }
}

/* -- JSON ----------------------------------------------------------------------------- */

void change_put_time(struct json_t *object, const char *key, int64_t wall_s)
{
    char text[CHANGE_TIME_MAX];
    change_format_time(wall_s, text);
    js_put_text(object, key, wall_s == 0 ? NULL : text);
}

static void put_addresses(struct json_t *object, const struct gs_watched *host)
{
    const struct gs_watch_answer *answer = gs_watched_known(host);
    struct json_t *addresses = js_array();
    for (size_t i = 0; answer != NULL && i < answer->addresses.count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&answer->addresses.items[i], text);
        js_push(addresses, js_text(text));
    }
    js_put(object, "addresses", addresses);
}

static void put_failing(struct json_t *object, const struct gs_watched *host)
{
    struct json_t *failing = js_array();
    for (size_t i = 0; i < host->watch.expects.count; i++) {
        if ((host->trend.failing & (UINT32_C(1) << i)) != 0) {
            struct gs_buf text = {0};
            gs_expect_format(&host->watch.expects.items[i], &text);
            js_push(failing, js_text(gs_buf_text(&text)));
            gs_buf_fini(&text);
        }
    }
    js_put(object, "failing", failing);
}

void change_put_facts(struct json_t *object, const struct gs_watched *host)
{
    struct json_t *labels = js_array();
    put_addresses(object, host);
    put_failing(object, host);
    for (size_t i = 0; i < host->watch.labels.count; i++) {
        js_push(labels, js_text(host->watch.labels.items[i]));
    }
    js_put(object, "labels", labels);
}

struct json_t *change_json(const struct gs_watched *host,
                           const struct gs_journal_entry *entry)
{
    const struct gs_watch_change *change = &entry->change;
    struct json_t *root = js_object();
    js_put_int(root, "schema", GS_JSON_SCHEMA);
    js_put_text(root, "event", "change");
    change_put_time(root, "at", entry->last_wall_s);
    js_put_int(root, "at_s", entry->last_wall_s);
    js_put_name(root, "host", host->watch.host);
    js_put(root, "service", js_text_or_null(host->watch.service));
    js_put_text(root, "type", gs_watch_change_id(change->type));
    js_put_text(root, "words", gs_watch_change_word(change->type));
    js_put_text(root, "old", change->old);
    js_put_text(root, "now", change->now);
    js_put_text(root, "remark", change->remark);
    change_put_time(root, "first", entry->first_wall_s);
    change_put_time(root, "last", entry->last_wall_s);
    js_put_int(root, "count", entry->count);
    js_put_text(root, "state", host->id == 0 ? NULL : gs_watch_state_id(host->state));
    change_put_facts(root, host);
    return root;
}

const struct gs_watched *change_host_of(const struct gs_monitor *monitor,
                                        const struct gs_journal_entry *entry,
                                        struct gs_watched *gone)
{
    const struct gs_watched *host = gs_monitor_find(monitor, entry->host_id);
    *gone = (struct gs_watched){.watch.host = entry->host};
    return host == NULL ? gone : host;
}

static void add_json(const struct gs_watched *host, const struct gs_journal_entry *entry,
                     struct gs_buf *out)
{
    js_write_line(out, change_json(host, entry));
}

void gs_changes_add_hook(const struct gs_watched *host,
                         const struct gs_journal_entry *entry, uint64_t left_out,
                         struct gs_buf *out)
{
    struct json_t *root = change_json(host, entry);
    js_put_int(root, "left_out", (int64_t)left_out);
    js_write_line(out, root);
}

static void add_round_json(const struct gs_monitor *monitor, uint64_t changes,
                           int64_t wall_s, struct gs_buf *out)
{
    const struct gs_watch_status *status = &monitor->status;
    struct json_t *root = js_object();
    struct json_t *states = js_object();
    js_put_int(root, "schema", GS_JSON_SCHEMA);
    js_put_text(root, "event", "round");
    change_put_time(root, "at", wall_s);
    js_put_int(root, "at_s", wall_s);
    js_put_int(root, "round", (int64_t)status->round);
    js_put_int(root, "elapsed_us", status->round_us);
    js_put_int(root, "hosts", (int64_t)monitor->hosts.count);
    for (int i = 0; i < GS_WATCH_STATE_COUNT; i++) {
        js_put_int(states, gs_watch_state_id((enum gs_watch_state)i), monitor->states[i]);
    }
    js_put(root, "states", states);
    js_put_int(root, "failing", monitor->failing);
    js_put_int(root, "changes", (int64_t)changes);
    js_put_int(root, "questions", (int64_t)status->sent);
    js_put_int(root, "answered", (int64_t)status->answered);
    js_put_int(root, "failed", (int64_t)status->failed);
    js_write_line(out, root);
}

/* -- CSV ------------------------------------------------------------------------------ */

/* Takes: a text a column, NULL for none. */
static void add_csv_line(const char *const fields[COLUMNS], struct gs_buf *out)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        gs_buf_add_text(out, i == 0 ? "" : ",");
        csv_add_field(out, fields[i] == NULL ? "" : fields[i]);
    }
    gs_buf_add_text(out, "\r\n");
}

static void add_csv(const struct gs_watched *host, const struct gs_journal_entry *entry,
                    struct gs_buf *out)
{
    const struct gs_watch_change *change = &entry->change;
    char first[CHANGE_TIME_MAX];
    char last[CHANGE_TIME_MAX];
    char count[16];
    change_format_time(entry->first_wall_s, first);
    change_format_time(entry->last_wall_s, last);
    (void)snprintf(count, sizeof count, "%u", (unsigned)entry->count);
    const char *const fields[COLUMNS] = {last,
                                         host->watch.host,
                                         host->watch.service,
                                         gs_watch_change_id(change->type),
                                         change->old,
                                         change->now,
                                         change->remark,
                                         first,
                                         last,
                                         count,
                                         gs_watch_state_id(host->state)};
    add_csv_line(fields, out);
}

/* The clauses of the verdict as one text. */
static void add_clauses(const struct gs_monitor *monitor, struct gs_buf *out)
{
    struct gs_verdict verdict = gs_monitor_verdict(monitor);
    gs_buf_add_text(out, verdict.word);
    for (size_t i = 0; i < verdict.clause_count; i++) {
        gs_buf_addf(out, "%s%s", i == 0 ? "  " : " · ", verdict.clauses[i]);
    }
}

static void add_round_csv(const struct gs_monitor *monitor, uint64_t changes,
                          int64_t wall_s, struct gs_buf *out)
{
    char at[CHANGE_TIME_MAX];
    char count[24];
    struct gs_buf words = {0};
    change_format_time(wall_s, at);
    (void)snprintf(count, sizeof count, "%llu", (unsigned long long)changes);
    add_clauses(monitor, &words);
    const char *const fields[COLUMNS] = {
        at,   NULL, NULL, "round", NULL, gs_buf_text(&words),
        NULL, NULL, NULL, count,   NULL};
    add_csv_line(fields, out);
    gs_buf_fini(&words);
}

/* -- text ----------------------------------------------------------------------------- */

static void add_text(const struct gs_watched *host, const struct gs_journal_entry *entry,
                     struct gs_buf *out)
{
    const struct gs_watch_change *change = &entry->change;
    char at[GS_DURATION_TEXT_MAX];
    struct gs_buf values = {0};
    gs_stamp_format(entry->last_wall_s, at);
    gs_buf_addf(out, "%s  %s %s", at, gs_watch_change_sign(change->type), entry->host);
    if (host->watch.service[0] != '\0') {
        gs_buf_addf(out, " %s", host->watch.service);
    }
    gs_buf_addf(out, "  %s", gs_watch_change_word(change->type));
    gs_watch_change_values(change, &values);
    if (values.len > 0) {
        gs_buf_addf(out, "  %s", gs_buf_text(&values));
    }
    if (change->remark != NULL) {
        gs_buf_addf(out, "  (%s)", change->remark);
    }
    if (entry->count > 1) {
        gs_buf_addf(out, "  %u times", (unsigned)entry->count);
    }
    gs_buf_add_text(out, "\n");
    gs_buf_fini(&values);
}

static void add_round_text(const struct gs_monitor *monitor, uint64_t changes,
                           int64_t wall_s, struct gs_buf *out)
{
    char at[GS_DURATION_TEXT_MAX];
    gs_stamp_format(wall_s, at);
    gs_buf_addf(out, "%s    round %llu: ", at, (unsigned long long)monitor->status.round);
    add_clauses(monitor, out);
    gs_buf_addf(out, " · %llu %s\n", (unsigned long long)changes,
                gs_plural((size_t)changes, "change", "changes"));
}

/* -- any ------------------------------------------------------------------------------ */

void gs_changes_begin(enum gs_change_format format, struct gs_buf *out)
{
    if (format == GS_CHANGE_CSV) {
        add_csv_line(columns, out);
    }
}

void gs_changes_add(enum gs_change_format format, const struct gs_watched *host,
                    const struct gs_journal_entry *entry, struct gs_buf *out)
{
    switch (format) {
    case GS_CHANGE_TEXT:
        add_text(host, entry, out);
        break;
    case GS_CHANGE_JSON:
        add_json(host, entry, out);
        break;
    case GS_CHANGE_CSV:
        add_csv(host, entry, out);
        break;
    }
}

void gs_changes_add_round(enum gs_change_format format, const struct gs_monitor *monitor,
                          uint64_t changes, int64_t wall_s, struct gs_buf *out)
{
    switch (format) {
    case GS_CHANGE_TEXT:
        add_round_text(monitor, changes, wall_s, out);
        break;
    case GS_CHANGE_JSON:
        add_round_json(monitor, changes, wall_s, out);
        break;
    case GS_CHANGE_CSV:
        add_round_csv(monitor, changes, wall_s, out);
        break;
    }
}

/* -- lines that are not there --------------------------------------------------------- */

static void add_left_out_text(uint64_t lines, int64_t wall_s, struct gs_buf *out)
{
    char at[GS_DURATION_TEXT_MAX];
    gs_stamp_format(wall_s, at);
    gs_buf_addf(out, "%s    %llu %s\n", at, (unsigned long long)lines,
                gs_plural((size_t)lines, "line is left out: nobody read it",
                          "lines are left out: nobody read them"));
}

static void add_left_out_json(uint64_t lines, int64_t wall_s, struct gs_buf *out)
{
    struct json_t *root = js_object();
    js_put_int(root, "schema", GS_JSON_SCHEMA);
    js_put_text(root, "event", "left_out");
    change_put_time(root, "at", wall_s);
    js_put_int(root, "at_s", wall_s);
    js_put_int(root, "lines", (int64_t)lines);
    js_write_line(out, root);
}

static void add_left_out_csv(uint64_t lines, int64_t wall_s, struct gs_buf *out)
{
    char at[CHANGE_TIME_MAX];
    char count[24];
    change_format_time(wall_s, at);
    (void)snprintf(count, sizeof count, "%llu", (unsigned long long)lines);
    const char *const fields[COLUMNS] = {at,   NULL, NULL, "left_out", NULL, NULL,
                                         NULL, NULL, NULL, count,      NULL};
    add_csv_line(fields, out);
}

void gs_changes_add_left_out(enum gs_change_format format, uint64_t lines, int64_t wall_s,
                             struct gs_buf *out)
{
    switch (format) {
    case GS_CHANGE_TEXT:
        add_left_out_text(lines, wall_s, out);
        break;
    case GS_CHANGE_JSON:
        add_left_out_json(lines, wall_s, out);
        break;
    case GS_CHANGE_CSV:
        add_left_out_csv(lines, wall_s, out);
        break;
    }
}
