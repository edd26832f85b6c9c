/* SPDX-License-Identifier: MIT */
/*
 * The details of one DNS question, one address's names and one mail exchange, and the names
 * that they lead to.
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

enum {
    VALUE_X = 16,
    RECORDS_SHOWN = 200,
};

/* -- a DNS question ------------------------------------------------------------------ */

static void format_flags(const struct gs_dns_flags *flags, char out[32])
{
    (void)snprintf(out, 32, "%s%s%s%s%s%s", flags->aa ? "aa " : "",
                   flags->tc ? "tc " : "", flags->rd ? "rd " : "", flags->ra ? "ra " : "",
                   flags->ad ? "ad " : "", flags->cd ? "cd " : "");
}

static void build_message(struct gs_rows *rows, const struct gs_dns_answer *answer)
{
    char text[GS_ENDPOINT_TEXT_MAX];
    char more[96];
    char took[GS_DURATION_TEXT_MAX];
    gs_duration_format(answer->elapsed_us, took);
    gs_rows_field(rows, VALUE_X, "outcome", gs_dns_word(answer->outcome, answer->rcode),
                  "");
    if (answer->rcode >= 0) {
        char rcode[GS_RCODE_TEXT_MAX];
        gs_rcode_format(answer->rcode, rcode);
        format_flags(&answer->flags, more);
        gs_rows_field(rows, VALUE_X, "rcode", rcode, more);
        gs_endpoint_format(&answer->server, GS_DNS_PORT, text);
        (void)snprintf(more, sizeof more, "by %s, %u bytes in %s",
                       gs_transport_word(answer->transport), answer->size_bytes, took);
        gs_rows_field(rows, VALUE_X, "server", text, more);
    }
    for (size_t i = 0; i < answer->edns.errors.count; i++) {
        const struct gs_ede *error = &answer->edns.errors.items[i];
        const char *name = gs_ede_name(error->code);
        (void)snprintf(text, sizeof text, "extended error %u%s%s", error->code,
                       name == NULL ? "" : " ", name == NULL ? "" : name);
        gs_rows_field(rows, VALUE_X, "because", text, error->text);
    }
    for (size_t i = 0; i < answer->tries.count; i++) {
        const struct gs_dns_try *try = &answer->tries.items[i];
        gs_endpoint_format(&try->server, GS_DNS_PORT, text);
        gs_duration_format(try->elapsed_us, took);
        (void)snprintf(more, sizeof more, "%s by %s, %s", gs_dns_word(try->outcome, -1),
                       gs_transport_word(try->transport), took);
        gs_rows_field(rows, VALUE_X, i == 0 ? "tries" : "", text, more);
    }
}

static void build_section(struct gs_rows *rows, const char *title,
                          const struct gs_record_list *records)
{
    if (records->count == 0) {
        return;
    }
    gs_rows_blank(rows);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_TITLE, title);
    }
    for (size_t i = 0; i < records->count && i < RECORDS_SHOWN; i++) {
        const struct gs_record *record = &records->items[i];
        char type[GS_TYPE_TEXT_MAX];
        if (!gs_rows_next(rows, GS_NO_ITEM)) {
            continue;
        }
        gs_type_format(record->type, type);
        (void)gs_rows_put_host(rows, 0, GS_ROLE_DIM, record->name, 24);
        (void)gs_rows_putf(rows, 26, GS_ROLE_DIM, "%u", record->ttl_s);
        (void)gs_rows_put(rows, 34, GS_ROLE_TEXT, type);
        gs_rows_put_words(rows, 42, GS_ROLE_TEXT, record->text);
    }
    if (records->count > RECORDS_SHOWN) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "… and more");
    }
}

static void build_member(const struct gs_pane_context *context, size_t item,
                         struct gs_popup *popup)
{
    const struct gs_set_member *member = &context->digest->set.items[item];
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&member->address, text);
    gs_buf_add_text(&popup->title, text);
    bool is_asked = gs_answer_wants(context->lookup, member->address.family);
    gs_rows_field(&popup->rows, VALUE_X, "libc",
                  member->in_libc ? "✓ getaddrinfo gave it"
                  : is_asked      ? "– getaddrinfo left it out"
                                  : "– getaddrinfo was not asked for this family",
                  "");
    gs_rows_field(&popup->rows, VALUE_X, "DNS",
                  member->in_dns ? "✓ in the answer" : "– not in the answer", "");
    if (member->in_dns) {
        (void)snprintf(text, sizeof text, "%u s of %u s",
                       gs_ttl_left(member->ttl_s, member->received_us, context->now.us),
                       member->ttl_s);
        gs_rows_field(&popup->rows, VALUE_X, "ttl", text, "");
    }
}

void gs_details_compare(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup)
{
    const struct gs_dns_query *query = gs_compare_query(context, item);
    if (query == NULL) {
        if (item < context->digest->set.count) {
            build_member(context, item, popup);
        }
        return;
    }
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(query->type, type);
    gs_buf_addf(&popup->title, "%s of %s", type, query->name);
    if (query->answer == NULL) {
        gs_rows_sentence(&popup->rows, GS_ROLE_DIM, "The answer is waited for.");
        return;
    }
    build_message(&popup->rows, query->answer);
    build_section(&popup->rows, "Answer", &query->answer->answer);
    build_section(&popup->rows, "Authority", &query->answer->authority);
    build_section(&popup->rows, "Additional", &query->answer->additional);
}

