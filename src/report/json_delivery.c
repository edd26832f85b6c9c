/* SPDX-License-Identifier: MIT */
#include "json_delivery.h"

#include "js_domain.h"
#include "parts.h"

#include "gaiscope/base/errno_name.h"
#include "gaiscope/rules/sender_plan.h"
#include "gaiscope/rules/sender_policy.h"

#include <sys/socket.h>

static struct json_t *reverse_json(const struct gs_reverse *reverse)
{
    if (reverse == NULL) {
        return js_null();
    }
    struct json_t *object = js_object();
    struct json_t *names = js_array();
    for (size_t i = 0; i < reverse->names.count; i++) {
        const struct gs_reverse_name *name = &reverse->names.items[i];
        struct json_t *one = js_object();
        js_put_name(one, "name", name->name);
        js_put_text(one, "confirmation", report_confirmation_id(name->confirmed));
        js_push(names, one);
    }
    js_put_outcome(object, "outcome", reverse->dns_outcome);
    js_put(object, "names", names);
    return object;
}

static struct json_t *tlsa_json(const struct gs_tlsa *tlsa)
{
    struct json_t *object = js_object();
    struct json_t *records = js_array();
    for (size_t i = 0; i < tlsa->records.count; i++) {
        js_push(records, js_text(tlsa->records.items[i]));
    }
    js_put_outcome(object, "outcome", tlsa->outcome);
    js_put_rcode(object, tlsa->rcode);
    js_put_bool(object, "ad", tlsa->is_ad);
    js_put(object, "ttl_s", tlsa->records.count == 0 ? js_null() : js_int(tlsa->ttl_s));
    js_put(object, "records", records);
    js_put_int(object, "left_out", tlsa->left_out);
    return object;
}

static struct json_t *exchange_json(const struct gs_delivery_exchange *exchange)
{
    struct json_t *object = js_object();
    struct json_t *addresses = js_array();
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        const struct gs_delivery_address *address = &exchange->addresses.items[i];
        struct json_t *one = js_object();
        js_put_address(one, "address", &address->address);
        js_put_address(one, "source", &address->source.address);
        js_put(one, "reverse", reverse_json(address->reverse));
        js_push(addresses, one);
    }
    js_put_name(object, "name", exchange->name);
    js_put(object, "addresses", addresses);
    js_put(object, "tlsa", tlsa_json(&exchange->tlsa));
    return object;
}

static struct json_t *lines_json(const struct gs_words *lines)
{
    static const char *const signs[] = {NULL, "ok", "warning", "error"};
    struct json_t *array = js_array();
    for (size_t i = 0; i < lines->count; i++) {
        const struct gs_word_line *line = &lines->items[i];
        struct json_t *object = js_object();
        js_put_text(object, "term", line->label);
        js_put_text(object, "text", line->value);
        js_put_text(object, "sign", signs[line->sign]);
        js_push(array, object);
    }
    return array;
}

static struct json_t *policy_json(enum gs_sender_kind kind,
                                  const struct gs_delivery_policy *found)
{
    const struct gs_dns_answer *answer = found->answer;
    struct gs_sender_policy policy = {0};
    if (answer == NULL) {
        return js_null();
    }
    struct json_t *object = js_object();
    gs_sender_policy_read(kind, answer, &policy);
    js_put_name(object, "name", answer->name);
    js_put_outcome(object, "outcome", answer->outcome);
    js_put_rcode(object, answer->rcode);
    js_put_bool(object, "ad", answer->flags.ad);
    js_put_int(object, "count", (int64_t)policy.count);
    js_put_int(object, "left_out", found->left_out);
    js_put_text(object, "text", policy.text);
    js_put(object, "gist", js_text_or_null(policy.gist));
    js_put(object, "errors", lines_json(&policy.errors));
    gs_sender_policy_fini(&policy);
    return object;
}

static struct json_t *policies_json(const struct gs_delivery *delivery)
{
    if (!delivery->has_policies) {
        return js_null();
    }
    struct json_t *object = js_object();
    for (enum gs_sender_kind kind = 0; kind < GS_SENDER_ASKED_COUNT; kind++) {
        js_put(object, gs_sender_id(kind), policy_json(kind, &delivery->policies[kind]));
    }
    return object;
}

