/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/mail_verdict.h"

#include "verdict_clause.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/sender_plan.h"

#include <stdio.h>

#include <sys/socket.h>

/* A family without address: there is none, or it is not known now. */
static struct gs_exchange_remark lacking(enum gs_outcome outcome, const char *only,
                                         const char *unknown)
{
    bool is_known = outcome == GS_OUTCOME_NO_DATA || outcome == GS_OUTCOME_NO_SUCH_NAME;
    return (struct gs_exchange_remark){GS_REMARK_LOOK, is_known ? only : unknown};
}

bool gs_exchange_is_useless(const struct gs_exchange *exchange)
{
    return exchange->status == GS_EXCHANGE_NXDOMAIN ||
           exchange->status == GS_EXCHANGE_NODATA || exchange->status == GS_EXCHANGE_NONE;
}

bool gs_exchange_has_tlsa_question(const struct gs_exchange *exchange)
{
    return exchange->addresses.count > 0 && exchange->v4_outcome != GS_OUTCOME_NOT_ASKED;
}

struct gs_exchange_remark gs_exchange_remark_of(const struct gs_exchange *exchange)
{
    const char *trouble = gs_exchange_trouble(exchange);
    bool is_useless = gs_exchange_is_useless(exchange);
    if (trouble[0] != '\0') {
        return (struct gs_exchange_remark){is_useless ? GS_REMARK_BAD : GS_REMARK_LOOK,
                                           trouble};
    }
    if (exchange->status != GS_EXCHANGE_OK || !exchange->has_v4_answer ||
        !exchange->has_v6_answer || exchange->v4_outcome == GS_OUTCOME_NOT_ASKED) {
        return (struct gs_exchange_remark){GS_REMARK_NONE, ""};
    }
    if (gs_exchange_count(exchange, AF_INET6) == 0) {
        return lacking(exchange->v6_outcome, "IPv4 only", "AAAA not known now");
    }
    if (gs_exchange_count(exchange, AF_INET) == 0) {
        return lacking(exchange->v4_outcome, "IPv6 only", "A not known now");
    }
    return (struct gs_exchange_remark){GS_REMARK_NONE, ""};
}

size_t gs_mx_plan_problems(const struct gs_mx_plan *plan)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        const struct gs_exchange *exchange = &plan->exchanges.items[i];
        count += gs_exchange_remark_of(exchange).kind != GS_REMARK_NONE ? 1 : 0;
    }
    return count;
}

size_t gs_mx_plan_groups(const struct gs_mx_plan *plan)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        bool is_first = i == 0 || plan->exchanges.items[i].preference !=
                                      plan->exchanges.items[i - 1].preference;
        count += is_first ? 1 : 0;
    }
    return count;
}

static void add_counts(struct gs_verdict *verdict, const struct gs_mx_plan *plan)
{
    size_t groups = gs_mx_plan_groups(plan);
    size_t count = plan->exchanges.count + plan->left_out;
    if (plan->kind == GS_MX_IMPLICIT) {
        gs_clause_add(verdict, plan->exchanges.items[0].v4_outcome == GS_OUTCOME_NOT_ASKED
                                   ? "an address: no MX is asked for"
                                   : "implicit MX: the domain itself");
    } else if (groups == count) {
        gs_clause_add(verdict, "%zu exchange%s", count, gs_plural(count, "", "s"));
    } else {
        gs_clause_add(verdict, "%zu exchanges in %zu group%s", count, groups,
                      gs_plural(groups, "", "s"));
    }
    for (size_t i = 0; i < plan->aliases.count; i++) {
        if (i + 1 == plan->aliases.count) {
            gs_clause_add(verdict, "alias of %s", plan->aliases.items[i]);
        }
    }
}

/* "an IPv4 sender has 3 of them", "an IPv6 sender 2", "an IPv6 sender cannot deliver" */
static void add_sender(struct gs_verdict *verdict, const struct gs_mx_plan *plan,
                       int family)
{
    struct gs_sender_plan sender;
    const char *who = family == AF_INET ? "IPv4" : "IPv6";
    gs_sender_plan_make(plan, NULL, family, &sender);
    bool is_one = plan->exchanges.count == 1;
    size_t count = is_one ? sender.steps.count : sender.exchange_count;
    if (count == 0) {
        gs_clause_add(verdict,
                      sender.unknown > 0 || sender.is_waiting
                          ? "for an %s sender it is not known now"
                          : "an %s sender cannot deliver",
                      who);
    } else if (family == AF_INET6) {
        gs_clause_add(verdict, "an IPv6 sender %zu", count);
    } else {
        gs_clause_add(verdict, "an IPv4 sender has %zu%s", count,
                      !is_one      ? " of them"
                      : count == 1 ? " address"
                                   : " addresses");
    }
    gs_sender_plan_fini(&sender);
}

static void add_tlsa(struct gs_verdict *verdict, const struct gs_delivery *delivery)
{
    size_t with = 0;
    for (size_t i = 0; delivery != NULL && i < delivery->exchanges.count; i++) {
        with += delivery->exchanges.items[i].tlsa.records.count > 0 ? 1 : 0;
    }
    if (with > 0) {
        gs_clause_add(verdict, "%zu with TLSA", with);
    }
}

