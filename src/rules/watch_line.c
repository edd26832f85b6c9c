/* SPDX-License-Identifier: MIT */
/*
 * One line of the list. The first word is the host; the second one is the service
 * where it is no keyword; from then on a keyword says what the words behind it mean:
 *
 *     HOST [SERVICE] ( expect LIST | every TIME | label LIST | mx )*     LIST: a,b or a, b
 */
#include "watch_text.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_interval.h"
#include "gaiscope/rules/watch_list.h"

#include <stdio.h>
#include <string.h>

enum {
    LINE_BYTES_MAX = 16384, /* without the comment behind it */
    PORT_DIGITS = 5,
    PORT_MAX = 65535,
    TIME_BYTES = 32,
};

/* The words of one line, being read. */
struct line {
    struct GS_VEC_OF(char *) words; /* into the copy of the line */
    size_t at;                      /* the next one */
    struct gs_watch *watch;
    struct gs_buf *reason;
};

static bool take_expects(struct line *line);
static bool take_labels(struct line *line);
static bool take_every(struct line *line);
static bool take_mx(struct line *line);

static const struct {
    const char *word;
    bool (*take)(struct line *line);
} keywords[] = {
    {"expect", take_expects}, {"every", take_every}, {"label", take_labels},
    {"labels", take_labels},  {"mx", take_mx},
};

enum {
    KEYWORDS = sizeof keywords / sizeof *keywords,
};

static bool is_word(const char *text, const char *word)
{
    return gs_text_compare_case(text, word, SIZE_MAX) == 0;
}

/* Which keyword a word is; KEYWORDS for none. */
static size_t keyword(const char *word)
{
    size_t i = 0;
    while (i < KEYWORDS && !is_word(word, keywords[i].word)) {
        i++;
    }
    return i;
}

static bool say(struct gs_buf *reason, const char *what)
{
    gs_buf_add_text(reason, what);
    return false;
}

/* A name of RFC 6335 5.1 and what services files have beside; a port number without zeros in
 * front, since libc takes 65536 for 0. */
bool watch_service(struct gs_watch *watch, const char *word, struct gs_buf *reason)
{
    char *to = watch->service;
    size_t len = strlen(word);
    bool is_plain = gs_ascii_is_letter(word[0]) || gs_ascii_is_digit(word[0]);
    for (const char *at = word; *at != '\0' && is_plain; at++) {
        is_plain = gs_ascii_is_letter(*at) || gs_ascii_is_digit(*at) ||
                   strchr("-_.+*", *at) != NULL;
    }
    if (gs_ascii_is_number(word)) {
        unsigned long port = len <= PORT_DIGITS ? strtoul(word, NULL, 10) : 0;
        (void)snprintf(to, GS_WATCH_SERVICE_MAX, "%lu", port);
        return (port > 0 && port <= PORT_MAX) ||
               watch_refuse(reason, word, "is no port: use 1 to 65535");
    }
    if (!is_plain || len >= GS_WATCH_SERVICE_MAX || keyword(word) != KEYWORDS) {
        return watch_refuse(reason, word,
                            "is no service: use a name as https, or a port");
    }
    memcpy(to, word, len + 1);
    return true;
}

static bool take_label(struct line *line, const char *term)
{
    struct gs_label_list *labels = &line->watch->labels;
    if (gs_watch_has_label(line->watch, term)) {
        return true;
    }
    if (term[0] == '#' || !watch_is_printable(term)) {
        return watch_refuse(line->reason, term, "is no label: use letters and digits");
    }
    if (strlen(term) >= GS_WATCH_LABEL_MAX) {
        return watch_refuse(line->reason, term, "is too long for a label: 31 bytes");
    }
    if (labels->count == GS_WATCH_LABELS_MAX) {
        gs_buf_addf(line->reason, "a line has at most %d labels", GS_WATCH_LABELS_MAX);
        return false;
    }
    gs_vec_push(labels, gs_mem_copy_text(term));
    return true;
}

static bool take_expect(struct line *line, const char *term)
{
    return watch_expect_add(line->watch, term, line->reason);
}

/* Whether the list goes on with the next word: after a comma, or before one. */
static bool goes_on(const struct line *line, bool has_comma)
{
    return line->at < line->words.count &&
           keyword(line->words.items[line->at]) == KEYWORDS &&
           (has_comma || line->words.items[line->at][0] == ',');
}

/* Takes each term of a list behind a keyword. Returns: how many; -1 with a reason. */
static int take_list(struct line *line, bool (*take)(struct line *line, const char *term))
{
    int count = 0;
    bool has_comma = true;
    while (goes_on(line, has_comma)) {
        char *rest = line->words.items[line->at++];
        has_comma = rest[strlen(rest) - 1] == ',';
        for (char *term = strsep(&rest, ","); term != NULL; term = strsep(&rest, ",")) {
            if (term[0] != '\0' && !take(line, term)) {
                return -1;
            }
            count += term[0] != '\0' ? 1 : 0;
        }
    }
    return count;
}

static bool take_expects(struct line *line)
{
    int count = take_list(line, take_expect);
    while (count > 0 && line->at < line->words.count &&
           keyword(line->words.items[line->at]) == KEYWORDS) {
        count = take_list(line, take_expect); /* parted by blanks alone: as well */
    }
    return count > 0 || (count < 0 ? false
                                   : say(line->reason, "expect lacks what is expected: "
                                                       "use expect ipv6, as an example"));
}

