/* SPDX-License-Identifier: MIT */
/**
 * What a session was told, as a file: JSON lines (docs/recording.md). The first line is the
 * head, each other one an event in the order in which the sink took it, with its time and its
 * whole payload; a last line says that the recording ended properly. What is read back goes
 * into gs_session_apply() as if the engine said it.
 *
 * Reading is for files of any origin: every word, number, count and length is checked, and a
 * text that the model's comments promise to be sanitised is sanitised. Other texts stay as
 * they came, as they do when the engine says them; who shows one makes it safe. Pure text and
 * values; one thread.
 */
#ifndef GAISCOPE_REPORT_RECORDING_H
#define GAISCOPE_REPORT_RECORDING_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/event.h"

#include <stddef.h>
#include <stdint.h>

#define GS_RECORDING_VERSION     1  /**< of the format */
#define GS_RECORDING_PROGRAM_MAX 32 /**< bytes of the program's version with NUL */
#define GS_RECORDING_LINE_MAX    ((size_t)8 * 1024 * 1024) /**< bytes of one line */

/** The first line. */
struct gs_recording_head {
    char program[GS_RECORDING_PROGRAM_MAX]; /**< version of the program that wrote it */
    int64_t wall_us;                        /**< wall clock of the begin */
    int64_t begin_us; /**< monotonic clock of the begin: the file's times count from it */
};

/** What a line turned out to be. */
enum gs_recording_line {
    GS_RECORDING_EVENT = 0, /**< an event */
    GS_RECORDING_END,       /**< the last line of a recording that ended properly */
    GS_RECORDING_BROKEN,    /**< nothing of use; the reason is told */
};

/** Appends the first line. */
void gs_recording_write_head(const struct gs_recording_head *head, struct gs_buf *out);

/**
 * Appends the line of an event, which stays as it is.
 * Takes: `begin_us`, of the head. Returns: GS_OK; GS_ELIMIT when the line would be longer than
 * GS_RECORDING_LINE_MAX: then nothing is appended.
 */
enum gs_status gs_recording_write_event(const struct gs_event *event, int64_t begin_us,
                                        struct gs_buf *out);

/** Appends the last line. Takes: when it ended, on the monotonic clock. */
void gs_recording_write_end(int64_t at_us, int64_t begin_us, struct gs_buf *out);

/**
 * Reads the first line. Takes: the line without its end.
 * Returns: GS_OK; GS_EFORMAT when it is no head; GS_EUNSUPPORTED when a later version of the
 *          program wrote it. Then a clause that says what is wrong is appended to `reason`.
 */
enum gs_status gs_recording_read_head(const char *line, size_t len,
                                      struct gs_recording_head *head,
                                      struct gs_buf *reason);

/**
 * Reads any other line. *event is written with GS_RECORDING_EVENT alone, its times on the
 * clock of the recording; with GS_RECORDING_BROKEN a clause is appended to `reason`.
 * Owns: what the event owns is the caller's, gs_event_fini().
 */
enum gs_recording_line gs_recording_read_line(const char *line, size_t len,
                                              int64_t begin_us, struct gs_event *event,
                                              struct gs_buf *reason);

#endif
