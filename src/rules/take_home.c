/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/take_home.h"

#include "call_text.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/rules/call_reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    CURL_ADDRESSES_MAX = 64, /* a command line is for people */
    HTTP = 80,
    HTTPS = 443,
};

static size_t row_count(const struct gs_take_subject *subject)
{
    return subject->row != NULL      ? 1
           : subject->answer == NULL ? 0
                                     : subject->answer->rows.count;
}

static const struct gs_addrinfo *row_at(const struct gs_take_subject *subject, size_t i)
{
    return subject->row != NULL ? subject->row : &subject->answer->rows.items[i];
}

/* Whether a row before this one has its address. */
static bool is_repeated(const struct gs_take_subject *subject, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (gs_address_is_equal(&row_at(subject, i)->address,
                                &row_at(subject, at)->address)) {
            return true;
        }
    }
    return false;
}

/* -- command lines ------------------------------------------------------------------- */

static void add_getent(const struct gs_take_subject *of, struct gs_buf *out)
{
    const char *node = gs_question_node(of->question);
    int family = of->question->hints.family;
    gs_buf_addf(out, "getent %s %s",
                family == AF_INET    ? "ahostsv4"
                : family == AF_INET6 ? "ahostsv6"
                                     : "ahosts",
                node[0] == '-' ? "-- " : "");
    gs_shell_word(out, node);
}

/* The server, when dig would ask another one by itself. */
static void add_server(const struct gs_resolver *resolver, struct gs_buf *out)
{
    if (resolver == NULL || !resolver->is_override || resolver->server_count == 0) {
        return;
    }
    const struct gs_endpoint *server = &resolver->servers[0];
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&server->address, text);
    gs_buf_addf(out, " @%s", text);
    if (server->port != GS_DNS_PORT) {
        gs_buf_addf(out, " -p %u", server->port);
    }
}

/* A name in front of its type; dig takes what begins with - @ or + for something else. */
static void add_dig_name(struct gs_buf *out, const char *node, const char *type)
{
    gs_buf_add_text(out, strchr("-@+", node[0]) != NULL ? " -q " : " ");
    gs_shell_word(out, node);
    gs_buf_addf(out, " %s", type);
}

static void add_dig(const struct gs_take_subject *of, struct gs_buf *out)
{
    struct gs_call_reading call = gs_call_read(of->question);
    struct gs_address literal;
    int family = of->row != NULL ? of->row->family : of->question->hints.family;
    gs_buf_add_text(out, "dig");
    add_server(of->resolver, out);
    if (call.literal_family != 0) {
        char text[GS_ADDRESS_TEXT_MAX] = "";
        if (call.is_odd_address) {
            literal = gs_address_from_bytes(AF_INET, (const uint8_t *)&call.odd);
        } else {
            (void)gs_address_parse(call.node, &literal); /* it is one */
        }
        gs_address_format(&literal, text);
        gs_buf_addf(out, " -x %.*s", (int)strcspn(text, "%"), text);
        return;
    }
    if (family != AF_INET6) {
        add_dig_name(out, call.node, "A");
    }
    if (family != AF_INET) {
        add_dig_name(out, call.node, "AAAA");
    }
}

static unsigned port_of(const struct gs_take_subject *of)
{
    unsigned port = row_count(of) > 0 ? row_at(of, 0)->port : 0;
    return port == 0 ? HTTP : port;
}

/* `http://host:port/`; the zone of an address has a quoted percent sign. */
static void add_url(const struct gs_take_subject *of, struct gs_buf *out)
{
    struct gs_call_reading call = gs_call_read(of->question);
    unsigned port = port_of(of);
    const char *zone = strchr(call.node, '%');
    bool is_v6 = call.literal_family == AF_INET6;
    gs_buf_addf(out, "%s://%s", port == HTTPS ? "https" : "http", is_v6 ? "[" : "");
    if (is_v6 && zone != NULL) {
        gs_buf_addf(out, "%.*s%%25%s", (int)(zone - call.node), call.node, zone + 1);
    } else {
        gs_buf_add_text(out, call.node);
    }
    gs_buf_add_text(out, is_v6 ? "]" : "");
    if (port != HTTP && port != HTTPS) {
        gs_buf_addf(out, ":%u", port);
    }
    gs_buf_add_text(out, "/");
}

