/* SPDX-License-Identifier: MIT */
/** The lines of the race part. Private to this room. */
#ifndef GAISCOPE_REPORT_CSV_RACE_H
#define GAISCOPE_REPORT_CSV_RACE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/session.h"

/** A line for each question to DNS, each lane and each client. */
void csv_race_lines(struct gs_buf *out, const struct gs_session *session);

#endif
