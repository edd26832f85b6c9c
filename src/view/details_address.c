/* SPDX-License-Identifier: MIT */
/*
 * One struct addrinfo in full: what getaddrinfo gave, what the address is, how a program
 * uses it.
 */
#include "order_pane.h"
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/model/hints.h"
#include "gaiscope/rules/address_inside.h"
#include "gaiscope/rules/take_home.h"
#include "gaiscope/rules/traps.h"

#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

enum {
    VALUE_X = 16,
};

static void build_title(struct gs_rows *rows, const char *title)
{
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_TITLE, title);
    }
}

/* A number by its name in C, with the number behind. */
static void build_number(struct gs_rows *rows, const char *label, const char *name,
                         int value)
{
    char number[16];
    (void)snprintf(number, sizeof number, "%d", value);
    gs_rows_field(rows, VALUE_X, label, name == NULL ? number : name,
                  name == NULL ? "" : number);
}

static const char *service_name(const struct gs_facts *facts, uint16_t port)
{
    for (size_t i = 0; facts->services != NULL && i < facts->services->entries.count;
         i++) {
        const struct gs_service *entry = &facts->services->entries.items[i];
        if (entry->port == port && entry->name != NULL) {
            return entry->name;
        }
    }
    return "";
}

static void build_struct(const struct gs_pane_context *context, struct gs_rows *rows,
                         const struct gs_addrinfo *row)
{
    bool is_v6 = row->family == AF_INET6;
    struct gs_buf text = {0};
    char number[32];
    build_title(rows, "struct addrinfo");
    build_number(rows, "ai_family", gs_hint_c_name(gs_hint_families(), row->family),
                 row->family);
    build_number(rows, "ai_socktype", gs_hint_c_name(gs_hint_socktypes(), row->socktype),
                 row->socktype);
    build_number(rows, "ai_protocol", gs_hint_c_name(gs_hint_protocols(), row->protocol),
                 row->protocol);
    gs_buf_addf(&text, row->canonname == NULL ? "NULL" : "\"%s\"", row->canonname);
    gs_rows_field(rows, VALUE_X, "ai_canonname", gs_buf_text(&text),
                  row->canonname == NULL ? "" : "on the first row only");
    if (row->canonname != NULL && gs_idn_has_other_form(row->canonname)) {
        gs_rows_field_host(rows, VALUE_X, "in its letters", row->canonname, "");
    }
    gs_buf_clear(&text);
    gs_flags_format(&text, row->flags, " ");
    gs_rows_field(rows, VALUE_X, "ai_flags", text.len == 0 ? "0" : gs_buf_text(&text),
                  "");
    gs_buf_fini(&text);
    (void)snprintf(number, sizeof number, "%u", row->port);
    gs_rows_field(rows, VALUE_X, is_v6 ? "sin6_port" : "sin_port", number,
                  service_name(&context->lookup->now, row->port));
    if (is_v6) {
        (void)snprintf(number, sizeof number, "%u", row->flowinfo);
        gs_rows_field(rows, VALUE_X, "sin6_flowinfo", number, "");
        (void)snprintf(number, sizeof number, "%u", row->address.scope_id);
        gs_rows_field(rows, VALUE_X, "sin6_scope_id", number, row->address.zone);
    }
}

static void build_reverse(const struct gs_pane_context *context, struct gs_rows *rows,
                          const struct gs_addrinfo *row)
{
    const struct gs_facts *facts = gs_part_view_of(context, GS_PART_REVERSE).facts;
    const struct gs_reverse *reverse = gs_facts_find_reverse(facts, &row->address);
    if (reverse == NULL) {
        gs_rows_field(rows, VALUE_X, "reverse", "not asked", "");
        return;
    }
    for (size_t i = 0; i < reverse->names.count; i++) {
        gs_rows_confirmation(rows, VALUE_X, i == 0 ? "reverse" : "", reverse, i);
    }
    bool is_waiting = reverse->dns_outcome == GS_OUTCOME_NOT_ASKED;
    if (reverse->names.count == 0 && reverse->libc_name != NULL) {
        gs_rows_field_host(rows, VALUE_X, "reverse", reverse->libc_name, "libc only");
    } else if (reverse->names.count == 0) {
        gs_rows_field(rows, VALUE_X, "reverse",
                      is_waiting ? "waiting for the name"
                                 : gs_dns_word(reverse->dns_outcome, reverse->dns_rcode),
                      "");
    }
}

