/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/sender_plan.h"
#include "gaiscope/rules/sender_policy.h"
#include "gaiscope/rules/smtp_words.h"

#include <stdio.h>

#include <sys/socket.h>

/* -- delivery ------------------------------------------------------------------------- */

static void add_tlsa(struct report_table *table, const struct gs_tlsa *tlsa)
{
    if (tlsa->outcome == GS_OUTCOME_NOT_ASKED) {
        report_cell(table, "");
    } else if (tlsa->records.count == 0) {
        report_cellf(table, "TLSA: %s", gs_dns_word(tlsa->outcome, tlsa->rcode));
    } else {
        char text[16];
        gs_tlsa_short(gs_tlsa_best(tlsa), text);
        report_cellf(table, "TLSA %s%s, %s", text,
                     tlsa->records.count > 1 ? " and more" : "",
                     tlsa->is_ad ? "AD from resolver" : "no AD");
    }
}

static void add_address(struct report_table *table,
                        const struct gs_delivery_address *address)
{
    char text[GS_ADDRESS_TEXT_MAX];
    char behind[64];
    const struct gs_reverse *reverse = address->reverse;
    gs_address_format(&address->address, text);
    report_cellf(table, "  %s", text);
    if (reverse == NULL) {
        report_cell(table, "name not asked");
    } else if (reverse->names.count == 0) {
        report_cell(table, reverse->dns_outcome == GS_OUTCOME_NOT_ASKED
                               ? "not finished"
                               : gs_dns_word(reverse->dns_outcome, reverse->dns_rcode));
    } else {
        const struct gs_reverse_name *name = &reverse->names.items[0];
        (void)snprintf(behind, sizeof behind, ", %s",
                       gs_confirmation_word(gs_reverse_leads_back(reverse)
                                                ? GS_CONFIRM_LEADS_BACK
                                                : name->confirmed));
        report_cell_name_and(table, name->name, behind);
    }
}

static void write_exchanges(struct gs_buf *out, const struct gs_delivery *delivery)
{
    struct report_table table = {.columns = 2};
    for (size_t i = 0; i < delivery->exchanges.count; i++) {
        const struct gs_delivery_exchange *exchange = &delivery->exchanges.items[i];
        report_cell_name(&table, "", exchange->name);
        add_tlsa(&table, &exchange->tlsa);
        for (size_t a = 0; a < exchange->addresses.count; a++) {
            add_address(&table, &exchange->addresses.items[a]);
        }
    }
    report_table_write(out, &table, 2);
}

static void write_sender(struct gs_buf *out, const struct gs_facts *facts, int family)
{
    struct gs_sender_plan sender;
    struct report_table table = {.columns = 3, .right = 1u << 0};
    gs_sender_plan_make(facts->mail, facts->delivery, family, &sender);
    gs_buf_addf(out, "  %s sender\n", family == AF_INET ? "IPv4" : "IPv6");
    for (size_t i = 0; i < sender.steps.count; i++) {
        const struct gs_sender_step *step = &sender.steps.items[i];
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&step->address, text);
        if (step->is_first) {
            report_cellf(&table, "%zu", step->number);
        } else {
            report_cell(&table, "");
        }
        report_cellf(&table, "%s %s",
                     !step->is_any_order ? " "
                     : step->is_first    ? "┌"
                     : step->is_last     ? "└"
                                         : "│",
                     text);
        report_cell_name(&table, "", step->exchange);
    }
    report_table_write(out, &table, 4);
    if (sender.ending[0] != '\0') {
        report_paragraph(out, "    ", sender.ending);
    }
    gs_sender_plan_fini(&sender);
}

static const char *sign_of(enum gs_sign sign)
{
    return sign == GS_SIGN_ERR ? "✗ " : sign == GS_SIGN_WARN ? "▲ " : "";
}

