/* SPDX-License-Identifier: MIT */
/**
 * One line of a CSV report. RFC 4180: lines end in CR LF; a field with a comma, a quote or a
 * line break is quoted. Line breaks of outside text never come this far: the sanitiser made
 * them `\n`. Private to this room.
 */
#ifndef GAISCOPE_REPORT_CSV_LINE_H
#define GAISCOPE_REPORT_CSV_LINE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/lookup.h"

/** The columns, in the order of the header. */
enum csv_column {
    CSV_PART,
    CSV_RANK,
    CSV_NAME,
    CSV_TYPE,
    CSV_FAMILY,
    CSV_SOCKTYPE,
    CSV_PROTOCOL,
    CSV_ADDRESS,
    CSV_PORT,
    CSV_PREFERENCE,
    CSV_TTL,
    CSV_VALUE,
    CSV_OUTCOME,
    CSV_COLUMN_COUNT,
};

/** One line being built: sanitised fields, NULL for empty ones. */
struct csv_line {
    char *fields[CSV_COLUMN_COUNT]; /**< owned */
};

/** A line of a part; `rank` 0: it has none. */
struct csv_line csv_line_of(enum gs_part part, size_t rank);

/** Sets a field, sanitised; NULL empties it. */
void csv_set(struct csv_line *line, enum csv_column column, const char *text);

/** Sets a field to a number. */
void csv_set_number(struct csv_line *line, enum csv_column column, uint32_t number);

/** Sets address and family; no address leaves them. */
void csv_set_address(struct csv_line *line, const struct gs_address *address);

/** Sets all of a row of getaddrinfo but its name. */
void csv_set_row(struct csv_line *line, const struct gs_addrinfo *row);

/** Appends one field, quoted where it has to be. */
void csv_add_field(struct gs_buf *out, const char *field);

/** Writes the line and empties it for the next one. */
void csv_end(struct gs_buf *out, struct csv_line *line);

#endif
