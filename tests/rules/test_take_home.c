/* SPDX-License-Identifier: MIT */
/* Texts as values. That the programs compile, and give libc's rows, is tested end to end. */
#include "rules/make.h"
#include "support/check.h"

#include "gaiscope/rules/take_home.h"

#include <stdlib.h>

#include <netdb.h>

struct take_case {
    const char *label;
    enum gs_take take;
    const char *host;
    const char *service;
    int family;
    const char *rows; /* addresses, port 80; "" no answer */
    bool is_row;      /* the first row is taken, not the question */
    const char *text; /* NULL: there is none */
};

static const struct take_case cases[] = {
    {"getent", GS_TAKE_GETENT, "iana.org", "www", AF_UNSPEC, "", false,
     "getent ahosts iana.org"},
    {"getent of one family", GS_TAKE_GETENT, "iana.org", "www", AF_INET6, "", false,
     "getent ahostsv6 iana.org"},
    {"getent of an option", GS_TAKE_GETENT, "-V", "www", AF_INET, "", false,
     "getent ahostsv4 -- -V"},
    {"getent of the null node", GS_TAKE_GETENT, NULL, "www", AF_UNSPEC, "", false, NULL},
    {"a quote", GS_TAKE_GETENT, "a'b;rm -rf $HOME", "www", AF_UNSPEC, "", false,
     "getent ahosts 'a'\\''b;rm -rf $HOME'"},
    {"control bytes", GS_TAKE_GETENT, "a\n'\\\x1b[2J", "www", AF_UNSPEC, "", false,
     "getent ahosts $'a\\012\\047\\134\\033[2J'"},
    {"dig", GS_TAKE_DIG, "iana.org", "www", AF_UNSPEC, "", false,
     "dig iana.org A iana.org AAAA"},
    {"dig of one family", GS_TAKE_DIG, "iana.org", "www", AF_INET, "", false,
     "dig iana.org A"},
    {"dig of a row", GS_TAKE_DIG, "iana.org", "www", AF_UNSPEC, "2001:db8::1", true,
     "dig iana.org AAAA"},
    {"dig of an address", GS_TAKE_DIG, "192.0.2.1", "www", AF_UNSPEC, "", false,
     "dig -x 192.0.2.1"},
    {"dig of a short address", GS_TAKE_DIG, "127.1", "www", AF_UNSPEC, "", false,
     "dig -x 127.0.0.1"},
    {"dig of an option", GS_TAKE_DIG, "+short", "www", AF_INET, "", false,
     "dig -q +short A"},
    {"curl", GS_TAKE_CURL, "iana.org", "www", AF_UNSPEC, "2001:db8::1 192.0.2.1", false,
     "curl --resolve 'iana.org:80:[2001:db8::1],192.0.2.1' http://iana.org/"},
    {"curl of a row", GS_TAKE_CURL, "iana.org", "www", AF_UNSPEC, "192.0.2.1 192.0.2.2",
     true, "curl --resolve iana.org:80:192.0.2.1 http://iana.org/"},
    {"curl of repeated rows", GS_TAKE_CURL, "iana.org", "80", AF_UNSPEC,
     "192.0.2.1 192.0.2.1", false,
     "curl --resolve iana.org:80:192.0.2.1 http://iana.org/"},
    {"curl of an address", GS_TAKE_CURL, "2001:db8::1", "80", AF_UNSPEC, "2001:db8::1",
     false, "curl -g 'http://[2001:db8::1]/'"},
    {"curl of what is no host of a URL", GS_TAKE_CURL, "a/b@c", "80", AF_UNSPEC,
     "192.0.2.1", false, NULL},
    {"curl without an answer", GS_TAKE_CURL, "iana.org", "80", AF_UNSPEC, "", false,
     NULL},
    {"the address", GS_TAKE_ADDRESS, "iana.org", "80", AF_UNSPEC, "192.0.2.1 192.0.2.2",
     true, "192.0.2.1"},
    {"all addresses", GS_TAKE_ADDRESS, "iana.org", "80", AF_UNSPEC,
     "192.0.2.1 192.0.2.1 192.0.2.2", false, "192.0.2.1\n192.0.2.2\n"},
    {"the row", GS_TAKE_ROW, "iana.org", "80", AF_UNSPEC, "2001:db8::1", true,
     "inet6 stream tcp iana.org 2001:db8::1 80"},
    {"all rows of the null node", GS_TAKE_ROW, NULL, "80", AF_UNSPEC, "0.0.0.0 ::", false,
     "inet stream tcp - 0.0.0.0 80\ninet6 stream tcp - :: 80\n"},
};

