/* SPDX-License-Identifier: MIT */
/** The lines of the delivery and the smtp part in CSV. Private to this room. */
#ifndef GAISCOPE_REPORT_CSV_DELIVERY_H
#define GAISCOPE_REPORT_CSV_DELIVERY_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/session.h"

/** A line for each TLSA record, each reverse name of an exchange's address, each policy. */
void csv_delivery_lines(struct gs_buf *out, const struct gs_session *session);

/** A line for each address that was connected to. */
void csv_smtp_lines(struct gs_buf *out, const struct gs_session *session);

#endif
