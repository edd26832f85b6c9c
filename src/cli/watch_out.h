/* SPDX-License-Identifier: MIT */
/**
 * Changes and rounds of a watched list as lines of standard output. A reader that is slow stops
 * nothing: lines wait, up to WATCH_OUT_BYTES_MAX bytes; beyond them they are left out, and one
 * line says how many, as soon as they are read again. With --count, where somebody waits for all
 * of it, the watching is held instead. Loop thread only.
 */
#ifndef GAISCOPE_CLI_WATCH_OUT_H
#define GAISCOPE_CLI_WATCH_OUT_H

#include "gaiscope/cli/options.h"
#include "gaiscope/model/monitor.h"

#include <stdbool.h>

#include <uv.h>

#define WATCH_OUT_BYTES_MAX 8388608 /**< that wait for the reader */

struct watch_out;

/** What is written, and who hears of the reader. */
struct watch_out_settings {
    const struct gs_options *options;          /**< format, --ascii, --count. Borrowed */
    void (*hold)(void *context, bool is_held); /**< watch nothing meanwhile, and go on */
    void (*ended)(void *context);              /**< nobody reads: watch_out_error() */
    void *context;                             /**< handed to both */
};

/** Opens. Both functions of the settings are called by the loop alone, but `hold` with true also
 *  by what writes. Owns: the caller, watch_out_close(). */
struct watch_out *watch_out_open(uv_loop_t *loop, int fd,
                                 const struct watch_out_settings *settings);

/** Writes what stands before all lines. */
void watch_out_begin(struct watch_out *out);

/** Writes a change. */
void watch_out_change(struct watch_out *out, const struct gs_watched *host,
                      const struct gs_journal_entry *entry);

/** Writes the end of a round of the list, with the changes since the one before. */
void watch_out_round(struct watch_out *out, const struct gs_monitor *monitor);

/** Writes all that waits, waiting for the reader. Returns: false with the error kept. */
bool watch_out_finish(struct watch_out *out);

/** The errno that ended it; 0: it goes on. */
int watch_out_error(const struct watch_out *out);

/** Closes; the memory goes with the loop's next turn. */
void watch_out_close(struct watch_out *out);

#endif
