/* SPDX-License-Identifier: MIT */
/** The network part as lines of CSV. Private to this room. */
#ifndef GAISCOPE_REPORT_CSV_NETWORK_H
#define GAISCOPE_REPORT_CSV_NETWORK_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/session.h"

/** A line each address, default route and NAT64 prefix; one for NAT64 without a prefix. */
void csv_network_lines(struct gs_buf *out, const struct gs_session *session);

#endif
