/* SPDX-License-Identifier: MIT */
/** The whois part as lines of CSV. Private to this room. */
#ifndef GAISCOPE_REPORT_CSV_WHOIS_H
#define GAISCOPE_REPORT_CSV_WHOIS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/session.h"

/** A line each hop, each fact, each status and each name server, and one with the state. */
void csv_whois_lines(struct gs_buf *out, const struct gs_session *session);

#endif
