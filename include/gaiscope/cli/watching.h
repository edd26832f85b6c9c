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
#ifndef GAISCOPE_CLI_WATCHING_H
#define GAISCOPE_CLI_WATCHING_H

#include "gaiscope/cli/options.h"
#include "gaiscope/engine/watcher.h"

#include <uv.h>

/** Owns: the caller, gs_watching_close(). */
struct gs_watching;

/** What a sentence is about. */
enum gs_watching_news {
    GS_WATCHING_LINE =
        0, /**< a line of the list that is not watched: it is in the monitor, too */
    GS_WATCHING_TROUBLE, /**< something that the person should know */
    GS_WATCHING_NOTE,    /**< it is as it should be */
};

/** Takes a sentence without an end, safe for a screen. */
typedef void (*gs_watching_said_fn)(void *context, enum gs_watching_news news,
                                    const char *sentence);

/** Whom it serves. All borrowed, and outlive it. */
struct gs_watching_settings {
    const struct gs_monitor_options *options; /**< how */
    uv_loop_t *loop;                          /**< the one loop */
    struct gs_engine *engine;                 /**< who asks */
    const struct gs_monitor *monitor;         /**< what is known, and kept */
    gs_watching_said_fn said;                 /**< hears sentences */
    void *context;                            /**< handed to `said` */
};

/**
 * Gets ready: tells the engine how to watch. Nothing is watched yet.
 * Returns: GS_OK; GS_EOS, GS_EFORMAT with a sentence in `error`: the file of sinkholes.
 */
enum gs_status gs_watching_open(const struct gs_watching_settings *settings,
                                struct gs_watching **out, struct gs_buf *error);

/**
 * Reads a list and what an earlier run saw of its hosts, in the place of the list before. The
 * engine is not told before gs_watching_start(). Takes: a path; "-" standard input.
 * Returns: GS_OK, whatever its lines are; GS_EOS, GS_ELIMIT with a sentence in `error`: all
 *          stays as it was.
 */
enum gs_status gs_watching_read(struct gs_watching *watching, const char *path,
                                struct gs_buf *error);

/** Has the engine watch what was read, keeps the state and looks after the file. */
void gs_watching_start(struct gs_watching *watching);

/** Looks at the file now: what is new in it counts when this returns. */
void gs_watching_reload(struct gs_watching *watching);

/** What is watched now. Owns: the watching, until the next call that changes it. */
const struct gs_watch_list *gs_watching_list(const struct gs_watching *watching);

/** Watches another list: what a person changed by hand. Takes the list over. */
void gs_watching_change(struct gs_watching *watching, struct gs_watch_list *list);

/** The file of the list; NULL: standard input, or none. Owns: the watching. */
const char *gs_watching_path(const struct gs_watching *watching);

/**
 * Saves what is watched. Takes: a path, that of a new file unless it is the list's own; NULL: the
 * list's own.
 * Returns: GS_OK; else with a sentence in `error`: the file is as it was.
 */
enum gs_status gs_watching_save(struct gs_watching *watching, const char *path,
                                struct gs_buf *error);

/** Keeps the state a last time and frees it; what belongs to the loop is freed by its next
 *  turns. NULL is fine. */
void gs_watching_close(struct gs_watching *watching);

#endif
