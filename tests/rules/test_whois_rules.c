/* SPDX-License-Identifier: MIT */
/*
 * A chain is played from a script of servers: what each says to a line. The chain is then
 * compared as text, a line a hop: "1 root whois.iana.org python.org refers".
 */
#include "rules/make.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/rules/whois_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum {
    SERVERS_MAX = 10,
};

/* What one server says to one line. */
struct server {
    const char *name; /* "host" or "host:port" */
    const char *query;
    const char *text;          /* NULL: nothing */
    enum gs_outcome outcome;   /* NOT_ASKED: answered */
    enum gs_whois_step failed; /* with an outcome that is no answer */
};

struct chain {
    const char *label;
    const char *host;
    const char *first; /* server; NULL: the root */
    struct server servers[SERVERS_MAX];
    const char *hops;
    const char *state;
    const char *problem; /* a piece of it; NULL: none at all */
    const char *note;    /* of the last hop; a piece of it; NULL: none */
};

#define IANA_ORG "domain: ORG\norganisation: Public Interest Registry\nrefer: "
#define REGISTERED                                                                       \
    "Domain Name: python.org\r\nRegistrar: Registrar Example, Inc.\r\n"                  \
    "Creation Date: 1995-03-27T05:00:00Z\r\n"
#define ROOT_TO(server)                                                                  \
    {                                                                                    \
        "whois.iana.org", "python.org", IANA_ORG server "\n", GS_OUTCOME_NOT_ASKED,      \
            GS_WHOIS_RESOLVING                                                           \
    }

