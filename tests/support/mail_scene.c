/* SPDX-License-Identifier: MIT */
#include "support/mail_scene.h"

#include "gaiscope/model/event.h"
#include "gaiscope/rules/idn.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    ROUND = 71,
    SECOND = 1000000,
    MS = 1000,
    ASKED_S = 1795352279, /* 12:57:59 */
    TTL = 3600,
};

#define PLAN_PARTS (GS_PART_BIT(GS_PART_MAIL) | GS_PART_BIT(GS_PART_DELIVERY))
#define ALL_PARTS  (PLAN_PARTS | GS_PART_BIT(GS_PART_SMTP))

static struct gs_address address(const char *text)
{
    struct gs_address out = {0};
    (void)gs_address_parse(text, &out);
    return out;
}

static void apply(struct gs_session *session, struct gs_event event, int64_t after_us)
{
    event.round = event.type == GS_EVENT_MACHINE ? 0 : ROUND;
    event.at_us = SECOND + after_us;
    gs_session_apply(session, &event);
}

static void start(struct gs_session *session, unsigned parts)
{
    struct gs_machine *machine = gs_mem_new(1, sizeof *machine);
    machine->source_v4 = address("10.0.0.7");
    machine->source_v6 = address("2001:db8::7");
    machine->resolver.servers[0] = (struct gs_endpoint){address("10.0.0.2"), 53};
    machine->resolver.server_count = 1;
    apply(session, (struct gs_event){.type = GS_EVENT_MACHINE, .of.machine = machine}, 0);
    struct gs_event event = {.type = GS_EVENT_STARTED};
    struct gs_question *question = gs_mem_new(1, sizeof *question);
    (void)gs_question_parse("user@example.org smtp", question);
    question->hints = gs_hints_default();
    gs_idn_complete(question);
    event.of.started.question = question;
    event.of.started.parts = parts;
    event.of.started.wall_s = ASKED_S;
    apply(session, event, 0);
}

static void finish(struct gs_session *session, unsigned parts)
{
    for (int part = 0; part < GS_PART_COUNT; part++) {
        struct gs_event event = {.type = GS_EVENT_PART_DONE};
        event.of.part = (enum gs_part)part;
        if ((parts & GS_PART_BIT(part)) != 0) {
            apply(session, event, 90 * MS);
        }
    }
}

static struct gs_mx_plan *plan_new(enum gs_mx_kind kind)
{
    struct gs_mx_plan *plan = gs_mx_plan_new("example.org");
    plan->kind = kind;
    plan->rcode = 0;
    plan->outcome = GS_OUTCOME_ANSWERED;
    plan->received_us = SECOND + 20 * MS;
    plan->elapsed_us = 64 * MS;
    plan->is_complete = true;
    return plan;
}

/* Takes: NULL addresses for an exchange that does not exist. */
static void add_exchange(struct gs_mx_plan *plan, uint16_t preference, const char *name,
                         const char *v4, const char *v6)
{
    struct gs_exchange exchange = {.name = gs_mem_copy_text(name),
                                   .preference = preference,
                                   .ttl_s = plan->kind == GS_MX_LISTED ? TTL : 0,
                                   .has_v4_answer = true,
                                   .has_v6_answer = true};
    bool exists = v4 != NULL || v6 != NULL;
    exchange.status = exists ? GS_EXCHANGE_OK : GS_EXCHANGE_NXDOMAIN;
    exchange.v4_outcome = v4 != NULL ? GS_OUTCOME_ANSWERED
                          : exists   ? GS_OUTCOME_NO_DATA
                                     : GS_OUTCOME_NO_SUCH_NAME;
    exchange.v6_outcome = v6 != NULL ? GS_OUTCOME_ANSWERED
                          : exists   ? GS_OUTCOME_NO_DATA
                                     : GS_OUTCOME_NO_SUCH_NAME;
    if (v6 != NULL) {
        gs_vec_push(&exchange.addresses, address(v6));
    }
    if (v4 != NULL) {
        gs_vec_push(&exchange.addresses, address(v4));
    }
    gs_vec_push(&plan->exchanges, exchange);
}

static struct gs_mx_plan *picture_plan(void)
{
    struct gs_mx_plan *plan = plan_new(GS_MX_LISTED);
    add_exchange(plan, 10, "mx1.example.org", "192.0.2.25", "2001:db8:25::1");
    add_exchange(plan, 10, "mx2.example.org", "192.0.2.26", "2001:db8:25::2");
    add_exchange(plan, 20, "mx3.example.net", "198.51.100.25", NULL);
    add_exchange(plan, 30, "old.example.org", NULL, NULL);
    return plan;
}

