/* SPDX-License-Identifier: MIT */
/**
 * Changes of watched hosts and rounds of the list, one after the other: lines of text, of JSON
 * or of CSV (docs/json.md). Pure functions from values to bytes; nothing is kept.
 */
#ifndef GAISCOPE_REPORT_CHANGES_H
#define GAISCOPE_REPORT_CHANGES_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/monitor.h"

/** How lines are written. */
enum gs_change_format {
    GS_CHANGE_TEXT = 0, /**< for people */
    GS_CHANGE_JSON,     /**< a document a line */
    GS_CHANGE_CSV,      /**< RFC 4180 */
};

/** Appends what stands before all lines: CSV's names of columns. */
void gs_changes_begin(enum gs_change_format format, struct gs_buf *out);

/** Appends a change. Takes: the journal's entry, and its host as it is now. */
void gs_changes_add(enum gs_change_format format, const struct gs_watched *host,
                    const struct gs_journal_entry *entry, struct gs_buf *out);

/** Appends a change as the command of --on-change reads it: the line of JSON, and how many changes
 *  before it were told to no command. */
void gs_changes_add_hook(const struct gs_watched *host,
                         const struct gs_journal_entry *entry, uint64_t left_out,
                         struct gs_buf *out);

/** Appends the end of a round of the whole list. Takes: `changes`, told since the end of the
 *  round before. */
void gs_changes_add_round(enum gs_change_format format, const struct gs_monitor *monitor,
                          uint64_t changes, int64_t wall_s, struct gs_buf *out);

/** Appends that so many lines before this one were not written. */
void gs_changes_add_left_out(enum gs_change_format format, uint64_t lines, int64_t wall_s,
                             struct gs_buf *out);

#endif
