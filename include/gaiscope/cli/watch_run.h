/* SPDX-License-Identifier: MIT */
/**
 * The list on its way to the engine, the same for dashboard and headless mode: reads it, judges
 * its lines, remembers what an earlier run saw of its hosts, has the engine watch them, and does
 * so again when somebody changed the file or the list. Loop thread only.
 *
 *     file --read--> text --parse--> list --+--> gs_engine_watch()
 *                                 changes --+        |
 *     state file <------ pieces, now and then ---- session.monitor
 */
#ifndef GAISCOPE_CLI_WATCH_RUN_H
#define GAISCOPE_CLI_WATCH_RUN_H

#include "gaiscope/cli/options.h"
#include "gaiscope/engine/watcher.h"

#include <uv.h>

/** Owns: the caller, gs_watch_run_close(). */
struct gs_watch_run;

/** What a sentence is about. */
enum gs_watch_run_news {
    GS_WATCH_RUN_LINE =
        0, /**< a line of the list that is not watched: it is in the monitor, too */
    GS_WATCH_RUN_TROUBLE, /**< something that the person should know */
    GS_WATCH_RUN_NOTE,    /**< it is as it should be */
};

/** Takes a sentence without an end, safe for a screen. */
typedef void (*gs_watch_run_said_fn)(void *context, enum gs_watch_run_news news,
                                     const char *sentence);

/** Whom it serves. All borrowed, and outlive it. */
struct gs_watch_run_settings {
    const struct gs_monitor_options *options; /**< how */
    uv_loop_t *loop;                          /**< the one loop */
    struct gs_engine *engine;                 /**< who asks */
    const struct gs_monitor *monitor;         /**< what is known, and kept */
    gs_watch_run_said_fn said;                /**< hears sentences */
    void *context;                            /**< handed to `said` */
    bool
        is_unattended; /**< nobody is there to end a pause of an earlier run: none is kept */
};

/**
 * Gets ready: tells the engine how to watch. Nothing is watched yet.
 * Returns: GS_OK; GS_EOS, GS_EFORMAT with a sentence in `error`: the file of sinkholes.
 */
enum gs_status gs_watch_run_open(const struct gs_watch_run_settings *settings,
                                 struct gs_watch_run **out, struct gs_buf *error);

/**
 * Reads a list and what an earlier run saw of its hosts, in the place of the list before. The
 * engine is not told before gs_watch_run_start(). Takes: a path; "-" standard input.
 * Returns: GS_OK, whatever its lines are; GS_EOS, GS_ELIMIT with a sentence in `error`: all
 *          stays as it was.
 */
enum gs_status gs_watch_run_read(struct gs_watch_run *run, const char *path,
                                 struct gs_buf *error);

/** Has the engine watch what was read, keeps the state and looks after the file. */
void gs_watch_run_start(struct gs_watch_run *run);

/** Looks at the file now: what is new in it counts when this returns. */
void gs_watch_run_reload(struct gs_watch_run *run);

/** What is watched now. Owns: the run, until the next call that changes it. */
const struct gs_watch_list *gs_watch_run_list(const struct gs_watch_run *run);

/** Watches another list: what a person changed by hand. Takes the list over. */
void gs_watch_run_change(struct gs_watch_run *run, struct gs_watch_list *list);

/** The file of the list; NULL: standard input, or none. Owns: the run. */
const char *gs_watch_run_path(const struct gs_watch_run *run);

/** How many lines of what was read are wrong. */
size_t gs_watch_run_wrong(const struct gs_watch_run *run);

/** Whether what is watched is not what stands in the file: a person changed it and did not save. */
bool gs_watch_run_is_unsaved(const struct gs_watch_run *run);

/**
 * Saves what is watched. A list that had no file has this one from now on. Takes: a
 * path, that of a new file unless it is the list's own; NULL: the list's own.
 * Returns: GS_OK; else with a sentence in `error`: the file is as it was.
 */
enum gs_status gs_watch_run_save(struct gs_watch_run *run, const char *path,
                                 struct gs_buf *error);

/** Keeps the state a last time and frees it; what belongs to the loop is freed by its next
 *  turns. NULL is fine. */
void gs_watch_run_close(struct gs_watch_run *run);

#endif
