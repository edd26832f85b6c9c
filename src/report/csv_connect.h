/* SPDX-License-Identifier: MIT */
/** Which addresses listen, as lines of a CSV report. Private to this room. */
#ifndef GAISCOPE_REPORT_CSV_CONNECT_H
#define GAISCOPE_REPORT_CSV_CONNECT_H

#include "csv_line.h"

#include "gaiscope/model/session.h"

/** A line an attempt; one with the outcome of the name where there is no address. */
void csv_connect_lines(struct gs_buf *out, const struct gs_session *session);

/** Sets what is known of one connection: address, port, its errno or first line, status. */
void csv_set_connection(struct csv_line *line, const struct gs_connection *connection);

#endif
