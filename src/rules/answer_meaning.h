/* SPDX-License-Identifier: MIT */
/** The sentences of an answer: what it says, and what is remarkable about how it came. */
#ifndef GAISCOPE_SRC_RULES_ANSWER_MEANING_H
#define GAISCOPE_SRC_RULES_ANSWER_MEANING_H

#include "gaiscope/rules/answer_words.h"

/** Appends them, the first one labelled "meaning". */
void gs_answer_meaning_lines(struct gs_answer_lines *out,
                             const struct gs_dns_answer *answer);

#endif
