/* SPDX-License-Identifier: MIT */
/**
 * The file of the hosts that are watched: read, saved, and read again when somebody changed it.
 * Loop thread only.
 */
#ifndef GAISCOPE_CLI_WATCH_FILE_H
#define GAISCOPE_CLI_WATCH_FILE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/watch.h"

#include <stdbool.h>
#include <stddef.h>

#include <uv.h>

#define GS_WATCH_FILE_MAX        ((size_t)16 * 1024 * 1024) /**< bytes of a list */
#define GS_WATCH_FILE_PATIENCE_S 10  /**< at most, for the next bytes of a FIFO */
#define GS_WATCH_FILE_FOLD_MS    200 /**< a file that is being written is left alone */

/**
 * Reads a list: a file, a FIFO that somebody writes to, or with "-" standard input to its end.
 * Returns: GS_OK; GS_EOS, GS_ELIMIT (GS_WATCH_FILE_MAX) with a sentence in `error`, sanitised.
 */
enum gs_status gs_watch_file_read(const char *path, struct gs_buf *text,
                                  struct gs_buf *error);

/** Whether a list can be read again and saved: it is no FIFO and not standard input. */
bool gs_watch_file_is_regular(const char *path);

/**
 * Puts the terminal of this process in the place of standard input, which was read to its end: keys
 * come from there. Returns: GS_OK; GS_EOS with a sentence in `error`: there is no terminal.
 */
enum gs_status gs_watch_file_take_terminal(struct gs_buf *error);

/** What is to be saved. */
struct gs_watch_saving {
    const char *path;                    /**< where */
    const struct gs_buf *text;           /**< what was read before; NULL: nothing */
    const struct gs_watch_list *watches; /**< what is watched */
    bool is_new;                         /**< a file that is there is not replaced */
};

/**
 * Saves a list: gs_watch_list_merge() with what was read, then gs_file_save().
 * Returns: GS_OK with the bytes of the file in `saved`; GS_EINVAL, GS_EOS with a
 *          sentence in `error`:
 *          then the file is as it was.
 */
enum gs_status gs_watch_file_save(const struct gs_watch_saving *saving,
                                  struct gs_buf *saved, struct gs_buf *error);

/** What became of a file that is looked after. */
enum gs_watch_file_news {
    GS_WATCH_FILE_CHANGED, /**< another text: `text` */
    GS_WATCH_FILE_LOST, /**< it is gone, empty, or cannot be read: the list before stays; `text` is a
                             sentence, sanitised */
    GS_WATCH_FILE_BACK, /**< it was lost, and is as it was before; no text */
};

/** Hears the news; may save, not close. */
typedef void (*gs_watch_file_fn)(void *context, enum gs_watch_file_news news,
                                 const struct gs_buf *text);

/** A file that is looked after. */
struct gs_watch_file;

/**
 * Looks after a file: changed in its place, replaced by another one (as editors and
 * orchestrators do), behind a symbolic link or not. Takes: `known`, what was read of it,
 * kept as a sum. Owns: the caller, gs_watch_file_unwatch().
 */
struct gs_watch_file *gs_watch_file_watch(uv_loop_t *loop, const char *path,
                                          const struct gs_buf *known,
                                          gs_watch_file_fn news, void *context);

/** Says what the file holds now: this program saved it, and that is no news. */
void gs_watch_file_know(struct gs_watch_file *file, const struct gs_buf *text);

/** Looks at the file at once: what is new is told before this returns. */
void gs_watch_file_look(struct gs_watch_file *file);

/** Ends it; it is freed by later turns of the loop. NULL is fine. */
void gs_watch_file_unwatch(struct gs_watch_file *file);

#endif
