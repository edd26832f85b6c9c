/* SPDX-License-Identifier: MIT */
/**
 * The lines of the servers and the trace part. Private to this room.
 */
#ifndef GAISCOPE_REPORT_CSV_SERVERS_H
#define GAISCOPE_REPORT_CSV_SERVERS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/session.h"

/** A line for each record of each server, and one for each answer without records: rank is the
 *  server's number, address and port are its own, outcome how it matches the others. */
void csv_server_lines(struct gs_buf *out, const struct gs_session *session);

/** A line for each server of each zone (rank: the zone's number, name: the zone, address and
 *  port: the server's), then one for each record at the end. */
void csv_trace_lines(struct gs_buf *out, const struct gs_session *session);

#endif