static void each_text_is_quoted_for_what_it_goes_into(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct take_case *at = &cases[i];
        struct gs_question question = make_question(at->host, at->service);
        struct gs_system_answer *answer = make_system(at->rows);
        struct gs_take_subject subject = {.question = &question, .answer = answer};
        struct gs_buf text = {0};
        check_case(at->label);
        question.hints.family = at->family;
        subject.row = at->is_row ? &answer->rows.items[0] : NULL;
        gs_take_home(at->take, &subject, &text);
        assert_string_equal(gs_buf_text(&text), at->text == NULL ? "" : at->text);
        assert_int_equal(gs_take_lack(at->take, &subject) == NULL, at->text != NULL);
        gs_buf_fini(&text);
        gs_system_answer_free(answer);
    }
}

static void dig_asks_the_chosen_server(void **state)
{
    (void)state;
    struct gs_question question = make_question("iana.org", "80");
    struct gs_resolver resolver = {.server_count = 1, .is_override = true};
    struct gs_buf text = {0};
    question.hints.family = AF_INET;
    assert_int_equal(gs_address_parse("192.0.2.53", &resolver.servers[0].address), GS_OK);
    resolver.servers[0].port = 5300;
    gs_take_home(GS_TAKE_DIG,
                 &(struct gs_take_subject){.question = &question, .resolver = &resolver},
                 &text);
    assert_string_equal(gs_buf_text(&text), "dig @192.0.2.53 -p 5300 iana.org A");
    gs_buf_fini(&text);
}

static void call_is_one_line_without_what_is_nothing(void **state)
{
    (void)state;

    static const struct {
        const char *host;
        const char *service;
        struct gs_hints hints;
        const char *text;
    } calls[] = {
        {"iana.org",
         "www",
         {AF_UNSPEC, SOCK_STREAM, 0, AI_CANONNAME, false},
         "getaddrinfo(\"iana.org\", \"www\", &(struct addrinfo){ .ai_flags = "
         "AI_CANONNAME, .ai_socktype = SOCK_STREAM }, &list)"},
        {NULL,
         NULL,
         {AF_UNSPEC, 0, 0, 0, false},
         "getaddrinfo(NULL, NULL, &(struct addrinfo){0}, &list)"},
        {"a\"b\\?\n",
         "1",
         {AF_INET6, 77, 132, 0x40000000, false},
         "getaddrinfo(\"a\\042b\\134\\077\\012\", \"1\", &(struct addrinfo){ .ai_flags = "
         "0x40000000, .ai_family = AF_INET6, .ai_socktype = 77, .ai_protocol = 132 }, "
         "&list)"},
    };

    for (size_t i = 0; i < COUNT_OF(calls); i++) {
        struct gs_question question = make_question(calls[i].host, calls[i].service);
        struct gs_buf text = {0};
        question.hints = calls[i].hints;
        gs_call_line(&question, &text);
        assert_string_equal(gs_buf_text(&text), calls[i].text);
        gs_buf_fini(&text);
    }
}

static void a_call_takes_the_fullest_form_that_fits(void **state)
{
    static const struct {
        const char *label;
        size_t cells;
        const char *want;
    } forms[] = {
        {"whole", 120,
         "getaddrinfo(\"iana.org\", \"www\", &(struct addrinfo){ "
         ".ai_flags = AI_CANONNAME, .ai_socktype = SOCK_STREAM }, &list)"},
        {"without cast", 100,
         "getaddrinfo(\"iana.org\", \"www\", "
         "{.ai_flags = AI_CANONNAME, .ai_socktype = SOCK_STREAM}, &list)"},
        {"without blanks", 90,
         "getaddrinfo(\"iana.org\", \"www\", "
         "{.ai_flags=AI_CANONNAME, .ai_socktype=SOCK_STREAM}, &list)"},
        {"by their order", 76,
         "getaddrinfo(\"iana.org\", \"www\", {AI_CANONNAME, 0, SOCK_STREAM}, &list)"},
        {"flags as a number, never cut", 20,
         "getaddrinfo(\"iana.org\", \"www\", {0x2, 0, SOCK_STREAM}, &list)"},
    };

    (void)state;
    struct gs_question question = make_question("iana.org", "www");
    question.hints.flags = AI_CANONNAME;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct gs_buf text = {0};
        check_case(forms[i].label);
        gs_call_fit(&question, forms[i].cells, &text);
        assert_string_equal(gs_buf_text(&text), forms[i].want);
        gs_buf_fini(&text);
    }
}

