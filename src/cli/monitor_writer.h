/* SPDX-License-Identifier: MIT */
/*
 * Writes the state of a monitor beside the old one and puts it in its place: at once, or in
 * small pieces while the loop runs. Loop thread only; one thread of its own waits for the
 * disk. Private to the cli room.
 */
#ifndef GAISCOPE_CLI_MONITOR_WRITER_H
#define GAISCOPE_CLI_MONITOR_WRITER_H

#include "gaiscope/model/monitor.h"

#include <stdbool.h>
#include <stdint.h>

#include <uv.h>

/* How far a writing is. */
enum monitor_phase {
    MONITOR_IDLE = 0,
    MONITOR_HOSTS,   /* pieces of the list are told */
    MONITOR_ENTRIES, /* pieces of the journal */
    MONITOR_SYNC,    /* the disk is waited for */
};

/* Hears how a writing ended. Takes: errno; 0: the new state is in its place. */
typedef void (*monitor_written_fn)(void *context, int error);

/* A writer. Zeroed but for what stands first; owned by who holds it. */
struct monitor_writer {
    const char *path;                    /* of the state. Borrowed, as all of these */
    const char *new_path;                /* beside it */
    const char *list;                    /* path of the list, for the head */
    const struct gs_monitor *monitor;    /* what is written */
    uint32_t period_ms;                  /* from one writing in pieces to the next */
    bool is_unattended;                  /* a pause of the whole is no person's */
    monitor_written_fn written;          /* hears how it ended */
    void *context;                       /* handed to `written` */
    enum monitor_phase phase;            /* how far */
    int fd;                              /* of new_path, unless IDLE */
    uint64_t saved_revision;             /* of the monitor, in the file */
    uint64_t revision;                   /* of the monitor, when the writing began */
    uint64_t list_revision;              /* the same of the list */
    size_t next;                         /* host or entry to be told next */
    size_t hosts;                        /* told */
    struct gs_journal_entry_list copied; /* owned: the journal, in ENTRIES */
    uv_timer_t *timer;  /* the next piece or writing; NULL: not started */
    uv_async_t *synced; /* the thread is done */
    uv_thread_t thread; /* in SYNC */
    int sync_error;     /* errno of the thread */
};

/* Writes all of it now, in the place of a writing under way, and waits for the disk.
 * Returns: errno; 0: it is there. */
int monitor_writer_save(struct monitor_writer *writer);

/* Writes in pieces from now on, each period, when something has changed.
 * Returns: errno: it cannot. */
int monitor_writer_start(struct monitor_writer *writer, uv_loop_t *loop);

/* Waits for a writing that only waits for the disk, drops any other, and closes its handles:
 * the loop frees them. */
void monitor_writer_stop(struct monitor_writer *writer);

#endif
