/* SPDX-License-Identifier: MIT */
/** Which addresses listen, as lines of a CSV report. Private to this room. */
#ifndef GAISCOPE_REPORT_CSV_CONNECT_H
#define GAISCOPE_REPORT_CSV_CONNECT_H

#include "csv_line.h"

#include "gaiscope/model/session.h"

/** A line an attempt; one with the outcome of the name where there is no address. */
void csv_connect_lines(struct gs_buf *out, const struct gs_session *session);

/** Appends what else is known of a connection: "elapsed_us=31000 source=10.0.0.7 interface=eth0",
 *  "error=ECONNREFUSED", the first line last. */
void csv_connection_words(struct gs_buf *words, const struct gs_connection *connection);

/** Sets address, port and status of a connection. */
void csv_set_connection(struct csv_line *line, const struct gs_connection *connection);

#endif
