/* SPDX-License-Identifier: MIT */
/*
 * Settings as words parted by commas or blanks, as they are typed: "+nordflag, edns=4096".
 */
#ifndef GAISCOPE_SRC_MODEL_SETTING_WORDS_H
#define GAISCOPE_SRC_MODEL_SETTING_WORDS_H

#include "gaiscope/base/buf.h"

#include <stdbool.h>

enum {
    SETTING_WORD_MAX = 80, /* with NUL; the longest is a subnet with its prefix */
};

/* What the words are for. */
struct setting_words {
    size_t word_size; /* bytes of the longest with NUL, at most SETTING_WORD_MAX */
    /* Applies a word, which may be changed. Returns: false with a sentence in `wrong`. */
    bool (*apply)(char *word, void *settings, struct gs_buf *wrong);
    /* Says that there is no such word. */
    void (*say_unknown)(struct gs_buf *wrong, const char *word);
};

/* Applies all words, in their order. Returns: false at the first that is wrong. */
bool setting_words_apply(const struct setting_words *words, const char *text,
                         void *settings, struct gs_buf *wrong);

#endif
