/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/words.h"

#include "gaiscope/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool is_inside_character(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* The most bytes, at most `max`, that end with a whole character. */
static size_t whole_characters(const char *text, size_t len, size_t max)
{
    size_t cut = len < max ? len : max;
    while (cut > 0 && cut < len && is_inside_character(text[cut])) {
        cut--;
    }
    return cut;
}

/* A safe copy of outside text, cut at its limit. */
static char *copy_safe(const char *text, size_t len)
{
    static const char ellipsis[] = "…";
    const size_t room = GS_WORDS_TEXT_MAX - (sizeof ellipsis - 1);
    size_t taken = len <= GS_WORDS_TEXT_MAX ? len : whole_characters(text, len, room);
    struct gs_buf safe = {0};
    struct gs_buf kept = {0};
    gs_text_sanitise(&safe, text, taken);
    if (taken == len && safe.len <= GS_WORDS_TEXT_MAX) {
        return gs_buf_claim(&safe);
    }
    gs_buf_add(&kept, gs_buf_text(&safe), whole_characters(safe.data, safe.len, room));
    gs_buf_add_text(&kept, ellipsis);
    gs_buf_fini(&safe);
    return gs_buf_claim(&kept);
}

static char *__attribute__((format(printf, 1, 0)))
format_safe(const char *format, va_list arguments)
{
    char small[256];
    va_list again;
    va_copy(again, arguments);
    int len = vsnprintf(small, sizeof small, format, arguments);
    char *whole = NULL;
    if (len >= (int)sizeof small) {
        whole = gs_mem_new(1, (size_t)len + 1);
        (void)vsnprintf(whole, (size_t)len + 1, format, again);
    }
    va_end(again);
    char *safe = copy_safe(whole != NULL ? whole : small, len < 0 ? 0 : (size_t)len);
    free(whole);
    return safe;
}

/* Takes the texts over. */
static void push(struct gs_words *words, const char *label, char *value)
{
    if (words->count == GS_WORDS_MAX) {
        words->left_out++;
        free(value);
        return;
    }
    struct gs_word_line line = {.label = copy_safe(label, strlen(label)),
                                .value = value,
                                .remark = gs_mem_copy_text("")};
    gs_vec_push(words, line);
}

/* The line added last; NULL when it was not kept. */
static struct gs_word_line *last_line(struct gs_words *words)
{
    bool is_kept = words->count > 0 && words->left_out == 0;
    return is_kept ? &words->items[words->count - 1] : NULL;
}

void gs_words_fini(struct gs_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        free(words->items[i].label);
        free(words->items[i].value);
        free(words->items[i].remark);
    }
    gs_vec_fini(words);
    words->left_out = 0;
}

void gs_words_add(struct gs_words *words, const char *label, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *value = format_safe(format, arguments);
    va_end(arguments);
    push(words, label, value);
}

void gs_words_add_bytes(struct gs_words *words, const char *label, const void *bytes,
                        size_t len)
{
    push(words, label, copy_safe(len > 0 ? bytes : "", len));
}

void gs_words_remark(struct gs_words *words, enum gs_sign sign, const char *format, ...)
{
    struct gs_word_line *line = last_line(words);
    if (line == NULL) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    free(line->remark);
    line->remark = format_safe(format, arguments);
    va_end(arguments);
    line->sign = sign;
}

void gs_words_sign(struct gs_words *words, enum gs_sign sign)
{
    struct gs_word_line *line = last_line(words);
    if (line != NULL) {
        line->sign = sign;
    }
}

void gs_words_set_apart(struct gs_words *words)
{
    struct gs_word_line *line = last_line(words);
    if (line != NULL) {
        line->is_apart = true;
    }
}

void gs_words_add_all(struct gs_words *words, const struct gs_words *from)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct gs_word_line *line = &from->items[i];
        gs_words_add(words, line->label, "%s", line->value);
        gs_words_remark(words, line->sign, "%s", line->remark);
        if (line->is_apart) {
            gs_words_set_apart(words);
        }
    }
    words->left_out += from->left_out;
}

enum gs_sign gs_words_worst(const struct gs_words *words)
{
    enum gs_sign worst = GS_SIGN_NONE;
    for (size_t i = 0; i < words->count; i++) {
        worst = words->items[i].sign > worst ? words->items[i].sign : worst;
    }
    return worst;
}
