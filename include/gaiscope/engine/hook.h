/* SPDX-License-Identifier: MIT */
/**
 * Runs a command of the person's own when something changed: an argument vector, never a shell.
 * What changed comes on its standard input; its standard output and error lead nowhere, it
 * has no descriptor of this program, a session of its own, and a limit on its time. Loop
 * thread only.
 *
 *     gs_hook_admit() --yes--> gs_hook_run() --> standard input, ended
 *           |                                     |           \--10 s--> killed with its group
 *           no: counted                        exit status --> one line of the log
 */
#ifndef GAISCOPE_ENGINE_HOOK_H
#define GAISCOPE_ENGINE_HOOK_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/event.h"

#include <stdbool.h>
#include <stdint.h>

#include <uv.h>

#define GS_HOOK_RUNNING_MAX 4     /**< commands at once */
#define GS_HOOK_BURST       5     /**< commands one after the other at once */
#define GS_HOOK_EVERY_MS    1000  /**< then one in this time */
#define GS_HOOK_LIMIT_MS    10000 /**< the longest that one may take */
#define GS_HOOK_ARGS_MAX    32    /**< words of the command */

/** Hears a GS_EVENT_LOG of each command that ended; never from inside a call of this module. Owns:
 *  the listener takes the event over. */
typedef void (*gs_hook_say_fn)(void *context, struct gs_event *event);

/** How commands are run. */
struct gs_hook_settings {
    const char *const *argv; /**< program and arguments, NULL at the end; copied */
    uint32_t limit_ms;       /**< 0: GS_HOOK_LIMIT_MS */
    gs_hook_say_fn say;      /**< NULL: nobody listens */
    void *context;           /**< of say */
};

/** A command to be run. */
struct gs_hook;

/** How often it was run. */
struct gs_hook_counts {
    uint64_t run;      /**< started, or tried to */
    uint64_t left_out; /**< not started: too many at once, or too soon */
    uint32_t running;  /**< now */
};

/**
 * Whether a program can be started: a path with a slash, or a name found in PATH. Returns: GS_OK;
 * GS_ENOTFOUND with a sentence in `error`, sanitised.
 */
enum gs_status gs_hook_check(const char *program, struct gs_buf *error);

/** Ignores SIGPIPE from now on: a command need not read. Owns: the caller, gs_hook_close(). */
struct gs_hook *gs_hook_open(uv_loop_t *loop, const struct gs_hook_settings *settings);

/**
 * Whether a command may be started now; then gs_hook_run() is to follow. If not, that is counted.
 * Out: `left_out`, how many were not started since the last one that was.
 */
bool gs_hook_admit(struct gs_hook *hook, uint64_t *left_out);

/** Starts the command. Takes: what it reads, copied; `about`, for the log. */
void gs_hook_run(struct gs_hook *hook, const struct gs_buf *input, const char *about);

/** How often it was run so far. */
struct gs_hook_counts gs_hook_counts(const struct gs_hook *hook);

/** Ends it; commands under way run on, on their own. Freed by later turns of the loop. NULL is
 *  fine. */
void gs_hook_close(struct gs_hook *hook);

#endif
