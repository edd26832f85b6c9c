/* SPDX-License-Identifier: MIT */
/*
 * One writing, from the timer or at the end:
 *
 *     IDLE --changed--> HOSTS --all told--> ENTRIES --all told--> SYNC --renamed--> IDLE
 *                         |  a piece a tick    |                   |
 *                         +---- no space ------+-------------------+--> IDLE, and said
 *
 * A piece is what a loop turn bears without a person seeing it. The kernel takes pieces at
 * once; only to bring them to the disk takes time, so a thread does that. The list may change
 * meanwhile: then it begins anew. The journal is copied when its turn comes.
 */
#include "monitor_writer.h"

#include "gaiscope/base/file_save.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/cli/state_path.h"
#include "gaiscope/report/monitor_state.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    TICK_MS = 10,       /* from piece to piece */
    PIECE_HOSTS = 20,   /* told in one */
    PIECE_ENTRIES = 50, /* the same of the journal */
};

static void forget(struct monitor_writer *writer)
{
    if (writer->phase != MONITOR_IDLE) {
        (void)close(writer->fd); /* what counts was said by fsync */
    }
    writer->phase = MONITOR_IDLE;
    for (size_t i = 0; i < writer->copied.count; i++) {
        gs_journal_entry_free(writer->copied.items[i]);
    }
    gs_vec_fini(&writer->copied);
}

/* Returns: the error. */
static int end(struct monitor_writer *writer, int error)
{
    forget(writer);
    if (error == 0) {
        writer->saved_revision = writer->revision;
    } else {
        (void)unlink(writer->new_path); /* the old state stays */
    }
    writer->written(writer->context, error);
    return error;
}

static void copy_journal(struct monitor_writer *writer)
{
    const struct gs_journal *journal = &writer->monitor->journal;
    for (size_t i = journal->count; i > 0; i--) {
        const struct gs_journal_entry *entry = gs_journal_at(journal, i - 1);
        struct gs_journal_entry *copy = gs_mem_new(1, sizeof *copy);
        *copy = *entry;
        copy->host = gs_mem_copy_text(entry->host);
        copy->change = gs_watch_change_copy(&entry->change);
        gs_vec_push(&writer->copied, copy);
    }
}

/* Returns: errno, and said. */
static int begin(struct monitor_writer *writer)
{
    struct gs_buf head = {0};
    gs_state_make_folders(writer->new_path);
    int fd = open(writer->new_path,
                  O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
                  S_IRUSR | S_IWUSR);
    if (fd < 0) {
        return end(writer, errno);
    }
    writer->fd = fd;
    writer->phase = MONITOR_HOSTS;
    writer->next = 0;
    writer->hosts = 0;
    writer->revision = writer->monitor->revision;
    writer->list_revision = writer->monitor->list_revision;
    const struct gs_watch_status *status = &writer->monitor->status;
    const struct gs_monitor_state_head facts = {.list = writer->list,
                                                .wall_s = (int64_t)time(NULL),
                                                .interval_s = status->wished_s,
                                                .is_paused = status->is_paused &&
                                                             !writer->is_unattended};
    gs_monitor_state_write_head(&facts, &head);
    int error = gs_file_write_all(fd, gs_buf_text(&head), head.len) ? 0 : errno;
    gs_buf_fini(&head);
    return error == 0 ? 0 : end(writer, error);
}

static void tell_hosts(struct monitor_writer *writer, size_t most, struct gs_buf *out)
{
    const struct gs_watched_list *hosts = &writer->monitor->hosts;
    for (size_t i = 0; i < most && writer->next < hosts->count; i++) {
        size_t before = out->len;
        gs_monitor_state_write_host(&hosts->items[writer->next++], out);
        writer->hosts += out->len > before ? 1 : 0;
    }
    if (writer->next >= hosts->count) {
        writer->phase = MONITOR_ENTRIES;
        writer->next = 0;
        copy_journal(writer);
    }
}

static void tell_entries(struct monitor_writer *writer, size_t most, struct gs_buf *out)
{
    for (size_t i = 0; i < most && writer->next < writer->copied.count; i++) {
        gs_monitor_state_write_entry(writer->copied.items[writer->next++], out);
    }
    if (writer->next == writer->copied.count) {
        gs_monitor_state_write_end(writer->hosts, writer->copied.count, out);
        writer->phase = MONITOR_SYNC;
    }
}