static void add_smtp(struct gs_verdict *verdict, const struct gs_smtp_report *smtp)
{
    if (smtp != NULL && smtp->is_complete && smtp->sessions.count > 0) {
        size_t open = gs_smtp_report_count(smtp, GS_SMTP_OPEN);
        size_t count = smtp->sessions.count;
        if (open < count) {
            gs_clause_look(verdict, "%zu of %zu address%s open", open, count,
                           count == 1 ? "" : "es");
        } else {
            gs_clause_add(verdict, "port %u open everywhere", smtp->port);
        }
    }
}

static void set(struct gs_verdict *verdict, enum gs_verdict_kind kind, const char *word)
{
    verdict->kind = kind;
    (void)snprintf(verdict->word, sizeof verdict->word, "%s", word);
}

/* Whether at least one exchange has an address; else why no mail goes out. */
static bool is_usable(const struct gs_mx_plan *plan, bool *is_temporary)
{
    bool usable = false;
    *is_temporary = false;
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        usable = usable || plan->exchanges.items[i].addresses.count > 0;
        *is_temporary = *is_temporary ||
                        plan->exchanges.items[i].status == GS_EXCHANGE_TEMPORARY_FAILURE;
    }
    return usable;
}

static void judge_exchanges(struct gs_verdict *verdict, const struct gs_mx_plan *plan)
{
    bool is_temporary = false;
    size_t problems = gs_mx_plan_problems(plan);
    if (!plan->is_complete && !is_usable(plan, &is_temporary)) {
        set(verdict, GS_VERDICT_WAITING, "asking");
    } else if (!is_usable(plan, &is_temporary)) {
        set(verdict, GS_VERDICT_BAD, is_temporary ? "try again" : "not deliverable");
        gs_clause_add(verdict, "no exchange can be used%s", is_temporary ? " now" : "");
        gs_clause_add(verdict, is_temporary ? "a sender keeps the mail and tries again"
                                            : "a sender never falls back to A or AAAA");
    } else if (problems > 0) {
        char word[sizeof verdict->word];
        (void)snprintf(word, sizeof word, "deliverable, %zu problem%s", problems,
                       gs_plural(problems, "", "s"));
        set(verdict, GS_VERDICT_LOOK, word);
    } else {
        set(verdict, GS_VERDICT_GOOD, "deliverable");
    }
}

/* The RCODE where a message came, else the word: in front of the sentence. */
static void add_failure(struct gs_verdict *verdict, const struct gs_mx_plan *plan)
{
    char rcode[GS_RCODE_TEXT_MAX] = "";
    if (plan->rcode > 0) {
        gs_rcode_format(plan->rcode, rcode);
    }
    gs_clause_add(verdict, "%s: this is not \"no MX\"",
                  plan->rcode > 0 ? rcode : gs_dns_word(plan->outcome, plan->rcode));
    gs_clause_add(verdict, "a sender keeps the mail and tries again");
}

struct gs_verdict gs_mail_verdict(const struct gs_mx_plan *plan,
                                  const struct gs_delivery *delivery,
                                  const struct gs_smtp_report *smtp, int64_t waited_us)
{
    struct gs_verdict verdict = {.elapsed_us = plan == NULL ? -1 : plan->elapsed_us};
    if (plan == NULL || plan->kind == GS_MX_WAITING) {
        set(&verdict, waited_us < 0 ? GS_VERDICT_NONE : GS_VERDICT_WAITING,
            waited_us < 0 ? "not asked" : "asking");
        verdict.elapsed_us = waited_us;
        return verdict;
    }
    switch (plan->kind) {
    case GS_MX_WAITING:
    case GS_MX_LISTED:
    case GS_MX_IMPLICIT:
        judge_exchanges(&verdict, plan);
        add_counts(&verdict, plan);
        add_sender(&verdict, plan, AF_INET);
        add_sender(&verdict, plan, AF_INET6);
        add_smtp(&verdict, smtp);
        add_tlsa(&verdict, delivery);
        break;
    case GS_MX_NULL:
        set(&verdict, GS_VERDICT_BAD, "takes no mail");
        gs_clause_add(&verdict, "null MX: a sender gives up at once");
        gs_clause_add(&verdict, "A and AAAA are not tried: RFC 7505");
        break;
    case GS_MX_NONE:
        set(&verdict, GS_VERDICT_BAD, "not deliverable");
        gs_clause_add(&verdict, "no MX and no address: a sender gives up at once");
        break;
    case GS_MX_NXDOMAIN:
        set(&verdict, GS_VERDICT_ABSENT, "no such name");
        gs_clause_add(&verdict, "a sender gives up at once");
        break;
    case GS_MX_TEMPORARY_FAILURE:
        set(&verdict, GS_VERDICT_BAD, "try again");
        add_failure(&verdict, plan);
        break;
    case GS_MX_INVALID:
        set(&verdict, GS_VERDICT_BAD, "no mail domain");
        gs_clause_add(&verdict, "%s", gs_mx_plan_sentence(plan));
        break;
    }
    return verdict;
}
