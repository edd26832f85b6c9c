/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/question.h"

#include <string.h>

#include <netdb.h>
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
    check_case(c->label);
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
        {"host and path", "iana.org/path?x#y", "iana.org", NULL, false},
        {"host, port and path", "iana.org:8080/a/b", "iana.org", "8080", false},
        {"brackets and path", "[::1]:80/x", "::1", "80", false},
        {"path and service", "iana.org/ www", "iana.org", "www", false},
        {"a slash in a name", "1.0/25.2.0.192.in-addr.arpa",
         "1.0/25.2.0.192.in-addr.arpa", NULL, false},
        {"a slash in a name with a final dot", "1.0/25.2.0.192.IN-ADDR.ARPA.",
         "1.0/25.2.0.192.IN-ADDR.ARPA.", NULL, false},
        {"a slash before an @", "a.b/c@example.com", "example.com", NULL, true},
        {"a slash in one label", "a/b", "a/b", NULL, false},
        {"mail", "ann@example.com", "example.com", NULL, true},
        {"mail, two @", "a@b@example.com", "example.com", NULL, true},
        {"mail and service", "ann@example.com 587", "example.com", "587", true},
        {"mailto", "mailto:ann@example.com?subject=x", "example.com", NULL, true},
        {"mailto, two", "MAILTO:ann@example.com,b@c", "example.com", NULL, true},
        {"mail to an address", "ann@[192.0.2.1]", "192.0.2.1", NULL, true},
        {"an address literal of mail", "[192.0.2.1]", "192.0.2.1", NULL, true},
        {"a v6 literal of mail", "[IPv6:2001:db8::1]", "2001:db8::1", NULL, true},
        {"mail to a v6", "ann@[IPv6:2001:db8::1]", "2001:db8::1", NULL, true},
        {"@ at the end is no mail", "ann@", "ann@", NULL, false},
        {"UTF-8", "五粮液.中国 www", "五粮液.中国", "www", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check(&cases[i]);
    }
}

static void open_brackets_are_refused(void **state)
{
    static const char *const cases[] = {"[::1", "[::1]80", "[", "u@[::1", "http://[::1"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_question question = {.host = "before"};
        check_case(cases[i]);
        assert_int_equal(gs_question_parse(cases[i], &question), GS_EFORMAT);
        assert_string_equal(question.host, "before");
    }
}

static void too_long_texts_are_refused(void **state)
{
    char text[GS_HOST_MAX + 3];
    struct gs_question question = {.host = "before"};
    (void)state;
    memset(text, 'a', sizeof text);
    text[GS_HOST_MAX + 1] = '\0';
    assert_int_equal(gs_question_parse(text, &question), GS_ELIMIT);
    assert_int_equal(gs_question_set(&question, text, NULL), GS_ELIMIT);
    assert_int_equal(gs_question_set(&question, "host", text), GS_ELIMIT);
    text[1] = ' ';
    assert_int_equal(gs_question_parse(text, &question), GS_ELIMIT);
    assert_string_equal(question.host, "before");
}

static void the_longest_texts_are_taken(void **state)
{
    char host[GS_HOST_MAX + 1];
    char service[GS_SERVICE_MAX + 1];
    struct gs_question question = {0};
    (void)state;
    memset(host, 'h', sizeof host - 1);
    memset(service, 's', sizeof service - 1);
    host[GS_HOST_MAX] = '\0';
    service[GS_SERVICE_MAX] = '\0';
    assert_int_equal(gs_question_set(&question, host, service), GS_OK);
    assert_string_equal(question.host, host);
    assert_string_equal(question.service, service);
}

static void parsing_leaves_the_other_fields_alone(void **state)
{
    struct gs_question question = {.hints = {.family = AF_INET6},
                                   .is_exact = true,
                                   .is_mail = true,
                                   .has_service = true,
                                   .service = "old"};
    (void)state;
    assert_int_equal(gs_question_parse("a.test", &question), GS_OK);
    assert_int_equal(question.hints.family, AF_INET6);
    assert_true(question.is_exact);
    assert_false(question.is_mail);
    assert_false(question.has_service);
    assert_string_equal(question.service, "");
}

static void set_takes_texts_byte_for_byte(void **state)
{
    struct gs_question question = {.is_mail = true};
    (void)state;
    assert_int_equal(gs_question_set(&question, " a:80 ", "x y"), GS_OK);
    assert_string_equal(question.host, " a:80 ");
    assert_string_equal(question.service, "x y");
    assert_false(question.is_mail);
    assert_int_equal(gs_question_set(&question, "", NULL), GS_OK);
    assert_false(question.is_null);
    assert_false(question.has_service);
    assert_int_equal(gs_question_set(&question, NULL, ""), GS_OK);
    assert_true(question.is_null);
    assert_true(question.has_service);
}

static void libc_gets_the_a_label_unless_exact(void **state)
{
    struct gs_question question = {.host = "bücher.test",
                                   .host_ascii = "xn--bcher-kva.test"};
    (void)state;
    assert_string_equal(gs_question_node(&question), "xn--bcher-kva.test");
    assert_null(gs_question_service(&question));
    question.is_exact = true;
    assert_string_equal(gs_question_node(&question), "bücher.test");
    question.has_service = true;
    assert_string_equal(gs_question_service(&question), "");
    question.is_null = true;
    assert_null(gs_question_node(&question));
}

