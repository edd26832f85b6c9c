/* SPDX-License-Identifier: MIT */
/*
 * glibc's reading, which musl's mostly equals: a keyword counts at a line's start and with
 * a blank behind it, the last of `search` and `domain` wins, three servers are used, options
 * are capped. The file is read by us before c-ares or ldns could see it, and never by them.
 */
#include "gaiscope/dns/servers.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/file.h"
#include "gaiscope/base/text.h"
#include "gaiscope/dns/client.h"

#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    FILE_MAX = 32 * 1024 * 1024, /* libc has no limit */
    SERVERS_USED = 3,            /* libc's MAXNS */
    NDOTS_MAX = 15,
    TIMEOUT_MAX_S = 30,
    ATTEMPTS_MAX = 5,
    WORD_MAX = 512,
};

/* A part of the text. */
struct span {
    const char *at;  /* where it begins */
    const char *end; /* behind its last byte */
};

/* Takes the next word out of `rest`; false at the end. */
static bool next_word(struct span *rest, struct span *word)
{
    while (rest->at < rest->end && gs_ascii_is_blank(*rest->at)) {
        rest->at++;
    }
    word->at = rest->at;
    while (rest->at < rest->end && !gs_ascii_is_blank(*rest->at)) {
        rest->at++;
    }
    word->end = rest->at;
    return word->at < word->end;
}

/* Copies a word as a text; false when it does not fit. */
static bool copy_word(const struct span *word, char out[WORD_MAX])
{
    size_t len = (size_t)(word->end - word->at);
    if (len >= WORD_MAX) {
        return false;
    }
    memcpy(out, word->at, len);
    out[len] = '\0';
    return true;
}

/* libc takes the short forms of IPv4 too, but no CR behind, which inet_aton would take. */
static bool parse_address(const char *text, struct gs_address *out)
{
    struct in_addr v4;
    if (strpbrk(text, "\r\v\f") == NULL && inet_aton(text, &v4) != 0) {
        *out = gs_address_from_bytes(AF_INET, (const uint8_t *)&v4);
        return true;
    }
    if (gs_address_parse(text, out) != GS_OK) {
        return false;
    }
    if (out->scope_id == 0 && out->zone[0] != '\0') {
        out->scope_id = if_nametoindex(out->zone);
    }
    return true;
}

static void add_server(struct gs_resolver *out, struct span rest)
{
    struct span word;
    char text[WORD_MAX];
    struct gs_endpoint server = {.port = GS_DNS_PORT};
    if (out->server_count == SERVERS_USED || !next_word(&rest, &word) ||
        !copy_word(&word, text)) {
        return;
    }
    if (parse_address(text, &server.address)) {
        out->servers[out->server_count++] = server;
    }
}

static void add_search(struct gs_resolver *out, const struct span *word)
{
    struct gs_buf clean = {0};
    gs_text_sanitise(&clean, word->at, (size_t)(word->end - word->at));
    if (out->search_count < GS_SEARCH_MAX && clean.len <= GS_NAME_MAX) {
        memcpy(out->search[out->search_count++], clean.data, clean.len + 1);
    }
    gs_buf_fini(&clean);
}

/* A line without any word changes nothing. */
static void set_search(struct gs_resolver *out, struct span rest, size_t words_max)
{
    struct span word;
    for (size_t i = 0; i < words_max && next_word(&rest, &word); i++) {
        out->search_count = i == 0 ? 0 : out->search_count;
        add_search(out, &word);
    }
}

/* Sets `*out` from "name:number" when the word has that name. */
static void set_option(const char *word, const char *name, long max, uint8_t *out)
{
    size_t len = strlen(name);
    if (strncmp(word, name, len) == 0 && word[len] == ':') {
        long value = strtol(word + len + 1, NULL, 10);
        *out = (uint8_t)(value < 0 || value > max ? max : value);
    }
}