/* Tells the next piece. Returns: errno, and said. */
static int tell_piece(struct monitor_writer *writer, size_t hosts, size_t entries)
{
    struct gs_buf piece = {0};
    if (writer->phase == MONITOR_HOSTS) {
        tell_hosts(writer, hosts, &piece);
    } else {
        tell_entries(writer, entries, &piece);
    }
    int error = gs_file_write_all(writer->fd, gs_buf_text(&piece), piece.len) ? 0 : errno;
    gs_buf_fini(&piece);
    return error == 0 ? 0 : end(writer, error);
}

/* Brings the new file to the disk and puts it in the old one's place. Any thread.
 * Returns: errno; 0: it is there. */
static int replace(const struct monitor_writer *writer)
{
    if (fsync(writer->fd) != 0 || rename(writer->new_path, writer->path) != 0) {
        return errno;
    }
    gs_file_sync_folder(writer->path);
    return 0;
}

static void tick(uv_timer_t *timer);

static void wait_ms(struct monitor_writer *writer, uint64_t ms)
{
    (void)uv_timer_start(writer->timer, tick, ms, 0);
}

/* Ends a writing under way: one that only waits for the disk is waited for, any other is
 * dropped. */
static void settle(struct monitor_writer *writer)
{
    if (writer->phase == MONITOR_SYNC) {
        (void)uv_thread_join(&writer->thread);
        (void)end(writer, writer->sync_error);
    } else if (writer->phase != MONITOR_IDLE) {
        forget(writer);
        (void)unlink(writer->new_path);
    }
}

int monitor_writer_save(struct monitor_writer *writer)
{
    settle(writer);
    int error = begin(writer);
    while (error == 0 && writer->phase != MONITOR_SYNC) {
        error = tell_piece(writer, SIZE_MAX, SIZE_MAX);
    }
    error = error == 0 ? end(writer, replace(writer)) : error;
    if (writer->timer != NULL) {
        wait_ms(writer, writer->period_ms);
    }
    return error;
}

static void sync_in_thread(void *context)
{
    struct monitor_writer *writer = context;
    writer->sync_error = replace(writer);
    (void)uv_async_send(writer->synced);
}

static void is_synced(uv_async_t *handle)
{
    struct monitor_writer *writer = handle->data;
    if (writer->phase == MONITOR_SYNC) {
        (void)uv_thread_join(&writer->thread);
        (void)end(writer, writer->sync_error);
        wait_ms(writer, writer->period_ms);
    }
}

/* What is due: the next piece, a writing that begins, or nothing. */
static void step(struct monitor_writer *writer)
{
    bool is_other_list = writer->list_revision != writer->monitor->list_revision;
    if (writer->phase == MONITOR_HOSTS && is_other_list) {
        forget(writer); /* what was told is of another list */
    }
    if (writer->phase != MONITOR_IDLE) {
        (void)tell_piece(writer, PIECE_HOSTS, PIECE_ENTRIES);
    } else if (writer->saved_revision != writer->monitor->revision) {
        (void)begin(writer);
    }
}

static void tick(uv_timer_t *timer)
{
    struct monitor_writer *writer = timer->data;
    step(writer);
    if (writer->phase == MONITOR_SYNC &&
        uv_thread_create(&writer->thread, sync_in_thread, writer) != 0) {
        (void)end(writer, replace(writer)); /* no more threads: it waits here */
    }
    if (writer->phase != MONITOR_SYNC) {
        wait_ms(writer, writer->phase == MONITOR_IDLE ? writer->period_ms : TICK_MS);
    }
}

static void free_handle(uv_handle_t *handle)
{
    free(handle);
}

int monitor_writer_start(struct monitor_writer *writer, uv_loop_t *loop)
{
    uv_async_t *synced = gs_mem_new(1, sizeof *synced);
    int error = uv_async_init(loop, synced, is_synced);
    if (error != 0) {
        free(synced);
        return -error;
    }
    writer->synced = synced;
    writer->timer = gs_mem_new(1, sizeof *writer->timer);
    (void)uv_timer_init(loop, writer->timer); /* cannot fail */
    writer->timer->data = writer->synced->data = writer;
    uv_unref((uv_handle_t *)writer->timer);
    uv_unref((uv_handle_t *)writer->synced);
    wait_ms(writer, writer->period_ms);
    return 0;
}

void monitor_writer_stop(struct monitor_writer *writer)
{
    settle(writer);
    if (writer->timer != NULL) {
        uv_close((uv_handle_t *)writer->timer, free_handle);
        uv_close((uv_handle_t *)writer->synced, free_handle);
        writer->timer = NULL;
    }
}
