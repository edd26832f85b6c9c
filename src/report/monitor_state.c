/* SPDX-License-Identifier: MIT */
#include "gaiscope/report/monitor_state.h"

#include "recording_reader.h"

#include "gaiscope/base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char state_format[] = "gaiscope monitor";

/* Any line: what is not there is zero. */
struct state_line {
    char format[32];                /* of the head */
    uint32_t version;               /* of the head */
    char program[32];               /* of the head: who wrote it */
    char *list;                     /* of the head: whose state it is */
    int64_t wall_s;                 /* of the head: when it was written */
    uint32_t interval_s;            /* of the head: by the person */
    bool is_paused;                 /* of the head: by the person */
    struct gs_watched *host;        /* of a host's line */
    struct gs_journal_entry *entry; /* of an entry's line */
    bool end;                       /* of the last line */
    uint32_t hosts;                 /* of the last line: how many there are */
    uint32_t entries;               /* of the last line: the same */
};

static const struct recording_field line_fields[] = {
    CHARS(struct state_line, format),
    VALUE(struct state_line, version),
    CHARS(struct state_line, program),
    TEXT_OR_NULL(struct state_line, list),
    SECONDS(struct state_line, wall_s),
    LIMITED(struct state_line, interval_s, GS_WATCH_INTERVAL_MAX_S),
    VALUE(struct state_line, is_paused),
    POINTER(struct state_line, host, watched),
    POINTER(struct state_line, entry, journal_entry),
    VALUE(struct state_line, end),
    VALUE(struct state_line, hosts),
    VALUE(struct state_line, entries),
};

static const struct recording_struct line_shape = {
    .name = "state_line",
    .size = sizeof(struct state_line),
    .fields = line_fields,
    .field_count = sizeof line_fields / sizeof *line_fields,
};

static void write_line(const struct state_line *line, struct gs_buf *out)
{
    size_t before = out->len;
    recording_write_object(line_shape.fields, line_shape.field_count, line, out);
    if (out->len - before > GS_MONITOR_STATE_LINE_MAX) {
        out->len = before;
        out->data[before] = '\0';
    }
}

void gs_monitor_state_write_head(const struct gs_monitor_state_head *head,
                                 struct gs_buf *out)
{
    char *copy = gs_mem_copy_text(head->list);
    struct state_line line = {.version = GS_MONITOR_STATE_VERSION,
                              .list = copy,
                              .wall_s = head->wall_s,
                              .interval_s = head->interval_s,
                              .is_paused = head->is_paused};
    (void)snprintf(line.format, sizeof line.format, "%s", state_format);
    (void)snprintf(line.program, sizeof line.program, "%s", GS_VERSION);
    write_line(&line, out);
    free(copy);
}

void gs_monitor_state_write_host(const struct gs_watched *host, struct gs_buf *out)
{
    struct gs_watched shown = *host; /* borrows */
    shown.due_us = 0;                /* a clock that ends with the machine's run */
    shown.earlier_rounds = shown.earlier_ups = 0; /* for the next run all are earlier */
    write_line(&(struct state_line){.host = &shown}, out);
}

void gs_monitor_state_write_entry(const struct gs_journal_entry *entry,
                                  struct gs_buf *out)
{
    struct gs_journal_entry shown = *entry; /* borrows */
    write_line(&(struct state_line){.entry = &shown}, out);
}

void gs_monitor_state_write_end(size_t hosts, size_t entries, struct gs_buf *out)
{
    write_line(&(struct state_line){.end = true,
                                    .hosts = (uint32_t)hosts,
                                    .entries = (uint32_t)entries},
               out);
}

static void free_host(struct gs_watched *host)
{
    if (host != NULL) {
        gs_watched_fini(host);
        free(host);
    }
}

static enum gs_status refuse(struct gs_buf *reason, const char *why)
{
    gs_buf_add_text(reason, why);
    return GS_EFORMAT;
}

static enum gs_status take_head(struct gs_monitor_saved *saved,
                                const struct state_line *line, struct gs_buf *reason)
{
    if (strcmp(line->format, state_format) != 0 || line->version < 1) {
        return refuse(reason, "this is no state of a monitor");
    }
    if (line->version > GS_MONITOR_STATE_VERSION) {
        gs_buf_addf(reason, "a later gaiscope wrote it (format %u, this one reads %d)",
                    (unsigned)line->version, GS_MONITOR_STATE_VERSION);
        return GS_EUNSUPPORTED;
    }
    saved->has_head = true;
    saved->wall_s = line->wall_s;
    saved->interval_s = line->interval_s;
    saved->is_paused = line->is_paused;
    return GS_OK;
}

