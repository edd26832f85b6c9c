/* SPDX-License-Identifier: MIT */
/*
 * How a typed line is taken apart: words first (the second one is the service), then the
 * first word from the outside to the inside:
 *
 *     scheme://user@[host]:port/path    mailto:user@domain?subject
 *     user@domain     [v6]:port     host:port     v6     host     host/path     range
 */
#include "gaiscope/model/question.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/address_range.h"

#include <ctype.h>
#include <string.h>

#define BLANKS " \t\n\r\v\f"

/* A piece of the typed text. */
struct span {
    const char *at;
    size_t len;
};

/* What the pieces mean. */
struct pieces {
    struct span host;
    struct span service; /* len 0: none */
    struct span local;   /* in front of the last `@`; with is_mail */
    bool is_mail;
    bool is_url;
};

static void copy(char *to, struct span from)
{
    if (from.len > 0) { /* an empty piece may be nowhere */
        memcpy(to, from.at, from.len);
    }
    to[from.len] = '\0';
}

static struct span trimmed(struct span text)
{
    while (text.len > 0 && gs_ascii_is_space(text.at[0])) {
        text.at++;
        text.len--;
    }
    while (text.len > 0 && gs_ascii_is_space(text.at[text.len - 1])) {
        text.len--;
    }
    return text;
}

static struct span after(struct span text, size_t skipped)
{
    return (struct span){text.at + skipped, text.len - skipped};
}

/* Where the first of `set` stands; the length when none does. */
static size_t find_any(struct span text, const char *set)
{
    size_t i = 0;
    while (i < text.len && (text.at[i] == '\0' || strchr(set, text.at[i]) == NULL)) {
        i++;
    }
    return i;
}

/* RFC 3986 3.1. */
static bool is_scheme(struct span text)
{
    if (text.len == 0 || !isalpha((unsigned char)text.at[0])) {
        return false;
    }
    for (size_t i = 1; i < text.len; i++) {
        if (!isalnum((unsigned char)text.at[i]) && strchr("+-.", text.at[i]) == NULL) {
            return false;
        }
    }
    return true;
}

static bool ends_in(struct span text, const char *end)
{
    size_t len = strlen(end);
    return text.len >= len &&
           gs_text_compare_case(text.at + text.len - len, end, len) == 0;
}

/* Cuts a path off that follows a host without a scheme. A slash may be part of a name (RFC
 * 2317: `0/25.2.0.192.in-addr.arpa`), and of what stands before an '@'. */
static struct span cut_path(struct span text)
{
    struct span host = {text.at, find_any(text, "/")};
    struct span path = after(text, host.len);
    bool is_host = find_any(host, ".:") < host.len;
    bool is_path = find_any(path, "@") == path.len && !ends_in(text, ".arpa") &&
                   !ends_in(text, ".arpa.");
    return is_host && is_path ? host : text;
}

/* Cuts a URL down to its authority; the scheme becomes the service. */
static struct span take_url(struct span text, struct pieces *out)
{
    size_t colon = find_any(text, ":");
    struct span scheme = {text.at, colon};
    if (text.len - colon >= 3 && memcmp(text.at + colon, "://", 3) == 0 &&
        is_scheme(scheme)) {
        out->service = scheme;
        out->is_url = true;
        text = after(text, colon + 3);
        text.len = find_any(text, "/?#");
    } else if (colon == 6 && gs_text_compare_case(text.at, "mailto:", 7) == 0) {
        text = after(text, 7);
        text.len = find_any(text, "?,");
    } else {
        text = cut_path(text);
    }
    return text;
}

/* Drops what stands before the last '@'; without a URL that makes it a mail domain. */
static struct span take_user(struct span text, struct pieces *out)
{
    size_t at = text.len;
    while (at > 0 && text.at[at - 1] != '@') {
        at--;
    }
    if (at == 0 || at == text.len) {
        return text;
    }
    out->is_mail = !out->is_url;
    out->local = (struct span){text.at, at - 1};
    return after(text, at);
}

/* A port that is there replaces what a URL's scheme said. */
static void take_port(struct span port, struct pieces *out)
{
    if (port.len > 0) {
        out->service = port;
    }
}

/* `[v6]`, `[v6]:port`; `[IPv6:v6]` and `[v4]` are mail's (RFC 5321 4.1.3). */
static enum gs_status take_brackets(struct span text, struct pieces *out)
{
    size_t close = find_any(text, "]");
    if (close == text.len || (close + 1 < text.len && text.at[close + 1] != ':')) {
        return GS_EFORMAT;
    }
    out->host = (struct span){text.at + 1, close - 1};
    bool has_tag = out->host.len > 5 && !out->is_url &&
                   gs_text_compare_case(out->host.at, "IPv6:", 5) == 0;
    bool is_v4 = find_any(out->host, ":") == out->host.len;
    if (has_tag) {
        out->host = after(out->host, 5);
    }
    out->is_mail =
        out->is_mail || has_tag || (is_v4 && !out->is_url); /* RFC 5321 4.1.3 */
    if (close + 1 < text.len) {
        take_port(after(text, close + 2), out);
    }
    return GS_OK;
}

static enum gs_status take_host(struct span text, struct pieces *out)
{
    if (text.len > 0 && text.at[0] == '[') {
        return take_brackets(text, out);
    }
    size_t colon = find_any(text, ":");
    out->host = text;
    if (colon < text.len &&
        find_any(after(text, colon + 1), ":") == text.len - colon - 1) {
        out->host.len = colon;
        take_port(after(text, colon + 1), out);
    }
    return GS_OK;
}

