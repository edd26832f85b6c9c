/* SPDX-License-Identifier: MIT */
/**
 * A table of texts, as a person sees it in a pane: what a pane is exported as. A plain value.
 */
#ifndef GAISCOPE_MODEL_TEXT_TABLE_H
#define GAISCOPE_MODEL_TEXT_TABLE_H

#include "gaiscope/base/vec.h"

/** One row: a text a column; NULL: empty. */
struct gs_text_fields GS_VEC_OF(char *);

/** Rows. */
struct gs_text_fields_list GS_VEC_OF(struct gs_text_fields);

/** The table. A zeroed struct is empty. */
struct gs_text_table {
    struct gs_text_fields columns;   /**< their names, never NULL */
    struct gs_text_fields_list rows; /**< each with as many fields as there are columns */
};

/** Adds a column with a copy of its name; rows that are there get an empty field. */
void gs_text_table_add_column(struct gs_text_table *table, const char *name);

/** Adds an empty row. */
void gs_text_table_add_row(struct gs_text_table *table);

/** Appends to a field of the last row, behind a blank where something is there. */
void gs_text_table_append(struct gs_text_table *table, size_t column, const char *text);

/** Frees all and leaves it empty. */
void gs_text_table_fini(struct gs_text_table *table);

#endif
