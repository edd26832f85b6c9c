/* SPDX-License-Identifier: MIT */
/**
 * How a mode without a screen begins and ends with its event loop. The loop's thread.
 */
#ifndef GAISCOPE_CLI_RUN_LOOP_H
#define GAISCOPE_CLI_RUN_LOOP_H

#include <stdbool.h>
#include <stddef.h>

#include <uv.h>

#define RUN_SIGNALS_MAX 3 /**< signals that a mode answers */

/** The signals that are answered while a mode runs. */
struct run_signals {
    uv_signal_t handles[RUN_SIGNALS_MAX]; /**< owned: the first `count` are open */
    size_t count;                         /**< how many */
};

/** Answers signals from now on. Takes: `numbers` end with 0, at most RUN_SIGNALS_MAX; `data` is
 *  handed to `heard` as the handle's. */
void run_signals_open(struct run_signals *signals, uv_loop_t *loop, const int *numbers,
                      uv_signal_cb heard, void *data);

/** Answers them no more: from now on they do what they do to any program. */
void run_signals_stop(struct run_signals *signals);

/** Closes the handles; the loop's next turn ends that. A second time is fine. */
void run_signals_close(struct run_signals *signals);

/** Turns the loop until what was closed is gone, and closes it.
 *  Returns: false: something was left open. */
bool run_loop_close(uv_loop_t *loop);

/** Tells standard error why something failed. Takes: `error` is an errno. */
void run_say_error(const char *what, int error);

#endif
