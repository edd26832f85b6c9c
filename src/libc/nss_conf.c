/* SPDX-License-Identifier: MIT */
#include "gaiscope/libc/nss_conf.h"

#include "gaiscope/base/text.h"

#include <string.h>

/* A part of a text. */
struct span {
    const char *at;
    size_t len;
};

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Takes the next line off the text, without its comment; false at the end. */
static bool next_line(struct span *text, struct span *line)
{
    if (text->len == 0) {
        return false;
    }
    const char *end = memchr(text->at, '\n', text->len);
    size_t len = end == NULL ? text->len : (size_t)(end - text->at);
    const char *comment = memchr(text->at, '#', len);
    *line = (struct span){text->at, comment == NULL ? len : (size_t)(comment - text->at)};
    size_t step = end == NULL ? len : len + 1;
    text->at += step;
    text->len -= step;
    return true;
}

/* Takes the next word off the line; false at its end. */
static bool next_word(struct span *line, struct span *word)
{
    while (line->len > 0 && is_blank(*line->at)) {
        line->at++;
        line->len--;
    }
    *word = (struct span){line->at, 0};
    while (line->len > 0 && !is_blank(*line->at)) {
        line->at++;
        line->len--;
        word->len++;
    }
    return word->len > 0;
}

/* Takes `hosts:` (or `hosts` and a blank) off the line; false for another database. */
static bool take_hosts(struct span *line)
{
    static const char name[] = "hosts";
    struct span rest = *line;
    while (rest.len > 0 && is_blank(*rest.at)) {
        rest.at++;
        rest.len--;
    }
    size_t name_len = sizeof name - 1;
    if (rest.len <= name_len || memcmp(rest.at, name, name_len) != 0 ||
        (rest.at[name_len] != ':' && !is_blank(rest.at[name_len]))) {
        return false;
    }
    *line = (struct span){rest.at + name_len + 1, rest.len - name_len - 1};
    return true;
}

static void copy_words(struct span line, char *out, size_t out_size)
{
    struct gs_buf words = {0};
    struct span word;
    out[0] = '\0';
    while (next_word(&line, &word)) {
        gs_buf_add_text(&words, words.len == 0 ? "" : " ");
        gs_text_sanitise(&words, word.at, word.len < out_size ? word.len : out_size);
        if (words.len >= out_size) {
            break;
        }
        memcpy(out, gs_buf_text(&words), words.len + 1);
    }
    gs_buf_fini(&words);
}

void gs_nss_conf_hosts(const char *text, size_t len, char *out, size_t out_size)
{
    struct span rest = {text, len};
    struct span line;
    out[0] = '\0';
    while (next_line(&rest, &line)) {
        if (take_hosts(&line)) {
            copy_words(line, out, out_size);
        }
    }
}

bool gs_gai_conf_is_active(const char *text, size_t len)
{
    struct span rest = {text, len};
    struct span line;
    struct span word;
    while (next_line(&rest, &line)) {
        if (next_word(&line, &word)) {
            return true;
        }
    }
    return false;
}