static void build_dns(const struct gs_pane_context *context, struct gs_rows *rows,
                      const struct gs_addrinfo *row)
{
    char text[80];
    char ends[GS_DURATION_TEXT_MAX];
    int64_t received_us = 0;
    const struct gs_facts *facts = gs_part_view_of(context, GS_PART_DNS).facts;
    const struct gs_record *record =
        gs_find_address_record(facts, &row->address, &received_us);
    if (record == NULL) {
        gs_rows_field(rows, VALUE_X, "in DNS",
                      facts->dns.count == 0 ? "not asked" : "no such record", "");
        return;
    }
    uint32_t left_s = gs_ttl_left(record->ttl_s, received_us, context->now.us);
    gs_clock_format(context->now.wall_s + left_s, ends);
    (void)snprintf(text, sizeof text, "✓ %s, ttl %u s, ends %s",
                   row->family == AF_INET ? "A" : "AAAA", left_s, ends);
    gs_rows_field(rows, VALUE_X, "in DNS", text, "");
}

/* Which rule puts it before the next address. */
static void build_order(const struct gs_pane_context *context, struct gs_rows *rows,
                        const struct gs_addrinfo *row)
{
    const struct gs_order *order = &context->digest->order;
    for (size_t i = 0; i + 1 < order->items.count && !order->is_unsorted; i++) {
        if (gs_address_is_equal(&order->items.items[i].address, &row->address)) {
            struct gs_neighbours both = gs_neighbours_of(order, i);
            char label[32];
            char reason[GS_ORDER_REASON_MAX];
            struct gs_buf rule = {0};
            (void)snprintf(label, sizeof label, "before %zu", i + 2);
            gs_buf_addf(&rule, "rule %d, %s", both.pair.rule,
                        gs_order_rule_phrase(both.pair.rule));
            gs_order_reason(both.pair.rule, both.first, both.second, reason);
            gs_rows_field(rows, VALUE_X, label, gs_buf_text(&rule), reason);
            gs_buf_fini(&rule);
        }
    }
}

/* Whether a server binds to it: nobody connects to such an address. */
static bool is_to_bind(const struct gs_pane_context *context,
                       const struct gs_addrinfo *row)
{
    const struct gs_question *question = &context->lookup->question;
    bool is_passive = question->is_null && (question->hints.flags & AI_PASSIVE) != 0;
    return is_passive ||
           strcmp(gs_address_class_of(&row->address).id, "unspecified") == 0;
}

static void build_source(struct gs_rows *rows, const struct gs_addrinfo *row)
{
    char text[GS_ADDRESS_TEXT_MAX];
    bool has_source = row->source.address.family != 0;
    gs_address_format(&row->source.address, text);
    gs_rows_field(rows, VALUE_X, "source", has_source ? text : "none",
                  has_source ? "chosen by the kernel for this address"
                             : "no way there from this machine");
}

static void build_meaning(const struct gs_pane_context *context, struct gs_rows *rows,
                          const struct gs_addrinfo *row)
{
    struct gs_buf words = {0};
    struct gs_address_class class =
        gs_address_class_known(&row->address, gs_nat64_shown(context));
    build_title(rows, "What it is");
    struct gs_buf from = {0};
    gs_buf_addf(&from, "%s%s%s", class.prefix, class.prefix[0] != '\0' ? ", " : "",
                class.source);
    gs_rows_field(rows, VALUE_X, "class", class.word, gs_buf_text(&from));
    gs_buf_fini(&from);
    if (gs_address_inside_words(&words, &row->address, gs_nat64_shown(context))) {
        gs_rows_field(rows, VALUE_X, "inside", gs_buf_text(&words), "");
    }
    gs_buf_fini(&words);
    if (!is_to_bind(context, row)) {
        build_source(rows, row);
    }
    build_reverse(context, rows, row);
    build_dns(context, rows, row);
    build_order(context, rows, row);
}