static void tell_plan(struct gs_session *session, struct gs_mx_plan *plan)
{
    apply(session, (struct gs_event){.type = GS_EVENT_MAIL, .of.mail = plan}, 64 * MS);
}

/* -- beside the plan ----------------------------------------------------------------- */

static void add_policy(struct gs_delivery *delivery, enum gs_sender_kind kind,
                       const char *name, const char *text)
{
    struct gs_dns_answer *answer = gs_dns_answer_new(name, GS_TYPE_TXT);
    answer->outcome = text == NULL ? GS_OUTCOME_NO_SUCH_NAME : GS_OUTCOME_ANSWERED;
    answer->rcode = text == NULL ? 3 : 0;
    if (text != NULL) {
        struct gs_record record = {.name = gs_mem_copy_text(name),
                                   .text = gs_mem_copy_text(text),
                                   .type = GS_TYPE_TXT,
                                   .class_ = 1,
                                   .ttl_s = TTL};
        gs_vec_push(&answer->answer, record);
    }
    delivery->policies[kind].answer = answer;
}

static void add_found(struct gs_delivery *delivery, const struct gs_exchange *exchange,
                      const char *const *tlsa)
{
    struct gs_delivery_exchange one = {.name = gs_mem_copy_text(exchange->name)};
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        struct gs_delivery_address found = {.address = exchange->addresses.items[i]};
        struct gs_reverse_name name = {.name = gs_mem_copy_text(exchange->name),
                                       .confirmed = GS_CONFIRM_LEADS_BACK};
        found.source.address = address("10.0.0.7");
        found.reverse = gs_reverse_new(&found.address);
        found.reverse->dns_outcome = GS_OUTCOME_ANSWERED;
        found.reverse->is_complete = true;
        gs_vec_push(&found.reverse->names, name);
        gs_vec_push(&one.addresses, found);
    }
    one.tlsa.outcome = one.addresses.count == 0 ? GS_OUTCOME_NOT_ASKED
                       : tlsa == NULL           ? GS_OUTCOME_NO_DATA
                                                : GS_OUTCOME_ANSWERED;
    one.tlsa.is_ad = tlsa != NULL;
    for (size_t i = 0; tlsa != NULL && tlsa[i] != NULL; i++) {
        gs_vec_push(&one.tlsa.records, gs_mem_copy_text(tlsa[i]));
    }
    gs_vec_push(&delivery->exchanges, one);
}

static void tell_delivery(struct gs_session *session, const struct gs_mx_plan *plan)
{
    static const char *const one[] = {
        "3 1 1 2bb183af2d4c1a5f0bd8e1a76b0c7c3e9a3f55c5e0d4a7f1f6b1c2d3e4f5a6b7", NULL};
    static const char *const two[] = {
        "2 0 1 8d02536c887482bc34ff54e41d2ba659bf85b341a0a20afadb5813dcfbcf286d",
        "3 1 1 5f0bd8e1a76b0c7c3e9a3f55c5e0d4a7f1f6b1c2d3e4f5a6b72bb183af2d4c1a", NULL};
    struct gs_delivery *delivery = gs_delivery_new("example.org");
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        add_found(delivery, &plan->exchanges.items[i],
                  i == 0   ? one
                  : i == 1 ? two
                           : NULL);
    }
    delivery->has_policies = true;
    delivery->elapsed_us = 80 * MS;
    delivery->is_complete = true;
    add_policy(delivery, GS_SENDER_SPF, "example.org", "\"v=spf1 mx +all\"");
    add_policy(delivery, GS_SENDER_DMARC, "_dmarc.example.org",
               "\"v=DMARC1; p=reject; rua=mailto:dmarc@example.org\"");
    add_policy(delivery, GS_SENDER_MTA_STS, "_mta-sts.example.org", NULL);
    add_policy(delivery, GS_SENDER_TLS_RPT, "_smtp._tls.example.org",
               "\"v=TLSRPTv1; rua=mailto:tls@example.org\"");
    apply(session, (struct gs_event){.type = GS_EVENT_DELIVERY, .of.delivery = delivery},
          80 * MS);
}

/* -- greetings ----------------------------------------------------------------------- */

