/* SPDX-License-Identifier: MIT */
/*
 * Who connected while it listened, the newest first: the coordinates of the socket that
 * accept() gave, and its peer's.
 */
#include "pane_faces.h"
#include "rows_bind.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/address_class.h"

#include <string.h>

#include <sys/socket.h>

enum {
    SOCKET_X = 10,
    FAMILY_CELLS = 14,
};

/* Where the columns stand. */
struct columns {
    int peer;
    int class;  /* -1: no such column */
    int family; /* the same */
};

static size_t count_datagrams(const struct gs_bind_report *report)
{
    size_t count = 0;
    for (size_t i = 0; i < report->accepted.count; i++) {
        count += report->accepted.items[i].socktype == SOCK_DGRAM ? 1 : 0;
    }
    return count;
}

void gs_describe_accepted(const struct gs_pane_context *context, struct gs_pane *pane)
{
    const struct gs_bind_report *report = context->lookup->now.bind;
    if (report == NULL || report->accepted.count == 0) {
        return;
    }
    size_t datagrams = count_datagrams(report);
    size_t connections = report->accepted.count - datagrams;
    if (report->dropped > 0) {
        gs_pane_info(pane, GS_ROLE_TEXT, "the newest %zu of %zu", report->accepted.count,
                     report->accepted.count + report->dropped);
    } else if (datagrams == 0) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s", connections,
                     gs_plural(connections, "connection", "connections"));
    } else if (connections == 0) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s", datagrams,
                     gs_plural(datagrams, "datagram", "datagrams"));
    } else {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s, %zu %s", connections,
                     gs_plural(connections, "connection", "connections"), datagrams,
                     gs_plural(datagrams, "datagram", "datagrams"));
    }
}

const struct gs_accepted *gs_accepted_of(const struct gs_lookup *lookup, size_t item)
{
    const struct gs_bind_report *report = lookup->now.bind;
    return report != NULL && item < report->accepted.count
               ? &report->accepted.items[report->accepted.count - 1 - item]
               : NULL;
}

static const char *family_of(const struct gs_accepted *client)
{
    bool is_mapped =
        strcmp(gs_address_class_of(&client->peer.address).id, "v4_mapped") == 0;
    return client->family == AF_INET ? "IPv4" : is_mapped ? "IPv4 as IPv6" : "IPv6";
}

static struct columns columns_of(const struct gs_bind_report *report, size_t width)
{
    size_t widest = 0;
    for (size_t i = 0; i < report->accepted.count; i++) {
        char text[GS_SOCKET_WORDS_MAX];
        gs_endpoint_words(&report->accepted.items[i].local, text);
        widest = gs_text_cells(text) > widest ? gs_text_cells(text) : widest;
        gs_endpoint_words(&report->accepted.items[i].peer, text);
        widest = gs_text_cells(text) > widest ? gs_text_cells(text) : widest;
    }
    int room = (int)width - SOCKET_X;
    int cells = (int)widest + 2 < room / 2 ? (int)widest + 2 : room / 2;
    struct columns at = {.peer = SOCKET_X + cells, .class = -1, .family = -1};
    int rest = (int)width - at.peer - cells;
    if (rest >= FAMILY_CELLS) {
        at.family = (int)width - FAMILY_CELLS;
    }
    if (rest >= 2 * FAMILY_CELLS) {
        at.class = at.peer + cells;
    }
    return at;
}

static void put_client(struct gs_rows *rows, const struct columns *at,
                       const struct gs_accepted *client)
{
    char text[GS_SOCKET_WORDS_MAX];
    char clock[GS_DURATION_TEXT_MAX];
    size_t cells = (size_t)(at->peer - SOCKET_X - 1);
    gs_clock_format(client->at_wall_s, clock);
    (void)gs_rows_put(rows, 0, GS_ROLE_DIM, clock);
    gs_endpoint_words(&client->local, text);
    (void)gs_rows_put_cut(rows, SOCKET_X, GS_ROLE_TEXT, text, cells);
    gs_endpoint_words(&client->peer, text);
    (void)gs_rows_put_cut(rows, at->peer, GS_ROLE_STRONG, text, cells);
    if (at->class >= 0) {
        (void)gs_rows_put_cut(rows, at->class, GS_ROLE_DIM,
                              gs_address_class_of(&client->peer.address).word,
                              (size_t)(at->family - at->class - 1));
    }
    if (at->family >= 0) {
        (void)gs_rows_put(rows, at->family,
                          client->family == AF_INET ? GS_ROLE_V4 : GS_ROLE_V6,
                          family_of(client));
    }
}

static void build_heading(struct gs_rows *rows, const struct columns *at)
{
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "at");
        (void)gs_rows_put(rows, SOCKET_X, GS_ROLE_HEAD, "socket");
        (void)gs_rows_put(rows, at->peer, GS_ROLE_HEAD, "peer");
        if (at->class >= 0) {
            (void)gs_rows_put(rows, at->class, GS_ROLE_HEAD, "peer's address is");
        }
        if (at->family >= 0) {
            (void)gs_rows_put(rows, at->family, GS_ROLE_HEAD, "family");
        }
    }
}

/* What is said before anybody came: datagrams come without a connection. */
static const char *nobody(const struct gs_bind_report *report)
{
    bool has_stream = false;
    bool has_datagram = false;
    for (size_t i = 0; report != NULL && i < report->rows.count; i++) {
        const struct gs_bind_row *row = &report->rows.items[i];
        if (row->is_open || !report->is_listening) {
            bool is_datagram = row->socktype == SOCK_DGRAM;
            has_datagram = has_datagram || is_datagram;
            has_stream = has_stream || !is_datagram;
        }
    }
    if (report == NULL) {
        return "Clients are shown here while it listens.";
    }
    if (!report->is_listening) {
        return !has_datagram ? "Nobody connected."
               : has_stream  ? "Nobody connected, no datagram came."
                             : "No datagram came.";
    }
    return !has_datagram
               ? "Nobody has connected yet; a client is shown and closed at once."
           : has_stream ? "Nobody has come yet; who connects or sends is shown."
                        : "No datagram has come yet; its sender is shown.";
}

void gs_build_accepted(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_bind_report *report = context->lookup->now.bind;
    if (report == NULL || report->accepted.count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, nobody(report));
        return;
    }
    struct columns at = columns_of(report, context->width);
    build_heading(rows, &at);
    for (size_t i = 0; i < report->accepted.count; i++) {
        if (gs_rows_next(rows, i)) {
            put_client(rows, &at, gs_accepted_of(context->lookup, i));
        }
    }
}
