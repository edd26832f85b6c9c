/* SPDX-License-Identifier: MIT */
#include "make_plan.h"
#include "support/check.h"

#include "gaiscope/rules/mail_verdict.h"

static void describe_verdict(const struct gs_verdict *verdict, struct gs_buf *out)
{
    static const char signs[] = {
        [GS_VERDICT_NONE] = ' ',   [GS_VERDICT_GOOD] = 'v',  [GS_VERDICT_LOOK] = '^',
        [GS_VERDICT_ABSENT] = '^', [GS_VERDICT_EMPTY] = '-', [GS_VERDICT_BAD] = 'x',
        [GS_VERDICT_WAITING] = '.'};
    gs_buf_addf(out, "%c %s", signs[verdict->kind], verdict->word);
    for (size_t i = 0; i < verdict->clause_count; i++) {
        gs_buf_addf(out, " | %s", verdict->clauses[i]);
    }
}

static void assert_verdict(const char *label, const struct gs_mx_plan *plan,
                           const struct gs_smtp_report *smtp, const char *want)
{
    struct gs_buf text = {0};
    struct gs_verdict verdict = gs_mail_verdict(plan, NULL, smtp, -1);
    describe_verdict(&verdict, &text);
    if (strcmp(gs_buf_text(&text), want) != 0) {
        fail_msg("%s: %s", label, gs_buf_text(&text));
    }
    gs_buf_fini(&text);
}

static void a_verdict_of_exchanges_counts_problems_and_senders(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *plan;
        const char *want;
    } verdicts[] = {
        {"the picture",
         "10 mx1 2001:db8:25::1 192.0.2.25; 10 mx2 2001:db8:25::2 192.0.2.26; 20 mx3 "
         "198.51.100.25; 30 old !",
         "^ deliverable, 2 problems | 4 exchanges in 3 groups | an IPv4 sender has 3 of "
         "them | an IPv6 sender 2"},
        {"all is fine", "10 a 192.0.2.1 2001:db8::1",
         "v deliverable | 1 exchange | an IPv4 sender has 1 address | an IPv6 sender 1"},
        {"one family", "10 a 192.0.2.1; 20 b 192.0.2.2",
         "^ deliverable, 2 problems | 2 exchanges | an IPv4 sender has 2 of them | an "
         "IPv6 sender cannot deliver"},
        {"a family not known", "10 a 192.0.2.1 ?6",
         "^ deliverable, 1 problem | 1 exchange | an IPv4 sender has 1 address | for an "
         "IPv6 sender it is not known now"},
        {"nothing can be used", "10 a !; 20 b",
         "x not deliverable | no exchange can be used | a sender never falls back to A "
         "or AAAA | 2 exchanges | an IPv4 sender cannot deliver | an IPv6 sender cannot "
         "deliver"},
        {"nothing is known now", "10 a ?4 ?6; 20 b !",
         "x try again | no exchange can be used now | a sender keeps the mail and tries "
         "again | 2 exchanges | for an IPv4 sender it is not known "
         "now | for an IPv6 sender it is not known now"},
    };

    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
        struct gs_mx_plan *plan = make_plan(verdicts[i].plan);
        assert_verdict(verdicts[i].label, plan, NULL, verdicts[i].want);
        gs_mx_plan_free(plan);
    }
    assert_verdict("not asked", NULL, NULL, "  not asked");
}

static void a_verdict_without_exchanges_says_what_a_sender_does(void **state)
{
    (void)state;

    static const struct {
        enum gs_mx_kind kind;
        const char *want;
    } kinds[] = {
        {GS_MX_NULL, "x takes no mail | null MX: a sender gives up at once | A and AAAA "
                     "are not tried: RFC 7505"},
        {GS_MX_NONE,
         "x not deliverable | no MX and no address: a sender gives up at once"},
        {GS_MX_NXDOMAIN, "^ no such name | a sender gives up at once"},
        {GS_MX_TEMPORARY_FAILURE, "x try again | SERVFAIL: this is not \"no MX\" | a "
                                  "sender keeps the mail and tries again"},
        {GS_MX_INVALID, "x no mail domain | No mail can be sent there."},
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct gs_mx_plan *plan = make_plan("");
        plan->kind = kinds[i].kind;
        plan->rcode = 2;
        plan->outcome = GS_OUTCOME_SERVER_FAILURE;
        assert_verdict(gs_mx_kind_id(plan->kind), plan, NULL, kinds[i].want);
        gs_mx_plan_free(plan);
    }
}

static void an_address_that_is_not_open_is_to_be_looked_at(void **state)
{
    (void)state;
    struct gs_mx_plan *plan = make_plan("10 a 192.0.2.1 2001:db8::1");
    struct gs_smtp_report *smtp = gs_smtp_report_new("a.test");
    struct gs_smtp_session session = {.status = GS_SMTP_OPEN};
    session.exchange = gs_mem_copy_text("a");
    gs_vec_push(&smtp->sessions, session);
    smtp->is_complete = true;
    assert_verdict("open", plan, smtp,
                   "v deliverable | 1 exchange | an IPv4 sender has 1 address | an IPv6 "
                   "sender 1 | port 25 open everywhere");
    smtp->sessions.items[0].status = GS_SMTP_SILENT;
    assert_verdict("silent", plan, smtp,
                   "^ deliverable | 1 exchange | an IPv4 sender has 1 address | an IPv6 "
                   "sender 1 | 0 of 1 address open");
    gs_smtp_report_free(smtp);
    gs_mx_plan_free(plan);
}

static void an_exchange_is_useless_or_asked_for_tlsa(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *plan;
        bool is_useless;
        bool is_asked;
    } cases[] = {
        {"it has an address", "10 a 192.0.2.1", false, true},
        {"it does not exist", "10 a !", true, false},
        {"its addresses are not known", "10 a ?4 ?6", false, false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_mx_plan *plan = make_plan(cases[i].plan);
        struct gs_exchange *exchange = &plan->exchanges.items[0];
        if (gs_exchange_is_useless(exchange) != cases[i].is_useless ||
            gs_exchange_has_tlsa_question(exchange) != cases[i].is_asked) {
            fail_msg("%s", cases[i].label);
        }
        exchange->v4_outcome = GS_OUTCOME_NOT_ASKED; /* a literal */
        assert_false(gs_exchange_has_tlsa_question(exchange));
        gs_mx_plan_free(plan);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exchange_is_useless_or_asked_for_tlsa),
        cmocka_unit_test(a_verdict_of_exchanges_counts_problems_and_senders),
        cmocka_unit_test(a_verdict_without_exchanges_says_what_a_sender_does),
        cmocka_unit_test(an_address_that_is_not_open_is_to_be_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
