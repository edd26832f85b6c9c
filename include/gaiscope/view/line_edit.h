/* SPDX-License-Identifier: MIT */
/**
 * One line of text being typed: UTF-8, moved over by grapheme clusters, with the cutting and
 * putting back of a shell. A plain value; owned by whoever holds the struct.
 */
#ifndef GAISCOPE_VIEW_LINE_EDIT_H
#define GAISCOPE_VIEW_LINE_EDIT_H

#include "gaiscope/view/command.h"
#include "gaiscope/view/rows.h"

#include <stdbool.h>
#include <stddef.h>

/** The line. Zeroed but for the limit it is empty. */
struct gs_line_edit {
    struct gs_buf text; /**< bytes as typed; never a NUL inside */
    struct gs_buf cut;  /**< what was cut last, to be put back */
    size_t at;          /**< cursor: a byte offset at a cluster's start, or the end */
    size_t scroll;      /**< first visible byte in a narrow field */
    size_t limit_bytes; /**< longest text */
    bool is_cutting;    /**< the last command cut: the next cut is added to it */
};

/** Frees it and leaves it empty; the limit stays. */
void gs_line_edit_fini(struct gs_line_edit *edit);

/** Puts a text in place of the old one, cut to the limit, cursor at its end. */
void gs_line_edit_set(struct gs_line_edit *edit, const char *text);

/** Inserts bytes at the cursor; NULs are left out, line ends and tabs become blanks, and what
 *  is over the limit is dropped in whole characters. Returns: whether anything was inserted. */
bool gs_line_edit_insert(struct gs_line_edit *edit, const char *text, size_t len);

/** Runs a GS_COMMAND_EDIT_* command. Returns: false when it is none of them. */
bool gs_line_edit_run(struct gs_line_edit *edit, enum gs_command_id command);

/** The text, "" when empty. Owns: the line. */
const char *gs_line_edit_text(const struct gs_line_edit *edit);

/** Draws the line as a field of `width_cells` at `x`, scrolled so that the cursor is seen;
 *  with `has_cursor` false without one. Returns: the cell behind the field. */
int gs_line_edit_put(struct gs_line_edit *edit, struct gs_rows *rows, int x,
                     size_t width_cells, bool has_cursor);

#endif
