/* SPDX-License-Identifier: MIT */
/**
 * Replies of an SMTP server, read byte by byte from what came. Pure. Private to the net room.
 * RFC 5321 4.2: three digits, then `-` and more lines or a blank and the last one. A line may
 * end in LF alone, as some servers have it.
 */
#ifndef GAISCOPE_NET_SMTP_REPLY_H
#define GAISCOPE_NET_SMTP_REPLY_H

#include "gaiscope/model/smtp_report.h"

#include <stdbool.h>
#include <stddef.h>

/** How far a reply is. */
enum gs_smtp_reading {
    GS_SMTP_MORE = 0, /**< not whole yet */
    GS_SMTP_WHOLE,    /**< the reply is there */
    GS_SMTP_NO_REPLY, /**< this is no SMTP */
};

/** A reader. Zeroed: at the beginning of a reply. */
struct gs_smtp_reader {
    char line[2 * GS_SMTP_LINE_MAX]; /**< of the line that is read */
    size_t len;                      /**< its bytes */
    size_t bytes;                    /**< taken of all replies, to bound them */
};

/**
 * Takes bytes into a reply until it is whole. `*used` bytes were taken; the rest belongs to
 * the next reply. Takes: a zeroed reply at first, then the same one.
 */
enum gs_smtp_reading gs_smtp_reader_take(struct gs_smtp_reader *reader, const char *bytes,
                                         size_t len, size_t *used,
                                         struct gs_smtp_reply *reply);

/** Reads the capabilities of an answer to EHLO into the session. RFC 1870, RFC 3207. */
void gs_smtp_capabilities(struct gs_smtp_session *session);

#endif
