/* SPDX-License-Identifier: MIT */
#include "sender_reading.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool gs_span_is(struct gs_span span, const char *text)
{
    return span.len == strlen(text) && gs_span_begins(span, text);
}

bool gs_span_begins(struct gs_span span, const char *text)
{
    size_t len = strlen(text);
    return span.len >= len && gs_text_compare_case(span.at, text, len) == 0;
}

bool gs_span_has(const char *set, char byte)
{
    return byte != '\0' && strchr(set, byte) != NULL;
}

struct gs_span gs_span_from(struct gs_span span, size_t count)
{
    size_t step = count < span.len ? count : span.len;
    return (struct gs_span){span.at + step, span.len - step};
}

struct gs_span gs_span_trim(struct gs_span span)
{
    while (span.len > 0 && gs_ascii_is_blank(span.at[0])) {
        span = gs_span_from(span, 1);
    }
    while (span.len > 0 && gs_ascii_is_blank(span.at[span.len - 1])) {
        span.len--;
    }
    return span;
}

bool gs_span_take(struct gs_span *rest, char separator, struct gs_span *out)
{
    if (rest->len == 0) {
        return false;
    }
    const char *end = memchr(rest->at, separator, rest->len);
    out->at = rest->at;
    out->len = end == NULL ? rest->len : (size_t)(end - rest->at);
    *rest = gs_span_from(*rest, out->len + 1);
    return true;
}

bool gs_span_number(struct gs_span span, unsigned long max, unsigned long *out)
{
    unsigned long value = 0;
    bool is_padded = span.len > 1 && span.at[0] == '0';
    if (span.len == 0 || span.len > 10 || is_padded) {
        return false;
    }
    for (size_t i = 0; i < span.len; i++) {
        if (span.at[i] < '0' || span.at[i] > '9') {
            return false;
        }
        value = value * 10 + (unsigned long)(span.at[i] - '0');
    }
    *out = value;
    return value <= max;
}

static void __attribute__((format(printf, 3, 0)))
add_line(struct gs_words *words, struct gs_span term, const char *format,
         va_list arguments)
{
    char label[GS_SENDER_TERM_MAX + 1];
    char value[GS_WORDS_TEXT_MAX];
    size_t len = term.len < GS_SENDER_TERM_MAX ? term.len : GS_SENDER_TERM_MAX;
    for (size_t i = 0; i < len; i++) { /* a NUL would end the label */
        label[i] = (char)(term.at[i] == '\0' ? '?' : term.at[i]);
    }
    label[len] = '\0';
    (void)vsnprintf(value, sizeof value, format, arguments);
    gs_words_add(words, label, "%s", value);
}

void gs_sender_line(struct gs_sender_policy *policy, struct gs_span term,
                    const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_line(&policy->lines, term, format, arguments);
    va_end(arguments);
}

void gs_sender_error(struct gs_sender_policy *policy, enum gs_sign sign,
                     struct gs_span term, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_line(&policy->errors, term, format, arguments);
    va_end(arguments);
    gs_words_sign(&policy->errors, sign);
}

void gs_sender_gist(struct gs_sender_policy *policy, const char *format, ...)
{
    char gist[GS_SENDER_TERM_MAX + 64];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(gist, sizeof gist, format, arguments);
    va_end(arguments);
    free(policy->gist);
    policy->gist = gs_text_sanitised(gist);
}

const struct gs_tag *gs_tags_find(const struct gs_tag_list *tags, const char *name)
{
    for (size_t i = 0; i < tags->count; i++) {
        if (gs_span_is(tags->items[i].name, name)) {
            return &tags->items[i];
        }
    }
    return NULL;
}

static bool is_tag_name(struct gs_span name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        if (!gs_ascii_is_letter(c) && (i == 0 || !(gs_ascii_is_digit(c) || c == '_'))) {
            return false;
        }
    }
    return name.len > 0;
}

/* Whether a tag of the same name, byte by byte, was read. */
static bool is_double(const struct gs_tag_list *tags, struct gs_span name)
{
    for (size_t i = 0; i < tags->count; i++) {
        struct gs_span other = tags->items[i].name;
        if (other.len == name.len && memcmp(other.at, name.at, name.len) == 0) {
            return true;
        }
    }
    return false;
}

static void read_tag(struct gs_span whole, struct gs_sender_policy *policy,
                     struct gs_tag_list *out)
{
    struct gs_span rest = whole;
    struct gs_span name = {0};
    bool has_value = memchr(whole.at, '=', whole.len) != NULL;
    (void)gs_span_take(&rest, '=', &name);
    name = gs_span_trim(name);
    if (!has_value || !is_tag_name(name)) {
        gs_sender_error(policy, GS_SIGN_ERR, whole, "not a tag: name=value is wanted");
    } else if (is_double(out, name)) {
        gs_sender_error(policy, GS_SIGN_ERR, whole, "the tag stands twice");
    } else if (out->count == GS_TAGS_MAX) {
        gs_sender_error(policy, GS_SIGN_ERR, whole, "more tags than anyone reads");
    } else {
        out->items[out->count++] =
            (struct gs_tag){.whole = whole, .name = name, .value = gs_span_trim(rest)};
    }
}

void gs_tags_read(struct gs_span text, struct gs_sender_policy *policy,
                  struct gs_tag_list *out)
{
    struct gs_span item;
    out->count = 0;
    while (gs_span_take(&text, ';', &item)) {
        struct gs_span whole = gs_span_trim(item);
        if (whole.len > 0) {
            read_tag(whole, policy, out);
        } else if (gs_span_trim(text).len > 0) {
            gs_sender_error(policy, GS_SIGN_WARN, whole,
                            "nothing between two semicolons");
        }
    }
}