static const struct chain chains[] = {
    {
        "root, registry, registrar",
        "python.org",
        NULL,
        {ROOT_TO("whois.registry.example"),
         {"whois.registry.example", "python.org",
          REGISTERED "Registrar WHOIS Server: http://WHOIS.registrar.example/find\r\n", 0,
          0},
         {"whois.registrar.example", "python.org",
          REGISTERED "Registrar WHOIS Server: whois.registrar.example\r\n", 0, 0}},
        "1 root whois.iana.org python.org refers\n"
        "2 registry whois.registry.example python.org refers\n"
        "3 registrar whois.registrar.example python.org final\n",
        "registered",
        NULL,
        NULL,
    },
    {
        "the registry knows the parent only",
        "www.python.org",
        NULL,
        {{"whois.iana.org", "www.python.org", IANA_ORG "r.example\n", 0, 0},
         {"r.example", "www.python.org", "No match for www.python.org\n", 0, 0},
         {"r.example", "python.org", REGISTERED, 0, 0}},
        "1 root whois.iana.org www.python.org refers\n"
        "2 registry r.example www.python.org no_match\n"
        "2 registry r.example python.org final\n",
        "registered",
        NULL,
        NULL,
    },
    {
        "a text that says nothing lets the parent be asked",
        "www.bbc.co.uk",
        NULL,
        {{"whois.iana.org", "www.bbc.co.uk", "whois: n.example\ndomain: UK\n", 0, 0},
         {"n.example", "www.bbc.co.uk", "This name contravenes our rules.\n", 0, 0},
         {"n.example", "bbc.co.uk", "Domain name:\n  bbc.co.uk\n\n Registrar:\n  B\n", 0,
          0}},
        "1 root whois.iana.org www.bbc.co.uk refers\n"
        "2 registry n.example www.bbc.co.uk not_understood\n"
        "2 registry n.example bbc.co.uk final\n",
        "registered",
        NULL,
        NULL,
    },
    {
        "a long name is asked from its fourth label on, never up to the top",
        "a.b.c.d.example.org",
        NULL,
        {{"whois.iana.org", "c.d.example.org", IANA_ORG "r.example\n", 0, 0},
         {"r.example", "c.d.example.org", "NOT FOUND\n", 0, 0},
         {"r.example", "d.example.org", "NOT FOUND\n", 0, 0},
         {"r.example", "example.org", "NOT FOUND\n", 0, 0}},
        "1 root whois.iana.org c.d.example.org refers\n"
        "2 registry r.example c.d.example.org no_match\n"
        "2 registry r.example d.example.org no_match\n"
        "2 registry r.example example.org no_match\n",
        "not_registered",
        NULL,
        NULL,
    },
    {
        "a loop is named and not followed",
        "python.org",
        NULL,
        {ROOT_TO("r.example"),
         {"r.example", "python.org", REGISTERED "Registrar WHOIS Server: g.example\n", 0,
          0},
         {"g.example", "python.org", REGISTERED "Registrar WHOIS Server: R.example.\n", 0,
          0}},
        "1 root whois.iana.org python.org refers\n"
        "2 registry r.example python.org refers\n"
        "3 registrar g.example python.org final\n",
        "registered",
        NULL,
        "a loop, it was asked in hop 2",
    },
    {
        "a server that names nobody but itself is a loop",
        "python.org",
        NULL,
        {ROOT_TO("r.example"),
         {"r.example", "python.org", "Whois Server: r.example\n", 0, 0}},
        "1 root whois.iana.org python.org refers\n"
        "2 registry r.example python.org not_understood\n",
        "unclear",
        "A loop: r.example refers to itself",
        "a loop, the server names itself",
    },
    {
        "a root that names nobody but itself is a loop",
        "python.org",
        NULL,
        {{"whois.iana.org", "python.org", "refer: whois.iana.org\n", 0, 0}},
        "1 root whois.iana.org python.org not_understood\n",
        "unclear",
        "A loop: whois.iana.org refers to itself",
        "a loop, the server names itself",
    },
    {
        "a silent server is not one that broke off",
        "python.org",
        NULL,
        {{"whois.iana.org", "python.org", NULL, GS_OUTCOME_TIMED_OUT, GS_WHOIS_READING}},
        "1 root whois.iana.org python.org failed\n",
        "unknown",
        "took the question and said nothing",
        NULL,
    },
    {
        "a referral that is no host name is not followed",
        "python.org",
        NULL,
        {ROOT_TO("r.example"),
         {"r.example", "python.org",
          REGISTERED "Registrar WHOIS Server: not_a host;rm -rf\n", 0, 0}},
        "1 root whois.iana.org python.org refers\n"
        "2 registry r.example python.org refers\n"
        "3 registrar not_a python.org failed\n",
        "registered",
        "cannot be reached",
        NULL,
    },
    {
        "a referral with a semicolon is not followed",
        "python.org",
        NULL,
        {ROOT_TO("r.example"),
         {"r.example", "python.org", REGISTERED "Whois Server: a;b\n", 0, 0}},
        "1 root whois.iana.org python.org refers\n"
        "2 registry r.example python.org final\n",
        "registered",
        NULL,
        "neither a host name nor an address",
    },
    {
        "rwhois is named and not followed",
        "192.0.2.1",
        NULL,
        {{"whois.iana.org", "192.0.2.1", "refer: whois.arin.net\n", 0, 0},
         {"whois.arin.net", "n + 192.0.2.1",
          "NetRange: 192.0.2.0 - 192.0.2.255\n"
          "ReferralServer: rwhois://rwhois.example:4321\n",
          0, 0}},
        "1 root whois.iana.org 192.0.2.1 refers\n"
        "2 rir whois.arin.net n + 192.0.2.1 final\n",
        "registered",
        NULL,
        "rwhois is another protocol",
    },
    {
        "an address goes from one regional registry to the other",
        "2001:db8::1",
        NULL,
        {{"whois.iana.org", "2001:db8::1", "inet6num: 2001::/16\nrefer: whois.arin.net\n",
          0, 0},
         {"whois.arin.net", "n + 2001:db8::1",
          "NetRange: 2001:DB8:: - 2001:DB8:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF\n"
          "ReferralServer: whois://whois.apnic.net:4343\n",
          0, 0},
         {"whois.apnic.net:4343", "2001:db8::1",
          "inet6num: 2001:0DB8::/32\nnetname: DOC\n", 0, 0}},
        "1 root whois.iana.org 2001:db8::1 refers\n"
        "2 rir whois.arin.net n + 2001:db8::1 refers\n"
        "3 rir whois.apnic.net:4343 2001:db8::1 final\n",
        "registered",
        NULL,
        NULL,
    },
    {
        "an AS number",
        "as64500",
        NULL,
        {{"whois.iana.org", "AS64500", "as-block: 64496-64511\nrefer: whois.arin.net\n",
          0, 0},
         {"whois.arin.net", "a + 64500", "ASNumber: 64500\nASName: LAB\n", 0, 0}},
        "1 root whois.iana.org AS64500 refers\n"
        "2 rir whois.arin.net a + 64500 final\n",
        "registered",
        NULL,
        NULL,
    },
    {
        "a closed port at the registry is named",
        "python.org",
        NULL,
        {{"whois.iana.org", "python.org",
          IANA_ORG "r.example\nremarks: Registration information: https://r.example/x\n",
          0, 0},
         {"r.example", "python.org", NULL, GS_OUTCOME_REFUSED, GS_WHOIS_CONNECTING}},
        "1 root whois.iana.org python.org refers\n"
        "2 registry r.example python.org failed\n",
        "closed_port",
        "since January 2025",
        NULL,
    },
    {
        "a registry without a whois server is named",
        "name.example",
        NULL,
        {{"whois.iana.org", "name.example", "domain: EXAMPLE\nwhois:\nstatus: ACTIVE\n",
          0, 0}},
        "1 root whois.iana.org name.example final\n",
        "closed_port",
        "The registry of .example has no whois server",
        NULL,
    },
    {
        "the top level domain itself is the root's matter",
        "org",
        NULL,
        {{"whois.iana.org", "org", "domain: ORG\norganisation: PIR\nwhois: r.example\n",
          0, 0}},
        "1 root whois.iana.org org final\n",
        "registered",
        NULL,
        NULL,
    },
    {
        "no such top level domain",
        "name.nowhere",
        NULL,
        {{"whois.iana.org", "name.nowhere", "% This query returned 0 objects.\n", 0, 0}},
        "1 root whois.iana.org name.nowhere no_match\n",
        "not_registered",
        NULL,
        NULL,
    },
    {
        "too many questions",
        "python.org",
        NULL,
        {ROOT_TO("r.example"),
         {"r.example", "python.org", "ERROR: query rate limit exceeded\n", 0, 0}},
        "1 root whois.iana.org python.org refers\n"
        "2 registry r.example python.org rate_limit\n",
        "rate_limit",
        "wants fewer questions",
        NULL,
    },
    {
        "a silent registrar costs nothing that the registry told",
        "python.org",
        NULL,
        {ROOT_TO("r.example"),
         {"r.example", "python.org", REGISTERED "Whois Server: g.example\n", 0, 0},
         {"g.example", "python.org", NULL, GS_OUTCOME_TIMED_OUT, GS_WHOIS_READING}},
        "1 root whois.iana.org python.org refers\n"
        "2 registry r.example python.org refers\n"
        "3 registrar g.example python.org failed\n",
        "registered",
        "took the question and said nothing",
        NULL,
    },
    {
        "more than five hops",
        "python.org",
        NULL,
        {ROOT_TO("a.example"),
         {"a.example", "python.org", REGISTERED "Whois Server: b.example\n", 0, 0},
         {"b.example", "python.org", REGISTERED "Whois Server: c.example\n", 0, 0},
         {"c.example", "python.org", REGISTERED "Whois Server: d.example\n", 0, 0},
         {"d.example", "python.org", REGISTERED "Whois Server: e.example\n", 0, 0}},
        "1 root whois.iana.org python.org refers\n"
        "2 registry a.example python.org refers\n"
        "3 registrar b.example python.org refers\n"
        "4 registrar c.example python.org refers\n"
        "5 registrar d.example python.org final\n",
        "registered",
        NULL,
        "5 hops are the limit",
    },
    {
        "a server that closes without a word",
        "python.org",
        NULL,
        {ROOT_TO("r.example"), {"r.example", "python.org", NULL, 0, 0}},
        "1 root whois.iana.org python.org refers\n"
        "2 registry r.example python.org no_text\n",
        "unknown",
        "closed without a word",
        NULL,
    },
    {
        "a text about another name is not taken",
        "python.org",
        NULL,
        {ROOT_TO("r.example"),
         {"r.example", "python.org", "Domain Name: evil.org\nRegistrar: Mallory\n", 0,
          0}},
        "1 root whois.iana.org python.org refers\n"
        "2 registry r.example python.org not_understood\n",
        "unclear",
        NULL,
        "another name",
    },
    {
        "a first server of one's own that is the registry",
        "python.org",
        "192.0.2.43:4343",
        {{"192.0.2.43:4343", "python.org", REGISTERED "Whois Server: g.example\n", 0, 0},
         {"g.example", "python.org", REGISTERED, 0, 0}},
        "1 registry 192.0.2.43:4343 python.org refers\n"
        "2 registrar g.example python.org final\n",
        "registered",
        NULL,
        NULL,
    },
    {
        "the dialect of DENIC, and a name that is free",
        "xn--mnchen-3ya.de",
        NULL,
        {{"whois.iana.org", "xn--mnchen-3ya.de", "domain: DE\nrefer: whois.denic.de\n", 0,
          0},
         {"whois.denic.de", "-T dn,ace xn--mnchen-3ya.de",
          "Domain: xn--mnchen-3ya.de\nStatus: free\n", 0, 0}},
        "1 root whois.iana.org xn--mnchen-3ya.de refers\n"
        "2 registry whois.denic.de -T dn,ace xn--mnchen-3ya.de no_match\n",
        "not_registered",
        NULL,
        NULL,
    },
    {
        "the dialects of Verisign and JPRS",
        "example.com",
        "whois.verisign-grs.com",
        {{"whois.verisign-grs.com", "domain example.com",
          "   Domain Name: EXAMPLE.COM\r\n   Registrar WHOIS Server: whois.jprs.jp\r\n"
          "   Registrar: X\r\n",
          0, 0},
         {"whois.jprs.jp", "example.com/e",
          "[Domain Name]  EXAMPLE.COM\n[Registrant] Y\n", 0, 0}},
        "1 registry whois.verisign-grs.com domain example.com refers\n"
        "2 registrar whois.jprs.jp example.com/e final\n",
        "registered",
        NULL,
        NULL,
    },
    {
        "the root cannot be reached",
        "python.org",
        NULL,
        {{"whois.iana.org", "python.org", NULL, GS_OUTCOME_NO_SUCH_NAME,
          GS_WHOIS_RESOLVING}},
        "1 root whois.iana.org python.org failed\n",
        "unknown",
        "No address is known for whois.iana.org",
        NULL,
    },
    {"no host", NULL, NULL, {{0}}, "", "not_asked", "No host", NULL},
    {"onion", "abc.onion", NULL, {{0}}, "", "not_asked", "RFC 7686", NULL},
    {"local", "printer.local", NULL, {{0}}, "", "not_asked", "RFC 6762", NULL},
    {"no domain name", "two words", NULL, {{0}}, "", "not_asked", "no domain name", NULL},
    {"line ends", "a\r\nb.org", NULL, {{0}}, "", "not_asked", "no domain name", NULL},
};

