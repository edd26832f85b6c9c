/* SPDX-License-Identifier: MIT */
/*
 * The metrics of the whole: each a row that says where its number stands, and a few families
 * with labels. Those of single hosts are in metrics_hosts.c.
 */
#include "metrics_hosts.h"

#include <string.h>

/* -- numbers without labels ----------------------------------------------------------- */

typedef uint64_t (*number_fn)(const struct gs_monitor *monitor);

static uint64_t failing(const struct gs_monitor *monitor)
{
    return monitor->failing;
}

static uint64_t list_errors(const struct gs_monitor *monitor)
{
    return monitor->errors.count + monitor->errors_left_out;
}

static uint64_t paused(const struct gs_monitor *monitor)
{
    return monitor->status.is_paused ? 1 : 0;
}

static uint64_t interval_s(const struct gs_monitor *monitor)
{
    return monitor->status.interval_s;
}

static uint64_t due(const struct gs_monitor *monitor)
{
    return monitor->status.waiting;
}

static uint64_t in_flight(const struct gs_monitor *monitor)
{
    return monitor->status.in_flight;
}

static uint64_t window(const struct gs_monitor *monitor)
{
    return monitor->status.window;
}

static uint64_t pending(const struct gs_monitor *monitor)
{
    return monitor->status.pending;
}

static uint64_t rounds(const struct gs_monitor *monitor)
{
    return monitor->status.round;
}

static uint64_t host_rounds(const struct gs_monitor *monitor)
{
    return monitor->rounds;
}

static uint64_t skipped(const struct gs_monitor *monitor)
{
    return monitor->status.catch_ups;
}

static uint64_t retries(const struct gs_monitor *monitor)
{
    return monitor->status.retries;
}

static uint64_t libc_calls(const struct gs_monitor *monitor)
{
    return monitor->status.libc_calls;
}

static const struct {
    struct metrics_family family;
    number_fn number;
} numbers[] = {
    {{"gaiscope_monitor_failing_hosts", NULL,
      "Hosts with an expectation that does not hold.", METRICS_GAUGE},
     failing},
    {{"gaiscope_monitor_list_errors", NULL,
      "Lines of the list that cannot be read and are not watched.", METRICS_GAUGE},
     list_errors},
    {{"gaiscope_monitor_paused", NULL, "Whether a person paused all watching (1) or not.",
      METRICS_GAUGE},
     paused},
    {{"gaiscope_monitor_interval_seconds", "seconds",
      "Time from round to round of hosts without an interval of their own.",
      METRICS_GAUGE},
     interval_s},
    {{"gaiscope_monitor_due_hosts", NULL,
      "Hosts whose round is due and has not ended yet.", METRICS_GAUGE},
     due},
    {{"gaiscope_monitor_in_flight_queries", NULL,
      "Questions to name servers that are on the wire now.", METRICS_GAUGE},
     in_flight},
    {{"gaiscope_monitor_window_queries", NULL,
      "Questions that may be on the wire at once now.", METRICS_GAUGE},
     window},
    {{"gaiscope_monitor_pending_queries", NULL,
      "Questions that have neither an answer nor failed yet.", METRICS_GAUGE},
     pending},
    {{"gaiscope_monitor_rounds", NULL, "Rounds of the whole list that have ended.",
      METRICS_COUNTER},
     rounds},
    {{"gaiscope_monitor_host_rounds", NULL, "Rounds of single hosts that have ended.",
      METRICS_COUNTER},
     host_rounds},
    {{"gaiscope_monitor_skipped_rounds", NULL,
      "Rounds left out after a sleep of the machine or a clock that jumped.",
      METRICS_COUNTER},
     skipped},
    {{"gaiscope_query_retries", NULL, "Tries beyond the first of a question.",
      METRICS_COUNTER},
     retries},
    {{"gaiscope_libc_calls", NULL, "Calls of getaddrinfo.", METRICS_COUNTER}, libc_calls},
};

static void put_numbers(struct metrics_writer *writer, const struct gs_monitor *monitor)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        metrics_put_one(writer, &numbers[i].family, numbers[i].number(monitor));
    }
}

/* -- the program ---------------------------------------------------------------------- */

static void put_program(struct metrics_writer *writer, int64_t started_wall_s)
{
    static const struct metrics_family build = {
        "gaiscope_build", NULL, "The program; its version is in the label.",
        METRICS_INFO};
    static const struct metrics_family started = {
        "gaiscope_start_time_seconds", "seconds",
        "When the program began, in seconds since 1970.", METRICS_GAUGE};

    struct gs_buf labels = {0};
    metrics_label(&labels, "version", GS_VERSION, 32);
    metrics_begin(writer, &build);
    metrics_put(writer, labels.data, labels.len, 1);
    gs_buf_fini(&labels);
    if (started_wall_s > 0) {
        metrics_put_one(writer, &started, (uint64_t)started_wall_s);
    }
}

/* -- families with one label ---------------------------------------------------------- */

static void put_labelled(const struct metrics_writer *writer, const char *name,
                         const char *value, uint64_t number)
{
    struct gs_buf labels = {0};
    metrics_label(&labels, name, value, 64);
    metrics_put(writer, labels.data, labels.len, number);
    gs_buf_fini(&labels);
}

static void put_states(struct metrics_writer *writer, const struct gs_monitor *monitor)
{
    static const struct metrics_family states = {
        "gaiscope_monitor_hosts", NULL, "Watched hosts in each state.", METRICS_GAUGE};

    metrics_begin(writer, &states);
    for (unsigned i = 0; i < GS_WATCH_STATE_COUNT; i++) {
        put_labelled(writer, "state", gs_watch_state_id((enum gs_watch_state)i),
                     monitor->states[i]);
    }
}

