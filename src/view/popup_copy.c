/* SPDX-License-Identifier: MIT */
/*
 * "Copy as": the selected row of getaddrinfo as a call or a command that asks the same.
 * Names are quoted for what they go into: they may come from a URL someone pasted.
 */
#include "view_state.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    TEXT_X = 14,
    WIDTH = 92,
};

/* What an entry is made from. */
struct subject {
    const struct gs_question *question;
    const struct gs_addrinfo *row;
    const struct gs_resolver *resolver; /* whom this machine asks */
    const char *node;                   /* as libc gets it; NULL: null node */
    char address[GS_ADDRESS_TEXT_MAX];
};

/* A word for a shell, quoted unless it is plain. */
static void add_word(struct gs_buf *out, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789.-_:%@/+";
    if (text[0] != '\0' && text[0] != '-' && strspn(text, plain) == strlen(text)) {
        gs_buf_add_text(out, text);
        return;
    }
    gs_buf_add_text(out, "'");
    for (; *text != '\0'; text++) {
        gs_buf_add_text(out, *text == '\'' ? "'\\'" : "");
        gs_buf_add(out, text, 1);
    }
    gs_buf_add_text(out, "'");
}

static void add_c(const struct subject *of, struct gs_buf *out)
{
    const struct gs_hints *hints = &of->question->hints;
    const char *family = gs_hint_c_name(gs_hint_families(), hints->family);
    const char *socktype = gs_hint_c_name(gs_hint_socktypes(), hints->socktype);
    gs_buf_add_text(out, "getaddrinfo(");
    gs_literal_add(out, of->node);
    gs_buf_add_text(out, ", ");
    gs_literal_add(out, gs_question_service(of->question));
    gs_buf_addf(out, ", &(struct addrinfo){ .ai_family = %s, .ai_socktype = %s",
                family == NULL ? "AF_UNSPEC" : family,
                socktype == NULL || hints->socktype == 0 ? "0" : socktype);
    gs_buf_addf(out, ", .ai_protocol = %d, .ai_flags = ", hints->protocol);
    if (hints->flags == 0) {
        gs_buf_add_text(out, "0");
    } else {
        gs_buf_add_text(out, "AI_");
        gs_flags_format(out, hints->flags, " | AI_");
    }
    gs_buf_add_text(out, " }, &list)");
}

static void add_python(const struct subject *of, struct gs_buf *out)
{
    const struct gs_hints *hints = &of->question->hints;
    const char *service = gs_question_service(of->question);
    const char *family = gs_hint_c_name(gs_hint_families(), hints->family);
    const char *socktype = gs_hint_c_name(gs_hint_socktypes(), hints->socktype);
    gs_buf_add_text(out, "socket.getaddrinfo(");
    if (of->node == NULL) {
        gs_buf_add_text(out, "None");
    } else {
        gs_literal_add(out, of->node);
    }
    gs_buf_add_text(out, ", ");
    if (service == NULL) {
        gs_buf_add_text(out, "None");
    } else {
        gs_literal_add(out, service);
    }
    if (hints->family != AF_UNSPEC && family != NULL) {
        gs_buf_addf(out, ", family=socket.%s", family);
    }
    if (hints->socktype != 0 && socktype != NULL) {
        gs_buf_addf(out, ", type=socket.%s", socktype);
    }
    if (hints->protocol != 0) {
        gs_buf_addf(out, ", proto=%d", hints->protocol);
    }
    if (hints->flags != 0) {
        gs_buf_addf(out, ", flags=0x%x", (unsigned)hints->flags);
    }
    gs_buf_add_text(out, ")");
}

static void add_getent(const struct subject *of, struct gs_buf *out)
{
    int family = of->question->hints.family;
    gs_buf_addf(out, "getent %s ",
                family == AF_INET    ? "ahostsv4"
                : family == AF_INET6 ? "ahostsv6"
                                     : "ahosts");
    add_word(out, of->node);
}

/* The server, when dig would ask another one by itself. */
static void add_server(const struct gs_resolver *resolver, struct gs_buf *out)
{
    if (!resolver->is_override || resolver->server_count == 0) {
        return;
    }
    const struct gs_endpoint *server = &resolver->servers[0];
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&server->address, text);
    gs_buf_addf(out, "@%s ", text);
    if (server->port != 53) {
        gs_buf_addf(out, "-p %u ", server->port);
    }
}

static void add_dig(const struct subject *of, struct gs_buf *out)
{
    gs_buf_add_text(out, "dig ");
    add_server(of->resolver, out);
    if (gs_question_is_literal(of->question, NULL)) {
        gs_buf_addf(out, "-x %s", of->address);
        return;
    }
    add_word(out, of->node);
    gs_buf_add_text(out, of->row->family == AF_INET ? " A" : " AAAA");
}

static void add_curl(const struct subject *of, struct gs_buf *out)
{
    struct gs_buf part = {0};
    bool is_v6 = of->row->family == AF_INET6;
    bool is_tls = of->row->port == 443;
    bool has_port = of->row->port != 0 && of->row->port != 80 && !is_tls;
    unsigned port = of->row->port == 0 ? 80 : of->row->port;
    gs_buf_add_text(out, "curl --resolve ");
    gs_buf_addf(&part, "%s:%u:%s%s%s", of->node, port, is_v6 ? "[" : "", of->address,
                is_v6 ? "]" : "");
    add_word(out, gs_buf_text(&part));
    gs_buf_clear(&part);
    gs_buf_addf(&part, "%s://%s", is_tls ? "https" : "http", of->node);
    if (has_port) {
        gs_buf_addf(&part, ":%u", port);
    }
    gs_buf_add_text(&part, "/");
    gs_buf_add_text(out, " ");
    add_word(out, gs_buf_text(&part));
    gs_buf_fini(&part);
}