/* Whether a word means several addresses. Returns: GS_OK; GS_ENOTFOUND when it does not;
 * GS_EINVAL when it was meant to. */
static enum gs_status judge_range(struct span word)
{
    char text[GS_HOST_MAX + 1];
    bool has_mark = find_any(word, ",/") < word.len;
    if (!has_mark || word.len >= sizeof text || find_any(word, "@[") < word.len ||
        strncmp(word.at + find_any(word, ":"), "://", 3) == 0) {
        return GS_ENOTFOUND;
    }
    copy(text, word);
    return gs_range_is_one(text)      ? GS_OK
           : gs_range_is_broken(text) ? GS_EINVAL
                                      : GS_ENOTFOUND;
}

/* A quoted local part may have blanks in it (RFC 5321 4.1.2): then the word goes on behind its
 * closing quote. Takes: where the first blank is. */
static size_t word_len(struct span all, size_t blank)
{
    size_t at = 1;
    if (all.len == 0 || all.at[0] != '"') {
        return blank;
    }
    while (at < all.len && all.at[at] != '"') {
        at += all.at[at] == '\\' ? 2 : 1;
    }
    if (at + 1 >= all.len || all.at[at + 1] != '@') {
        return blank;
    }
    return at + 1 + find_any(after(all, at + 1), BLANKS);
}

static enum gs_status take_apart(const char *text, struct pieces *out)
{
    struct span all = trimmed((struct span){text, strlen(text)});
    struct span word = {all.at, word_len(all, find_any(all, BLANKS))};
    struct span rest = trimmed(after(all, word.len));
    enum gs_status status = judge_range(word);
    if (status == GS_OK) {
        out->host = word;
    } else if (status == GS_ENOTFOUND) {
        status = take_host(take_user(take_url(word, out), out), out);
    }
    if (rest.len > 0) {
        out->service = rest;
        out->is_url = false;
    }
    return status;
}

/* A zone's percent sign is written %25 in a URL: RFC 6874. */
static void decode_zone(char *host)
{
    char *percent = strstr(host, "%25");
    if (percent != NULL && percent[3] != '\0') {
        memmove(percent + 1, percent + 3, strlen(percent + 3) + 1);
    }
}

enum gs_status gs_question_parse(const char *text, struct gs_question *out)
{
    struct pieces pieces = {.service = {"", 0}};
    enum gs_status status = take_apart(text, &pieces);
    if (status != GS_OK) {
        return status;
    }
    if (pieces.host.len > GS_HOST_MAX || pieces.service.len > GS_SERVICE_MAX) {
        return GS_ELIMIT;
    }
    bool is_null =
        pieces.host.len == 0 || (pieces.host.len == 1 && pieces.host.at[0] == '*');
    copy(out->host, is_null ? (struct span){"", 0} : pieces.host);
    copy(out->service, pieces.service);
    out->is_null = is_null;
    out->has_service = pieces.service.len > 0;
    out->is_mail = pieces.is_mail;
    bool has_local = pieces.is_mail && pieces.local.len <= GS_LOCAL_MAX;
    copy(out->local, has_local ? pieces.local : (struct span){"", 0});
    if (pieces.is_url) {
        decode_zone(out->host);
        for (char *c = out->service; *c != '\0'; c++) {
            *c = (char)tolower((unsigned char)*c);
        }
    }
    return GS_OK;
}

enum gs_status gs_question_set(struct gs_question *out, const char *host,
                               const char *service)
{
    struct span host_text = {host, host == NULL ? 0 : strlen(host)};
    struct span service_text = {service, service == NULL ? 0 : strlen(service)};
    if (host_text.len > GS_HOST_MAX || service_text.len > GS_SERVICE_MAX) {
        return GS_ELIMIT;
    }
    copy(out->host, host == NULL ? (struct span){"", 0} : host_text);
    copy(out->service, service == NULL ? (struct span){"", 0} : service_text);
    out->is_null = host == NULL;
    out->has_service = service != NULL;
    out->is_mail = false;
    out->local[0] = '\0';
    return GS_OK;
}

const char *gs_question_node(const struct gs_question *question)
{
    if (question->is_null) {
        return NULL;
    }
    return question->is_exact ? question->host : question->host_ascii;
}

bool gs_question_is_refused(const struct gs_question *question)
{
    return !question->is_null && !question->is_exact && question->host_ascii[0] == '\0';
}

const char *gs_question_service(const struct gs_question *question)
{
    return question->has_service ? question->service : NULL;
}

bool gs_question_is_literal(const struct gs_question *question, struct gs_address *out)
{
    struct gs_address address;
    const char *node = gs_question_node(question);
    if (node == NULL) {
        return false;
    }
    /* Before IDNA was applied there is no A-label form yet; a literal needs none. */
    if (gs_address_parse(node[0] == '\0' ? question->host : node, &address) != GS_OK) {
        return false;
    }
    if (out != NULL) {
        *out = address;
    }
    return true;
}

bool gs_question_is_range(const struct gs_question *question)
{
    return !question->is_null && !question->is_exact && gs_range_is_one(question->host);
}

bool gs_question_is_same_name(const struct gs_question *a, const struct gs_question *b)
{
    return a->is_null == b->is_null && a->has_service == b->has_service &&
           a->is_exact == b->is_exact && strcmp(a->host, b->host) == 0 &&
           strcmp(a->service, b->service) == 0;
}
