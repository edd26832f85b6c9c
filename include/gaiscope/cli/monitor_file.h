/* SPDX-License-Identifier: MIT */
/**
 * The state of a watched list as a file (report/monitor_state.h): read once at the start,
 * written while the watching goes on and at the end. A new file is written beside the old one,
 * brought to the disk and renamed over it: whatever happens, the older or the newer state is
 * there. Whoever has the lock beside it writes; a second program on the same list reads alone.
 * Loop thread only; one thread of its own waits for the disk.
 */
#ifndef GAISCOPE_CLI_MONITOR_FILE_H
#define GAISCOPE_CLI_MONITOR_FILE_H

#include "gaiscope/report/monitor_state.h"

#include <stdbool.h>
#include <stddef.h>

#include <uv.h>

#define GS_MONITOR_FILE_S 60 /**< seconds from one writing to the next */

/** The state file of one list. */
struct gs_monitor_file;

/** Takes a sentence about the file for the person, safe for a screen. */
typedef void (*gs_monitor_file_said_fn)(void *context, const char *sentence);

/** Which file, of what, and who hears of it. */
struct gs_monitor_file_settings {
    const char *path;                 /**< of the file; its folders are made */
    const char *list;                 /**< path of the list, for the file's head */
    const struct gs_monitor *monitor; /**< what is written. Borrowed, outlives the file */
    gs_monitor_file_said_fn said;     /**< hears what goes wrong, each thing once */
    void *context;                    /**< handed to `said` */
    bool is_unattended; /**< a pause of the whole is no person's: not kept */
};

/** The file of a list: under gs_state_path(), named after the list's absolute path. Returns:
 *  false: there is no place. */
bool gs_monitor_file_path(const char *list, char *out, size_t size);

/** Takes the lock. It cannot fail: what goes wrong is said, and then nothing is kept. Owns:
 *  the caller, gs_monitor_file_close(). */
struct gs_monitor_file *
gs_monitor_file_open(const struct gs_monitor_file_settings *settings);

/** Reads what an earlier run left. A file that is cut, broken or of a later version is said
 *  and set aside as FILE.broken (FILE.broken.2 ... up to 9, where there is one); of the
 *  first two the good lines are taken. What can neither be read nor set aside is said
 *  and never written over: then nothing is kept. Owns: the caller,
 *  gs_monitor_saved_fini(). */
void gs_monitor_file_load(struct gs_monitor_file *file, struct gs_monitor_saved *out);

/** Writes from now on each GS_MONITOR_FILE_S seconds, in small pieces, when something has
 *  changed. */
void gs_monitor_file_start(struct gs_monitor_file *file, uv_loop_t *loop);

/** Writes all of it now, and waits for the disk. Returns: GS_OK; GS_EOS: the old file is as it
 *  was; GS_EUNSUPPORTED: this program does not keep the state. */
enum gs_status gs_monitor_file_save(struct gs_monitor_file *file);

/** Saves what has changed, gives the lock back and frees it; NULL is fine. The loop runs once
 *  more behind it, to close what belongs to it. */
void gs_monitor_file_close(struct gs_monitor_file *file);

#endif
