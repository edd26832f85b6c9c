/* SPDX-License-Identifier: MIT */
/*
 * Comments of a zone file that the demo reads: lines that begin with a mark, `;!` or `;@`.
 */
#ifndef GAISCOPE_SRC_DEMO_MARKED_LINES_H
#define GAISCOPE_SRC_DEMO_MARKED_LINES_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"

/* Reads a line, without its mark, into a list; it may be changed. Returns: NULL, or what is
 * wrong. */
typedef const char *(*marked_line_fn)(char *line, void *list);

/* Reads all lines with the mark. Returns: GS_OK; GS_EFORMAT with "line 7: why" in `error`:
 * then what was read before it is in the list. */
enum gs_status marked_lines_read(const char *text, const char *mark, marked_line_fn read,
                                 void *list, struct gs_buf *error);

#endif
