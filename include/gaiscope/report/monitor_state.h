/* SPDX-License-Identifier: MIT */
/**
 * What was seen of watched hosts, as text that outlives the program: JSON lines
 * (docs/recording.md). A head, a line for each host with its answers, samples and counters,
 * a line for each entry of the journal, and an end that counts them. Hosts and entries are
 * written with the tables of a recording. Pure text and values; one thread.
 *
 * Writing may take its time while the watching goes on: the journal is written last, and
 * what an entry tells of a round that its host's line does not have yet is left out on
 * reading. So such a change is found again and not told twice.
 */
#ifndef GAISCOPE_REPORT_MONITOR_STATE_H
#define GAISCOPE_REPORT_MONITOR_STATE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/monitor.h"

#include <stddef.h>
#include <stdint.h>

#define GS_MONITOR_STATE_VERSION  1                     /**< of the format */
#define GS_MONITOR_STATE_LINE_MAX ((size_t)1024 * 1024) /**< bytes of one line */

/** What stands in the first line. */
struct gs_monitor_state_head {
    const char *list;    /**< the list's path */
    int64_t wall_s;      /**< when it was written */
    uint32_t interval_s; /**< of hosts without one of their own, by the person; 0: none */
    bool is_paused;      /**< all of it, by the person */
};

/** What is known from an earlier run. A zeroed struct is nothing. */
struct gs_monitor_saved {
    struct gs_watched_list hosts;         /**< each with an id of its own; due never */
    struct gs_journal_entry_list journal; /**< the oldest first */
    int64_t wall_s;                       /**< when it was written */
    uint32_t interval_s;                  /**< as in the head */
    bool is_paused;                       /**< the same */
    size_t broken_count;                  /**< lines that were left out */
    bool has_head;                        /**< the first line was read */
    bool has_end; /**< the last line was read, and counts as many */
};

/** Appends the first line. */
void gs_monitor_state_write_head(const struct gs_monitor_state_head *head,
                                 struct gs_buf *out);

/** Appends a host's line, or nothing where it would be longer than a line may be. */
void gs_monitor_state_write_host(const struct gs_watched *host, struct gs_buf *out);

/** Appends an entry's line. */
void gs_monitor_state_write_entry(const struct gs_journal_entry *entry,
                                  struct gs_buf *out);

/** Appends the last line. Takes: how many hosts and entries were written. */
void gs_monitor_state_write_end(size_t hosts, size_t entries, struct gs_buf *out);

/**
 * Takes the next line of a state.
 * Returns: GS_OK; GS_EFORMAT: it is left out, and `reason` says why; GS_EUNSUPPORTED: a later
 *          version wrote the file, nothing of it is taken.
 */
enum gs_status gs_monitor_state_take(struct gs_monitor_saved *saved, const char *line,
                                     size_t len, struct gs_buf *reason);

/** Makes one whole of what was taken: no host twice, no entry ahead of its host. */
void gs_monitor_state_settle(struct gs_monitor_saved *saved);

/** Frees all and leaves it empty. */
void gs_monitor_saved_fini(struct gs_monitor_saved *saved);

#endif