static bool take_labels(struct line *line)
{
    int count = take_list(line, take_label);
    return count > 0 ||
           (count < 0 ? false
                      : say(line->reason, "label lacks its names: use label web,paris"));
}

/* Whether a word of digits has its unit behind it. */
static bool has_unit_behind(const struct line *line, const char *word)
{
    const char *next = line->at < line->words.count ? line->words.items[line->at] : "";
    return gs_ascii_is_number(word) && strlen(next) == 1 &&
           strchr("smhdSMHD", next[0]) != NULL;
}

/* `30s`, `5m`, `2h`, `1d`, `30`, or `30 s` as two words. */
static bool take_every(struct line *line)
{
    if (line->at == line->words.count) {
        return say(line->reason, "every lacks its time: use every 30s, 5m or 2h");
    }
    if (line->watch->interval_s != 0) {
        return say(line->reason, "every is there twice: a line has one interval");
    }
    const char *word = line->words.items[line->at++];
    const char *unit = has_unit_behind(line, word) ? line->words.items[line->at++] : "";
    char time[TIME_BYTES];
    int len = snprintf(time, sizeof time, "%s%s", word, unit);
    if (len >= TIME_BYTES || !gs_interval_parse(time, &line->watch->interval_s)) {
        return watch_refuse(line->reason, word,
                            "is no time from 1s to 1d: use 30s, 5m or 2h");
    }
    return true;
}

static bool take_mx(struct line *line)
{
    line->watch->asks_mx = true;
    return true;
}

/* What cannot be watched of an address: it has a name, and nothing else. */
static bool is_consistent(struct line *line)
{
    const struct gs_watch *watch = line->watch;
    return !watch->is_address || (watch->expects.count == 0 && !watch->asks_mx) ||
           say(line->reason, "of an address the name is watched: expect and mx are for "
                             "names");
}

/* `every 3s` forgot its host. A host may have such a name when nothing stands behind it, or a dot
 * at its end; `mx` takes nothing behind it. */
static bool lacks_host(const struct line *line)
{
    size_t which = keyword(line->words.items[0]);
    return line->words.count > 1 && which < KEYWORDS && keywords[which].take != take_mx;
}

static bool take_words(struct line *line)
{
    if (lacks_host(line)) {
        return watch_refuse(line->reason, line->words.items[0],
                            "stands where the host belongs: a line begins with it");
    }
    if (!watch_host(line->watch, line->words.items[line->at++], line->reason)) {
        return false;
    }
    if (line->at < line->words.count &&
        keyword(line->words.items[line->at]) == KEYWORDS) {
        const char *word = line->words.items[line->at++];
        if (line->watch->service[0] != '\0') {
            return watch_refuse(line->reason, word,
                                "is a second service: a line has one");
        }
        if (!watch_service(line->watch, word, line->reason)) {
            return false;
        }
    }
    while (line->at < line->words.count) {
        const char *word = line->words.items[line->at++];
        size_t which = keyword(word);
        if (which == KEYWORDS) {
            return watch_refuse(line->reason, word,
                                "is not understood: use expect, every, label or mx");
        }
        if (!keywords[which].take(line)) {
            return false;
        }
    }
    return is_consistent(line);
}

size_t watch_comment_at(const char *line, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (line[i] == '#' && (i == 0 || gs_ascii_is_blank(line[i - 1]))) {
            return i;
        }
    }
    return len;
}

/* Whether a line is text that a screen can show. An unseen character may be part of a name
 * (a joiner), which IDNA judges. */
static bool is_text(const char *line, size_t len, struct gs_buf *reason)
{
    if (len > LINE_BYTES_MAX) {
        gs_buf_addf(reason, "the line has more than %d bytes", LINE_BYTES_MAX);
        return false;
    }
    for (size_t at = 0; at < len;) {
        struct gs_char c = gs_text_decode(line + at, len - at);
        if (!c.is_valid) {
            return say(reason, "the line is not UTF-8: save the list as UTF-8");
        }
        if ((c.code < ' ' && c.code != '\t') || c.code == 0x7f) {
            gs_buf_addf(reason, "the line has a control character, \\x%02x",
                        (unsigned)c.code);
            return false;
        }
        at += c.len_bytes;
    }
    return true;
}

static void split(struct line *line, char *text)
{
    for (char *word = strsep(&text, " \t"); word != NULL; word = strsep(&text, " \t")) {
        if (word[0] != '\0') {
            gs_vec_push(&line->words, word);
        }
    }
}

enum gs_status gs_watch_line_parse(const char *line, size_t len, struct gs_watch *out,
                                   struct gs_buf *reason)
{
    len -= len > 0 && line[len - 1] == '\r' ? 1 : 0;
    len = watch_comment_at(line, len);
    if (!is_text(line, len, reason)) {
        return GS_EFORMAT;
    }
    struct gs_watch watch = {0};
    struct line reading = {.watch = &watch, .reason = reason};
    char *text = gs_mem_copy_span(line, len);
    enum gs_status status = GS_ENOTFOUND;
    split(&reading, text);
    if (reading.words.count > 0) {
        status = take_words(&reading) ? GS_OK : GS_EFORMAT;
    }
    if (status == GS_OK) {
        *out = watch;
    } else {
        gs_watch_fini(&watch);
    }
    gs_vec_fini(&reading.words);
    free(text);
    return status;
}
