/* SPDX-License-Identifier: MIT */
/**
 * /etc/services and /etc/protocols read whole, line by line, as libc's files source reads
 * them: blanks between the fields, `#` to the end of a line is a comment, no newline is
 * needed at the end. Lines that are no entry are kept as errors. Parsing is pure: any thread
 * may call. services(5), protocols(5).
 */
#ifndef GAISCOPE_LIBC_TABLE_FILES_H
#define GAISCOPE_LIBC_TABLE_FILES_H

#include "gaiscope/libc/lanes.h"
#include "gaiscope/model/name_tables.h"

#include <stddef.h>

#define GS_TABLE_BYTES_MAX  ((size_t)16 * 1024 * 1024) /**< read of one file */
#define GS_TABLE_NAME_MAX   255                        /**< bytes of a name kept */
#define GS_TABLE_ERRORS_MAX 16                         /**< errors kept of both files */

/** A file's bytes; `bytes` NULL: there is no such file. Borrowed. */
struct gs_table_text {
    const char *bytes; /**< any bytes, NUL included */
    size_t len;        /**< how many */
};

/**
 * Makes the tables of two files. Lines of the same name and port become one entry; further
 * aliases of one name are dropped from the GS_ALIASES_MAX-th on.
 * Returns: the tables without times. Owns: the caller, gs_tables_free().
 */
struct gs_tables *gs_tables_parse(struct gs_table_text services,
                                  struct gs_table_text protocols);

/** Hears the tables. Owns: the callee frees them. */
typedef void (*gs_tables_done_fn)(void *context, uint64_t id, struct gs_tables *tables);

/** Reads both files on a lane. Returns: the lane's id. */
uint64_t gs_tables_start(struct gs_lanes *lanes, enum gs_lane lane,
                         gs_tables_done_fn done, void *context);

#endif
