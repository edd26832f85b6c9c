/* SPDX-License-Identifier: MIT */
#include "gaiscope/libc/nss_conf.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"

#include <string.h>

/* A part of a text. */
struct span {
    const char *at;
    size_t len;
};

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
    while (line->len > 0 && gs_ascii_is_space(*line->at)) {
        line->at++;
        line->len--;
    }
    *word = (struct span){line->at, 0};
    while (line->len > 0 && !gs_ascii_is_space(*line->at)) {
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
    while (rest.len > 0 && gs_ascii_is_space(*rest.at)) {
        rest.at++;
        rest.len--;
    }
    size_t name_len = sizeof name - 1;
    if (rest.len <= name_len || memcmp(rest.at, name, name_len) != 0 ||
        (rest.at[name_len] != ':' && !gs_ascii_is_space(rest.at[name_len]))) {
        return false;
    }
    *line = (struct span){rest.at + name_len + 1, rest.len - name_len - 1};
    return true;
}

/* Sanitised, cut to whole characters. */
static void copy_text(struct span from, char *out, size_t out_size)
{
    struct gs_buf text = {0};
    size_t kept = 0;
    size_t step = 0;
    gs_text_sanitise(&text, from.at, from.len < out_size ? from.len : out_size);
    do {
        kept += step;
        step = gs_text_decode(gs_buf_text(&text) + kept, text.len - kept).len_bytes;
    } while (step > 0 && kept + step < out_size);
    memcpy(out, gs_buf_text(&text), kept);
    out[kept] = '\0';
    gs_buf_fini(&text);
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

/* Takes one character off the line when it is this one. */
static bool take_char(struct span *line, char c)
{
    if (line->len == 0 || *line->at != c) {
        return false;
    }
    line->at++;
    line->len--;
    return true;
}

static void skip_blanks(struct span *line)
{
    while (line->len > 0 && gs_ascii_is_space(*line->at)) {
        line->at++;
        line->len--;
    }
}

/* Takes what stands before a blank or one of `ends` off the line. */
static struct span take_until(struct span *line, const char *ends)
{
    struct span word = {line->at, 0};
    while (line->len > 0 && !gs_ascii_is_space(*line->at) &&
           strchr(ends, *line->at) == NULL) {
        line->at++;
        line->len--;
        word.len++;
    }
    return word;
}

/* The place of a word in a list of names; -1: it is none of them. */
static int find_word(struct span word, const char *const *names, int count)
{
    for (int i = 0; i < count; i++) {
        if (strlen(names[i]) == word.len &&
            gs_text_compare_case(word.at, names[i], word.len) == 0) {
            return i;
        }
    }
    return -1;
}

/* Takes `STATUS=action` or `!STATUS=action` off the line; false: libc cannot read it. */
static bool take_action(struct span *line, struct gs_nss_source *source)
{
    static const char *const statuses[GS_NSS_STATUS_COUNT] = {"success", "notfound",
                                                              "unavail", "tryagain"};
    static const char *const actions[] = {"continue", "return", "merge"};
    bool is_not = take_char(line, '!');
    int status = find_word(take_until(line, "=]"), statuses, GS_NSS_STATUS_COUNT);
    skip_blanks(line);
    bool has_sign = take_char(line, '=');
    skip_blanks(line);
    int action = find_word(take_until(line, "=]"), actions, GS_NSS_MERGE + 1);
    skip_blanks(line);
    if (status < 0 || action < 0 || !has_sign) {
        return false;
    }
    for (int i = 0; i < GS_NSS_STATUS_COUNT; i++) {
        if ((i == status) != is_not) {
            source->on[i] = (enum gs_nss_action)action;
        }
    }
    return true;
}

/* Takes `[...]` off the line, where there is one; false: libc cannot read it. */
static bool take_bracket(struct span *line, struct gs_nss_source *source)
{
    const char *start = line->at;
    if (!take_char(line, '[')) {
        return true;
    }
    do {
        skip_blanks(line);
        if (!take_action(line, source)) {
            return false;
        }
    } while (!take_char(line, ']'));
    struct span written = {start, (size_t)(line->at - start)};
    copy_text(written, source->actions, sizeof source->actions);
    return true;
}

/* Takes the next source with its actions off the line. */
static bool take_source(struct span *line, struct gs_nss_line *out)
{
    struct gs_nss_source source = {.on = {[GS_NSS_SUCCESS] = GS_NSS_RETURN}};
    copy_text(take_until(line, "["), source.name, sizeof source.name);
    skip_blanks(line);
    if (!take_bracket(line, &source)) {
        return false;
    }
    if (out->count < GS_RUNGS_MAX) {
        out->sources[out->count++] = source;
    } else {
        out->is_truncated = true;
    }
    return true;
}

/* Reads what stands behind `hosts:`. A bracket where a source should be ends the line. */
static void read_sources(struct span line, size_t number, struct gs_nss_line *out)
{
    const char *nul = memchr(line.at, '\0', line.len); /* libc's line ends there */
    line.len = nul == NULL ? line.len : (size_t)(nul - line.at);
    *out = (struct gs_nss_line){.line = number};
    skip_blanks(&line);
    while (line.len > 0 && *line.at != '[') {
        if (!take_source(&line, out)) {
            *out = (struct gs_nss_line){.line = number, .is_broken = true};
            return;
        }
        skip_blanks(&line);
    }
}

void gs_nss_conf_parse(const char *text, size_t len, struct gs_nss_line *out)
{
    static const char fallback[] = "files dns"; /* glibc's own */
    struct span rest = {text, len};
    struct span line;
    read_sources((struct span){fallback, sizeof fallback - 1}, 0, out);
    for (size_t number = 1; next_line(&rest, &line); number++) {
        if (take_hosts(&line)) {
            read_sources(line, number, out);
        }
    }
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
