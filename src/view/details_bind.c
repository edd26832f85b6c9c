/* SPDX-License-Identifier: MIT */
/*
 * A server's socket call by call, and a client as accept() gave it.
 */
#include "pane_faces.h"
#include "rows_bind.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/errno_name.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/rules/address_class.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    VALUE_X = 16,
};

/* -- a socket ------------------------------------------------------------------------ */

static const char *c_name(struct gs_hint_table table, int value, char number[16])
{
    const char *name = gs_hint_c_name(table, value);
    (void)snprintf(number, 16, "%d", value);
    return name == NULL ? number : name;
}

/* One call: done, failed with its errno, or not reached. */
static void build_call(struct gs_rows *rows, const struct gs_bind_row *row,
                       enum gs_bind_step step, const char *call, const char *arguments)
{
    char remark[96] = "";
    const char *sign = row->step > step ? "✓" : "–";
    if (row->step == step) {
        sign = "✗";
        /* NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread asks for an error's text */
        const char *words = strerror(row->error);
        (void)snprintf(remark, sizeof remark, "%s, %s", gs_errno_name(row->error), words);
    }
    char text[160];
    (void)snprintf(text, sizeof text, "%s %s", sign,
                   row->step < step ? "not reached" : arguments);
    gs_rows_field(rows, VALUE_X, call, text, remark);
}

static void build_calls(struct gs_rows *rows, const struct gs_bind_row *row)
{
    char text[GS_SOCKET_WORDS_MAX];
    char family[16];
    char socktype[16];
    char protocol[16];
    (void)snprintf(text, sizeof text, "%s, %s, %s",
                   c_name(gs_hint_families(), row->family, family),
                   c_name(gs_hint_socktypes(), row->socktype, socktype),
                   c_name(gs_hint_protocols(), row->protocol, protocol));
    build_call(rows, row, GS_BIND_SOCKET, "socket", text);
    if (row->v6only != GS_V6ONLY_NONE) {
        (void)snprintf(text, sizeof text, "IPV6_V6ONLY %s",
                       row->v6only == GS_V6ONLY_ON ? "1" : "0");
        build_call(rows, row, GS_BIND_V6ONLY, "setsockopt", text);
    }
    gs_endpoint_words(&row->endpoint, text);
    build_call(rows, row, GS_BIND_BIND, "bind", text);
    if (row->socktype == SOCK_STREAM || row->socktype == SOCK_SEQPACKET) {
        build_call(rows, row, GS_BIND_LISTEN, "listen",
                   "connections wait to be accepted");
    }
    if (row->step == GS_BIND_WATCH) {
        build_call(rows, row, GS_BIND_WATCH, "poll", "");
    }
}

void gs_details_bind(const struct gs_pane_context *context, size_t item,
                     struct gs_popup *popup)
{
    struct gs_bind_report *report = gs_bind_shown(context->lookup);
    if (item < report->rows.count) {
        const struct gs_bind_row *row = &report->rows.items[item];
        struct gs_bind_words words = gs_bind_words_of(report, item);
        char text[GS_SOCKET_WORDS_MAX];
        gs_endpoint_words(&row->endpoint, text);
        gs_buf_addf(&popup->title, "%s %s",
                    gs_bind_transport(row->socktype, row->protocol), text);
        gs_rows_field(&popup->rows, VALUE_X, "outcome", words.outcome, words.meaning);
        gs_rows_field(&popup->rows, VALUE_X, "address",
                      gs_address_class_of(&row->endpoint.address).word,
                      gs_address_class_of(&row->endpoint.address).source);
        gs_rows_blank(&popup->rows);
        build_calls(&popup->rows, row);
        gs_rows_blank(&popup->rows);
        gs_rows_sentence(&popup->rows, GS_ROLE_DIM,
                         "All sockets stay open together, as a server's do. Stream "
                         "sockets have SO_REUSEADDR, so that closed connections do not "
                         "keep the port.");
    }
    gs_bind_report_free(report);
}

/* -- a client ------------------------------------------------------------------------ */

/* ('::1', 8000, 0, 0) of IPv6, ('127.0.0.1', 8000) of IPv4. */
static void add_tuple(struct gs_buf *out, const struct gs_endpoint *endpoint)
{
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&endpoint->address, text);
    if (endpoint->address.family == AF_INET6) {
        gs_buf_addf(out, "('%s', %u, 0, %u)", text, endpoint->port,
                    (unsigned)endpoint->address.scope_id);
    } else {
        gs_buf_addf(out, "('%s', %u)", text, endpoint->port);
    }
}

static void add_socket(struct gs_buf *out, const struct gs_accepted *client)
{
    char family[16];
    char socktype[16];
    char protocol[16];
    gs_buf_addf(out, "(%s, %s, %s)", c_name(gs_hint_families(), client->family, family),
                c_name(gs_hint_socktypes(), client->socktype, socktype),
                c_name(gs_hint_protocols(), client->protocol, protocol));
}

static void build_side(struct gs_rows *rows, const char *label,
                       const struct gs_endpoint *endpoint)
{
    struct gs_buf text = {0};
    struct gs_address inside;
    add_tuple(&text, endpoint);
    gs_rows_field(rows, VALUE_X, label, gs_buf_text(&text),
                  gs_address_class_of(&endpoint->address).word);
    if (gs_address_embedded(&endpoint->address, &inside)) {
        char inner[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&inside, inner);
        gs_rows_field(rows, VALUE_X, "inside", inner, "an IPv4 client on an IPv6 socket");
    }
    gs_buf_fini(&text);
}

void gs_details_accepted(const struct gs_pane_context *context, size_t item,
                         struct gs_popup *popup)
{
    const struct gs_accepted *client = gs_accepted_of(context->lookup, item);
    if (client == NULL) {
        return;
    }
    bool is_datagram = client->socktype == SOCK_DGRAM;
    struct gs_rows *rows = &popup->rows;
    struct gs_buf text = {0};
    char clock[GS_DURATION_TEXT_MAX];
    gs_clock_format(client->at_wall_s, clock);
    gs_buf_add_text(&popup->title, is_datagram ? "Datagram" : "Accepted");
    gs_buf_add_text(&popup->right, clock);
    add_socket(&text, client);
    gs_rows_field(rows, VALUE_X, "socket", gs_buf_text(&text), "family, type, protocol");
    build_side(rows, "local", &client->local);
    build_side(rows, "peer", &client->peer);
    if (is_datagram) {
        char len[32];
        (void)snprintf(len, sizeof len, "%zu bytes", client->len_bytes);
        gs_rows_field(rows, VALUE_X, "length", len, "their text was not read");
    }
    gs_rows_blank(rows);
    gs_rows_sentence(
        rows, GS_ROLE_DIM,
        is_datagram ? "The socket is the bound one: datagrams have none of their own."
                    : "accept() gave a new socket of the same kind; it was closed at "
                      "once, and nothing was sent.");
    gs_buf_fini(&text);
}