static struct gs_smtp_session *add_session(struct gs_smtp_report *report,
                                           const char *exchange, uint16_t preference,
                                           const char *where, enum gs_smtp_status status)
{
    struct gs_smtp_session session = {.exchange = gs_mem_copy_text(exchange),
                                      .preference = preference,
                                      .endpoint = {address(where), 25},
                                      .status = status,
                                      .elapsed_us = 15 * SECOND};
    gs_vec_push(&report->sessions, session);
    return &report->sessions.items[report->sessions.count - 1];
}

static void set_open(struct gs_smtp_session *session, int64_t connect_us, bool has_tls)
{
    session->local = address("10.0.0.7");
    session->step = GS_SMTP_DONE;
    session->connect_us = connect_us;
    session->greeting_us = 2 * connect_us;
    session->ehlo_us = connect_us;
    session->elapsed_us = 5 * connect_us;
    session->has_starttls = has_tls;
    session->has_size = true;
    session->size_limit = 35882577;
    session->greeting.code = 220;
    session->ehlo.code = 250;
    gs_vec_push(&session->greeting.lines, gs_mem_copy_text("mx.example.org ESMTP"));
    gs_vec_push(&session->ehlo.lines, gs_mem_copy_text("mx.example.org"));
    gs_vec_push(&session->ehlo.lines, gs_mem_copy_text("SIZE 35882577"));
    gs_vec_push(&session->ehlo.lines,
                gs_mem_copy_text(has_tls ? "STARTTLS" : "8BITMIME"));
}

static void tell_smtp(struct gs_session *session)
{
    struct gs_smtp_report *report = gs_smtp_report_new("example.org");
    struct gs_smtp_session *one =
        add_session(report, "mx1.example.org", 10, "2001:db8:25::1", GS_SMTP_NO_ROUTE);
    one->error = ENETUNREACH;
    one->elapsed_us = 200;
    set_open(add_session(report, "mx1.example.org", 10, "192.0.2.25", GS_SMTP_OPEN),
             12 * MS, true);
    add_session(report, "mx2.example.org", 10, "2001:db8:25::2", GS_SMTP_SILENT)->error =
        ETIMEDOUT;
    set_open(add_session(report, "mx2.example.org", 10, "192.0.2.26", GS_SMTP_OPEN),
             14 * MS, false);
    one = add_session(report, "mx3.example.net", 20, "198.51.100.25", GS_SMTP_REFUSED);
    one->error = ECONNREFUSED;
    one->elapsed_us = 31 * MS;
    report->is_complete = true;
    report->elapsed_us = 15 * SECOND;
    apply(session, (struct gs_event){.type = GS_EVENT_SMTP, .of.smtp = report}, 88 * MS);
}

/* -- scenes -------------------------------------------------------------------------- */

static void fill(struct gs_session *session, unsigned parts)
{
    struct gs_mx_plan *plan = picture_plan();
    start(session, parts);
    tell_delivery(session, plan);
    tell_plan(session, plan);
    if ((parts & GS_PART_BIT(GS_PART_SMTP)) != 0) {
        tell_smtp(session);
    }
    finish(session, parts);
}

void mail_scene_fill(struct gs_session *session)
{
    fill(session, PLAN_PARTS);
}

void mail_scene_greeted(struct gs_session *session)
{
    fill(session, ALL_PARTS);
}

/* A plan alone: nothing stands beside it. */
static void fill_plan(struct gs_session *session, struct gs_mx_plan *plan)
{
    start(session, PLAN_PARTS);
    tell_delivery(session, plan);
    tell_plan(session, plan);
    finish(session, PLAN_PARTS);
}

void mail_scene_null(struct gs_session *session)
{
    struct gs_mx_plan *plan = plan_new(GS_MX_NULL);
    fill_plan(session, plan);
}

void mail_scene_implicit(struct gs_session *session)
{
    struct gs_mx_plan *plan = plan_new(GS_MX_IMPLICIT);
    add_exchange(plan, 0, "example.org", "192.0.2.34", "2001:db8::34");
    fill_plan(session, plan);
}

void mail_scene_failed(struct gs_session *session)
{
    struct gs_mx_plan *plan = plan_new(GS_MX_TEMPORARY_FAILURE);
    plan->outcome = GS_OUTCOME_SERVER_FAILURE;
    plan->rcode = 2;
    plan->problem = gs_mem_copy_text("MX not known (SERVFAIL)");
    fill_plan(session, plan);
}

void mail_scene_waiting(struct gs_session *session)
{
    start(session, PLAN_PARTS);
}
