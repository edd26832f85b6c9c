/* SPDX-License-Identifier: MIT */
#include "rules/make.h"

#include "gaiscope/rules/whois_query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
    const char *host;
    const char *kind;
    const char *asked;
} hosts[] = {
    {"python.org", "domain", "python.org"},
    {"Python.ORG.", "domain", "python.org"},
    {"xn--mnchen-3ya.de", "domain", "xn--mnchen-3ya.de"},
    {"_dmarc.python.org", "domain", "_dmarc.python.org"},
    {"192.0.2.1", "ipv4", "192.0.2.1"},
    {"2001:DB8::1", "ipv6", "2001:db8::1"},
    {"fe80::1%lo", "ipv6", "fe80::1"},
    {"AS64500", "as", "AS64500"},
    {"as1", "as", "AS1"},
    {"AS4294967295", "as", "AS4294967295"},
    {"AS4294967296", "domain", "as4294967296"},
    {"as", "domain", "as"},
    {"as64500.example", "domain", "as64500.example"},
    {"a b", "nothing", ""},
    {"-n", "nothing", ""},
    {"a..b", "nothing", ""},
    {"1.2.3", "nothing", ""},
    {"0x7f.0x1", "nothing", ""},
    {"localhost", "nothing", ""},
    {"www.LOCALHOST.", "nothing", ""},
    {"notlocalhost.example", "domain", "notlocalhost.example"},
};

static void hosts_are_told_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        struct gs_question question = make_question(hosts[i].host, NULL);
        struct gs_whois *whois = gs_whois_of(&question);
        if (strcmp(gs_whois_kind_id(whois->kind), hosts[i].kind) != 0 ||
            strcmp(whois->asked, hosts[i].asked) != 0) {
            fail_msg("%s: %s %s", hosts[i].host, gs_whois_kind_id(whois->kind),
                     whois->asked);
        }
        assert_int_equal(whois->is_complete, whois->kind == GS_WHOIS_NOTHING);
        assert_int_equal(whois->problem != NULL, whois->kind == GS_WHOIS_NOTHING);
        gs_whois_free(whois);
    }
}

static const struct {
    const char *text;
    const char *name; /* NULL: refused */
    uint16_t port;
    bool is_rwhois;
} servers[] = {
    {"whois.iana.org", "whois.iana.org", 43, false},
    {"WHOIS.Example.", "whois.example", 43, false},
    {"whois.example:4343", "whois.example", 4343, false},
    {"whois://whois.example", "whois.example", 43, false},
    {"whois://whois.example:4343/path", "whois.example", 4343, false},
    {"rwhois://rwhois.example:4321", "rwhois.example", 4321, true},
    {"http://whois.example/find?x=1", "whois.example", 43, false},
    {"HTTPS://whois.example", "whois.example", 43, false},
    {"192.0.2.1", "192.0.2.1", 43, false},
    {"192.0.2.1:44", "192.0.2.1", 44, false},
    {"2001:db8::1", "2001:db8::1", 43, false},
    {"[2001:db8::1]", "2001:db8::1", 43, false},
    {"[2001:db8::1]:44", "2001:db8::1", 44, false},
    {"whois.example (see there)", "whois.example", 43, false},
    {"", NULL, 0, false},
    {"whois://", NULL, 0, false},
    {"a;b", NULL, 0, false},
    {"a..b", NULL, 0, false},
    {"-a.example", NULL, 0, false},
    {"a\x1b[2J.example", NULL, 0, false},
    {"m\xC3\xBCnchen.example", NULL, 0, false},
    {"whois.example:0", NULL, 0, false},
    {"whois.example:65536", NULL, 0, false},
    {"whois.example:+43", NULL, 0, false},
    {"whois.example:", NULL, 0, false},
    {"[2001:db8::1", NULL, 0, false},
    {"[2001:db8::1]x", NULL, 0, false},
    {"010.1", NULL, 0, false},
    {"1.2.3.999", NULL, 0, false},
    {"user@whois.example", NULL, 0, false},
};

static void servers_are_host_names_or_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof servers / sizeof servers[0]; i++) {
        struct gs_whois_server server = {0};
        enum gs_status status =
            gs_whois_server_parse(servers[i].text, strlen(servers[i].text), &server);
        bool is_wanted = (status == GS_OK) == (servers[i].name != NULL);
        if (is_wanted && status == GS_OK) {
            is_wanted = strcmp(server.name, servers[i].name) == 0 &&
                        server.port == servers[i].port &&
                        server.is_rwhois == servers[i].is_rwhois;
        }
        if (!is_wanted) {
            fail_msg("%s: %s:%u", servers[i].text, server.name, server.port);
        }
    }
}

static void a_long_server_name_is_refused(void **state)
{
    (void)state;
    char text[1000];
    struct gs_whois_server server;
    memset(text, 'a', sizeof text);
    assert_int_equal(gs_whois_server_parse(text, sizeof text, &server), GS_EFORMAT);
    for (size_t i = 0; i < sizeof text; i += 2) {
        text[i] = '.';
    }
    assert_int_equal(gs_whois_server_parse(text + 1, 255, &server), GS_EFORMAT);
    assert_int_equal(gs_whois_server_parse(text + 1, 253, &server), GS_OK);
}

static void a_parent_is_never_a_top_level_domain(void **state)
{
    (void)state;
    assert_string_equal(gs_whois_parent("www.python.org"), "python.org");
    assert_null(gs_whois_parent("python.org"));
    assert_null(gs_whois_parent("org"));
}

static void the_first_server_is_one_host_without_blanks(void **state)
{
    (void)state;
    char longest[GS_WHOIS_FIRST_MAX + 1];
    memset(longest, 'a', sizeof longest);
    longest[GS_WHOIS_FIRST_MAX] = '\0';
    assert_true(gs_whois_is_first_server("whois.example:4343"));
    assert_true(gs_whois_is_first_server("[2001:db8::1]:43"));
    assert_false(gs_whois_is_first_server("a.example b"));
    assert_false(gs_whois_is_first_server("a.example\tb"));
    assert_false(gs_whois_is_first_server(";"));
    assert_false(gs_whois_is_first_server(longest));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_server_is_one_host_without_blanks),
        cmocka_unit_test(hosts_are_told_apart),
        cmocka_unit_test(servers_are_host_names_or_addresses),
        cmocka_unit_test(a_long_server_name_is_refused),
        cmocka_unit_test(a_parent_is_never_a_top_level_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
