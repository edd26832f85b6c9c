/* SPDX-License-Identifier: MIT */
/*
 * The plan itself is the state: no exchange yet means that an MX answer is awaited (for the
 * last alias, or the domain); with exchanges, addresses are. An implicit plan is one whose
 * kind is not LISTED; it stays WAITING until an address has come.
 *
 *     open --> MX awaited --+--> exchanges, LISTED ------> each judged --> complete
 *                ^   |      `--> domain as exchange -----> IMPLICIT | NONE | temporary
 *                `---' alias without MX
 */
#include "gaiscope/rules/mx_rules.h"

#include "mx_exchange.h"

#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

#include <strings.h>

#define GIVES_UP "a sender gives up at once."
#define WAITS    "a sender keeps the mail and tries again."

static void want(struct gs_mx_want_list *wants, const char *name, uint16_t type)
{
    struct gs_mx_want one = {.type = type};
    (void)snprintf(one.name, sizeof one.name, "%s", name);
    gs_vec_push(wants, one);
}

static void finish(struct gs_mx_plan *plan, enum gs_mx_kind kind, const char *problem)
{
    plan->kind = kind;
    plan->is_complete = true;
    free(plan->problem);
    plan->problem = gs_mem_copy_text(problem);
}

/* Ends a plan whose kind says everything. */
static void conclude(struct gs_mx_plan *plan, enum gs_mx_kind kind)
{
    finish(plan, kind, NULL);
    plan->problem = gs_mem_copy_text(gs_mx_plan_sentence(plan));
}

/* "SERVFAIL" where a message came with a failing code, else the outcome's word. */
static void describe_failure(const struct gs_dns_answer *answer, char *out, size_t size)
{
    char rcode[GS_RCODE_TEXT_MAX];
    if (answer->rcode > 0) {
        gs_rcode_format(answer->rcode, rcode);
        (void)snprintf(out, size, "%s", rcode);
    } else {
        (void)snprintf(out, size, "%s", gs_dns_word(answer->outcome, answer->rcode));
    }
}

static void fail(struct gs_mx_plan *plan, const struct gs_dns_answer *answer)
{
    char type[GS_TYPE_TEXT_MAX];
    char why[64];
    char text[192];
    gs_type_format(answer->type, type);
    describe_failure(answer, why, sizeof why);
    (void)snprintf(text, sizeof text, "%s not known (%s): " WAITS "%s", type, why,
                   answer->type == GS_TYPE_MX ? " This is not \"no MX\"." : "");
    plan->outcome = answer->outcome;
    plan->rcode = answer->rcode;
    finish(plan, GS_MX_TEMPORARY_FAILURE, text);
}

/* The name whose MX records count now. */
static const char *current_name(const struct gs_mx_plan *plan)
{
    size_t count = plan->aliases.count;
    return count > 0 ? plan->aliases.items[count - 1] : plan->domain;
}

static const char *alias_of(const struct gs_dns_answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type == GS_TYPE_CNAME && record->target != NULL &&
            gs_name_is_equal(record->name, name)) {
            return record->target;
        }
    }
    return NULL;
}

static bool was_followed(const struct gs_mx_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->aliases.count; i++) {
        if (gs_name_is_equal(plan->aliases.items[i], name)) {
            return true;
        }
    }
    return gs_name_is_equal(plan->domain, name);
}

/* Follows what CNAMEs the answer holds; false when that ended the plan. */
static bool follow_aliases(struct gs_mx_plan *plan, const struct gs_dns_answer *answer)
{
    const char *target;
    while ((target = alias_of(answer, current_name(plan))) != NULL) {
        if (was_followed(plan, target)) {
            finish(plan, GS_MX_INVALID, "The CNAMEs of the domain loop: " GIVES_UP);
            return false;
        }
        if (plan->aliases.count == GS_MX_ALIASES_MAX) {
            finish(plan, GS_MX_INVALID,
                   "More than 8 CNAMEs lead away from the domain: " GIVES_UP);
            return false;
        }
        const char *problem = gs_mx_domain_problem(target);
        if (problem != NULL) {
            finish(plan, GS_MX_INVALID, problem);
            return false;
        }
        gs_vec_push(&plan->aliases, gs_mem_copy_text(target));
    }
    return true;
}

