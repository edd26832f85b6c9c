/* SPDX-License-Identifier: MIT */
/**
 * The rows of a long list as text, JSON lines or CSV. They are written one by one as they are
 * known, so nothing here keeps anything. Pure: values in, text out.
 */
#ifndef GAISCOPE_REPORT_BULK_H
#define GAISCOPE_REPORT_BULK_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/bulk_row.h"

/** How rows are written. */
enum gs_bulk_format {
    GS_BULK_TEXT = 0, /**< a line a name */
    GS_BULK_JSON,     /**< a JSON document a line (docs/json.md) */
    GS_BULK_CSV,      /**< a line a value, RFC 4180 */
};

/** Appends what stands before all rows: CSV's line of column names. */
void gs_bulk_begin(enum gs_bulk_format format, struct gs_buf *out);

/** Appends a row, its end included. */
void gs_bulk_add(enum gs_bulk_format format, const struct gs_bulk_row *row,
                 struct gs_buf *out);

#endif
