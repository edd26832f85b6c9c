/* SPDX-License-Identifier: MIT */
/**
 * A recording while it is written: gaiscope/report/recording.h as a file that grows to a
 * limit. Lines are collected and written out by gs_recorder_flush(), which the caller calls
 * when it has nothing better to do. What goes wrong ends the recording and nothing else. One
 * thread; owned by who opened it.
 */
#ifndef GAISCOPE_REPORT_RECORDER_H
#define GAISCOPE_REPORT_RECORDER_H

#include "gaiscope/model/session.h"
#include "gaiscope/report/recording.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_RECORDER_LIMIT ((uint64_t)64 * 1024 * 1024) /**< bytes of a file by default */

/** How a recording stands. */
enum gs_recorder_state {
    GS_RECORDER_ON = 0,  /**< takes events */
    GS_RECORDER_FULL,    /**< the limit is reached: it ended properly */
    GS_RECORDER_FAILED,  /**< the system refused: gs_recorder_error() */
    GS_RECORDER_REMOVED, /**< the file was removed while it was written */
};

/** One recording under way. */
struct gs_recorder;

/**
 * Creates a file that only its owner may read, and begins it with a head. A recording of the
 * same name is replaced, any other file is not.
 * Takes: `limit_bytes`, at least 4096.
 * Returns: GS_OK; GS_EFORMAT when another file is there, GS_ELIMIT when another gaiscope
 *          records to it, GS_EOS with errno. Owns: the caller, gs_recorder_close().
 */
enum gs_status gs_recorder_open(const char *path, const struct gs_recording_head *head,
                                uint64_t limit_bytes, struct gs_recorder **out);

/** Takes an event down, which stays the caller's. Does nothing once it is not ON. */
void gs_recorder_take(struct gs_recorder *recorder, const struct gs_event *event);

/** Takes down what a session knows already, as if it was just told: what was asked, and the
 *  answers as they are. Takes: the time for what bears none. */
void gs_recorder_take_session(struct gs_recorder *recorder,
                              const struct gs_session *session, int64_t now_us);

/** Whether lines wait to be written. */
bool gs_recorder_has_lines(const struct gs_recorder *recorder);

/** Writes what is collected. Returns: how it stands. */
enum gs_recorder_state gs_recorder_flush(struct gs_recorder *recorder);

/** How it stands. */
enum gs_recorder_state gs_recorder_state(const struct gs_recorder *recorder);

/** The errno of GS_RECORDER_FAILED. */
int gs_recorder_error(const struct gs_recorder *recorder);

/** Appends "2 events are too long for a line and not in it"; nothing where all are in it.
 *  To be said when the recording ends. */
void gs_recorder_say_left_out(const struct gs_recorder *recorder, struct gs_buf *out);

/** Writes the last line where it is still ON, and frees it; NULL is fine.
 *  Returns: how it stood at the end. */
enum gs_recorder_state gs_recorder_close(struct gs_recorder *recorder, int64_t at_us);

#endif