static bool is_server(const struct server *server, const struct gs_whois_hop *hop)
{
    char name[300];
    if (hop->port == GS_WHOIS_PORT) {
        (void)snprintf(name, sizeof name, "%s", hop->server);
    } else {
        (void)snprintf(name, sizeof name, "%s:%u", hop->server, hop->port);
    }
    return server->name != NULL && strcmp(server->name, name) == 0 &&
           strcmp(server->query, hop->query) == 0;
}

static void play_hop(const struct chain *chain, struct gs_whois *whois)
{
    struct gs_whois_hop *hop = &whois->hops.items[whois->hops.count - 1];
    hop->outcome = GS_OUTCOME_REFUSED; /* whoever is not in the script */
    hop->step = GS_WHOIS_CONNECTING;
    for (size_t i = 0; i < SERVERS_MAX; i++) {
        const struct server *server = &chain->servers[i];
        if (!is_server(server, hop)) {
            continue;
        }
        bool is_answered = server->outcome == GS_OUTCOME_NOT_ASKED;
        hop->outcome = is_answered ? GS_OUTCOME_ANSWERED : server->outcome;
        hop->step = is_answered ? GS_WHOIS_CLOSED : server->failed;
        if (server->text != NULL) {
            gs_whois_text_set(&hop->text, server->text, strlen(server->text));
        }
    }
    gs_whois_rules_answer(whois, false);
}

