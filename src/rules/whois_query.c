/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/whois_query.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/dname.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    LABELS_MAX = 4, /* of a name at first: each parent costs a question */
    NAME_MAX_BYTES = 253,
    LABEL_MAX_BYTES = 63,
};

static bool is_digits(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
    }
    return len > 0;
}

static bool is_label(const char *label, size_t len)
{
    if (len == 0 || len > LABEL_MAX_BYTES || label[0] == '-' || label[len - 1] == '-') {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        char c = label[i];
        if (!gs_ascii_is_letter(c) && !gs_ascii_is_digit(c) && c != '-' && c != '_') {
            return false;
        }
    }
    return true;
}

/* Letters, digits, hyphens; the last label is no number, which libc takes for an address. */
static bool is_host_name(const char *name)
{
    size_t len = strlen(name);
    if (len == 0 || len > NAME_MAX_BYTES) {
        return false;
    }
    for (const char *at = name;;) {
        size_t label = strcspn(at, ".");
        if (!is_label(at, label)) {
            return false;
        }
        if (at[label] == '\0') {
            return !is_digits(at, label) && gs_text_compare_case(at, "0x", 2) != 0;
        }
        at += label + 1;
    }
}

bool gs_whois_is_as_number(const char *host)
{
    size_t len = strlen(host);
    if (len < 3 || len > 12 || gs_text_compare_case(host, "as", 2) != 0 ||
        !is_digits(host + 2, len - 2)) {
        return false;
    }
    unsigned long long number = strtoull(host + 2, NULL, 10);
    return number <= UINT32_MAX;
}

static struct gs_whois *nothing(const char *problem)
{
    struct gs_whois *whois = gs_whois_new(GS_WHOIS_NOTHING, "");
    whois->state = GS_WHOIS_NOT_ASKED;
    whois->problem = gs_mem_copy_text(problem);
    whois->is_complete = true;
    return whois;
}

/* Why nobody may or can be asked about a name; NULL: it can be asked. */
static const char *objection(const char *name)
{
    if (!is_host_name(name)) {
        return "This is no domain name, so no registry has it.";
    }
    if (gs_name_is_below(name, "onion")) {
        return "A .onion name is told to nobody (RFC 7686): no registry has it.";
    }
    if (gs_name_is_below(name, "local")) {
        return "A .local name lives on this link alone (RFC 6762): no registry has it.";
    }
    if (gs_name_is_below(name, "localhost")) {
        return "localhost is this machine (RFC 6761): no registry has it.";
    }
    return NULL;
}

static struct gs_whois *of_address(const struct gs_address *address)
{
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(address, text);
    text[strcspn(text, "%")] = '\0';
    return gs_whois_new(address->family == AF_INET ? GS_WHOIS_IPV4 : GS_WHOIS_IPV6, text);
}

static void upper(char *text)
{
    for (; *text != '\0'; text++) {
        *text = gs_ascii_upper(*text);
    }
}

static void lower(char *text)
{
    for (; *text != '\0'; text++) {
        *text = gs_ascii_lower(*text);
    }
}

static void narrow(struct gs_whois *whois)
{
    size_t dots = 0;
    for (size_t i = strlen(whois->subject); i-- > 0;) {
        dots += whois->subject[i] == '.';
        if (dots == LABELS_MAX) {
            char *tail = gs_mem_copy_text(whois->subject + i + 1);
            free(whois->subject);
            whois->subject = tail;
            return;
        }
    }
}

static struct gs_whois *of_name(const char *host)
{
    char name[GS_HOST_MAX + 1];
    (void)snprintf(name, sizeof name, "%s", host);
    size_t len = strlen(name);
    if (len > 1 && name[len - 1] == '.') {
        name[len - 1] = '\0';
    }
    if (gs_whois_is_as_number(name)) {
        upper(name);
        return gs_whois_new(GS_WHOIS_AS, name);
    }
    const char *problem = objection(name);
    if (problem != NULL) {
        return nothing(problem);
    }
    lower(name);
    struct gs_whois *whois = gs_whois_new(GS_WHOIS_DOMAIN, name);
    narrow(whois);
    return whois;
}

struct gs_whois *gs_whois_of(const struct gs_question *question)
{
    struct gs_address address;
    if (question->is_null) {
        return nothing("No host, so there is nobody to ask about.");
    }
    if (gs_question_is_literal(question, &address)) {
        return of_address(&address);
    }
    if (gs_question_is_refused(question)) {
        return nothing("IDNA refuses this name, so no registry has it.");
    }
    return of_name(gs_question_node(question));
}

