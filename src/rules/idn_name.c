/* SPDX-License-Identifier: MIT */
#include "idn_label.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/idn.h"

#include <stdio.h>
#include <string.h>

enum {
    LABELS_MAX = 127, /* of a DNS name: RFC 1035 2.3.4 */
    NAME_MAX_LEN = 253,
    SHOWN_CELLS = 32, /* of a label in an error */
    ISOLATE = 0x2068, /* GS_ISOLATE and GS_POP_ISOLATE */
    POP_ISOLATE = 0x2069,
};

/* A label and what stands behind it. */
struct piece {
    size_t len;     /* bytes of the label */
    size_t dot_len; /* bytes of the dot after it; 0 at the end */
};

/* IDEOGRAPHIC, FULLWIDTH and HALFWIDTH IDEOGRAPHIC FULL STOP are dots too: UTS #46 4. */
static size_t dot_len(const char *at)
{
    static const char *const dots[] = {".", "\xe3\x80\x82", "\xef\xbc\x8e",
                                       "\xef\xbd\xa1"};
    for (size_t i = 0; i < sizeof dots / sizeof *dots; i++) {
        if (strncmp(at, dots[i], strlen(dots[i])) == 0) {
            return strlen(dots[i]);
        }
    }
    return 0;
}

static struct piece next_piece(const char *at)
{
    struct piece piece = {0};
    while (at[piece.len] != '\0' && (piece.dot_len = dot_len(at + piece.len)) == 0) {
        piece.len++;
    }
    return piece;
}

/* Whether a host needs IDNA at all: something beyond ASCII, or an A-label. */
static bool is_international(const char *host)
{
    for (const char *at = host;; at++) {
        struct piece piece = next_piece(at);
        if (!gs_idn_is_ascii(at, piece.len) || gs_idn_is_ace(at, piece.len) ||
            piece.dot_len > 1) {
            return true;
        }
        at += piece.len;
        if (*at == '\0') {
            return false;
        }
    }
}

struct gs_idn_labels gs_idn_labels_of(const char *host)
{
    struct gs_idn_labels labels = {0};
    for (;;) {
        struct piece piece = next_piece(host);
        bool is_end = piece.dot_len == 0;
        if (is_end && piece.len == 0 && labels.count > 0) {
            return labels; /* the root's own label after a final dot */
        }
        struct gs_idn_label label;
        gs_idn_judge_label(host, piece.len, &label);
        bool is_full = labels.count + 1 == LABELS_MAX && !is_end &&
                       host[piece.len + piece.dot_len] != '\0';
        if (is_full) {
            label.ascii[0] = '\0';
            (void)snprintf(label.error, sizeof label.error, "more than 127 labels");
        }
        gs_vec_push(&labels, label);
        if (is_end || is_full) {
            return labels;
        }
        host += piece.len + piece.dot_len;
    }
}

static bool ends_with_dot(const char *host)
{
    size_t len = strlen(host);
    return (len >= 1 && dot_len(host + len - 1) == 1) ||
           (len >= 3 && dot_len(host + len - 3) == 3);
}

/* Joins one form of the labels with dots. */
static void join(struct gs_buf *out, const struct gs_idn_labels *labels, bool is_unicode,
                 bool has_final_dot)
{
    for (size_t i = 0; i < labels->count; i++) {
        const struct gs_idn_label *label = &labels->items[i];
        gs_buf_addf(out, "%s%s", i > 0 ? "." : "",
                    is_unicode ? label->unicode : label->ascii);
    }
    if (has_final_dot && labels->count > 0) {
        gs_buf_add_text(out, ".");
    }
}

static void tell_error(struct gs_question *question, const struct gs_idn_label *label)
{
    struct gs_buf text = {0};
    gs_buf_add_text(&text, "label ");
    gs_text_cut_end(&text, label->unicode[0] != '\0' ? label->unicode : "\"\"",
                    SHOWN_CELLS);
    gs_buf_addf(&text, ": %s", label->error);
    if (text.len >= sizeof question->idn_error) { /* marks take bytes but no cells */
        gs_buf_clear(&text);
        gs_buf_addf(&text, "a label: %s", label->error);
    }
    (void)snprintf(question->idn_error, sizeof question->idn_error, "%s",
                   gs_buf_text(&text));
    gs_buf_fini(&text);
}

static void copy_host(char out[GS_HOST_MAX + 1], const char *host)
{
    memmove(out, host, strlen(host) + 1);
}

/* Takes what the labels say into the question; the first label that IDNA refuses is told. */
static void take_labels(struct gs_question *question, const struct gs_idn_labels *labels)
{
    struct gs_buf ascii = {0};
    struct gs_buf unicode = {0};
    bool is_refused = false;
    bool has_final_dot = ends_with_dot(question->host);
    for (size_t i = 0; i < labels->count; i++) {
        const struct gs_idn_label *label = &labels->items[i];
        bool is_worse = label->ascii[0] == '\0' && !is_refused;
        if (label->error[0] != '\0' && (is_worse || question->idn_error[0] == '\0')) {
            tell_error(question, label);
        }
        is_refused = is_refused || is_worse;
    }
    join(&ascii, labels, false, has_final_dot);
    join(&unicode, labels, true, has_final_dot);
    if (!is_refused && ascii.len > NAME_MAX_LEN + (has_final_dot ? 1u : 0u)) {
        (void)snprintf(question->idn_error, sizeof question->idn_error,
                       "the name is too long: more than 253 bytes in its A-label form");
        is_refused = true;
    }
    if (!is_refused && !question->is_exact) {
        copy_host(question->host_ascii, gs_buf_text(&ascii));
    }
    if (!is_refused && unicode.len <= GS_HOST_MAX) {
        copy_host(question->host_unicode, gs_buf_text(&unicode));
    }
    if (is_refused && !question->is_exact) {
        question->host_ascii[0] = '\0';
    }
    gs_buf_fini(&ascii);
    gs_buf_fini(&unicode);
}