static struct gs_whois *play(const struct chain *chain)
{
    struct gs_question question = make_question(chain->host, NULL);
    struct gs_whois *whois = gs_whois_rules_open(&question, chain->first);
    for (int i = 0; !whois->is_complete; i++) {
        if (i > GS_WHOIS_QUERIES_MAX) {
            fail_msg("%s: never complete", chain->label);
        }
        play_hop(chain, whois);
    }
    return whois;
}

static char *describe(const struct gs_whois *whois)
{
    struct gs_buf out = {0};
    for (size_t i = 0; i < whois->hops.count; i++) {
        const struct gs_whois_hop *hop = &whois->hops.items[i];
        gs_buf_addf(&out, "%u %s %s", hop->number, gs_whois_role_id(hop->role),
                    hop->server);
        if (hop->port != GS_WHOIS_PORT) {
            gs_buf_addf(&out, ":%u", hop->port);
        }
        gs_buf_addf(&out, " %s %s\n", hop->query, gs_whois_result_id(hop->result));
    }
    return gs_buf_claim(&out);
}

static void expect_piece(const char *label, const char *text, const char *piece)
{
    bool is_fine =
        piece == NULL ? text == NULL : text != NULL && strstr(text, piece) != NULL;
    if (!is_fine) {
        fail_msg("%s: \"%s\", wanted \"%s\"", label, text != NULL ? text : "(none)",
                 piece != NULL ? piece : "(none)");
    }
}