/* Takes what a line has over. */
static enum gs_status take(struct gs_monitor_saved *saved, struct state_line *line,
                           struct gs_buf *reason)
{
    if (!saved->has_head) {
        return take_head(saved, line, reason);
    }
    if (line->end) {
        saved->has_end =
            line->hosts == saved->hosts.count && line->entries == saved->journal.count;
        return saved->has_end ? GS_OK : refuse(reason, "its end counts other lines");
    }
    if (line->host != NULL && saved->hosts.count < GS_WATCHES_MAX) {
        line->host->due_us = INT64_MAX;
        gs_vec_push(&saved->hosts, *line->host);
        *line->host = (struct gs_watched){0};
        return GS_OK;
    }
    if (line->entry != NULL && saved->journal.count < GS_JOURNAL_MAX) {
        gs_vec_push(&saved->journal, line->entry);
        line->entry = NULL;
        return GS_OK;
    }
    return refuse(reason, "it is neither a host nor a change");
}

enum gs_status gs_monitor_state_take(struct gs_monitor_saved *saved, const char *line,
                                     size_t len, struct gs_buf *reason)
{
    struct state_line read = {0};
    enum gs_status status = GS_EFORMAT;
    if (saved->has_end) {
        status = refuse(reason, "it stands behind the end");
    } else if (recording_read_object(line, len, &line_shape, &read, reason)) {
        status = take(saved, &read, reason);
    }
    saved->broken_count += status == GS_OK ? 0 : 1;
    free(read.list);
    free_host(read.host);
    gs_journal_entry_free(read.entry);
    return status;
}

/* -- one whole ------------------------------------------------------------------------ */

static int compare_hosts(const void *a, const void *b)
{
    const struct gs_watched *const *one = a;
    const struct gs_watched *const *two = b;
    return (*one)->id < (*two)->id ? -1 : (*one)->id > (*two)->id;
}

static int compare_id(const void *key, const void *member)
{
    uint64_t id = *(const uint64_t *)key;
    const struct gs_watched *const *host = member;
    return id < (*host)->id ? -1 : id > (*host)->id;
}

/* The hosts by their ids. Owns: the caller frees. */
static struct gs_watched **sort_hosts(const struct gs_watched_list *hosts)
{
    struct gs_watched **sorted =
        gs_mem_new(hosts->count + 1, sizeof(struct gs_watched *));
    for (size_t i = 0; i < hosts->count; i++) {
        sorted[i] = &hosts->items[i];
    }
    qsort(sorted, hosts->count, sizeof *sorted, compare_hosts);
    return sorted;
}

/* What is gone is marked by an id of nobody; then the others close up. */
static void drop_doubles(struct gs_watched_list *hosts)
{
    struct gs_watched **sorted = sort_hosts(hosts);
    uint64_t before = 0;
    for (size_t i = 0; i < hosts->count; i++) {
        uint64_t id = sorted[i]->id;
        if (id == before) {
            gs_watched_fini(sorted[i]);
        }
        before = id;
    }
    free(sorted);
    size_t kept = 0;
    for (size_t i = 0; i < hosts->count; i++) {
        if (hosts->items[i].id != 0) {
            hosts->items[kept++] = hosts->items[i];
        }
    }
    hosts->count = kept;
}

/* Whether an entry stays: at least one of its times is known to its host. */
static bool fit_entry(struct gs_journal_entry *entry, const struct gs_watched *host)
{
    if (host == NULL || entry->last_wall_s <= host->last_wall_s) {
        return true;
    }
    if (entry->count < 2 || entry->first_wall_s > host->last_wall_s) {
        return false;
    }
    entry->count--;
    entry->last_wall_s =
        entry->first_wall_s > host->last_wall_s ? entry->first_wall_s : host->last_wall_s;
    return true;
}

void gs_monitor_state_settle(struct gs_monitor_saved *saved)
{
    size_t kept = 0;
    drop_doubles(&saved->hosts);
    struct gs_watched **sorted = sort_hosts(&saved->hosts);
    for (size_t i = 0; i < saved->journal.count; i++) {
        struct gs_journal_entry *entry = saved->journal.items[i];
        struct gs_watched **found = bsearch(&entry->host_id, sorted, saved->hosts.count,
                                            sizeof *sorted, compare_id);
        if (fit_entry(entry, found == NULL ? NULL : *found)) {
            saved->journal.items[kept++] = entry;
        } else {
            gs_journal_entry_free(entry);
        }
    }
    saved->journal.count = kept;
    free(sorted);
}

void gs_monitor_saved_fini(struct gs_monitor_saved *saved)
{
    for (size_t i = 0; i < saved->hosts.count; i++) {
        gs_watched_fini(&saved->hosts.items[i]);
    }
    for (size_t i = 0; i < saved->journal.count; i++) {
        gs_journal_entry_free(saved->journal.items[i]);
    }
    gs_vec_fini(&saved->hosts);
    gs_vec_fini(&saved->journal);
    *saved = (struct gs_monitor_saved){0};
}
