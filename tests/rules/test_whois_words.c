/* SPDX-License-Identifier: MIT */
#include "rules/make_whois.h"

#include "gaiscope/rules/whois_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static char *describe(const struct gs_words *words)
{
    static const char signs[] = {' ', '+', '!', 'x'};
    struct gs_buf out = {0};
    for (size_t i = 0; i < words->count; i++) {
        const struct gs_word_line *line = &words->items[i];
        gs_buf_addf(&out, "%s=%s", line->label, line->value);
        if (line->remark[0] != '\0') {
            gs_buf_addf(&out, " (%c%s)", signs[line->sign], line->remark);
        }
        gs_buf_add_text(&out, "\n");
    }
    return gs_buf_claim(&out);
}

static const char *const domain[] = {
    "domain: ORG\nrefer: r.example\n",
    "Domain Name: python.org\nRegistrar: R\nRegistrar IANA ID: 9999\n"
    "Creation Date: 1995-03-27T05:00:00Z\nUpdated Date: soon\n"
    "Registry Expiry Date: 2026-12-03T05:00:00Z\nName Server: a.example\n"
    "Name Server: b.example\nDNSSEC: unsigned\nRegistrant Country: US\n"
    "Registrant Organization: Example\x07 Foundation\n"
    "Domain Status: clientHold\nDomain Status: server Transfer prohibited\n"
    "Domain Status: odd\n",
};

static void facts_of_a_domain_have_their_age(void **state)
{
    (void)state;
    struct gs_words words = {0};
    struct gs_facts facts = {0};
    static const char *const servers[] = {"a.example.", "b.example."};
    struct gs_whois *whois = make_whois("www.python.org", domain, 2);
    make_ns(&facts, "python.org", servers, 2);
    gs_whois_fact_words(&words, whois, &facts, MAKE_NOW_S);
    char *text = describe(&words);
    assert_string_equal(text, "registered=python.org ( what was asked lies below it)\n"
                              "registrar=R ( IANA id 9999)\n"
                              "created=27 Mar 1995 ( 31 years ago)\n"
                              "changed=soon\n"
                              "expires=3 Dec 2026 (!in 10 days)\n"
                              "name servers=a.example   b.example (+same in DNS)\n"
                              "DNSSEC=unsigned\n"
                              "holder=Example\\x07 Foundation ( US)\n");
    free(text);
    gs_words_fini(&words);
    gs_facts_clear(&facts, GS_PART_RECORDS);
    gs_whois_free(whois);
}

static void facts_of_a_network_begin_with_its_range(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "refer: whois.ripe.net\n",
        "inetnum: 192.0.2.0 - 192.0.2.255\nnetname: LAB\ncountry: NL\n"
        "last-modified: 2025-11-23T00:00:00Z\n\nroute: 192.0.2.0/24\norigin: AS64500\n"};
    struct gs_words words = {0};
    const struct gs_facts facts = {0};
    struct gs_whois *whois = make_whois("192.0.2.7", texts, 2);
    gs_whois_fact_words(&words, whois, &facts, MAKE_NOW_S);
    char *text = describe(&words);
    assert_string_equal(text, "network=192.0.2.0 - 192.0.2.255 ( 192.0.2.0/24)\n"
                              "its name=LAB\norigin=AS64500\ncountry=NL\n"
                              "changed=23 Nov 2025 ( 11 months ago)\n");
    free(text);
    gs_words_fini(&words);
    gs_whois_free(whois);
}

static void status_codes_are_said_in_words(void **state)
{
    (void)state;
    struct gs_words words = {0};
    struct gs_whois *whois = make_whois("python.org", domain, 2);
    gs_whois_status_words(&words, whois);
    char *text = describe(&words);
    assert_string_equal(text, "=clientHold (!the registrar keeps it out of DNS)\n"
                              "=server Transfer prohibited ( the registry refuses a "
                              "transfer)\n"
                              "=odd\n");
    free(text);
    gs_words_fini(&words);
    gs_whois_free(whois);
    assert_string_equal(gs_whois_status_meaning("ok"),
                        "nothing is forbidden, nothing is under way");
    assert_string_equal(gs_whois_status_meaning(""), "");
    assert_string_equal(gs_whois_status_meaning("client"), "");
}