static void add_address(const struct subject *of, struct gs_buf *out)
{
    gs_buf_add_text(out, of->address);
}

static void add_row(const struct subject *of, struct gs_buf *out)
{
    char socket[32];
    gs_socket_format(of->row, socket);
    char *slash = strchr(socket, '/');
    *slash = ' ';
    gs_buf_addf(out, "%s %s ", of->row->family == AF_INET ? "inet" : "inet6", socket);
    gs_text_sanitise(out, of->node == NULL ? "-" : of->node,
                     strlen(of->node == NULL ? "-" : of->node));
    gs_buf_addf(out, " %s %u", of->address, of->row->port);
}

static const struct {
    char letter;
    const char *name;
    void (*add)(const struct subject *of, struct gs_buf *out);
    bool needs_name; /* there is nothing to copy for the null node */
} entries[] = {
    {'c', "C", add_c, false},          {'p', "Python", add_python, false},
    {'g', "getent", add_getent, true}, {'d', "dig", add_dig, true},
    {'u', "curl", add_curl, true},     {'a', "address", add_address, false},
    {'w', "row", add_row, false},
};

enum {
    ENTRY_COUNT = sizeof entries / sizeof entries[0],
};

/* Appends an entry's text. Returns: false when no row is selected, or it needs a name. */
static bool add_entry(struct gs_view *view, size_t entry, struct gs_buf *out)
{
    size_t rank = 0;
    struct subject of = {.question = &view->session->lookup.question,
                         .row = gs_view_address_row(view, &rank),
                         .resolver = &view->session->machine.resolver};
    of.node = gs_question_node(of.question);
    if (of.row == NULL || entry >= ENTRY_COUNT ||
        (of.node == NULL && entries[entry].needs_name)) {
        return false;
    }
    gs_address_format(&of.row->address, of.address);
    entries[entry].add(&of, out);
    return true;
}

static unsigned copy_entry(struct gs_view *view, size_t entry)
{
    struct gs_buf text = {0};
    view->popup = GS_POPUP_NONE;
    if (!add_entry(view, entry, &text)) {
        gs_buf_fini(&text);
        gs_view_say(view, GS_ROLE_WARN, "nothing to copy without a name");
        return GS_EFFECT_REDRAW;
    }
    free(view->copied);
    view->copied = gs_buf_claim(&text);
    return GS_EFFECT_COPY | GS_EFFECT_REDRAW;
}

unsigned gs_view_open_copy(struct gs_view *view)
{
    size_t rank = 0;
    if (gs_view_address_row(view, &rank) != NULL) {
        view->popup = GS_POPUP_COPY;
        gs_list_state_fini(&view->popup_list);
        view->popup_list.item_count = ENTRY_COUNT;
        return GS_EFFECT_REDRAW;
    }
    char *text = gs_view_copy_row(view);
    if (text == NULL) {
        gs_view_say(view, GS_ROLE_DIM, "no row to copy: Y copies the pane");
        return GS_EFFECT_REDRAW;
    }
    free(view->copied);
    view->copied = text;
    return GS_EFFECT_COPY | GS_EFFECT_REDRAW;
}

unsigned gs_view_run_copy(struct gs_view *view, enum gs_command_id command)
{
    if (command == GS_COMMAND_ACCEPT) {
        return copy_entry(view, view->popup_list.selected);
    }
    (void)gs_list_state_run(&view->popup_list, command); /* nothing else works here */
    return GS_EFFECT_REDRAW;
}

unsigned gs_view_type_menu(struct gs_view *view, const char *text, size_t len)
{
    for (size_t i = 0; len == 1 && i < ENTRY_COUNT; i++) {
        if (entries[i].letter == text[0]) {
            return copy_entry(view, i);
        }
    }
    return GS_EFFECT_NONE;
}

void gs_popup_copy(struct gs_view *view, size_t cols, struct gs_popup *popup)
{
    size_t rank = 0;
    const struct gs_addrinfo *row = gs_view_address_row(view, &rank);
    struct gs_rows *rows = &popup->rows;
    popup->width = cols < WIDTH ? cols : WIDTH;
    popup->height = ENTRY_COUNT + 6;
    popup->selected = view->popup_list.selected;
    gs_rows_begin(rows, popup->width - 6, 0, popup->height - 4);
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        struct gs_buf text = {0};
        struct gs_buf safe = {0};
        bool is_selected = i == popup->selected;
        char letter[2] = {entries[i].letter, '\0'};
        bool has = add_entry(view, i, &text);
        gs_text_sanitise(&safe, gs_buf_text(&text), text.len);
        (void)gs_rows_next(rows, i); /* the window holds every entry */
        (void)gs_rows_put(rows, 0, GS_ROLE_KEY, letter);
        (void)gs_rows_put(rows, 3, is_selected ? GS_ROLE_STRONG : GS_ROLE_TEXT,
                          entries[i].name);
        (void)gs_rows_put(rows, TEXT_X,
                          !has          ? GS_ROLE_DISABLED
                          : is_selected ? GS_ROLE_TEXT
                                        : GS_ROLE_DIM,
                          has ? gs_buf_text(&safe) : "no host was asked");
        gs_buf_fini(&text);
        gs_buf_fini(&safe);
    }
    gs_rows_blank(rows);
    gs_rows_sentence(rows, GS_ROLE_DIM,
                     "Goes to the clipboard of the terminal (OSC 52).");
    gs_buf_add_text(&popup->title, "Copy as");
    if (row != NULL) {
        char address[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&row->address, address);
        gs_buf_addf(&popup->right, "%s port %u", address, row->port);
    }
    gs_buf_add_text(&popup->keys, "letter\tcopy\tEnter\tcopy\tEsc\tclose");
}