/* Two MX records may name one exchange: its addresses are asked once. */
static void want_addresses(const struct gs_mx_plan *plan, struct gs_mx_want_list *wants)
{
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        const struct gs_exchange *exchange = &plan->exchanges.items[i];
        bool is_first = exchange->status == GS_EXCHANGE_WAITING;
        for (size_t j = 0; j < i && is_first; j++) {
            is_first = !gs_name_is_equal(plan->exchanges.items[j].name, exchange->name);
        }
        if (is_first) {
            want(wants, exchange->name, GS_TYPE_A);
            want(wants, exchange->name, GS_TYPE_AAAA);
        }
    }
}

static void finish_listed(struct gs_mx_plan *plan)
{
    size_t usable = 0;
    size_t temporary = 0;
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        const struct gs_exchange *exchange = &plan->exchanges.items[i];
        if (!exchange->has_v4_answer || !exchange->has_v6_answer) {
            return;
        }
        usable += exchange->status == GS_EXCHANGE_OK;
        temporary += exchange->status == GS_EXCHANGE_TEMPORARY_FAILURE;
    }
    plan->is_complete = true;
    if (usable == 0) {
        finish(plan, GS_MX_LISTED,
               temporary > 0 ? "No exchange can be used now: " WAITS
                             : "No exchange can be used, and a sender never falls back "
                               "to A or AAAA.");
    }
}

static void start_listed(struct gs_mx_plan *plan, struct gs_mx_want_list *wants)
{
    struct gs_exchange *first = &plan->exchanges.items[0];
    bool is_alone = plan->exchanges.count == 1 && plan->left_out == 0;
    if (is_alone && strcmp(first->name, ".") == 0) {
        free(first->problem);
        first->problem = NULL;
        conclude(plan, GS_MX_NULL);
        return;
    }
    plan->kind = GS_MX_LISTED;
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        if (plan->problem == NULL && strcmp(plan->exchanges.items[i].name, ".") == 0) {
            plan->problem = gs_mem_copy_text(
                "A null MX stands beside others, which RFC 7505 forbids.");
        }
    }
    want_addresses(plan, wants);
    finish_listed(plan);
}

static void start_implicit(struct gs_mx_plan *plan, struct gs_mx_want_list *wants)
{
    struct gs_exchange exchange = {.name = gs_mem_copy_text(current_name(plan))};
    gs_vec_push(&plan->exchanges, exchange);
    want_addresses(plan, wants);
}

/* Whether the authority section says that the whole chain's end has no MX: RFC 2308 2.2. */
static bool has_soa(const struct gs_dns_answer *answer)
{
    for (size_t i = 0; i < answer->authority.count; i++) {
        if (answer->authority.items[i].type == GS_TYPE_SOA) {
            return true;
        }
    }
    return false;
}

static void take_mx(struct gs_mx_plan *plan, const struct gs_dns_answer *answer,
                    struct gs_mx_want_list *wants)
{
    size_t aliases = plan->aliases.count;
    plan->outcome = answer->outcome;
    plan->rcode = answer->rcode;
    plan->received_us = answer->received_us;
    if (!follow_aliases(plan, answer)) {
        return;
    }
    if (!gs_mx_is_settled(answer->outcome)) {
        fail(plan, answer);
        return;
    }
    if (gs_mx_exchange_add_all(plan, answer, current_name(plan)) > 0) {
        start_listed(plan, wants);
    } else if (answer->outcome == GS_OUTCOME_NO_SUCH_NAME) {
        conclude(plan, GS_MX_NXDOMAIN);
    } else if (answer->has_broken_end || answer->left_out > 0) {
        fail(plan, answer);
    } else if (plan->aliases.count > aliases && !has_soa(answer)) {
        want(wants, current_name(plan), GS_TYPE_MX);
    } else {
        start_implicit(plan, wants);
    }
}

static void drop_exchanges(struct gs_mx_plan *plan)
{
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        free(plan->exchanges.items[i].name);
        free(plan->exchanges.items[i].problem);
        gs_vec_fini(&plan->exchanges.items[i].addresses);
    }
    gs_vec_fini(&plan->exchanges);
}

