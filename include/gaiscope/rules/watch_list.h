/* SPDX-License-Identifier: MIT */
/**
 * The list of hosts that are watched, as text:
 *
 *     # comment
 *     host [service] [expect WHAT[,WHAT...]] [every 30s] [label NAME[,NAME...]] [mx]   # comment
 *
 * WHAT: `2001:db8::/32`, `192.0.2.1+2001:db8::7` (exactly this set), `>=2`, `ipv6>=1`,
 * `ipv4`, `ipv6`, `mx:mail.example.org`, `null-mx`, `no-sinkhole`. Hosts may be written
 * as in the question line: international names, addresses, HOST:PORT, a URL, user@domain
 * (asks for the mail exchanges). Times are `30s`, `5m`, `2h`, `1d`, or seconds alone. A
 * comma may have blanks beside it, keywords have no case and may come in any order and
 * again. UTF-8, with or without a byte order mark; lines end in LF or CR LF. A broken
 * line is told and left out; the others count. Pure.
 */
#ifndef GAISCOPE_RULES_WATCH_LIST_H
#define GAISCOPE_RULES_WATCH_LIST_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/monitor.h"

#define GS_WATCH_ERRORS_MAX 100 /**< kept of one list; the others are counted */

/** A list that was read. */
struct gs_watch_reading {
    struct gs_watch_list
        watches; /**< good lines; a host and service given twice once, with
                                            the first line's settings, the second is an error */
    struct gs_watch_error_list errors; /**< broken lines */
    uint32_t left_out;                 /**< errors beyond GS_WATCH_ERRORS_MAX */
};

/** Reads a whole list, of any bytes. Owns: the caller, gs_watch_reading_fini(). */
struct gs_watch_reading gs_watch_list_parse(const char *text, size_t len);

/**
 * Reads one line. Takes: `reason`, to which a clause is appended: what is wrong and what would
 * be right. Returns: GS_OK; GS_ENOTFOUND for a blank line or a comment; GS_EFORMAT.
 */
enum gs_status gs_watch_line_parse(const char *line, size_t len, struct gs_watch *out,
                                   struct gs_buf *reason);

/** Appends a line, without its end, that reads back to the same. */
void gs_watch_line_format(const struct gs_watch *watch, struct gs_buf *out);

/** Appends one expectation as it is written in a line. */
void gs_expect_format(const struct gs_expect *expect, struct gs_buf *out);

/** Frees what was read and leaves it empty. */
void gs_watch_reading_fini(struct gs_watch_reading *reading);

#endif
