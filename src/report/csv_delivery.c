/* SPDX-License-Identifier: MIT */
#include "csv_delivery.h"

#include "csv_line.h"
#include "parts.h"

#include "gaiscope/rules/sender_policy.h"
#include "gaiscope/rules/smtp_words.h"

static const char *outcome_id(enum gs_outcome outcome)
{
    return outcome == GS_OUTCOME_NOT_ASKED ? "unfinished" : gs_outcome_id(outcome);
}

static void address_lines(struct gs_buf *out, const char *exchange, size_t rank,
                          const struct gs_delivery_address *address)
{
    const struct gs_reverse *reverse = address->reverse;
    size_t count =
        reverse == NULL || reverse->names.count == 0 ? 1 : reverse->names.count;
    for (size_t i = 0; i < count; i++) {
        struct csv_line line = csv_line_of(GS_PART_DELIVERY, rank);
        csv_set(&line, CSV_NAME, exchange);
        csv_set(&line, CSV_TYPE, "PTR");
        csv_set_address(&line, &address->address);
        if (reverse != NULL && i < reverse->names.count) {
            struct gs_buf text = {0};
            gs_buf_addf(&text, "%s %s", reverse->names.items[i].name,
                        report_confirmation_id(reverse->names.items[i].confirmed));
            csv_set(&line, CSV_VALUE, gs_buf_text(&text));
            gs_buf_fini(&text);
        }
        csv_set(&line, CSV_OUTCOME,
                reverse == NULL ? "not_asked" : outcome_id(reverse->dns_outcome));
        csv_end(out, &line);
    }
}

static void exchange_lines(struct gs_buf *out, size_t rank,
                           const struct gs_delivery_exchange *exchange)
{
    const struct gs_tlsa *tlsa = &exchange->tlsa;
    size_t count = tlsa->records.count == 0 ? 1 : tlsa->records.count;
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        address_lines(out, exchange->name, rank, &exchange->addresses.items[i]);
    }
    for (size_t i = 0; tlsa->outcome != GS_OUTCOME_NOT_ASKED && i < count; i++) {
        struct csv_line line = csv_line_of(GS_PART_DELIVERY, rank);
        csv_set(&line, CSV_NAME, exchange->name);
        csv_set(&line, CSV_TYPE, "TLSA");
        if (i < tlsa->records.count) {
            csv_set_number(&line, CSV_TTL, tlsa->ttl_s);
            csv_set(&line, CSV_VALUE, tlsa->records.items[i]);
        }
        csv_set(&line, CSV_OUTCOME, outcome_id(tlsa->outcome));
        csv_end(out, &line);
    }
}

void csv_delivery_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_delivery *delivery = session->lookup.now.delivery;
    if (delivery == NULL) {
        return;
    }
    for (size_t i = 0; i < delivery->exchanges.count; i++) {
        exchange_lines(out, i + 1, &delivery->exchanges.items[i]);
    }
    for (enum gs_sender_kind kind = 0;
         delivery->has_policies && kind < GS_SENDER_ASKED_COUNT; kind++) {
        const struct gs_dns_answer *answer = delivery->policies[kind].answer;
        struct gs_sender_policy policy = {0};
        struct csv_line line = csv_line_of(GS_PART_DELIVERY, 0);
        csv_set(&line, CSV_TYPE, gs_sender_name(kind));
        if (answer != NULL) {
            gs_sender_policy_read(kind, answer, &policy);
            csv_set(&line, CSV_NAME, answer->name);
            csv_set(&line, CSV_VALUE, policy.text);
        }
        csv_set(&line, CSV_OUTCOME,
                answer == NULL ? "unfinished" : gs_outcome_id(answer->outcome));
        csv_end(out, &line);
        gs_sender_policy_fini(&policy);
    }
}

void csv_smtp_lines(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_smtp_report *report = session->lookup.now.smtp;
    for (size_t i = 0; report != NULL && i < report->sessions.count; i++) {
        const struct gs_smtp_session *one = &report->sessions.items[i];
        struct csv_line line = csv_line_of(GS_PART_SMTP, i + 1);
        csv_set(&line, CSV_NAME, one->exchange);
        csv_set_address(&line, &one->endpoint.address);
        csv_set_number(&line, CSV_PORT, one->endpoint.port);
        csv_set_number(&line, CSV_PREFERENCE, one->preference);
        if (one->status == GS_SMTP_OPEN) {
            char remark[GS_SMTP_REMARK_MAX];
            gs_smtp_remark(one, remark);
            csv_set(&line, CSV_VALUE, remark);
        } else if (one->greeting.lines.count > 0) {
            csv_set(&line, CSV_VALUE, one->greeting.lines.items[0]);
        }
        csv_set(&line, CSV_OUTCOME,
                one->status == GS_SMTP_WAITING ? "unfinished" : gs_smtp_id(one->status));
        csv_end(out, &line);
    }
}