static void add_resolve(const struct gs_take_subject *of, struct gs_buf *out)
{
    size_t added = 0;
    gs_buf_addf(out, "%s:%u:", gs_question_node(of->question), port_of(of));
    for (size_t i = 0; i < row_count(of) && added < CURL_ADDRESSES_MAX; i++) {
        const struct gs_addrinfo *row = row_at(of, i);
        char address[GS_ADDRESS_TEXT_MAX];
        if (is_repeated(of, i)) {
            continue;
        }
        bool is_v6 = row->family == AF_INET6;
        gs_address_format(&row->address, address);
        gs_buf_addf(out, "%s%s%s%s", added++ == 0 ? "" : ",", is_v6 ? "[" : "", address,
                    is_v6 ? "]" : "");
    }
}

static void add_curl(const struct gs_take_subject *of, struct gs_buf *out)
{
    struct gs_buf part = {0};
    if (gs_call_read(of->question).literal_family == 0) {
        gs_buf_add_text(out, "curl --resolve ");
        add_resolve(of, &part);
        gs_shell_word(out, gs_buf_text(&part));
    } else {
        gs_buf_add_text(out, "curl -g"); /* brackets are no pattern then */
    }
    gs_buf_clear(&part);
    add_url(of, &part);
    gs_buf_add_text(out, " ");
    gs_shell_word(out, gs_buf_text(&part));
    gs_buf_fini(&part);
}

/* -- values -------------------------------------------------------------------------- */

static void add_address(const struct gs_take_subject *of, struct gs_buf *out)
{
    for (size_t i = 0; i < row_count(of); i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        if (!is_repeated(of, i)) {
            gs_address_format(&row_at(of, i)->address, text);
            gs_buf_addf(out, "%s%s", text, of->row != NULL ? "" : "\n");
        }
    }
}

static bool has_addresses(const struct gs_take_subject *of)
{
    for (size_t i = 1; i < row_count(of); i++) {
        if (!gs_address_is_equal(&row_at(of, 0)->address, &row_at(of, i)->address)) {
            return true;
        }
    }
    return false;
}

static void add_name_or_number(struct gs_buf *out, const char *name, int value)
{
    if (name != NULL) {
        gs_buf_addf(out, "%s ", name);
    } else {
        gs_buf_addf(out, "%d ", value);
    }
}

/* "inet6 stream tcp iana.org 2001:500:88:200::8 80" */
static void add_one_row(const struct gs_take_subject *of, const struct gs_addrinfo *row,
                        struct gs_buf *out)
{
    const char *node = gs_question_node(of->question);
    char address[GS_ADDRESS_TEXT_MAX];
    const char *protocol = gs_hint_name(gs_hint_protocols(), row->protocol);
    if (row->protocol == 0) {
        protocol = row->socktype == SOCK_RAW ? "ip" : "any";
    }
    gs_address_format(&row->address, address);
    gs_buf_add_text(out, row->family == AF_INET6 ? "inet6 " : "inet ");
    add_name_or_number(out, gs_hint_name(gs_hint_socktypes(), row->socktype),
                       row->socktype);
    add_name_or_number(out, protocol, row->protocol);
    gs_text_sanitise(out, node == NULL ? "-" : node, node == NULL ? 1 : strlen(node));
    gs_buf_addf(out, " %s %u", address, row->port);
}