static void a_status_out_of_use_is_to_be_looked_at_however_it_is_written(void **state)
{
    (void)state;

    static const struct {
        const char *status;
        const char *line;
    } cases[] = {
        {"clientHold", "=clientHold (!the registrar keeps it out of DNS)\n"},
        {"client hold", "=client hold (!the registrar keeps it out of DNS)\n"},
        {"SERVERHOLD", "=SERVERHOLD (!the registry keeps it out of DNS)\n"},
        {"pending delete", "=pending delete (!it is being deleted)\n"},
        {"Inactive", "=Inactive (!no name server is set: not in DNS)\n"},
        {"redemption period",
         "=redemption period (!expired: its holder may still take it back)\n"},
        {"active", "=active ( in use)\n"},
        {"Household", "=Household\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct gs_whois *whois = gs_whois_new(GS_WHOIS_DOMAIN, "a.test");
        struct gs_words words = {0};
        gs_vec_push(&whois->facts.statuses, gs_mem_copy_text(cases[i].status));
        gs_whois_status_words(&words, whois);
        char *text = describe(&words);
        assert_string_equal(text, cases[i].line);
        free(text);
        gs_words_fini(&words);
        gs_whois_free(whois);
    }
}

struct hop_case {
    enum gs_whois_result result;
    enum gs_outcome outcome;
    enum gs_whois_step step;
    const char *text; /* sign, blank, words */
};

static const struct hop_case hops[] = {
    {GS_WHOIS_WAITING, GS_OUTCOME_NOT_ASKED, GS_WHOIS_RESOLVING, " asks for its address"},
    {GS_WHOIS_WAITING, GS_OUTCOME_NOT_ASKED, GS_WHOIS_CONNECTING, " connects"},
    {GS_WHOIS_FINAL, GS_OUTCOME_ANSWERED, GS_WHOIS_CLOSED, "✓ final text"},
    {GS_WHOIS_NO_MATCH, GS_OUTCOME_ANSWERED, GS_WHOIS_CLOSED, "– no match"},
    {GS_WHOIS_RATE_LIMIT, GS_OUTCOME_ANSWERED, GS_WHOIS_CLOSED,
     "✗ wants fewer questions"},
    {GS_WHOIS_NO_TEXT, GS_OUTCOME_ANSWERED, GS_WHOIS_CLOSED, "✗ closed without a word"},
    {GS_WHOIS_NOT_UNDERSTOOD, GS_OUTCOME_ANSWERED, GS_WHOIS_CLOSED, "▲ no known field"},
    {GS_WHOIS_FAILED, GS_OUTCOME_REFUSED, GS_WHOIS_CONNECTING, "✗ port closed"},
    {GS_WHOIS_FAILED, GS_OUTCOME_TIMED_OUT, GS_WHOIS_CONNECTING, "✗ no reply"},
    {GS_WHOIS_FAILED, GS_OUTCOME_TIMED_OUT, GS_WHOIS_READING, "✗ silent"},
    {GS_WHOIS_FAILED, GS_OUTCOME_UNREACHABLE, GS_WHOIS_CONNECTING, "✗ no route"},
    {GS_WHOIS_FAILED, GS_OUTCOME_FAILED, GS_WHOIS_READING, "✗ broke off"},
    {GS_WHOIS_FAILED, GS_OUTCOME_NO_SUCH_NAME, GS_WHOIS_RESOLVING, "✗ no such name"},
};

static void each_hop_says_what_became_of_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hops / sizeof hops[0]; i++) {
        struct gs_question question = make_question("python.org", NULL);
        struct gs_whois *whois = gs_whois_rules_open(&question, NULL);
        struct gs_whois_hop *hop = &whois->hops.items[0];
        struct gs_buf text = {0};
        hop->result = hops[i].result;
        hop->outcome = hops[i].outcome;
        hop->step = hops[i].step;
        gs_buf_addf(&text, "%s ", gs_whois_hop_sign(hop));
        gs_whois_hop_words(&text, whois, 0);
        assert_string_equal(gs_buf_text(&text), hops[i].text);
        gs_buf_fini(&text);
        gs_whois_free(whois);
    }
}

static void a_referral_names_the_next_role(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    struct gs_whois *whois = make_whois("python.org", domain, 1);
    gs_whois_hop_words(&text, whois, 0);
    assert_string_equal(gs_buf_text(&text), "refers to the registry");
    gs_buf_fini(&text);
    gs_whois_free(whois);
}

static void a_parent_that_is_asked_is_said(void **state)
{
    (void)state;
    static const char *const texts[] = {"domain: ORG\nrefer: r.example\n", "NOT FOUND\n"};
    struct gs_buf text = {0};
    struct gs_whois *whois = make_whois("www.python.org", texts, 2);
    gs_whois_hop_words(&text, whois, 1);
    assert_string_equal(gs_buf_text(&text), "no match, asks its parent");
    gs_buf_fini(&text);
    gs_whois_free(whois);
}

static void lines_to_one_server_have_letters(void **state)
{
    (void)state;
    static const char *const texts[] = {"no match\n", "no match\n"};
    struct gs_whois *whois = make_whois("a.b.python.org", texts, 2);
    char number[GS_WHOIS_NUMBER_MAX];
    static const char *const numbers[] = {"1", "1b", "1c"};
    assert_int_equal(whois->hops.count, 3);
    for (size_t i = 0; i < 3; i++) {
        gs_whois_hop_number(whois, i, number);
        assert_string_equal(number, numbers[i]);
    }
    gs_whois_free(whois);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_to_one_server_have_letters),
        cmocka_unit_test(facts_of_a_domain_have_their_age),
        cmocka_unit_test(facts_of_a_network_begin_with_its_range),
        cmocka_unit_test(status_codes_are_said_in_words),
        cmocka_unit_test(a_status_out_of_use_is_to_be_looked_at_however_it_is_written),
        cmocka_unit_test(each_hop_says_what_became_of_it),
        cmocka_unit_test(a_referral_names_the_next_role),
        cmocka_unit_test(a_parent_that_is_asked_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