static void set_options(struct gs_resolver *out, struct span rest)
{
    struct span word;
    while (next_word(&rest, &word)) {
        char text[WORD_MAX];
        if (copy_word(&word, text)) {
            set_option(text, "ndots", NDOTS_MAX, &out->ndots);
            set_option(text, "timeout", TIMEOUT_MAX_S, &out->timeout_s);
            set_option(text, "attempts", ATTEMPTS_MAX, &out->attempts);
        }
    }
    out->timeout_s = out->timeout_s == 0 ? 1 : out->timeout_s;
    out->attempts = out->attempts == 0 ? 1 : out->attempts;
}

/* Whether the line begins with the keyword; then `rest` is what follows. */
static bool has_keyword(const struct span *line, const char *keyword, struct span *rest)
{
    size_t len = strlen(keyword);
    if ((size_t)(line->end - line->at) <= len || memcmp(line->at, keyword, len) != 0 ||
        !gs_ascii_is_blank(line->at[len])) {
        return false;
    }
    *rest = (struct span){line->at + len, line->end};
    return true;
}

static void read_line(struct gs_resolver *out, const struct span *line)
{
    struct span rest;
    if (memchr(line->at, '\0', (size_t)(line->end - line->at)) != NULL) {
        return;
    }
    if (has_keyword(line, "nameserver", &rest)) {
        add_server(out, rest);
    } else if (has_keyword(line, "search", &rest)) {
        set_search(out, rest, GS_SEARCH_MAX);
    } else if (has_keyword(line, "domain", &rest)) {
        set_search(out, rest, 1);
    } else if (has_keyword(line, "options", &rest)) {
        set_options(out, rest);
    }
}

struct gs_resolver gs_resolver_parse(const char *text, size_t len)
{
    struct gs_resolver out = {.ndots = 1, .timeout_s = 5, .attempts = 2};
    const char *end = text + (len < FILE_MAX ? len : FILE_MAX);
    while (text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        struct span line = {text, newline == NULL ? end : newline};
        read_line(&out, &line);
        text = newline == NULL ? end : newline + 1;
    }
    if (out.server_count == 0) {
        out.servers[0].port = GS_DNS_PORT;
        (void)gs_address_parse("127.0.0.1", &out.servers[0].address); /* is one */
        out.server_count = 1;
    }
    return out;
}

static struct span span_of(const char *text)
{
    return (struct span){text, text + strlen(text)};
}

/* The domain of the machine's own name, which libc searches when nothing else is said. */
static void search_own_domain(struct gs_resolver *out)
{
    char name[GS_NAME_MAX + 1] = "";
    if (gethostname(name, sizeof name - 1) == 0) {
        const char *dot = strchr(name, '.');
        if (dot != NULL && dot[1] != '\0') {
            set_search(out, span_of(dot + 1), 1);
        }
    }
}

struct gs_resolver gs_resolver_read(const char *path)
{
    struct gs_buf text = {0};
    (void)gs_file_read(path == NULL ? "/etc/resolv.conf" : path, FILE_MAX, &text);
    struct gs_resolver out = gs_resolver_parse(gs_buf_text(&text), text.len);
    gs_buf_fini(&text);
    const char *domains = getenv("LOCALDOMAIN");
    const char *options = getenv("RES_OPTIONS");
    if (domains != NULL) {
        out.search_count = 0;
        set_search(&out, span_of(domains), GS_SEARCH_MAX);
    }
    if (options != NULL) {
        set_options(&out, span_of(options));
    }
    if (domains == NULL && out.search_count == 0) {
        search_own_domain(&out);
    }
    return out;
}

void gs_resolver_settings(const struct gs_resolver *resolver, struct gs_dns_settings *out)
{
    *out = gs_dns_settings_default();
    out->servers = resolver->servers;
    out->server_count = resolver->server_count;
    out->timeout_ms = (resolver->timeout_s > 0 ? resolver->timeout_s : 1) * 1000u;
    out->attempts = resolver->attempts > 0 ? resolver->attempts : 1;
}
