/* SPDX-License-Identifier: MIT */
#include "csv_monitor.h"

#include "change_forms.h"
#include "csv_line.h"

#include "gaiscope/rules/watch_words.h"

/* A line of what is no part of a question. */
static struct csv_line line_of(const char *part, size_t rank, const char *name)
{
    struct csv_line line = csv_line_of(GS_PART_SYSTEM, rank);
    csv_set(&line, CSV_PART, part);
    csv_set(&line, CSV_NAME, name);
    return line;
}

static void host_lines(struct gs_buf *out, const struct gs_watched *host, size_t rank)
{
    const struct gs_watch_answer *facts = gs_watched_known(host);
    size_t count = facts == NULL ? 0 : facts->addresses.count;
    for (size_t i = 0; i < (count == 0 ? 1 : count); i++) {
        struct csv_line line = line_of("monitor", rank, host->watch.host);
        csv_set(&line, CSV_TYPE, host->watch.service);
        if (i < count) {
            csv_set_address(&line, &facts->addresses.items[i]);
        }
        csv_set(&line, CSV_VALUE, gs_watch_state_id(host->state));
        csv_set(&line, CSV_OUTCOME,
                host->answer == NULL || host->answer->outcome == GS_OUTCOME_NOT_ASKED
                    ? "not_asked"
                    : gs_outcome_id(host->answer->outcome));
        csv_end(out, &line);
    }
}

static void change_line(struct gs_buf *out, const struct gs_monitor *monitor,
                        const struct gs_journal_entry *entry, size_t rank)
{
    struct gs_watched gone;
    char at[CHANGE_TIME_MAX];
    struct gs_buf values = {0};
    const struct gs_watched *host = change_host_of(monitor, entry, &gone);
    struct csv_line line = line_of("journal", rank, host->watch.host);
    change_format_time(entry->last_wall_s, at);
    gs_watch_change_values(&entry->change, &values);
    csv_set(&line, CSV_TYPE, gs_watch_change_id(entry->change.type));
    csv_set(&line, CSV_VALUE, gs_buf_text(&values));
    csv_set(&line, CSV_OUTCOME, at);
    csv_end(out, &line);
    gs_buf_fini(&values);
}

void csv_monitor_lines(struct gs_buf *out, const struct gs_monitor *monitor)
{
    size_t entries = monitor->journal.count;
    if (!monitor->is_on) {
        return;
    }
    struct gs_verdict verdict = gs_monitor_verdict(monitor);
    struct csv_line line = line_of("monitor", 0, monitor->name);
    csv_set(&line, CSV_VALUE, verdict.word);
    csv_end(out, &line);
    for (size_t i = 0; i < monitor->hosts.count; i++) {
        host_lines(out, &monitor->hosts.items[i], i + 1);
    }
    for (size_t i = 0; i < entries; i++) {
        change_line(out, monitor, gs_journal_at(&monitor->journal, entries - 1 - i),
                    i + 1);
    }
}
