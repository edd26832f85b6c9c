/* SPDX-License-Identifier: MIT */
/**
 * Lines of a file, a pipe or a terminal, one by one, without ever blocking the loop: what is
 * not there yet is told later. Memory is constant, whatever the lines are. Loop thread only.
 */
#ifndef GAISCOPE_CLI_LINE_READER_H
#define GAISCOPE_CLI_LINE_READER_H

#include "gaiscope/base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <uv.h>

#define LINE_READER_MAX 4096 /**< bytes of a line; longer ones lose their end */

struct line_reader;

/** What came of asking for a line. */
enum line_reader_state {
    LINE_READER_LINE = 0, /**< a line */
    LINE_READER_LATER,    /**< none yet: `ready` is called when there may be one */
    LINE_READER_END,      /**< there is no more */
    LINE_READER_FAILED,   /**< reading failed: errno in line_reader_error() */
};

/** One line, lent until the next call. */
struct line_reader_line {
    const char *text; /**< without its end (LF, CR LF); any bytes; NUL behind */
    size_t len;       /**< bytes */
    uint64_t number;  /**< from 1 */
    bool is_cut;      /**< it was longer than LINE_READER_MAX */
};

/** Opens FILE, or standard input for "-". Returns: GS_OK; GS_EOS with errno: not a file that can
 *  be read. Owns: the caller, line_reader_close(). */
enum gs_status line_reader_open(uv_loop_t *loop, const char *path,
                                void (*ready)(void *context), void *context,
                                struct line_reader **out);

/** The next line. */
enum line_reader_state line_reader_next(struct line_reader *reader,
                                        struct line_reader_line *out);

/** Bytes given out so far, and all there are; `total` is 0 where nobody knows. */
void line_reader_progress(const struct line_reader *reader, uint64_t *done,
                          uint64_t *total);

/** The errno of LINE_READER_FAILED. */
int line_reader_error(const struct line_reader *reader);

/** Closes; the memory goes with the loop's next turn. */
void line_reader_close(struct line_reader *reader);

#endif