static void put_changes(struct metrics_writer *writer, const struct gs_monitor *monitor)
{
    static const struct metrics_family changes = {
        "gaiscope_changes", NULL, "Changes of watched hosts, by what changed.",
        METRICS_COUNTER};

    metrics_begin(writer, &changes);
    for (unsigned i = GS_WATCH_NO_CHANGE + 1; i < GS_WATCH_CHANGE_COUNT; i++) {
        put_labelled(writer, "type", gs_watch_change_id((enum gs_watch_change_type)i),
                     monitor->changes[i]);
    }
}

static void put_queries(struct metrics_writer *writer,
                        const struct gs_watch_status *status)
{
    static const struct metrics_family queries = {
        "gaiscope_queries", NULL,
        "Questions to name servers that ended: answered, whatever the answer says, or "
        "failed.",
        METRICS_COUNTER};
    static const struct metrics_family hooks = {
        "gaiscope_hooks", NULL,
        "Hook commands of changes: run, or left out for the limit on their rate.",
        METRICS_COUNTER};

    metrics_begin(writer, &queries);
    put_labelled(writer, "result", "answered", status->answered);
    put_labelled(writer, "result", "failed", status->failed);
    metrics_begin(writer, &hooks);
    put_labelled(writer, "result", "run", status->hooks_run);
    put_labelled(writer, "result", "left_out", status->hooks_left_out);
}

static void put_last_round(struct metrics_writer *writer, int64_t round_us)
{
    static const struct metrics_family family = {
        "gaiscope_monitor_last_round_duration_seconds", "seconds",
        "How long the last round of the whole list took.", METRICS_GAUGE};

    if (round_us >= 0) {
        metrics_begin(writer, &family);
        metrics_put_us(writer, NULL, 0, round_us);
    }
}

/* -- by address family ---------------------------------------------------------------- */

static void put_family_rounds(struct metrics_writer *writer,
                              const struct gs_monitor *monitor)
{
    static const struct metrics_family family = {
        "gaiscope_family_rounds", NULL,
        "Rounds of hosts by address family: answered with an address, without one, or "
        "failed.",
        METRICS_COUNTER};

    metrics_begin(writer, &family);
    for (size_t side = 0; side < 2; side++) {
        const struct gs_watch_family_total *total = &monitor->families[side];

        const struct {
            const char *word;
            uint64_t count;
        } results[] = {{"answered", total->answered},
                       {"without", total->without},
                       {"failed", total->failed}};

        for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
            struct gs_buf labels = {0};
            metrics_label(&labels, "family", metrics_family_words[side], 8);
            metrics_label(&labels, "result", results[i].word, 16);
            metrics_put(writer, labels.data, labels.len, results[i].count);
            gs_buf_fini(&labels);
        }
    }
}

static void put_buckets(const struct metrics_writer *writer, const char *word,
                        const struct gs_watch_family_total *total)
{
    struct gs_buf labels = {0};
    uint64_t so_far = 0;
    for (size_t i = 0; i <= GS_WATCH_BUCKETS; i++) {
        so_far += total->buckets[i];
        gs_buf_clear(&labels);
        gs_buf_addf(&labels, "family=\"%s\",le=\"", word);
        if (i < GS_WATCH_BUCKETS) {
            metrics_add_seconds(&labels, gs_watch_bucket_us[i]);
        } else {
            gs_buf_add_text(&labels, "+Inf");
        }
        gs_buf_add_text(&labels, "\"");
        metrics_put_part(writer, "_bucket", gs_buf_text(&labels), so_far);
    }
    gs_buf_clear(&labels);
    metrics_label(&labels, "family", word, 8);
    metrics_put_part(writer, "_sum", gs_buf_text(&labels), total->sum_us);
    metrics_put_part(writer, "_count", gs_buf_text(&labels), so_far);
    gs_buf_fini(&labels);
}

static void put_durations(struct metrics_writer *writer, const struct gs_monitor *monitor)
{
    static const struct metrics_family family = {
        "gaiscope_dns_duration_seconds", "seconds",
        "How long questions for addresses took, AAAA and A apart; those without an "
        "answer "
        "are not in it.",
        METRICS_HISTOGRAM};

    metrics_begin(writer, &family);
    for (size_t side = 0; side < 2; side++) {
        put_buckets(writer, metrics_family_words[side], &monitor->families[side]);
    }
}

void gs_metrics_write(const struct gs_monitor *monitor,
                      const struct gs_metrics_choice *choice, struct gs_buf *out)
{
    static const struct metrics_family left_out = {
        "gaiscope_metrics_left_out_hosts", NULL,
        "Watched hosts without series of their own, for the limit on their number.",
        METRICS_GAUGE};

    struct metrics_writer writer = {.out = out, .form = choice->form};
    struct metrics_hosts hosts = metrics_hosts_of(monitor, choice->hosts_max);
    put_program(&writer, choice->started_wall_s);
    put_states(&writer, monitor);
    put_numbers(&writer, monitor);
    put_last_round(&writer, monitor->status.round_us);
    put_queries(&writer, &monitor->status);
    put_changes(&writer, monitor);
    put_family_rounds(&writer, monitor);
    put_durations(&writer, monitor);
    metrics_put_one(&writer, &left_out, monitor->hosts.count - hosts.chosen.count);
    metrics_put_hosts(&writer, &hosts);
    metrics_end(&writer);
    metrics_hosts_fini(&hosts);
}
