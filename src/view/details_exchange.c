/* SPDX-License-Identifier: MIT */
/*
 * All that is known of one exchange: the record, the addresses with their names, TLSA.
 */
#include "mail_pane.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/mail_verdict.h"
#include "gaiscope/rules/sender_plan.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    VALUE_X = 14,
};

bool gs_mail_remark(const struct gs_pane_context *context, bool is_short,
                    struct gs_buf *out)
{
    const struct gs_question *question = &context->lookup->question;
    const struct gs_machine *machine = &context->session->machine;
    char server[GS_ENDPOINT_TEXT_MAX];
    unsigned port = machine->smtp_port != 0 ? machine->smtp_port : GS_SMTP_PORT;
    if (question->is_null) {
        return false;
    }
    if (is_short) {
        gs_buf_addf(out, "mail · port %u", port);
        return true;
    }
    char *local = gs_text_sanitised(question->local);
    char *host = gs_text_sanitised(question->host);
    gs_buf_addf(out, "mail to %s%s%s · port %u", local, local[0] == '\0' ? "" : "@", host,
                port);
    if (machine->resolver.server_count > 0) {
        gs_endpoint_format(&machine->resolver.servers[0], GS_DNS_PORT, server);
        gs_buf_addf(out, " · name server %s", server);
    }
    free(local);
    free(host);
    return true;
}

static const struct gs_delivery_address *
find_address(const struct gs_delivery_exchange *exchange,
             const struct gs_address *address)
{
    for (size_t i = 0; exchange != NULL && i < exchange->addresses.count; i++) {
        if (gs_address_is_equal(&exchange->addresses.items[i].address, address)) {
            return &exchange->addresses.items[i];
        }
    }
    return NULL;
}

static void put_address(struct gs_rows *rows, const struct gs_address *address,
                        const struct gs_delivery_address *known, bool is_first)
{
    char text[GS_ADDRESS_TEXT_MAX];
    const struct gs_reverse *reverse = known == NULL ? NULL : known->reverse;
    gs_address_format(address, text);
    gs_rows_field(rows, VALUE_X, is_first ? "addresses" : "", text,
                  known != NULL && known->source.address.family == 0 ? "no way from here"
                                                                     : "");
    for (size_t i = 0; reverse != NULL && i < reverse->names.count; i++) {
        gs_rows_confirmation(rows, VALUE_X + 2, "", reverse, i);
    }
    if (reverse != NULL && reverse->names.count == 0 &&
        reverse->dns_outcome != GS_OUTCOME_NOT_ASKED) {
        gs_rows_field(rows, VALUE_X + 2, "", "reverse name:",
                      gs_dns_word(reverse->dns_outcome, reverse->dns_rcode));
    }
}

static void put_tlsa(struct gs_rows *rows, const struct gs_delivery_exchange *exchange)
{
    const struct gs_tlsa *tlsa = &exchange->tlsa;
    if (tlsa->outcome == GS_OUTCOME_NOT_ASKED) {
        return;
    }
    gs_rows_blank(rows);
    if (tlsa->records.count == 0) {
        gs_rows_field(rows, VALUE_X, "TLSA", gs_dns_word(tlsa->outcome, tlsa->rcode), "");
        return;
    }
    for (size_t i = 0; i < tlsa->records.count; i++) {
        gs_rows_item_sentence(rows, GS_NO_ITEM, i == 0 ? 0 : VALUE_X,
                              i == 0 ? "TLSA" : "");
        gs_rows_item_sentence(rows, GS_NO_ITEM, 2, tlsa->records.items[i]);
    }
    gs_rows_sentence(rows, GS_ROLE_DIM,
                     tlsa->is_ad
                         ? "AD from resolver: it says that it has validated this. A "
                           "sender with DANE then insists on TLS and on this key."
                         : "No AD from resolver: a sender treats it as if there were no "
                           "TLSA record. RFC 7672, section 2.2");
}

void gs_details_exchange(const struct gs_pane_context *context,
                         const struct gs_exchange *exchange, struct gs_popup *popup)
{
    struct gs_mail_facts facts = gs_mail_facts_of(context);
    const struct gs_delivery_exchange *known =
        gs_delivery_find(facts.delivery, exchange->name);
    const struct gs_address *ordered[GS_MX_ADDRESSES_MAX];
    struct gs_exchange_remark remark = gs_exchange_remark_of(exchange);
    struct gs_rows *rows = &popup->rows;
    char text[GS_ADDRESS_TEXT_MAX];
    gs_idn_show_inline(&popup->title, exchange->name);
    if (gs_idn_has_other_form(exchange->name)) {
        gs_rows_field_host(rows, VALUE_X, "exchange", exchange->name, "");
    }
    (void)snprintf(text, sizeof text, "%u", exchange->preference);
    gs_rows_field(rows, VALUE_X, "preference", text, "the lowest is tried first");
    if (exchange->ttl_s > 0) {
        (void)snprintf(text, sizeof text, "%u s", exchange->ttl_s);
        gs_rows_field(rows, VALUE_X, "ttl", text, "as received");
    }
    size_t count = gs_exchange_in_order(exchange, facts.delivery, ordered);
    for (size_t i = 0; i < count; i++) {
        put_address(rows, ordered[i], find_address(known, ordered[i]), i == 0);
    }
    if (known != NULL) {
        put_tlsa(rows, known);
    }
    if (remark.kind != GS_REMARK_NONE) {
        gs_rows_blank(rows);
        gs_rows_sentence(rows, GS_ROLE_TEXT, remark.text);
    }
}
