/* SPDX-License-Identifier: MIT */
/**
 * What one line of a list asks for, or why it cannot be asked. Pure.
 */
#ifndef GAISCOPE_CLI_BULK_LINE_H
#define GAISCOPE_CLI_BULK_LINE_H

#include "line_reader.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/model/question.h"

/** A name of a list; used again, so that it allocates no more than its longest. */
struct bulk_line {
    struct gs_buf host;  /**< as it stands there; a NUL byte as its sign (U+2400) */
    struct gs_buf asked; /**< its A-labels; empty: asked as it stands there */
};

/** What came of a line. */
enum bulk_line_state {
    BULK_LINE_EMPTY = 0, /**< blank, or a comment */
    BULK_LINE_NAME,      /**< a name that can be asked */
    BULK_LINE_REFUSED,   /**< one that cannot: `reason` says why */
};

/** Reads a line. Takes: `idn` room for international names. Owns: `*reason` is lent until the
 *  next line. */
enum bulk_line_state bulk_line_read(const struct line_reader_line *line,
                                    struct gs_question *idn, struct bulk_line *out,
                                    const char **reason);

/** The name as it is asked. */
const char *bulk_line_asked(const struct bulk_line *line);

/** Frees what it holds. */
void bulk_line_fini(struct bulk_line *line);

#endif
