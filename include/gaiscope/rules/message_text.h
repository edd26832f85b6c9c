/* SPDX-License-Identifier: MIT */
/**
 * A decoded answer as text in the layout of dig, with blanks in the place of tabs, so that it
 * can be held against dig's and pasted where that is expected. Safe for a screen. Pure.
 */
#ifndef GAISCOPE_RULES_MESSAGE_TEXT_H
#define GAISCOPE_RULES_MESSAGE_TEXT_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/dns_answer.h"

/**
 * Appends the message, each line ended: header, OPT pseudosection, question, answer,
 * authority, additional, then query time, server and size. Without a message, a line says
 * what came instead and one follows for each try.
 */
void gs_message_text(const struct gs_dns_answer *answer, struct gs_buf *out);

/** Appends one record as a line of a zone file, not ended: "www.a.test.  242  IN  A  ..." in
 *  dig's columns, names with their final dot. */
void gs_record_line(const struct gs_record *record, struct gs_buf *out);

/** Appends a record's data with the final dot that the names in it have in a zone file. */
void gs_record_data_text(const struct gs_record *record, struct gs_buf *out);

#endif