const char *gs_target_compare(const struct gs_pane_context *context, size_t item)
{
    const struct gs_dns_query *query = gs_compare_query(context, item);
    if (query == NULL || query->answer == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < query->answer->answer.count; i++) {
        if (query->answer->answer.items[i].target != NULL) {
            return query->answer->answer.items[i].target;
        }
    }
    return NULL;
}

/* -- one address's names ------------------------------------------------------------- */

static const struct gs_reverse *reverse_at(const struct gs_pane_context *context,
                                           size_t item)
{
    const struct gs_facts *facts = gs_part_view_of(context, GS_PART_REVERSE).facts;
    return item < facts->reverse.count ? facts->reverse.items[item] : NULL;
}

static void put_ttl(struct gs_popup *popup, const struct gs_reverse *reverse)
{
    char text[32];
    if (reverse->left_out > 0) {
        (void)snprintf(text, sizeof text, "%u more names", reverse->left_out);
        gs_rows_field(&popup->rows, VALUE_X, "", text, "not kept");
    }
    if (reverse->names.count > 0) {
        (void)snprintf(text, sizeof text, "%u s", reverse->ttl_s);
        gs_rows_field(&popup->rows, VALUE_X, "ttl", text, "as received");
    }
}

void gs_details_reverse(const struct gs_pane_context *context, size_t item,
                        struct gs_popup *popup)
{
    const struct gs_reverse *reverse = reverse_at(context, item);
    char text[GS_REVERSE_NAME_MAX];
    char took[GS_DURATION_TEXT_MAX];
    if (reverse == NULL) {
        return;
    }
    gs_address_format(&reverse->address, text);
    gs_buf_add_text(&popup->title, text);
    gs_address_reverse_name(&reverse->address, text);
    gs_duration_format(reverse->dns_elapsed_us, took);
    gs_rows_field(&popup->rows, VALUE_X, "PTR of", text, "");
    for (size_t i = 0; i < reverse->aliases.count; i++) {
        gs_rows_field(&popup->rows, VALUE_X, i == 0 ? "CNAME" : "",
                      reverse->aliases.items[i], i == 0 ? "RFC 2317" : "");
    }
    gs_rows_field(&popup->rows, VALUE_X, "DNS",
                  gs_dns_word(reverse->dns_outcome, reverse->dns_rcode), took);
    for (size_t i = 0; i < reverse->names.count; i++) {
        gs_rows_confirmation(&popup->rows, VALUE_X, i == 0 ? "names" : "", reverse, i);
    }
    put_ttl(popup, reverse);
    gs_duration_format(reverse->libc_elapsed_us, took);
    if (reverse->libc_name != NULL) {
        gs_rows_field_host(&popup->rows, VALUE_X, "getnameinfo", reverse->libc_name,
                           took);
    } else {
        gs_rows_field(&popup->rows, VALUE_X, "getnameinfo",
                      gs_dns_word(reverse->libc_outcome, 0), took);
    }
}

const char *gs_target_reverse(const struct gs_pane_context *context, size_t item)
{
    const struct gs_reverse *reverse = reverse_at(context, item);
    if (reverse == NULL) {
        return NULL;
    }
    return reverse->names.count > 0 ? reverse->names.items[0].name : reverse->libc_name;
}

/* -- a mail exchange ----------------------------------------------------------------- */

static const struct gs_exchange *exchange_at(const struct gs_pane_context *context,
                                             size_t item)
{
    const struct gs_mx_plan *plan = gs_part_view_of(context, GS_PART_MAIL).facts->mail;
    return plan != NULL && item < plan->exchanges.count ? &plan->exchanges.items[item]
                                                        : NULL;
}

void gs_details_mail(const struct gs_pane_context *context, size_t item,
                     struct gs_popup *popup)
{
    const struct gs_exchange *exchange = exchange_at(context, item);
    char text[GS_ADDRESS_TEXT_MAX];
    if (exchange == NULL) {
        return;
    }
    gs_idn_show_inline(&popup->title, exchange->name);
    if (gs_idn_has_other_form(exchange->name)) {
        gs_rows_field_host(&popup->rows, VALUE_X, "exchange", exchange->name, "");
    }
    (void)snprintf(text, sizeof text, "%u", exchange->preference);
    gs_rows_field(&popup->rows, VALUE_X, "preference", text, "the lowest is tried first");
    if (exchange->ttl_s > 0) {
        (void)snprintf(text, sizeof text, "%u s", exchange->ttl_s);
        gs_rows_field(&popup->rows, VALUE_X, "ttl", text, "as received");
    }
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        gs_address_format(&exchange->addresses.items[i], text);
        gs_rows_field(&popup->rows, VALUE_X, i == 0 ? "addresses" : "", text, "");
    }
    if (exchange->problem != NULL) {
        gs_rows_blank(&popup->rows);
        gs_rows_sentence(&popup->rows, GS_ROLE_TEXT, exchange->problem);
    }
}

const char *gs_target_mail(const struct gs_pane_context *context, size_t item)
{
    const struct gs_exchange *exchange = exchange_at(context, item);
    return exchange == NULL || strcmp(exchange->name, ".") == 0 ? NULL : exchange->name;
}