static void a_call_without_hints_has_an_empty_struct(void **state)
{
    (void)state;
    struct gs_question question = make_question("iana.org", "www");
    struct gs_buf text = {0};
    question.hints = (struct gs_hints){0};
    gs_call_fit(&question, 50, &text);
    assert_string_equal(gs_buf_text(&text),
                        "getaddrinfo(\"iana.org\", \"www\", {0}, &list)");
    gs_buf_fini(&text);
}

static void call_on_three_lines_names_every_argument(void **state)
{
    (void)state;
    struct gs_question question = make_question("iana.org", "www");
    struct gs_buf text = {0};
    gs_call_lines(&question, &text);
    assert_string_equal(gs_buf_text(&text),
                        "getaddrinfo(\"iana.org\", \"www\", &hints, &list)\n"
                        "hints = { .ai_flags = 0,\n"
                        "          .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, "
                        ".ai_protocol = 0 }");
    gs_buf_fini(&text);
}

static void python_passes_bytes_where_it_would_convert(void **state)
{
    (void)state;

    static const struct {
        const char *host;
        const char *service;
        const char *text;
    } calls[] = {
        {"iana.org", "www", "socket.getaddrinfo(\"iana.org\", \"www\")"},
        {"a..b", "www", "socket.getaddrinfo(b\"a..b\", \"www\")"},
        {"_x", "w\xc3\xb6", "socket.getaddrinfo(b\"_x\", b\"w\\303\\266\")"},
        {NULL, "80", "socket.getaddrinfo(None, \"80\")"},
        {"::1", NULL, "socket.getaddrinfo(\"::1\", None)"},
    };

    for (size_t i = 0; i < COUNT_OF(calls); i++) {
        struct gs_question question = make_question(calls[i].host, calls[i].service);
        struct gs_buf text = {0};
        question.hints.socktype = 0;
        gs_take_gist(GS_TAKE_PYTHON, &(struct gs_take_subject){.question = &question},
                     &text);
        assert_string_equal(gs_buf_text(&text), calls[i].text);
        gs_buf_fini(&text);
    }
}

static void gist_is_one_line(void **state)
{
    (void)state;
    struct gs_question question = make_question("iana.org", "80");
    struct gs_system_answer *answer = make_system("192.0.2.1 192.0.2.2");
    struct gs_take_subject subject = {.question = &question, .answer = answer};
    for (int take = 0; take < GS_TAKE_COUNT; take++) {
        struct gs_buf text = {0};
        check_case(gs_take_name((enum gs_take)take));
        gs_take_gist((enum gs_take)take, &subject, &text);
        assert_true(text.len > 0);
        assert_null(strchr(gs_buf_text(&text), '\n'));
        if (take == GS_TAKE_ADDRESS) {
            assert_string_equal(gs_buf_text(&text), "192.0.2.1 …");
        }
        gs_buf_fini(&text);
    }
    gs_system_answer_free(answer);
}

static void words_of_the_option_are_known(void **state)
{
    (void)state;
    enum gs_take take = GS_TAKE_ROW;
    assert_int_equal(gs_take_parse("python", &take), GS_OK);
    assert_int_equal(take, GS_TAKE_PYTHON);
    assert_int_equal(gs_take_parse("Perl", &take), GS_ENOTFOUND);
    assert_true(gs_take_needs_answer(GS_TAKE_CURL));
    assert_false(gs_take_needs_answer(GS_TAKE_C));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_text_is_quoted_for_what_it_goes_into),
        cmocka_unit_test(dig_asks_the_chosen_server),
        cmocka_unit_test(call_is_one_line_without_what_is_nothing),
        cmocka_unit_test(a_call_takes_the_fullest_form_that_fits),
        cmocka_unit_test(a_call_without_hints_has_an_empty_struct),
        cmocka_unit_test(call_on_three_lines_names_every_argument),
        cmocka_unit_test(python_passes_bytes_where_it_would_convert),
        cmocka_unit_test(gist_is_one_line),
        cmocka_unit_test(words_of_the_option_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
