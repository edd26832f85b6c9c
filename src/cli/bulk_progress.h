/* SPDX-License-Identifier: MIT */
/**
 * How far a list is, on standard error: a line that renews itself where that is a terminal, and
 * the counts at the end. Loop thread only.
 */
#ifndef GAISCOPE_CLI_BULK_PROGRESS_H
#define GAISCOPE_CLI_BULK_PROGRESS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/bulk_row.h"

#include <stdbool.h>
#include <stdint.h>

#include <uv.h>

/** What came so far. names is the sum of the six below. */
struct bulk_counts {
    uint64_t names;       /**< rows that are done */
    uint64_t answered;    /**< with an address or record */
    uint64_t partial;     /**< the same, but another question failed */
    uint64_t no_name;     /**< no such name */
    uint64_t no_data;     /**< the name is there, what was asked is not */
    uint64_t failed;      /**< may be otherwise another time */
    uint64_t refused;     /**< lines that cannot be asked */
    uint64_t bytes;       /**< of the list, read so far */
    uint64_t total_bytes; /**< of all of it; 0: not known */
};

/** The line. */
struct bulk_progress {
    struct bulk_counts counts; /**< the caller keeps bytes and total_bytes */
    bool is_quiet;             /**< nothing is said */
    bool is_terminal;          /**< the line is shown: not where rows scroll by */
    bool is_shown;             /**< one stands there now */
    int64_t begun_us;          /**< monotonic */
    uv_timer_t timer;          /**< of the line */
};

/** Opens. Owns: the caller, bulk_progress_close(). */
struct bulk_progress *bulk_progress_open(uv_loop_t *loop, bool is_quiet);

/** A row is done. */
void bulk_progress_count(struct bulk_progress *progress, const struct gs_bulk_row *row);

/** Appends "1,200 names · 35,210 a second · 2 min 3 s left · 12 failed". Pure. */
void bulk_progress_line(const struct bulk_counts *counts, int64_t elapsed_us,
                        struct gs_buf *out);

/** Appends what came of all, for the end. Pure. */
void bulk_progress_sum(const struct bulk_counts *counts, int64_t elapsed_us,
                       struct gs_buf *out);

/** Takes the line away and says what came of all. */
void bulk_progress_end(struct bulk_progress *progress, bool is_interrupted);

/** Closes; NULL is fine. */
void bulk_progress_close(struct bulk_progress *progress);

#endif