static void add_row(const struct gs_take_subject *of, struct gs_buf *out)
{
    for (size_t i = 0; i < row_count(of); i++) {
        add_one_row(of, row_at(of, i), out);
        gs_buf_add_text(out, of->row != NULL ? "" : "\n");
    }
}

static bool has_rows(const struct gs_take_subject *of)
{
    return row_count(of) > 1;
}

/* -- the table ----------------------------------------------------------------------- */

static const struct {
    const char *name;
    const char *id;
    void (*add)(const struct gs_take_subject *of, struct gs_buf *out);
    bool needs_name;   /* there is nothing to take of the null node */
    bool needs_answer; /* nor before libc has answered */
    /* For a text with a line for each row: whether there is a second; NULL: one line. */
    bool (*has_more)(const struct gs_take_subject *of);
} takes[] = {
    [GS_TAKE_C] = {"C", "c", gs_take_c, false, false, NULL},
    [GS_TAKE_PYTHON] = {"Python", "python", gs_take_python, false, false, NULL},
    [GS_TAKE_GETENT] = {"getent", "getent", add_getent, true, false, NULL},
    [GS_TAKE_DIG] = {"dig", "dig", add_dig, true, false, NULL},
    [GS_TAKE_CURL] = {"curl", "curl", add_curl, true, true, NULL},
    [GS_TAKE_ADDRESS] = {"address", "address", add_address, false, true, has_addresses},
    [GS_TAKE_ROW] = {"row", "row", add_row, false, true, has_rows},
};

const char *gs_take_name(enum gs_take take)
{
    return takes[take].name;
}

enum gs_status gs_take_parse(const char *word, enum gs_take *out)
{
    for (int i = 0; i < GS_TAKE_COUNT; i++) {
        if (strcmp(takes[i].id, word) == 0) {
            *out = (enum gs_take)i;
            return GS_OK;
        }
    }
    return GS_ENOTFOUND;
}

bool gs_take_needs_answer(enum gs_take take)
{
    return takes[take].needs_answer;
}

/* What curl takes for a host, in a URL and in front of a colon. */
static bool is_url_host(const struct gs_call_reading *call)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789.-_";
    return call->literal_family != 0 || (call->node != NULL && call->node[0] != '-' &&
                                         strspn(call->node, plain) == strlen(call->node));
}

const char *gs_take_lack(enum gs_take take, const struct gs_take_subject *subject)
{
    struct gs_call_reading call = gs_call_read(subject->question);
    bool is_empty = call.node != NULL && call.node[0] == '\0';
    if (takes[take].needs_name && (call.node == NULL || is_empty)) {
        return "no host was asked";
    }
    if (takes[take].needs_answer && row_count(subject) == 0) {
        return "there is no address";
    }
    if (take == GS_TAKE_CURL && !is_url_host(&call)) {
        return "a URL has no such host";
    }
    return NULL;
}

void gs_take_home(enum gs_take take, const struct gs_take_subject *subject,
                  struct gs_buf *out)
{
    if (gs_take_lack(take, subject) == NULL) {
        takes[take].add(subject, out);
    }
}

void gs_take_gist(enum gs_take take, const struct gs_take_subject *subject,
                  struct gs_buf *out)
{
    struct gs_buf text = {0};
    if (take == GS_TAKE_C) {
        gs_call_line(subject->question, out);
        return;
    }
    if (take == GS_TAKE_PYTHON) {
        gs_take_python_call(subject->question, out);
        return;
    }
    struct gs_take_subject one = *subject;
    bool has_more = takes[take].has_more != NULL && takes[take].has_more(subject);
    if (has_more) {
        one.row = row_at(subject, 0); /* the other lines need not be built */
    }
    gs_take_home(take, &one, &text);
    size_t first = strcspn(gs_buf_text(&text), "\n");
    gs_text_sanitise(out, gs_buf_text(&text), first);
    gs_buf_add_text(out, has_more || first + 1 < text.len ? " …" : "");
    gs_buf_fini(&text);
}
