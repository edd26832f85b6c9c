/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/question.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sys/socket.h>

/* NULL host: the null node; NULL service: none. */
struct parse_case {
    const char *label;
    const char *text;
    const char *host;
    const char *service;
    bool is_mail;
};

static void check(const struct parse_case *c)
{
    struct gs_question question = {0};
    print_message("%s\n", c->label);
    assert_int_equal(gs_question_parse(c->text, &question), GS_OK);
    assert_int_equal(question.is_null, c->host == NULL);
    assert_string_equal(question.host, c->host == NULL ? "" : c->host);
    assert_int_equal(question.has_service, c->service != NULL);
    assert_string_equal(question.service, c->service == NULL ? "" : c->service);
    assert_int_equal(question.is_mail, c->is_mail);
}

static void a_typed_line_is_taken_apart(void **state)
{
    static const struct parse_case cases[] = {
        {"bare word", "python.org", "python.org", NULL, false},
        {"blanks around", "  python.org\t\n", "python.org", NULL, false},
        {"two words", "python.org https", "python.org", "https", false},
        {"tab between", "python.org \t 443 ", "python.org", "443", false},
        {"a third word stays with the service", "a b c", "a", "b c", false},
        {"star", "*", NULL, NULL, false},
        {"nothing", "", NULL, NULL, false},
        {"only blanks", " \t", NULL, NULL, false},
        {"star and service", "* ftp", NULL, "ftp", false},
        {"star and port", "*:80", NULL, "80", false},
        {"port alone", ":8000", NULL, "8000", false},
        {"host:port", "iana.org:443", "iana.org", "443", false},
        {"host:service", "iana.org:www", "iana.org", "www", false},
        {"colon at the end", "iana.org:", "iana.org", NULL, false},
        {"IPv4 and port", "192.0.43.8:80", "192.0.43.8", "80", false},
        {"the second word wins over the port", "iana.org:80 www", "iana.org", "www",
         false},
        {"v6", "2001:db8::1", "2001:db8::1", NULL, false},
        {"v6 any", "::", "::", NULL, false},
        {"v6 and service", "::1 http", "::1", "http", false},
        {"v6 with zone", "fe80::1%eth0", "fe80::1%eth0", NULL, false},
        {"brackets", "[::1]", "::1", NULL, false},
        {"brackets and port", "[::1]:80", "::1", "80", false},
        {"brackets and empty port", "[::1]:", "::1", NULL, false},
        {"brackets and zone", "[fe80::1%eth0]:22", "fe80::1%eth0", "22", false},
        {"URL", "https://python.org/about?x=1#y", "python.org", "https", false},
        {"URL, upper case", "HTTP://Python.ORG", "Python.ORG", "http", false},
        {"URL with all", "https://user@host:8443/path", "host", "8443", false},
        {"URL with password", "ftp://u:p@w@h/", "h", "ftp", false},
        {"URL with empty port", "http://h:/", "h", "http", false},
        {"URL of a v6", "http://[2001:db8::1]/x", "2001:db8::1", "http", false},
        {"URL of a v6 and port", "http://[::1]:8080", "::1", "8080", false},
        {"URL zone", "http://[fe80::1%25eth0]/", "fe80::1%eth0", "http", false},
        {"URL and service", "http://h/ 81", "h", "81", false},
        {"@ in a path is no user", "http://h/@x", "h", "http", false},
        {"mail", "ann@example.com", "example.com", NULL, true},
        {"mail, two @", "a@b@example.com", "example.com", NULL, true},
        {"mail and service", "ann@example.com 587", "example.com", "587", true},
        {"mailto", "mailto:ann@example.com?subject=x", "example.com", NULL, true},
        {"mailto, two", "MAILTO:ann@example.com,b@c", "example.com", NULL, true},
        {"mail to an address", "ann@[192.0.2.1]", "192.0.2.1", NULL, true},
        {"mail to a v6", "ann@[IPv6:2001:db8::1]", "2001:db8::1", NULL, true},
        {"@ at the end is no mail", "ann@", "ann@", NULL, false},
        {"UTF-8", "五粮液.中国 www", "五粮液.中国", "www", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check(&cases[i]);
    }
}

static void open_brackets_are_refused(void **state)
{
    static const char *const cases[] = {"[::1", "[::1]80", "[", "u@[::1", "http://[::1"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_question question = {.host = "before"};
        print_message("%s\n", cases[i]);
        assert_int_equal(gs_question_parse(cases[i], &question), GS_EFORMAT);
        assert_string_equal(question.host, "before");
    }
}

static void default_hints_ask_for_streams_of_both_families(void **state)
{
    struct gs_hints hints = gs_hints_default();
    (void)state;
    assert_int_equal(hints.family, AF_UNSPEC);
    assert_int_equal(hints.socktype, SOCK_STREAM);
    assert_int_equal(hints.protocol, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_typed_line_is_taken_apart),
        cmocka_unit_test(open_brackets_are_refused),
        cmocka_unit_test(default_hints_ask_for_streams_of_both_families),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
