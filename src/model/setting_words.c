/* SPDX-License-Identifier: MIT */
#include "setting_words.h"

#include <string.h>

bool setting_words_apply(const struct setting_words *words, const char *text,
                         void *settings, struct gs_buf *wrong)
{
    static const char between[] = ", \t";
    text += strspn(text, between);
    while (*text != '\0') {
        char word[SETTING_WORD_MAX];
        size_t len = strcspn(text, between);
        size_t kept = len < words->word_size ? len : words->word_size - 1;
        memcpy(word, text, kept);
        word[kept] = '\0';
        if (kept < len) {
            words->say_unknown(wrong, word);
            return false;
        }
        if (!words->apply(word, settings, wrong)) {
            return false;
        }
        text += len;
        text += strspn(text, between);
    }
    return true;
}