/* "host", "host:port", "v6", "[v6]", "[v6]:port" as host and what follows its colon. */
static bool split(char *text, char **host, const char **port)
{
    *host = text;
    *port = NULL;
    char *colon = strchr(text, ':');
    if (text[0] == '[') {
        char *end = strchr(text, ']');
        if (end == NULL) {
            return false;
        }
        *end = '\0';
        *host = text + 1;
        colon = end[1] == ':' ? end + 1 : NULL;
        if (end[1] != ':' && end[1] != '\0') {
            return false;
        }
    } else if (colon != NULL && strchr(colon + 1, ':') != NULL) {
        return true;
    }
    if (colon != NULL) {
        *colon = '\0';
        *port = colon + 1;
    }
    return true;
}

static const char *skip_scheme(const char *text, size_t *len, bool *is_rwhois)
{
    static const char *const schemes[] = {"whois://", "rwhois://", "http://", "https://"};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        size_t scheme = strlen(schemes[i]);
        if (*len >= scheme && gs_text_compare_case(text, schemes[i], scheme) == 0) {
            *len -= scheme;
            *is_rwhois = i == 1;
            return text + scheme;
        }
    }
    return text;
}

enum gs_status gs_whois_server_parse(const char *text, size_t len,
                                     struct gs_whois_server *out)
{
    struct gs_whois_server server = {.port = GS_WHOIS_PORT};
    const char *port;
    char *host;
    char copy[GS_WHOIS_SERVER_MAX + 16];
    struct gs_address address;
    text = skip_scheme(text, &len, &server.is_rwhois);
    size_t used = 0;
    while (used < len && text[used] != '/' && text[used] != ' ' && text[used] != '\t') {
        used++;
    }
    if (used == 0 || used >= sizeof copy) {
        return GS_EFORMAT;
    }
    memcpy(copy, text, used);
    copy[used] = '\0';
    if (!split(copy, &host, &port)) {
        return GS_EFORMAT;
    }
    size_t host_len = strlen(host);
    if (host_len > 1 && host[host_len - 1] == '.') {
        host[--host_len] = '\0';
    }
    if (host_len >= sizeof server.name || gs_whois_is_as_number(host) ||
        (gs_address_parse(host, &address) != GS_OK && !is_host_name(host))) {
        return GS_EFORMAT;
    }
    if (port != NULL) {
        unsigned long number = strtoul(port, NULL, 10);
        if (!is_digits(port, strlen(port)) || strlen(port) > 5 || number == 0 ||
            number > UINT16_MAX) {
            return GS_EFORMAT;
        }
        server.port = (uint16_t)number;
    }
    lower(host);
    (void)snprintf(server.name, sizeof server.name, "%s", host);
    *out = server;
    return GS_OK;
}

bool gs_whois_is_first_server(const char *text)
{
    struct gs_whois_server server;
    size_t len = strlen(text);
    return len < GS_WHOIS_FIRST_MAX && strpbrk(text, " \t") == NULL &&
           gs_whois_server_parse(text, len, &server) == GS_OK;
}

void gs_whois_query_line(enum gs_whois_kind kind, const char *subject, const char *server,
                         char out[GS_WHOIS_QUERY_MAX])
{
    static const struct {
        const char *server;
        unsigned kinds; /* bits */
        const char *before;
        const char *after;
    } dialects[] = {
        {"whois.arin.net", 1u << GS_WHOIS_IPV4 | 1u << GS_WHOIS_IPV6, "n + ", ""},
        {"whois.verisign-grs.com", 1u << GS_WHOIS_DOMAIN, "domain ", ""},
        {"whois.crsnic.net", 1u << GS_WHOIS_DOMAIN, "domain ", ""},
        {"whois.jprs.jp", 1u << GS_WHOIS_DOMAIN, "", "/e"},
    };

    const char *before = "";
    const char *after = "";
    for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++) {
        if (strcmp(dialects[i].server, server) == 0 &&
            (dialects[i].kinds & 1u << kind) != 0) {
            before = dialects[i].before;
            after = dialects[i].after;
        }
    }
    if (kind == GS_WHOIS_AS && strcmp(server, "whois.arin.net") == 0) {
        before = "a + ";
        subject += 2;
    }
    if (kind == GS_WHOIS_DOMAIN && strcmp(server, "whois.denic.de") == 0) {
        before = strstr(subject, "xn--") != NULL ? "-T dn,ace " : "-T dn ";
    }
    (void)snprintf(out, GS_WHOIS_QUERY_MAX, "%s%s%s", before, subject, after);
}

const char *gs_whois_parent(const char *domain)
{
    const char *parent = strchr(domain, '.');
    return parent != NULL && strchr(parent + 1, '.') != NULL ? parent + 1 : NULL;
}
