/* SPDX-License-Identifier: MIT */
/*
 * Words of a line of the list: private to watch_line.c, watch_host.c, watch_terms.c and
 * watch_sinkholes.c. Each function says what is wrong, sanitised, as a clause with what
 * would be right.
 */
#ifndef GAISCOPE_SRC_RULES_WATCH_TEXT_H
#define GAISCOPE_SRC_RULES_WATCH_TEXT_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/watch.h"

#include <stdbool.h>

/* Refuses a word: `"99999" is no port: ...`. Returns: false. */
bool watch_refuse(struct gs_buf *reason, const char *word, const char *what);

/* The A-label form of a name in lower case without a final dot. Owns: the caller. Returns: NULL
 * with a reason when DNS has no such name. */
char *watch_name(const char *word, struct gs_buf *reason);

/* Bytes up to a comment: `#` at the start or behind a blank. */
size_t watch_comment_at(const char *line, size_t len);

/* Whether every character can be seen. Takes: UTF-8. */
bool watch_is_printable(const char *text);

/* Takes the host of a line, written as in the question line, with a service behind it: a name, an
 * address, HOST:PORT, a URL, user@domain. */
bool watch_host(struct gs_watch *watch, const char *word, struct gs_buf *reason);

/* Takes a service by name or number. */
bool watch_service(struct gs_watch *watch, const char *word, struct gs_buf *reason);

/* Adds one expectation to a line; the same one twice is there once. */
bool watch_expect_add(struct gs_watch *watch, const char *term, struct gs_buf *reason);

/* Reads an address and, behind a slash, the length of its prefix; bits behind that are cleared.
 * Returns: false: it is neither. */
bool watch_prefix_parse(const char *text, struct gs_address *out, uint8_t *bits);

#endif
