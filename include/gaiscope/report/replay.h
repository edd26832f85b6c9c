/* SPDX-License-Identifier: MIT */
/**
 * A recording while it is read: a file in the place of the engine. Lines are read one after
 * the other, so that a long recording takes no more memory than its longest line. A line that
 * is broken is passed over, a file that was cut is read as far as it goes; both are told. No
 * clock is read: who plays asks for the next event and its time. One thread.
 */
#ifndef GAISCOPE_REPORT_REPLAY_H
#define GAISCOPE_REPORT_REPLAY_H

#include "gaiscope/report/recording.h"

#include <stdbool.h>
#include <stddef.h>

#define GS_REPLAY_NAMED_MAX 20 /**< broken lines that are named; the rest is counted */

/** A recording being read. */
struct gs_replay;

/** How far it is. */
enum gs_replay_state {
    GS_REPLAY_PLAYING = 0, /**< there is a next event */
    GS_REPLAY_ENDED,       /**< the last line was read */
    GS_REPLAY_CUT,         /**< the file ends without its last line */
};

/**
 * Opens a recording and reads its head.
 * Returns: GS_OK; else a sentence about the file is appended to `error`, safe for a screen.
 * Owns: the caller, gs_replay_close().
 */
enum gs_status gs_replay_open(const char *path, struct gs_replay **out,
                              struct gs_buf *error);

/** Its first line. Owns: the replay. */
const struct gs_recording_head *gs_replay_head(const struct gs_replay *replay);

/** The next event; NULL at the end. Owns: the replay, until the next gs_replay_claim(). */
const struct gs_event *gs_replay_next(struct gs_replay *replay);

/** When that is due on the clock of the recording: at its own time, and never before the one
 *  in front of it. At the end: the last event's. */
int64_t gs_replay_due_us(const struct gs_replay *replay);

/** Takes the next event out. Returns: false at the end. Owns: the caller, gs_event_fini(). */
bool gs_replay_claim(struct gs_replay *replay, struct gs_event *out);

/** How far it is: after gs_replay_next(). */
enum gs_replay_state gs_replay_state(const struct gs_replay *replay);

/** Lines passed over so far. */
size_t gs_replay_broken_count(const struct gs_replay *replay);

/** Appends one sentence: how it ended, and how many lines were passed over. */
void gs_replay_say_end(const struct gs_replay *replay, struct gs_buf *out);

/** A line passed over, from 0, "FILE, line 7: why"; NULL: there is none so far, or it is over
 *  GS_REPLAY_NAMED_MAX. Safe for a screen. Owns: the replay. */
const char *gs_replay_broken(const struct gs_replay *replay, size_t index);

/** Closes the file and frees it; NULL is fine. */
void gs_replay_close(struct gs_replay *replay);

#endif
