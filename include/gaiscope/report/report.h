/* SPDX-License-Identifier: MIT */
/**
 * A session as text, JSON or CSV. Pure functions from values to bytes. Text and CSV pass the
 * sanitiser; JSON escapes instead. The formats are docs/json.md's and stable.
 */
#ifndef GAISCOPE_REPORT_REPORT_H
#define GAISCOPE_REPORT_REPORT_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/session.h"
#include "gaiscope/model/text_table.h"

/** The number in "schema" of the JSON; it rises when a field changes its meaning. */
#define GS_JSON_SCHEMA 1

/** Appends a report for people: verdict, then one block a part (GS_PART_BIT()s asked). */
void gs_report_text(struct gs_buf *out, const struct gs_session *session, unsigned parts);

/** Whether and how the messages of the records part are printed. */
enum gs_report_messages {
    GS_REPORT_MESSAGES_NONE = 0, /**< not at all */
    GS_REPORT_MESSAGES_TEXT,     /**< in dig's layout */
    GS_REPORT_MESSAGES_HEX,      /**< byte by byte, with what the bytes mean */
};

/** Appends the messages behind the records part to a report for people. */
void gs_report_messages(struct gs_buf *out, const struct gs_session *session,
                        enum gs_report_messages form);

/** Replaces the signs of a text report (✓ ✗ ▲ → ─ ...) by their ASCII, for a terminal that
 *  is not UTF-8. */
void gs_report_ascii(struct gs_buf *text);

/** Escapes what is left beyond ASCII as `\u{4E94}`, for a locale that is not UTF-8: its
 *  terminal would take the bytes for other letters, or for controls. Isolates go. */
void gs_report_escape(struct gs_buf *text);

/** Appends one JSON document and a newline, ASCII only. */
void gs_report_json(struct gs_buf *out, const struct gs_session *session, unsigned parts);

/** The same document as one line. */
void gs_report_jsonl(struct gs_buf *out, const struct gs_session *session,
                     unsigned parts);

/** The version of the JSON library, "2.14"; static. */
const char *gs_report_json_version(void);

/** Appends CSV with a header line (RFC 4180): one line per row, record, name or exchange. */
void gs_report_csv(struct gs_buf *out, const struct gs_session *session, unsigned parts);

/** Appends a pane's table as CSV (RFC 4180), its columns first. */
void gs_report_table_csv(struct gs_buf *out, const struct gs_text_table *table);

/** The same as JSON: an array of objects, a text or null a column. */
void gs_report_table_json(struct gs_buf *out, const struct gs_text_table *table);

#endif
