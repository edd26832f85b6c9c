/* SPDX-License-Identifier: MIT */
/**
 * The lines of /etc/services and /etc/protocols, field by field. Pure; private to the room.
 */
#ifndef GAISCOPE_LIBC_TABLE_LINES_H
#define GAISCOPE_LIBC_TABLE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A part of a text. Borrowed. */
struct table_span {
    const char *at; /**< not NUL-terminated */
    size_t len;     /**< bytes */
};

/** An entry, or why a line is none. */
struct table_line {
    struct table_span name;     /**< official name; empty: nothing on the line */
    struct table_span protocol; /**< of a service; empty: a protocol's line */
    struct table_span
        aliases;       /**< what follows, comment and blanks at its ends left out */
    uint32_t line;     /**< from 1 */
    uint32_t number;   /**< port or protocol number */
    const char *error; /**< static; NULL: it is an entry, or empty */
    bool has_nul;      /**< it was cut there */
};

/** A text that is read line by line. */
struct table_lines {
    struct table_span rest; /**< not read yet */
    uint32_t line;          /**< lines read */
};

/** Reads `name port/protocol aliases...`. Returns: false at the end of the text. */
bool table_next_service(struct table_lines *lines, struct table_line *out);

/** Reads `name number aliases...`. Returns: false at the end of the text. */
bool table_next_protocol(struct table_lines *lines, struct table_line *out);

/** Takes the next word off a text. Returns: false at its end. */
bool table_next_word(struct table_span *text, struct table_span *word);

#endif
