/* SPDX-License-Identifier: MIT */
/**
 * What is watched, told to other programs: --metrics writes it to a file after each round of the
 * list and every 15 seconds, --listen serves /metrics and /healthz. Dashboard and headless mode
 * open it alike. It only reads the monitor. Loop thread only.
 */
#ifndef GAISCOPE_CLI_METRICS_OUT_H
#define GAISCOPE_CLI_METRICS_OUT_H

#include "gaiscope/cli/options.h"
#include "gaiscope/model/monitor.h"

#include <uv.h>

/** Owns: the caller, gs_metrics_out_close(). */
struct gs_metrics_out;

/** Takes a sentence without an end about what went wrong; each trouble is told once. */
typedef void (*gs_metrics_say_fn)(void *context, const char *sentence);

/** Whom it serves. */
struct gs_metrics_out_settings {
    const struct gs_monitor_options
        *options;                     /**< borrowed: metrics, listen, metrics_hosts */
    const struct gs_monitor *monitor; /**< borrowed: what is told */
    gs_metrics_say_fn say;            /**< of a file that cannot be written any more */
    void *context;                    /**< of say */
    uint64_t gap_ms; /**< between two writings of the file at least; 0: a second */
};

/**
 * Opens what the options ask for, and writes the file for the first time.
 * Returns: GS_OK, also when the file cannot be written for a reason that passes, a
 *          full disk: this is said, and it is tried again; else why not all of it could be
 *          opened, with a sentence without an end for each in `error`: *out serves what
 *          could. *out is NULL where nothing was asked for.
 */
enum gs_status gs_metrics_out_open(uv_loop_t *loop,
                                   const struct gs_metrics_out_settings *settings,
                                   struct gs_metrics_out **out, struct gs_buf *error);

/** Says that the monitor may have changed: to be called after each event. NULL is fine. */
void gs_metrics_out_note(struct gs_metrics_out *out);

/** Writes the file a last time and listens no more; what is left is freed in a later turn of
 *  the loop. NULL is fine. Returns: GS_OK; GS_EOS: the file does not hold what was seen last. */
enum gs_status gs_metrics_out_close(struct gs_metrics_out *out);

#endif
