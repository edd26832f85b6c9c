/* SPDX-License-Identifier: MIT */
/**
 * One answer of a name server as the lines a person reads: what came, what that means, each
 * flag and each option in words, the sections. Safe for a screen. Pure.
 * RFC 1035 4.1.1, RFC 2308, RFC 4035 3.2.3, RFC 6891, RFC 7871, RFC 7873, RFC 8914.
 */
#ifndef GAISCOPE_RULES_ANSWER_WORDS_H
#define GAISCOPE_RULES_ANSWER_WORDS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/dns_answer.h"

/** How a line is meant. */
enum gs_answer_tone {
    GS_ANSWER_PLAIN = 0, /**< a fact */
    GS_ANSWER_DIM,       /**< nothing there */
    GS_ANSWER_ODD,       /**< worth a look: a sign of attention */
    GS_ANSWER_BAD,       /**< a failure */
};

/** One line. */
struct gs_answer_line {
    const char *label; /**< "outcome", "meaning", "flags", ...; "" as above; static */
    char *text;        /**< the line */
    enum gs_answer_tone tone;
};

/** Lines in order. */
struct gs_answer_lines GS_VEC_OF(struct gs_answer_line);

/**
 * Appends all lines: outcome, meaning (one or more), tries (where one was not enough), error
 * (each extended error), flags, EDNS and its options, then answer, authority, additional.
 * Takes: `records_max`, records shown of each section; a line says how many more there are.
 * Owns: the caller, gs_answer_lines_fini().
 */
void gs_answer_lines_add(struct gs_answer_lines *out, const struct gs_dns_answer *answer,
                         size_t records_max);

/** Frees the lines and leaves the list empty. */
void gs_answer_lines_fini(struct gs_answer_lines *lines);

/** Appends the sentence of an answer: what it says and what follows.
 *  Returns: how it is meant. */
enum gs_answer_tone gs_answer_meaning(const struct gs_dns_answer *answer,
                                      struct gs_buf *out);

/** Appends "22 No Reachable Authority: the text that came with it". */
void gs_ede_words(const struct gs_ede *error, struct gs_buf *out);

#endif
