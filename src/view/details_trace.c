/* SPDX-License-Identifier: MIT */
/*
 * One zone of a delegation trace with all its servers, or one server with its message.
 */
#include "pane_faces.h"
#include "trace_items.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/trace_words.h"

#include <stdio.h>
#include <string.h>

enum {
    FIELD_X = 10,
    WORDS_X = 40,
    TIME_CELLS = 9,
};

static void put_server_row(struct gs_rows *rows, const struct gs_part_view *view,
                           const struct gs_trace_server *server)
{
    struct gs_buf words = {0};
    char address[GS_ENDPOINT_TEXT_MAX] = "no address";
    gs_trace_server_words(&words, server);
    if (server->endpoint.address.family != 0) {
        gs_endpoint_format(&server->endpoint, GS_DNS_PORT, address);
    }
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        gs_rows_put_trace_sign(rows, view, server);
        (void)gs_rows_put_host(rows, 0, GS_ROLE_TEXT, server->host, WORDS_X - 1);
        (void)gs_rows_put_cut(rows, WORDS_X, GS_ROLE_DIM, gs_buf_text(&words),
                              gs_rows_room(rows, WORDS_X, TIME_CELLS));
        if (server->said > GS_TRACE_WAITING) {
            gs_rows_put_time(rows, (int)rows->width_cells, GS_ROLE_DIM,
                             server->elapsed_us);
        }
    }
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 2, GS_ROLE_DIM, address);
    }
    gs_buf_fini(&words);
}

static void build_level(struct gs_rows *rows, const struct gs_part_view *view,
                        const struct gs_trace_level *level)
{
    struct gs_buf words = {0};
    gs_trace_level_words(&words, level);
    gs_rows_field_host(rows, FIELD_X, "asked for", level->asked, NULL);
    gs_rows_field(rows, FIELD_X, "came to", gs_buf_text(&words), NULL);
    gs_buf_fini(&words);
    gs_rows_blank(rows);
    for (size_t i = 0; i < level->servers.count; i++) {
        put_server_row(rows, view, &level->servers.items[i]);
    }
    if (level->left_out > 0) {
        char text[128];
        (void)snprintf(
            text, sizeof text,
            "%zu more %s not asked: %d servers and %d addresses of a zone are asked.",
            level->left_out,
            gs_plural(level->left_out, "server or address is",
                      "servers or addresses are"),
            GS_TRACE_HOSTS_MAX, GS_TRACE_SERVERS_MAX);
        gs_rows_sentence(rows, GS_ROLE_DIM, text);
    }
}

static void put_message(struct gs_rows *rows, const struct gs_trace_server *server)
{
    char rcode[GS_RCODE_TEXT_MAX];
    char text[128];
    char elapsed[GS_DURATION_TEXT_MAX];
    const struct gs_dns_flags *flags = &server->flags;
    gs_duration_format(server->elapsed_us, elapsed);
    gs_rows_field(rows, FIELD_X, "time", elapsed,
                  server->tries > 1 ? "several tries" : NULL);
    if (server->rcode < 0) {
        return;
    }
    gs_rcode_format(server->rcode, rcode);
    (void)snprintf(text, sizeof text, "%s%s%s%s%s%s", rcode, flags->aa ? " aa" : "",
                   flags->tc ? " tc" : "", flags->rd ? " rd" : "", flags->ra ? " ra" : "",
                   flags->ad ? " ad" : "");
    gs_rows_field(rows, FIELD_X, "message", text,
                  flags->aa ? "speaks with authority" : "without authority");
    (void)snprintf(text, sizeof text, "%u bytes by %s", (unsigned)server->size_bytes,
                   gs_transport_word(server->transport));
    gs_rows_field(rows, FIELD_X, "size", text, NULL);
    if (server->error != NULL) {
        gs_rows_field(rows, FIELD_X, "error", server->error, "RFC 8914");
    }
}

static void put_lines(struct gs_rows *rows, const struct gs_trace_server *server)
{
    if (server->lines.count > 0) {
        gs_rows_blank(rows);
    }
    for (size_t i = 0; i < server->lines.count; i++) {
        char *line = gs_text_sanitised(server->lines.items[i]);
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            (void)gs_rows_put(rows, 0, GS_ROLE_TEXT, line);
        }
        free(line);
    }
    if (server->left_out > 0) {
        char text[64];
        (void)snprintf(text, sizeof text, "%u more records are not kept.",
                       (unsigned)server->left_out);
        gs_rows_sentence(rows, GS_ROLE_DIM, text);
    }
}

static void build_server(struct gs_rows *rows, const struct gs_trace_level *level,
                         const struct gs_trace_server *server)
{
    struct gs_buf words = {0};
    char address[GS_ENDPOINT_TEXT_MAX] = "not known";
    gs_trace_server_words(&words, server);
    if (server->endpoint.address.family != 0) {
        gs_endpoint_format(&server->endpoint, GS_DNS_PORT, address);
    }
    gs_rows_field(rows, FIELD_X, "address", address,
                  server->is_looked_up ? "looked up: the zone above gives none" : NULL);
    gs_rows_field_host(rows, FIELD_X, "serves", level->zone, NULL);
    gs_rows_field_host(rows, FIELD_X, "asked for", level->asked, NULL);
    gs_rows_field(rows, FIELD_X, "says", gs_buf_text(&words),
                  server->is_followed ? "this was followed" : NULL);
    gs_buf_fini(&words);
    if (server->said > GS_TRACE_WAITING) {
        put_message(rows, server);
    }
    const char *meaning = server->lookups > 0 ? "" : gs_trace_said_meaning(server->said);
    if (meaning[0] != '\0') {
        gs_rows_blank(rows);
        gs_rows_sentence(rows, GS_ROLE_TEXT, meaning);
    }
    if (server->differs) {
        gs_rows_blank(rows);
        gs_rows_sentence(rows, GS_ROLE_WARN,
                         "≠ Servers of one zone that do not say the same: what a program "
                         "gets depends on which one is asked.");
    }
    put_lines(rows, server);
}

void gs_details_trace(const struct gs_pane_context *context, size_t item,
                      struct gs_popup *popup)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_TRACE);
    if (view.facts->trace == NULL) {
        return;
    }
    struct gs_trace_item_list items = gs_trace_items(context, view.facts->trace);
    if (item < items.count) {
        const struct gs_trace_item *shown = &items.items[item];
        if (shown->server != NULL) {
            gs_idn_show_inline(&popup->title, shown->server->host);
            build_server(&popup->rows, shown->level, shown->server);
        } else {
            gs_buf_add_text(&popup->title, "zone ");
            gs_idn_show_inline(&popup->title, shown->level->zone);
            build_level(&popup->rows, &view, shown->level);
        }
    }
    gs_vec_fini(&items);
}