/* The domain's own addresses are not known: which question failed, and how. */
static void fail_implicit(struct gs_mx_plan *plan, const struct gs_dns_answer *newest)
{
    const struct gs_exchange *exchange = &plan->exchanges.items[0];
    bool is_v4 = !gs_mx_is_settled(exchange->v4_outcome);
    struct gs_dns_answer failed = {
        .type = is_v4 ? GS_TYPE_A : GS_TYPE_AAAA,
        .outcome = is_v4 ? exchange->v4_outcome : exchange->v6_outcome,
        .rcode = is_v4 ? exchange->v4_rcode : exchange->v6_rcode,
    };
    fail(plan, newest->type == failed.type ? newest : &failed);
}

static void finish_implicit(struct gs_mx_plan *plan, const struct gs_dns_answer *newest)
{
    const struct gs_exchange *exchange = &plan->exchanges.items[0];
    if (exchange->addresses.count > 0) {
        plan->kind = GS_MX_IMPLICIT;
    }
    if (!exchange->has_v4_answer || !exchange->has_v6_answer) {
        return;
    }
    plan->is_complete = true;
    if (exchange->status == GS_EXCHANGE_TEMPORARY_FAILURE) {
        fail_implicit(plan, newest);
        drop_exchanges(plan);
    } else if (exchange->status != GS_EXCHANGE_OK) {
        conclude(plan, GS_MX_NONE);
        drop_exchanges(plan);
    }
}

static void take_addresses(struct gs_mx_plan *plan, const struct gs_dns_answer *answer)
{
    bool is_listed = plan->kind == GS_MX_LISTED;
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        struct gs_exchange *exchange = &plan->exchanges.items[i];
        if (gs_name_is_equal(exchange->name, answer->name)) {
            gs_mx_exchange_take(exchange, answer, is_listed);
        }
    }
    if (is_listed) {
        finish_listed(plan);
    } else {
        finish_implicit(plan, answer);
    }
}

void gs_mx_rules_answer(struct gs_mx_plan *plan, const struct gs_dns_answer *answer,
                        struct gs_mx_want_list *wants)
{
    bool is_address = answer->type == GS_TYPE_A || answer->type == GS_TYPE_AAAA;
    if (plan->is_complete) {
        return;
    }
    if (plan->exchanges.count > 0 && is_address) {
        take_addresses(plan, answer);
    } else if (plan->exchanges.count == 0 && answer->type == GS_TYPE_MX &&
               gs_name_is_equal(answer->name, current_name(plan))) {
        take_mx(plan, answer, wants);
    }
}

/* A literal skips MX: the address itself is the one exchange. RFC 5321 5.1, 4.1.3. */
static void take_literal(struct gs_mx_plan *plan, const struct gs_address *address)
{
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(address, text);
    struct gs_exchange exchange = {.name = gs_mem_copy_text(text),
                                   .status = GS_EXCHANGE_OK,
                                   .has_v4_answer = true,
                                   .has_v6_answer = true};
    gs_vec_push(&exchange.addresses, *address);
    gs_vec_push(&plan->exchanges, exchange);
    finish(plan, GS_MX_IMPLICIT, NULL);
}

static void open_refused(struct gs_mx_plan *plan, const struct gs_question *question)
{
    struct gs_buf why = {0};
    gs_buf_addf(&why, "Not a mail domain: %s.", question->idn_error);
    free(plan->domain);
    plan->domain = gs_text_sanitised(question->host);
    finish(plan, GS_MX_INVALID, gs_buf_text(&why));
    gs_buf_fini(&why);
}

struct gs_mx_plan *gs_mx_rules_open(const struct gs_question *question,
                                    struct gs_mx_want_list *wants)
{
    const char *node = gs_question_node(question);
    struct gs_mx_plan *plan = gs_mx_plan_new(node != NULL ? node : "");
    struct gs_address literal;
    const char *problem;
    if (node == NULL) {
        finish(plan, GS_MX_INVALID, "No host, so no mail domain.");
    } else if (node[0] == '\0' && question->idn_error[0] != '\0') {
        open_refused(plan, question);
    } else if (gs_mx_is_literal(node, &literal) &&
               (question->is_mail || node[0] == '[')) {
        take_literal(plan, &literal);
    } else if ((problem = gs_mx_domain_problem(node)) != NULL) {
        finish(plan, GS_MX_INVALID, problem);
    } else {
        want(wants, node, GS_TYPE_MX);
    }
    return plan;
}