static void literals_are_known_in_strict_form_only(void **state)
{
    static const struct {
        const char *host;
        int family;
    } cases[] = {
        {"192.0.2.1", AF_INET}, {"::1", AF_INET6},     {"fe80::1%eth0", AF_INET6},
        {"192.0.2", 0},         {"0x7f.1", 0},         {"192.0.2.010", 0},
        {"a.test", 0},          {"192.0.2.1%eth0", 0}, {"*", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_question question = {0};
        struct gs_address address = {0};
        check_case(cases[i].host);
        assert_int_equal(gs_question_parse(cases[i].host, &question), GS_OK);
        assert_int_equal(gs_question_is_literal(&question, &address),
                         cases[i].family != 0);
        assert_int_equal(gs_question_is_literal(&question, NULL), cases[i].family != 0);
        assert_int_equal(address.family, cases[i].family);
    }
}

static void same_name_means_same_host_and_service(void **state)
{
    static const struct {
        const char *a;
        const char *b;
        bool is_same;
    } cases[] = {
        {"a.test", "a.test", true},
        {"a.test www", "a.test:www", true},
        {"a.test", "b.test", false},
        {"a.test", "a.test www", false},
        {"a.test www", "a.test 80", false},
        {"*", "", true},
        {"* 80", "80", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_question a = {.hints = {.family = AF_INET}};
        struct gs_question b = {0};
        check_case(cases[i].a);
        (void)gs_question_parse(cases[i].a, &a);
        (void)gs_question_parse(cases[i].b, &b);
        assert_int_equal(gs_question_is_same_name(&a, &b), cases[i].is_same);
        assert_int_equal(gs_question_is_same_name(&b, &a), cases[i].is_same);
    }
}

static void an_exact_question_is_another_one(void **state)
{
    struct gs_question a = {.host = "bücher.test"};
    struct gs_question b = {.host = "bücher.test", .is_exact = true};
    (void)state;
    assert_false(gs_question_is_same_name(&a, &b));
}

static void flags_that_nobody_chose_fit_the_host(void **state)
{
    static const struct {
        const char *label;
        const char *host;
        int flags;
        bool is_default;
        int want;
    } cases[] = {
        {"default, no host", NULL, AI_CANONNAME | AI_V4MAPPED, true,
         AI_PASSIVE | AI_V4MAPPED},
        {"default, a host", "a.test", AI_PASSIVE, true, AI_CANONNAME},
        {"chosen, no host", NULL, AI_CANONNAME, false, AI_CANONNAME},
        {"chosen, a host", "a.test", 0, false, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_question question = {.hints.flags = cases[i].flags,
                                       .hints.has_default_flags = cases[i].is_default};
        check_case(cases[i].label);
        assert_int_equal(gs_question_set(&question, cases[i].host, "80"), GS_OK);
        gs_question_fit_flags(&question);
        assert_int_equal(question.hints.flags, cases[i].want);
    }
}

static void idna_refuses_a_host_that_has_no_a_label(void **state)
{
    static const struct {
        const char *label;
        struct gs_question question;
        bool want;
    } cases[] = {
        {"no A-label", {.host = "a"}, true},
        {"an A-label", {.host = "a", .host_ascii = "a"}, false},
        {"the null node", {.is_null = true}, false},
        {"byte for byte", {.host = "a", .is_exact = true}, false},
        {"an empty host byte for byte", {.is_exact = true}, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_int_equal(gs_question_is_refused(&cases[i].question), cases[i].want);
    }
}

static void the_user_of_a_mail_address_is_kept(void **state)
{
    (void)state;

    static const struct {
        const char *typed;
        const char *local;
        const char *host;
        const char *service;
    } cases[] = {
        {"user@a.test", "user", "a.test", ""},
        {"mailto:user@a.test", "user", "a.test", ""},
        {"\"a b\"@a.test", "\"a b\"", "a.test", ""},
        {"\"a@b\"@a.test smtp", "\"a@b\"", "a.test", "smtp"},
        {"\"a\\\" b\"@a.test", "\"a\\\" b\"", "a.test", ""},
        {"\"a b", "", "\"a", "b"},
        {"user@[192.0.2.1]", "user", "192.0.2.1", ""},
        {"https://user@a.test/", "", "a.test", "https"},
        {"a.test", "", "a.test", ""},
        {"1234567890123456789012345678901234567890123456789012345678901234@a.test",
         "1234567890123456789012345678901234567890123456789012345678901234", "a.test",
         ""},
        {"12345678901234567890123456789012345678901234567890123456789012345@a.test", "",
         "a.test", ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_question question = {.local = "before"};
        assert_int_equal(gs_question_parse(cases[i].typed, &question), GS_OK);
        if (strcmp(question.local, cases[i].local) != 0 ||
            strcmp(question.host, cases[i].host) != 0 ||
            strcmp(question.service, cases[i].service) != 0) {
            fail_msg("%s: %s, %s, %s", cases[i].typed, question.local, question.host,
                     question.service);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_typed_line_is_taken_apart),
        cmocka_unit_test(open_brackets_are_refused),
        cmocka_unit_test(too_long_texts_are_refused),
        cmocka_unit_test(the_longest_texts_are_taken),
        cmocka_unit_test(parsing_leaves_the_other_fields_alone),
        cmocka_unit_test(set_takes_texts_byte_for_byte),
        cmocka_unit_test(libc_gets_the_a_label_unless_exact),
        cmocka_unit_test(literals_are_known_in_strict_form_only),
        cmocka_unit_test(same_name_means_same_host_and_service),
        cmocka_unit_test(an_exact_question_is_another_one),
        cmocka_unit_test(flags_that_nobody_chose_fit_the_host),
        cmocka_unit_test(idna_refuses_a_host_that_has_no_a_label),
        cmocka_unit_test(the_user_of_a_mail_address_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