static void build_program(const struct gs_pane_context *context, struct gs_rows *rows,
                          const struct gs_addrinfo *row)
{
    bool binds = is_to_bind(context, row);
    const char *call = binds ? "bind" : "connect";
    const char *family = row->family == AF_INET6 ? "AF_INET6" : "AF_INET";
    const char *socktype = gs_hint_c_name(gs_hint_socktypes(), row->socktype);
    char address[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&row->address, address);
    build_title(rows, "In a program");
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_putf(rows, 0, GS_ROLE_TEXT, "s = socket.socket(%s, %s, %d)", family,
                           socktype == NULL ? "0" : socktype, row->protocol);
    }
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    if (row->family == AF_INET6) {
        (void)gs_rows_putf(rows, 0, GS_ROLE_TEXT, "s.%s((\"%s\", %u, %u, %u))", call,
                           address, row->port, row->flowinfo, row->address.scope_id);
    } else {
        (void)gs_rows_putf(rows, 0, GS_ROLE_TEXT, "s.%s((\"%s\", %u))", call, address,
                           row->port);
    }
    bool listens = row->socktype == SOCK_STREAM || row->socktype == SOCK_SEQPACKET;
    if (binds && listens && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_TEXT, "s.listen()");
    }
}

/* What is easily misread about the call, notes included. */
static void build_look_here(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_trap_list traps =
        gs_traps_of(&context->lookup->question, context->lookup->now.system);
    for (size_t i = 0; i < traps.count; i++) {
        if (i == 0) {
            build_title(rows, "Look here");
        }
        gs_rows_sentence(rows, traps.items[i].is_note ? GS_ROLE_TEXT : GS_ROLE_WARN,
                         traps.items[i].text);
    }
    if (traps.count > 0) {
        gs_rows_blank(rows);
    }
    gs_vec_fini(&traps);
}

static void build_asked(const struct gs_pane_context *context, struct gs_rows *rows,
                        const struct gs_system_answer *answer)
{
    char clock[GS_DURATION_TEXT_MAX];
    char took[GS_DURATION_TEXT_MAX];
    struct gs_part_view view = gs_part_view_of(context, GS_PART_SYSTEM);
    gs_clock_format(view.asked_wall_s, clock);
    gs_duration_format(answer->elapsed_us, took);
    struct gs_buf call = {0};
    gs_call_line(&context->lookup->question, &call);
    gs_rows_sentence(rows, GS_ROLE_DIM, gs_buf_text(&call));
    gs_buf_fini(&call);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_putf(rows, 0, GS_ROLE_DIM, "asked %s, answered by libc in %s",
                           clock, took);
    }
}

static void build(const struct gs_pane_context *context, int family, size_t item,
                  struct gs_popup *popup)
{
    size_t rank = 0;
    char address[GS_ADDRESS_TEXT_MAX];
    const struct gs_addrinfo *row = gs_address_row(context, family, item, &rank);
    const struct gs_system_answer *answer =
        gs_part_view_of(context, GS_PART_SYSTEM).facts->system;
    if (row == NULL) {
        gs_rows_sentence(&popup->rows, GS_ROLE_DIM, "Not in the answer any more.");
        return;
    }
    gs_address_format(&row->address, address);
    gs_buf_add_text(&popup->title, address);
    gs_buf_addf(&popup->right, "%zu of %zu%s", rank, answer->rows.count,
                rank == 1 ? ", first in libc's order" : "");
    build_struct(context, &popup->rows, row);
    gs_rows_blank(&popup->rows);
    build_meaning(context, &popup->rows, row);
    gs_rows_blank(&popup->rows);
    build_look_here(context, &popup->rows);
    build_program(context, &popup->rows, row);
    gs_rows_blank(&popup->rows);
    build_asked(context, &popup->rows, answer);
}

void gs_details_v4(const struct gs_pane_context *context, size_t item,
                   struct gs_popup *popup)
{
    build(context, AF_INET, item, popup);
}

void gs_details_v6(const struct gs_pane_context *context, size_t item,
                   struct gs_popup *popup)
{
    build(context, AF_INET6, item, popup);
}
