/* SPDX-License-Identifier: MIT */
/**
 * Rows that are done before their turn wait here until all before them are done, so that they
 * come out in the order of the list. Bounded: whoever asks looks for room first. A plain value.
 */
#ifndef GAISCOPE_CLI_ROW_WINDOW_H
#define GAISCOPE_CLI_ROW_WINDOW_H

#include "gaiscope/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ROW_WINDOW_MAX   8192    /**< rows from the first one that is not done */
#define ROW_WINDOW_BYTES 2097152 /**< of rows that wait; then no more are begun */

/** The rows from `head` to `tail`. */
struct row_window {
    uint64_t head;               /**< the first row that is not out */
    uint64_t tail;               /**< the next row to be begun */
    size_t bytes;                /**< of rows that wait */
    char *texts[ROW_WINDOW_MAX]; /**< owned: done and waiting; NULL: under way */
};

/** Whether another row may be begun. */
bool row_window_has_room(const struct row_window *window);

/** Begins a row. Takes: room. Returns: its number. */
uint64_t row_window_begin(struct row_window *window);

/** A row is done: appends it, and those that waited for it, to `out`; or keeps a copy of it.
 *  Takes: `text` of `len` bytes without a NUL. */
void row_window_end(struct row_window *window, uint64_t row, const char *text, size_t len,
                    struct gs_buf *out);

/** A row is out that nobody waits for, where the order does not count: all rows then end so. */
void row_window_skip(struct row_window *window);

/** Appends what waits, leaving out the rows that are not done, because there will be no more. */
void row_window_flush(struct row_window *window, struct gs_buf *out);

/** Frees what waits. */
void row_window_fini(struct row_window *window);

#endif
