/* SPDX-License-Identifier: MIT */
/**
 * A question or one row of its answer as text for somewhere else: programs in C and Python,
 * command lines, plain values. What goes into them is quoted for what it goes into: it may
 * come from a URL someone pasted. Pure.
 */
#ifndef GAISCOPE_RULES_TAKE_HOME_H
#define GAISCOPE_RULES_TAKE_HOME_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/machine.h"
#include "gaiscope/model/question.h"
#include "gaiscope/model/system_answer.h"

#include <stdbool.h>

/** What a text is for, in the order of the menu. */
enum gs_take {
    GS_TAKE_C = 0,   /**< a whole program: cc -std=c11 -D_GNU_SOURCE */
    GS_TAKE_PYTHON,  /**< a whole script */
    GS_TAKE_GETENT,  /**< a command line */
    GS_TAKE_DIG,     /**< a command line */
    GS_TAKE_CURL,    /**< a command line that goes to these addresses alone */
    GS_TAKE_ADDRESS, /**< the address; of a question all of them, one per line */
    GS_TAKE_ROW,     /**< the row; of a question all of them, one per line */
};

#define GS_TAKE_COUNT (GS_TAKE_ROW + 1) /**< how many */

/** What is taken. */
struct gs_take_subject {
    const struct gs_question *question;    /**< with its arguments */
    const struct gs_system_answer *answer; /**< to it; NULL: not known */
    const struct gs_addrinfo *row;         /**< one row of it; NULL: the whole question */
    const struct gs_resolver *resolver; /**< whom this machine asks; NULL: the default */
};

/** The word of a menu: "C", "Python", "getent", "dig", "curl", "address", "row". */
const char *gs_take_name(enum gs_take take);

/** The word of an option: "c", "python", ... Returns: GS_OK; GS_ENOTFOUND. */
enum gs_status gs_take_parse(const char *word, enum gs_take *out);

/** Whether a text needs libc's answer. */
bool gs_take_needs_answer(enum gs_take take);

/** Why there is no such text of a subject, in a few words; NULL: there is. Static. */
const char *gs_take_lack(enum gs_take take, const struct gs_take_subject *subject);

/** Appends the text; programs and lists end their last line. Nothing where one lacks. */
void gs_take_home(enum gs_take take, const struct gs_take_subject *subject,
                  struct gs_buf *out);

/** Appends its gist on one line, as a menu shows it: of a program the call alone. */
void gs_take_gist(enum gs_take take, const struct gs_take_subject *subject,
                  struct gs_buf *out);

/** Appends the call in C on one line: `getaddrinfo("iana.org", "www", &(struct addrinfo){
 *  .ai_flags = AI_CANONNAME, ... }, &list)`. What is 0 is left out. */
void gs_call_line(const struct gs_question *question, struct gs_buf *out);

/** Appends the call in the fullest form that fits so many cells: as gs_call_line does; the
 *  hints without cast; by their order, which RFC 3493 gives (flags, family, socket type,
 *  protocol); the flags as a number. None of them is cut: the last may be longer. */
void gs_call_fit(const struct gs_question *question, size_t cells, struct gs_buf *out);

/** Appends the call's three lines: getaddrinfo(...), hints = { flags, the rest }. */
void gs_call_lines(const struct gs_question *question, struct gs_buf *out);

/** Appends a text between double quotes, for C and Python: other bytes than plain ones as
 *  \ooo; NULL as it stands. */
void gs_literal_add(struct gs_buf *out, const char *text);

#endif