static struct json_t *sender_json(const struct gs_mx_plan *plan,
                                  const struct gs_delivery *delivery, int family)
{
    struct gs_sender_plan sender;
    struct json_t *object = js_object();
    struct json_t *steps = js_array();
    gs_sender_plan_make(plan, delivery, family, &sender);
    for (size_t i = 0; i < sender.steps.count; i++) {
        const struct gs_sender_step *step = &sender.steps.items[i];
        struct json_t *one = js_object();
        js_put_int(one, "group", (int64_t)step->number);
        js_put_address(one, "address", &step->address);
        js_put_name(one, "exchange", step->exchange);
        js_put_int(one, "preference", step->preference);
        js_put_bool(one, "any_order", step->is_any_order);
        js_push(steps, one);
    }
    js_put(object, "addresses", steps);
    js_put_int(object, "exchanges", (int64_t)sender.exchange_count);
    js_put_int(object, "without", (int64_t)sender.without);
    js_put_int(object, "unknown", (int64_t)sender.unknown);
    js_put(object, "ending", js_text_or_null(sender.ending));
    gs_sender_plan_fini(&sender);
    return object;
}

/* A plan is the mail part's: without it there is nothing to walk. */
static struct json_t *senders_json(const struct gs_facts *facts)
{
    if (facts->mail == NULL || facts->mail->kind == GS_MX_WAITING) {
        return js_null();
    }
    struct json_t *object = js_object();
    js_put(object, "inet", sender_json(facts->mail, facts->delivery, AF_INET));
    js_put(object, "inet6", sender_json(facts->mail, facts->delivery, AF_INET6));
    return object;
}

struct json_t *report_json_delivery(const struct gs_session *session)
{
    static const struct gs_delivery none;
    const struct gs_facts *facts = &session->lookup.now;
    const struct gs_delivery *delivery =
        facts->delivery == NULL ? &none : facts->delivery;
    struct json_t *object = js_object();
    struct json_t *exchanges = js_array();
    for (size_t i = 0; i < delivery->exchanges.count; i++) {
        js_push(exchanges, exchange_json(&delivery->exchanges.items[i]));
    }
    js_put_name(object, "domain", delivery->name);
    js_put(object, "exchanges", exchanges);
    js_put(object, "policies", policies_json(delivery));
    js_put(object, "senders", senders_json(facts));
    js_put_int(object, "elapsed_us", delivery->elapsed_us);
    return object;
}

static struct json_t *reply_json(const struct gs_smtp_reply *reply)
{
    if (reply->code == 0) {
        return js_null();
    }
    struct json_t *object = js_object();
    struct json_t *lines = js_array();
    for (size_t i = 0; i < reply->lines.count; i++) {
        js_push(lines, js_text(reply->lines.items[i]));
    }
    js_put_int(object, "code", reply->code);
    js_put(object, "lines", lines);
    js_put_int(object, "left_out", reply->left_out);
    return object;
}

static struct json_t *session_json(const struct gs_smtp_session *session)
{
    bool is_known = session->status != GS_SMTP_WAITING;
    bool has_ehlo = session->ehlo.code == GS_SMTP_CODE_OKAY;
    struct json_t *object = js_object();
    js_put_name(object, "exchange", session->exchange);
    js_put_int(object, "preference", session->preference);
    js_put_address(object, "address", &session->endpoint.address);
    js_put_text(object, "status", is_known ? gs_smtp_id(session->status) : NULL);
    js_put_text(object, "step", gs_smtp_step_id(session->step));
    js_put(object, "errno",
           session->error == 0 ? js_null() : js_text(gs_errno_name(session->error)));
    js_put_address(object, "source", &session->local);
    js_put(object, "greeting", reply_json(&session->greeting));
    js_put(object, "ehlo", reply_json(&session->ehlo));
    js_put(object, "starttls", has_ehlo ? js_bool(session->has_starttls) : js_null());
    js_put(object, "size_limit",
           session->has_size ? js_int((int64_t)(session->size_limit & INT64_MAX))
                             : js_null());
    js_put_int(object, "connect_us", session->connect_us);
    js_put_int(object, "greeting_us", session->greeting_us);
    js_put_int(object, "ehlo_us", session->ehlo_us);
    js_put_int(object, "elapsed_us", session->elapsed_us);
    return object;
}

struct json_t *report_json_smtp(const struct gs_session *session)
{
    static const struct gs_smtp_report none;
    const struct gs_smtp_report *report = session->lookup.now.smtp;
    report = report == NULL ? &none : report;
    struct json_t *object = js_object();
    struct json_t *sessions = js_array();
    for (size_t i = 0; i < report->sessions.count; i++) {
        js_push(sessions, session_json(&report->sessions.items[i]));
    }
    js_put_name(object, "domain", report->name);
    js_put(object, "port", report->port == 0 ? js_null() : js_int(report->port));
    js_put(object, "sessions", sessions);
    js_put_int(object, "left_out", report->left_out);
    js_put_int(object, "elapsed_us", report->elapsed_us);
    return object;
}
