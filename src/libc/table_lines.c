/* SPDX-License-Identifier: MIT */
#include "table_lines.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/libc/table_files.h"

#include <string.h>

enum {
    NUMBER_MAX = 65535,
    DECIMAL = 10,
};

static struct table_span up_to(struct table_span text, char end)
{
    const char *at = text.len == 0 ? NULL : memchr(text.at, end, text.len);
    return (struct table_span){text.at, at == NULL ? text.len : (size_t)(at - text.at)};
}

static struct table_span behind(struct table_span text, size_t len)
{
    return (struct table_span){text.at + len, text.len - len};
}

static struct table_span without_blanks(struct table_span text)
{
    while (text.len > 0 && gs_ascii_is_space(*text.at)) {
        text = behind(text, 1);
    }
    while (text.len > 0 && gs_ascii_is_space(text.at[text.len - 1])) {
        text.len--;
    }
    return text;
}

bool table_next_word(struct table_span *text, struct table_span *word)
{
    *text = without_blanks(*text);
    *word = (struct table_span){text->at, 0};
    while (word->len < text->len && !gs_ascii_is_space(text->at[word->len])) {
        word->len++;
    }
    *text = behind(*text, word->len);
    return word->len > 0;
}

/* Takes the next line off, without its comment and, as libc does, without what is behind a
 * NUL. */
static bool next_line(struct table_lines *lines, struct table_line *out,
                      struct table_span *text)
{
    *out = (struct table_line){0};
    if (lines->rest.len == 0) {
        return false;
    }
    *text = up_to(lines->rest, '\n');
    lines->rest = behind(lines->rest, text->len + (text->len < lines->rest.len ? 1 : 0));
    out->line = ++lines->line;
    *text = up_to(*text, '#');
    struct table_span whole = up_to(*text, '\0');
    out->has_nul = whole.len < text->len;
    *text = whole;
    return true;
}

static const char *read_number(struct table_span digits, uint32_t *out)
{
    uint32_t number = 0;
    if (digits.len == 0) {
        return "there is no number";
    }
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9') {
            return "the number is not made of digits";
        }
        number = number * DECIMAL + (uint32_t)(digits.at[i] - '0');
        if (number > NUMBER_MAX) {
            return "the number is over 65535";
        }
    }
    *out = number;
    return NULL;
}

static bool is_too_long(struct table_span word)
{
    return word.len > GS_TABLE_NAME_MAX;
}

/* A port as this table reads it. libc reads more: each reason says so (glibc 2.36). */
static const char *read_port(struct table_span digits, uint32_t *out)
{
    static const char *const over = "the number is over 65535";
    const char *error = read_number(digits, out);
    if (digits.len > 1 && digits.at[0] == '0') {
        return "the port begins with 0: libc reads it as octal, with 0x as hexadecimal";
    }
    return error != NULL && strcmp(error, over) == 0 && digits.len < 10
               ? "the number is over 65535: libc takes its low 16 bits as the port"
               : error;
}

bool table_next_service(struct table_lines *lines, struct table_line *out)
{
    struct table_span text;
    struct table_span place;
    if (!next_line(lines, out, &text)) {
        return false;
    }
    if (!table_next_word(&text, &out->name)) {
        return true;
    }
    (void)table_next_word(&text, &place); /* an empty one has no number */
    struct table_span digits = up_to(place, '/');
    out->error = read_port(digits, &out->number);
    if (out->error == NULL && digits.len + 1 >= place.len) {
        out->error = "no protocol follows the port: libc finds it for any protocol alone";
    } else if (out->error == NULL) {
        out->protocol = behind(place, digits.len + 1);
    }
    if (is_too_long(out->name) || is_too_long(out->protocol)) {
        out->error =
            "a name is over 255 bytes: libc finds it, this list does not show it";
    }
    out->aliases = without_blanks(text);
    return true;
}

bool table_next_protocol(struct table_lines *lines, struct table_line *out)
{
    struct table_span text;
    struct table_span digits;
    if (!next_line(lines, out, &text)) {
        return false;
    }
    if (!table_next_word(&text, &out->name)) {
        return true;
    }
    (void)table_next_word(&text, &digits); /* an empty one has no number */
    out->error =
        is_too_long(out->name)
            ? "a name is over 255 bytes: libc finds it, this list does not show it"
            : read_number(digits, &out->number);
    out->aliases = without_blanks(text);
    return true;
}
