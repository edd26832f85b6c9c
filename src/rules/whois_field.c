/* SPDX-License-Identifier: MIT */
#include "whois_field.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"

#include <string.h>

enum {
    KEY_MAX_BYTES = 48, /* longer ones are sentences with a colon */
};

struct gs_whois_span gs_whois_trim(const char *at, size_t len)
{
    while (len > 0 && gs_ascii_is_space(at[0])) {
        at++;
        len--;
    }
    while (len > 0 && gs_ascii_is_space(at[len - 1])) {
        len--;
    }
    return (struct gs_whois_span){at, len};
}

/* The dots that some registries lead the eye with are no part of a key. */
static struct gs_whois_span trim_key(const char *at, size_t len)
{
    struct gs_whois_span key = gs_whois_trim(at, len);
    while (key.len > 0 &&
           (key.at[key.len - 1] == '.' || gs_ascii_is_space(key.at[key.len - 1]))) {
        key.len--;
    }
    return key;
}

static bool split(struct gs_whois_span line, char end, struct gs_whois_field *field)
{
    size_t limit = line.len < KEY_MAX_BYTES ? line.len : KEY_MAX_BYTES;
    const char *at = memchr(line.at, end, limit);
    if (at == NULL) {
        return false;
    }
    size_t before = (size_t)(at - line.at);
    field->key = trim_key(line.at, before);
    field->value = gs_whois_trim(at + 1, line.len - before - 1);
    return field->key.len > 0;
}

struct gs_whois_field gs_whois_field_of(const struct gs_whois_text *text, size_t line)
{
    const struct gs_whois_line *bounds = &text->lines.items[line];
    const char *start = text->data + bounds->at;
    struct gs_whois_span all = gs_whois_trim(start, bounds->len_bytes);
    struct gs_whois_field field = {.line = all, .value = all, .is_blank = all.len == 0};
    if (all.len == 0) {
        return field;
    }
    field.indent = (size_t)(all.at - start);
    field.is_comment = all.at[0] == '%' || all.at[0] == '#';
    if (field.is_comment) {
        return field;
    }
    size_t bracket = all.len > 3 && all.at[1] == '.' && all.at[2] == ' ' ? 3 : 0;
    bool is_bracketed =
        bracket < all.len && all.at[bracket] == '['; /* "a. [Key] value" */
    if (is_bracketed) {
        all.at += bracket + 1;
        all.len -= bracket + 1;
    }
    (void)split(all, is_bracketed ? ']' : ':', &field);
    return field;
}

bool gs_whois_span_is(struct gs_whois_span span, const char *word)
{
    return strlen(word) == span.len && gs_text_compare_case(span.at, word, span.len) == 0;
}

bool gs_whois_span_has(struct gs_whois_span span, const char *words)
{
    size_t len = strlen(words);
    for (size_t i = 0; i + len <= span.len; i++) {
        if ((span.at[i] | 0x20) == (words[0] | 0x20) &&
            gs_text_compare_case(span.at + i, words, len) == 0) {
            return true;
        }
    }
    return false;
}
