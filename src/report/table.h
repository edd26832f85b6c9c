/* SPDX-License-Identifier: MIT */
/**
 * Lines and aligned columns for people. Every text passes the sanitiser here, so that no
 * block has to remember it. Owned by whoever holds the struct.
 */
#ifndef GAISCOPE_REPORT_TABLE_H
#define GAISCOPE_REPORT_TABLE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/vec.h"

#define REPORT_COLS        80 /**< cells of a line, where the data allows */
#define REPORT_COLUMNS_MAX 8  /**< columns of a table */

/** Cells, row by row. */
struct report_table {
    size_t columns;                 /**< how many, at most REPORT_COLUMNS_MAX */
    unsigned right;                 /**< a bit for each right-aligned column */
    struct GS_VEC_OF(char *) cells; /**< sanitised texts, each owned */
};

/** Appends the next cell; `text` NULL is an empty one. */
void report_cell(struct report_table *table, const char *text);

/** Appends the next cell as printf does. */
void report_cellf(struct report_table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * Appends a cell with a host name behind some words: in the letters it stands for where it has
 * A-labels, these in parentheses behind it. A right-to-left name is isolated.
 */
void report_cell_name(struct report_table *table, const char *before, const char *name);

/** The same with some words behind the name. */
void report_cell_name_and(struct report_table *table, const char *name,
                          const char *behind);

/** Appends a cell with a record's text, names in it in the letters they stand for. */
void report_cell_words(struct report_table *table, const char *text);

/** Appends a host name to a text, in the same forms. */
void report_name(struct gs_buf *out, const char *name);

/** Writes the rows, each behind `indent` blanks, columns two blanks apart, and empties the
 *  table. */
void report_table_write(struct gs_buf *out, struct report_table *table, size_t indent);

/** Writes `─ name  info ─────── right ─`; `info` and `right` may be "". */
void report_title(struct gs_buf *out, const char *name, const char *info,
                  const char *right);

/** Writes a text and blanks up to `width` cells. */
void report_padded(struct gs_buf *out, const char *text, size_t width);

/** Ends a line: blanks at its end go. */
void report_end_line(struct gs_buf *out);

/** Writes a text behind `head`, broken at blanks, later lines under the first. */
void report_paragraph(struct gs_buf *out, const char *head, const char *text);

#endif
