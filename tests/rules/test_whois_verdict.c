/* SPDX-License-Identifier: MIT */
#include "rules/make_whois.h"

#include "gaiscope/rules/whois_verdict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct verdict_case {
    const char *label;
    const char *host;
    const char *texts[3]; /* of the servers in turn; NULL: closed port, "": the end */
    size_t count;
    enum gs_verdict_kind kind;
    const char *text; /* "word: clause | clause" */
};

#define TO_REGISTRY "domain: ORG\nrefer: r.example\n"
#define HEAD        "Domain Name: python.org\nRegistrar: Registrar Example, Inc.\n"

static const struct verdict_case cases[] = {
    {"registered",
     "python.org",
     {TO_REGISTRY, HEAD "Registry Expiry Date: 2033-03-28T05:00:00Z\nName Server: a.b\n"},
     2,
     GS_VERDICT_GOOD,
     "registered: until 28 Mar 2033 | by Registrar Example, Inc. | 1 name server"},
    {"the parent is registered",
     "www.python.org",
     {TO_REGISTRY, HEAD},
     2,
     GS_VERDICT_GOOD,
     "registered: as python.org | by Registrar Example, Inc."},
    {"soon over",
     "python.org",
     {TO_REGISTRY, HEAD "Expiry Date: 2026-12-03\n"},
     2,
     GS_VERDICT_LOOK,
     "registered: until 3 Dec 2026: 10 days left | by Registrar Example, Inc."},
    {"over",
     "python.org",
     {TO_REGISTRY, HEAD "Expiry Date: 2026-11-01\n"},
     2,
     GS_VERDICT_LOOK,
     "registered: expired on 1 Nov 2026 | by Registrar Example, Inc."},
    {"kept out of DNS",
     "python.org",
     {TO_REGISTRY, HEAD "Domain Status: clientHold\n"},
     2,
     GS_VERDICT_LOOK,
     "registered: the registrar keeps it out of DNS | by Registrar Example, Inc."},
    {"hostile registrar",
     "python.org",
     {TO_REGISTRY, "Domain Name: python.org\nRegistrar: a\x1b[2Jb\n"},
     2,
     GS_VERDICT_GOOD,
     "registered: by a\\x1B[2Jb"},
    {"a network",
     "192.0.2.1",
     {"refer: whois.arin.net\n", "NetRange: 192.0.2.0 - 192.0.2.255\nOrgName: Lab\n"
                                 "Country: CA\nOriginAS: AS64500\n"},
     2,
     GS_VERDICT_GOOD,
     "registered: 192.0.2.0/24 | held by Lab | CA | origin AS64500"},
    {"not registered",
     "python.org",
     {TO_REGISTRY, "NOT FOUND\n"},
     2,
     GS_VERDICT_ABSENT,
     "not registered: r.example knows nothing of python.org"},
    {"closed port",
     "python.org",
     {TO_REGISTRY, NULL},
     2,
     GS_VERDICT_BAD,
     "no whois there: r.example does not answer on port 43 | "
     "https://lookup.icann.org may know (RDAP)"},
    {"no server",
     "a.example",
     {"domain: EXAMPLE\nwhois:\n"},
     1,
     GS_VERDICT_BAD,
     "no whois there: The registry of .example has no whois server | "
     "https://lookup.icann.org may know (RDAP)"},
    {"too many questions",
     "python.org",
     {TO_REGISTRY, "rate limit reached\n"},
     2,
     GS_VERDICT_BAD,
     "try again: r.example wants fewer questions: ask again later, or elsewhere"},
    {"nothing known in it",
     "python.org",
     {TO_REGISTRY, "Hello.\n"},
     2,
     GS_VERDICT_LOOK,
     "not a registration: text without known fields: read it below"},
    {"root unreachable",
     "python.org",
     {NULL},
     1,
     GS_VERDICT_BAD,
     "not known: whois.iana.org cannot be reached"},
    {"under way",
     "python.org",
     {TO_REGISTRY},
     1,
     GS_VERDICT_WAITING,
     "asking: hop 2, r.example"},
    {"nothing to ask",
     "a.onion",
     {NULL},
     0,
     GS_VERDICT_EMPTY,
     "nothing to ask: A .onion name is told to nobody (RFC 7686): no registry has it"},
};

static void describe(const struct gs_verdict *verdict, char *out, size_t size)
{
    size_t len = (size_t)snprintf(out, size, "%s", verdict->word);
    for (size_t i = 0; i < verdict->clause_count; i++) {
        len += (size_t)snprintf(out + len, size - len, "%s%s", i == 0 ? ": " : " | ",
                                verdict->clauses[i]);
    }
}

static void each_end_has_its_sentence(void **state)
{
    (void)state;
    const struct gs_facts facts = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[1200];
        struct gs_whois *whois =
            make_whois(cases[i].host, cases[i].texts, cases[i].count);
        struct gs_verdict verdict = gs_whois_verdict(whois, &facts, MAKE_NOW_S);
        describe(&verdict, text, sizeof text);
        if (strcmp(text, cases[i].text) != 0 || verdict.kind != cases[i].kind) {
            fail_msg("%s: kind %d, %s", cases[i].label, verdict.kind, text);
        }
        gs_whois_free(whois);
    }
}

static void dns_is_held_against_the_registered_servers(void **state)
{
    (void)state;
    static const char *const texts[] = {TO_REGISTRY, HEAD "Name Server: a.example\n"
                                                          "Name Server: b.example\n"};

    static const struct {
        const char *servers[2];
        size_t count;
        const char *clause;
    } answers[] = {
        {{"B.example.", "a.example."}, 2, "2 name servers, DNS has the same"},
        {{"a.example."}, 1, "DNS has other name servers"},
        {{"a.example.", "c.example."}, 2, "DNS has other name servers"},
    };

    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct gs_facts facts = {0};
        struct gs_whois *whois = make_whois("python.org", texts, 2);
        make_ns(&facts, "python.org", answers[i].servers, answers[i].count);
        struct gs_verdict verdict = gs_whois_verdict(whois, &facts, MAKE_NOW_S);
        assert_string_equal(verdict.clauses[verdict.clause_count - 1], answers[i].clause);
        gs_whois_free(whois);
        gs_facts_clear(&facts, GS_PART_RECORDS);
    }
}

static void nothing_known_yet_is_asking(void **state)
{
    (void)state;
    const struct gs_facts facts = {0};
    struct gs_verdict verdict = gs_whois_verdict(NULL, &facts, MAKE_NOW_S);
    assert_int_equal(verdict.kind, GS_VERDICT_WAITING);
    assert_int_equal(verdict.clause_count, 0);
    assert_int_equal(verdict.elapsed_us, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_end_has_its_sentence),
        cmocka_unit_test(dns_is_held_against_the_registered_servers),
        cmocka_unit_test(nothing_known_yet_is_asking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