static void chains_lead_where_the_servers_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof chains / sizeof chains[0]; i++) {
        const struct chain *chain = &chains[i];
        struct gs_whois *whois = play(chain);
        char *hops = describe(whois);
        if (strcmp(hops, chain->hops) != 0) {
            fail_msg("%s:\n%swanted:\n%s", chain->label, hops, chain->hops);
        }
        if (strcmp(gs_whois_state_id(whois->state), chain->state) != 0) {
            fail_msg("%s: %s, wanted %s", chain->label, gs_whois_state_id(whois->state),
                     chain->state);
        }
        expect_piece(chain->label, whois->problem, chain->problem);
        if (whois->hops.count > 0) {
            expect_piece(chain->label, whois->hops.items[whois->hops.count - 1].note,
                         chain->note);
        }
        free(hops);
        gs_whois_free(whois);
    }
}

static void a_closed_registry_leads_to_its_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof chains / sizeof chains[0]; i++) {
        if (strcmp(chains[i].state, "closed_port") == 0) {
            struct gs_whois *whois = play(&chains[i]);
            assert_non_null(strstr(whois->advice, "https://lookup.icann.org"));
            bool has_page = strstr(chains[i].servers[0].text, "remarks") != NULL;
            assert_int_equal(strstr(whois->advice, "https://r.example/x") != NULL,
                             has_page);
            gs_whois_free(whois);
        }
    }
}

static void late_chains_end_with_what_they_have(void **state)
{
    (void)state;
    struct gs_question question = make_question("python.org", NULL);
    struct gs_whois *whois = gs_whois_rules_open(&question, "r.example");
    struct gs_whois_hop *hop = &whois->hops.items[0];
    static const char text[] = REGISTERED "Whois Server: g.example\n";
    gs_whois_text_set(&hop->text, text, sizeof text - 1);
    hop->outcome = GS_OUTCOME_ANSWERED;
    gs_whois_rules_answer(whois, true);
    assert_true(whois->is_complete);
    assert_int_equal(whois->state, GS_WHOIS_REGISTERED);
    assert_string_equal(whois->hops.items[0].referral, "g.example");
    expect_piece("late", whois->hops.items[0].note, "time is used up");
    gs_whois_free(whois);
}

static void a_full_megabyte_ends_the_chain(void **state)
{
    (void)state;
    struct gs_question question = make_question("python.org", NULL);
    struct gs_whois *whois = gs_whois_rules_open(&question, "r.example");
    char *flood = gs_mem_new(GS_WHOIS_BYTES_MAX + 1, 1);
    memset(flood, '\n', GS_WHOIS_BYTES_MAX);
    static const char text[] = REGISTERED "Whois Server: g.example\n";
    memcpy(flood, text, sizeof text - 1);
    struct gs_whois_hop *hop = &whois->hops.items[0];
    gs_whois_text_set(&hop->text, flood, GS_WHOIS_BYTES_MAX);
    hop->outcome = GS_OUTCOME_ANSWERED;
    assert_int_equal(gs_whois_rules_bytes_left(whois), 0);
    gs_whois_rules_answer(whois, false);
    assert_true(whois->is_complete);
    expect_piece("flood", whois->hops.items[0].note, "1 MiB");
    free(flood);
    gs_whois_free(whois);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains_lead_where_the_servers_say),
        cmocka_unit_test(a_closed_registry_leads_to_its_page),
        cmocka_unit_test(late_chains_end_with_what_they_have),
        cmocka_unit_test(a_full_megabyte_ends_the_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