bool gs_idn_is_international(const struct gs_question *question)
{
    struct gs_address literal;
    return !question->is_null && !question->is_exact &&
           is_international(question->host) &&
           gs_address_parse(question->host, &literal) != GS_OK;
}

void gs_idn_complete(struct gs_question *question)
{
    struct gs_address literal;
    copy_host(question->host_ascii, question->host);
    copy_host(question->host_unicode, question->host);
    question->idn_error[0] = '\0';
    if (question->is_null || gs_address_parse(question->host, &literal) == GS_OK ||
        !is_international(question->host)) {
        return;
    }
    struct gs_idn_labels labels = gs_idn_labels_of(question->host);
    take_labels(question, &labels);
    if (question->is_exact) { /* libc gets the bytes as they are: nothing is refused */
        question->idn_error[0] = '\0';
    }
    gs_vec_fini(&labels);
}

/* Bytes of the first label of a name in presentation form: an escaped dot is no dot. */
static size_t label_len(const char *at)
{
    size_t len = 0;
    while (at[len] != '\0' && at[len] != '.') {
        len += at[len] == '\\' && at[len + 1] != '\0' ? 2 : 1;
    }
    return len;
}

void gs_idn_show(struct gs_buf *out, const char *ascii_name)
{
    for (const char *at = ascii_name; *at != '\0';) {
        size_t len = label_len(at);
        struct gs_idn_label label = {0};
        if (gs_idn_is_ace(at, len)) {
            gs_idn_judge_label(at, len, &label);
        }
        if (label.is_round_trip && label.error[0] == '\0') {
            gs_buf_add_text(out, label.unicode);
        } else {
            gs_buf_add(out, at, len);
        }
        at += len;
        if (*at == '.') {
            gs_buf_add_text(out, ".");
            at++;
        }
    }
}

/* Bytes of a word of a record's text; one in quotation marks ends behind the second one. */
static size_t word_len(const char *at)
{
    size_t len = 0;
    bool is_quoted = false;
    while (at[len] != '\0' && (is_quoted || at[len] != ' ')) {
        is_quoted = is_quoted != (at[len] == '"');
        len += at[len] == '\\' && at[len + 1] != '\0' ? 2 : 1;
    }
    return len;
}

typedef void (*show_fn)(struct gs_buf *out, const char *name);

static void show_words(struct gs_buf *out, const char *text, show_fn show)
{
    for (const char *at = text; *at != '\0';) {
        size_t len = word_len(at);
        if (memchr(at, '"', len) != NULL) {
            gs_buf_add(out, at, len);
        } else {
            char *word = gs_mem_copy_span(at, len);
            show(out, word);
            free(word);
        }
        at += len;
        size_t blanks = strspn(at, " ");
        gs_buf_add(out, at, blanks);
        at += blanks;
    }
}

void gs_idn_show_words(struct gs_buf *out, const char *text)
{
    show_words(out, text, gs_idn_show);
}

void gs_idn_show_words_inline(struct gs_buf *out, const char *text)
{
    show_words(out, text, gs_idn_show_inline);
}

void gs_idn_show_words_isolated(struct gs_buf *out, const char *text)
{
    char *safe = gs_text_sanitised(text);
    show_words(out, safe, gs_idn_show_isolated);
    free(safe);
}

bool gs_idn_has_other_form(const char *ascii_name)
{
    struct gs_buf shown = {0};
    bool is_other = false;
    for (const char *at = ascii_name; *at != '\0' && !is_other; at++) {
        is_other = gs_idn_is_ace(at, strnlen(at, 4));
    }
    if (is_other) {
        gs_idn_show(&shown, ascii_name);
        is_other = strcmp(gs_buf_text(&shown), ascii_name) != 0;
    }
    gs_buf_fini(&shown);
    return is_other;
}

void gs_idn_show_inline(struct gs_buf *out, const char *ascii_name)
{
    struct gs_buf shown = {0};
    gs_idn_show(&shown, ascii_name);
    gs_buf_add_text(out, gs_idn_is_rtl(gs_buf_text(&shown)) ? ascii_name
                                                            : gs_buf_text(&shown));
    gs_buf_fini(&shown);
}

void gs_idn_show_isolated(struct gs_buf *out, const char *ascii_name)
{
    struct gs_buf shown = {0};
    gs_idn_show(&shown, ascii_name);
    char *safe = gs_text_sanitised(gs_buf_text(&shown));
    bool is_rtl = gs_idn_is_rtl(safe); /* of what is seen: an escape is not */
    if (is_rtl) {
        gs_text_encode(out, ISOLATE);
    }
    gs_buf_add_text(out, safe);
    if (is_rtl) {
        gs_text_encode(out, POP_ISOLATE);
    }
    gs_buf_fini(&shown);
    free(safe);
}

bool gs_idn_transitional(struct gs_buf *out, const struct gs_idn_labels *labels)
{
    bool differs = false;
    for (size_t i = 0; i < labels->count; i++) {
        differs = differs || labels->items[i].transitional[0] != '\0';
    }
    for (size_t i = 0; differs && i < labels->count; i++) {
        const struct gs_idn_label *label = &labels->items[i];
        gs_buf_addf(out, "%s%s", i > 0 ? "." : "",
                    label->transitional[0] != '\0' ? label->transitional : label->ascii);
    }
    return differs;
}
