/* SPDX-License-Identifier: MIT */
/*
 * Pieces of the texts to take home. Private to the files that write them.
 */
#ifndef GAISCOPE_SRC_RULES_CALL_TEXT_H
#define GAISCOPE_SRC_RULES_CALL_TEXT_H

#include "gaiscope/rules/take_home.h"

/* `AI_ADDRCONFIG | AI_V4MAPPED`, "0" for none; a bit without a name as 0xHEX. */
void gs_call_flags(struct gs_buf *out, int flags);

/* The C name of a number, or the number. */
void gs_call_number(struct gs_buf *out, const char *c_name, int value);

/* The programs, and Python's call on one line. */
void gs_take_c(const struct gs_take_subject *subject, struct gs_buf *out);
void gs_take_python(const struct gs_take_subject *subject, struct gs_buf *out);
void gs_take_python_call(const struct gs_question *question, struct gs_buf *out);

/* A word for a shell, quoted unless it is plain; control bytes as $'\ooo'. */
void gs_shell_word(struct gs_buf *out, const char *text);

#endif
