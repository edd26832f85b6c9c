/* SPDX-License-Identifier: MIT */
/**
 * The lines of the families part in a CSV report.
 */
#ifndef GAISCOPE_REPORT_CSV_FAMILIES_H
#define GAISCOPE_REPORT_CSV_FAMILIES_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/session.h"

/** What DNS, libc and each connect came to, family by family. */
void csv_family_lines(struct gs_buf *out, const struct gs_session *session);

#endif