static void write_policy(struct gs_buf *out, enum gs_sender_kind kind,
                         const struct gs_delivery_policy *found)
{
    const struct gs_dns_answer *answer = found->answer;
    struct gs_sender_policy policy = {0};
    struct gs_buf head = {0};
    gs_buf_addf(&head, "  %-8s ", gs_sender_name(kind));
    if (answer == NULL) {
        report_paragraph(out, gs_buf_text(&head), "not finished");
        gs_buf_fini(&head);
        return;
    }
    gs_sender_policy_read(kind, answer, &policy);
    if (policy.count == 0) {
        report_paragraph(out, gs_buf_text(&head), gs_sender_absence(&policy, answer));
    } else {
        struct gs_buf text = {0};
        gs_buf_addf(&text, "%s · %s",
                    policy.gist == NULL || policy.gist[0] == '\0' ? "not usable"
                                                                  : policy.gist,
                    policy.text);
        report_paragraph(out, gs_buf_text(&head), gs_buf_text(&text));
        gs_buf_fini(&text);
    }
    for (size_t i = 0; i < policy.errors.count; i++) {
        const struct gs_word_line *error = &policy.errors.items[i];
        struct gs_buf text = {0};
        gs_buf_addf(&text, "%s%s%s%s", sign_of(error->sign), error->label,
                    error->label[0] == '\0' ? "" : ": ", error->value);
        report_paragraph(out, "           ", gs_buf_text(&text));
        gs_buf_fini(&text);
    }
    if (found->left_out > 0) {
        gs_buf_addf(out, "           %u more records are left out.\n",
                    (unsigned)found->left_out);
    }
    gs_sender_policy_fini(&policy);
    gs_buf_fini(&head);
}

void report_block_delivery(struct gs_buf *out, const struct gs_session *session)
{
    static const struct gs_delivery none;
    const struct gs_facts *facts = &session->lookup.now;
    const struct gs_delivery *delivery =
        facts->delivery == NULL ? &none : facts->delivery;
    char room[REPORT_INFO_MAX];
    char right[REPORT_INFO_MAX];
    report_count(room, delivery->exchanges.count, "exchange", "exchanges");
    report_elapsed(session, GS_PART_DELIVERY, delivery->elapsed_us, right);
    report_title(out, "Delivery", room, right);
    write_exchanges(out, delivery);
    if (delivery->exchanges.count == 0 && facts->mail != NULL) {
        report_paragraph(out, "  ", gs_mx_plan_sentence(facts->mail));
    }
    if (facts->mail != NULL && facts->mail->kind != GS_MX_WAITING) {
        write_sender(out, facts, AF_INET);
        write_sender(out, facts, AF_INET6);
    }
    if (!delivery->has_policies) {
        report_paragraph(out, "  ", "No mail domain, so no policy.");
        return;
    }
    for (enum gs_sender_kind kind = 0; kind < GS_SENDER_ASKED_COUNT; kind++) {
        write_policy(out, kind, &delivery->policies[kind]);
    }
}

/* -- smtp ----------------------------------------------------------------------------- */

static void add_session(struct report_table *table, const struct gs_smtp_session *session)
{
    char text[GS_ADDRESS_TEXT_MAX];
    char took[GS_DURATION_TEXT_MAX];
    char remark[GS_SMTP_REMARK_MAX];
    bool is_open = session->status == GS_SMTP_OPEN;
    gs_address_format(&session->endpoint.address, text);
    gs_duration_format(
        session->connect_us > 0 ? session->connect_us : session->elapsed_us, took);
    report_cell_name(table, "", session->exchange);
    report_cell(table, text);
    report_cellf(table, "%s%s", is_open ? "✓ " : "✗ ",
                 session->status == GS_SMTP_WAITING ? "not finished"
                                                    : gs_smtp_word(session->status));
    gs_smtp_remark(session, remark);
    report_cellf(table, "%s%s", is_open && !session->has_starttls ? "▲ " : "", remark);
    report_cell(table, took);
    if (session->greeting.lines.count > 0) {
        report_cellf(table, "  %d %s", session->greeting.code,
                     session->greeting.lines.items[0]);
        for (int i = 0; i < 4; i++) {
            report_cell(table, "");
        }
    }
}

void report_block_smtp(struct gs_buf *out, const struct gs_session *session)
{
    static const struct gs_smtp_report none;
    const struct gs_smtp_report *report = session->lookup.now.smtp;
    struct report_table table = {.columns = 5, .right = 1u << 4};
    char room[REPORT_INFO_MAX];
    char right[REPORT_INFO_MAX];
    report = report == NULL ? &none : report;
    (void)snprintf(room, sizeof room, "%zu of %zu open, port %u",
                   gs_smtp_report_count(report, GS_SMTP_OPEN), report->sessions.count,
                   report->port);
    report_elapsed(session, GS_PART_SMTP, report->elapsed_us, right);
    report_title(out, "SMTP", room, right);
    for (size_t i = 0; i < report->sessions.count; i++) {
        add_session(&table, &report->sessions.items[i]);
    }
    report_table_write(out, &table, 2);
    if (report->sessions.count == 0) {
        report_paragraph(out, "  ", "No exchange has an address to connect to.");
    }
    if (report->left_out > 0) {
        gs_buf_addf(out, "  %u more addresses are left out.\n",
                    (unsigned)report->left_out);
    }
}
