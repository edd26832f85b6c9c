/* SPDX-License-Identifier: MIT */
/*
 * The parts that reason about mail or ask other hosts: the mail plan, its delivery, the
 * exchanges, the registration.
 */
#include "part_facts.h"

static void clear_mail(struct gs_facts *facts)
{
    gs_mx_plan_free(facts->mail);
    facts->mail = NULL;
}

static bool has_mail(const struct gs_facts *facts)
{
    return facts->mail != NULL && facts->mail->kind != GS_MX_WAITING;
}

static bool is_whole_mail(const struct gs_facts *facts)
{
    return facts->mail != NULL && facts->mail->is_complete;
}

static void stop_mail(struct gs_facts *facts, int64_t at_us)
{
    (void)at_us; /* an unfinished plan is dropped */
    if (!is_whole_mail(facts)) {
        clear_mail(facts);
    }
}

const struct gs_part_facts gs_facts_of_mail = {GS_HELD_IN(mail), clear_mail, has_mail,
                                               is_whole_mail, stop_mail};

static void clear_delivery(struct gs_facts *facts)
{
    gs_delivery_free(facts->delivery);
}

/* The first answer of any kind is worth showing. */
static bool has_delivery(const struct gs_facts *facts)
{
    bool has_policy = false;
    for (size_t i = 0; facts->delivery != NULL && i < GS_SENDER_ASKED_COUNT; i++) {
        const struct gs_dns_answer *policy = facts->delivery->policies[i].answer;
        has_policy =
            has_policy || (policy != NULL && policy->outcome != GS_OUTCOME_CANCELLED);
    }
    return has_policy ||
           (facts->delivery != NULL &&
            (facts->delivery->is_complete || facts->delivery->exchanges.count > 0));
}

static bool is_whole_delivery(const struct gs_facts *facts)
{
    return facts->delivery != NULL && facts->delivery->is_complete;
}

const struct gs_part_facts gs_facts_of_delivery = {GS_HELD_IN(delivery), clear_delivery,
                                                   has_delivery, is_whole_delivery,
                                                   gs_facts_stop_delivery};

static void clear_smtp(struct gs_facts *facts)
{
    gs_smtp_report_free(facts->smtp);
}

static bool has_smtp(const struct gs_facts *facts)
{
    return facts->smtp != NULL &&
           (facts->smtp->is_complete || facts->smtp->sessions.count > 0);
}

static bool is_whole_smtp(const struct gs_facts *facts)
{
    return facts->smtp != NULL && facts->smtp->is_complete;
}

const struct gs_part_facts gs_facts_of_smtp = {GS_HELD_IN(smtp), clear_smtp, has_smtp,
                                               is_whole_smtp, NULL};

static void clear_whois(struct gs_facts *facts)
{
    gs_whois_free(facts->whois);
}

static bool is_whole_whois(const struct gs_facts *facts)
{
    return facts->whois != NULL && facts->whois->is_complete;
}

const struct gs_part_facts gs_facts_of_whois = {
    GS_HELD_IN(whois), clear_whois, is_whole_whois, is_whole_whois, gs_facts_stop_whois};
