/* SPDX-License-Identifier: MIT */
/*
 * One hop in full: whom, what was sent, how long each step took, what came, and what it
 * refers to.
 */
#include "pane_faces.h"
#include "whois_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/errno_name.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/whois_words.h"

#include <stdio.h>
#include <string.h>

enum {
    VALUE_X = 16,
};

static void build_outside(struct gs_rows *rows, const char *label, const char *text,
                          const char *remark)
{
    char *safe = gs_text_sanitised(text);
    gs_rows_field(rows, VALUE_X, label, safe, remark);
    free(safe);
}

static void build_server(struct gs_rows *rows, const struct gs_whois_hop *hop)
{
    char text[GS_ENDPOINT_TEXT_MAX];
    char port[32];
    (void)snprintf(port, sizeof port, "TCP port %u", hop->port);
    gs_rows_field_host(rows, VALUE_X, "server", hop->server, port);
    if (hop->address.family != 0) {
        gs_address_format(&hop->address, text);
        gs_rows_field(rows, VALUE_X, "address", text, "");
    }
    if (strchr(hop->query, ' ') == NULL) {
        gs_rows_field_host(rows, VALUE_X, "asked", hop->query, "and CRLF (RFC 3912)");
    } else { /* a dialect's words are no name */
        gs_rows_field(rows, VALUE_X, "asked", hop->query, "and CRLF (RFC 3912)");
    }
}

static void build_times(struct gs_rows *rows, const struct gs_whois_hop *hop)
{
    char time[GS_DURATION_TEXT_MAX];
    if (hop->connect_us > 0) {
        gs_duration_format(hop->connect_us, time);
        gs_rows_field(rows, VALUE_X, "connected in", time, "");
    }
    gs_duration_format(hop->elapsed_us, time);
    gs_rows_field(rows, VALUE_X, "in all", time, "");
}

static void build_text(struct gs_rows *rows, const struct gs_whois_hop *hop)
{
    char bytes[48];
    static const char *const charsets[] = {"ASCII", "UTF-8",
                                           "not UTF-8: each byte read as Latin-1"};
    (void)snprintf(bytes, sizeof bytes, "%zu bytes, %zu lines", hop->text.received_bytes,
                   hop->text.lines.count);
    if (hop->step >= GS_WHOIS_READING) {
        gs_rows_field(rows, VALUE_X, "came", bytes,
                      hop->text.is_cut ? "▲ cut there: more would have come" : "");
    }
    if (hop->text.lines.count > 0) {
        gs_rows_field(rows, VALUE_X, "characters", charsets[hop->text.charset], "");
    }
}

void gs_details_referrals(const struct gs_pane_context *context, size_t item,
                          struct gs_popup *popup)
{
    struct gs_part_view view;
    struct gs_rows *rows = &popup->rows;
    const struct gs_whois *whois = gs_whois_shown(context, &view);
    struct gs_buf words = {0};
    if (whois == NULL || item >= whois->hops.count) {
        return;
    }
    const struct gs_whois_hop *hop = &whois->hops.items[item];
    gs_buf_addf(&popup->title, "Hop %u, %s", hop->number, gs_whois_role_word(hop->role));
    build_server(rows, hop);
    gs_whois_hop_words(&words, whois, item);
    build_outside(rows, "result", gs_buf_text(&words),
                  hop->step == GS_WHOIS_RESOLVING ? "" : gs_errno_name(hop->error));
    if (hop->result != GS_WHOIS_WAITING) {
        build_times(rows, hop);
    }
    build_text(rows, hop);
    if (hop->referral != NULL) {
        build_outside(rows, "refers to", hop->referral, "");
    }
    if (hop->note != NULL) {
        gs_rows_blank(rows);
        gs_rows_sentence(rows, GS_ROLE_TEXT, hop->note);
    }
    gs_buf_fini(&words);
}
