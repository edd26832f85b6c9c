/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/libc/nss_conf.h"

#include <string.h>

enum {
    OUT_SIZE = 32,
};

static void the_hosts_line_gives_the_sources(void **state)
{
    static const struct {
        const char *label;
        const char *text;
        const char *sources;
    } cases[] = {
        {"usual", "passwd: files\nhosts: files dns\n", "files dns"},
        {"blanks and tabs", "  hosts:\t files\t  dns  \n", "files dns"},
        {"action", "hosts: files [NOTFOUND=return] dns\n", "files [NOTFOUND=return] dns"},
        {"comment behind", "hosts: files # dns\n", "files"},
        {"commented out", "#hosts: files\n", ""},
        {"no line", "passwd: files\n", ""},
        {"no text", "", ""},
        {"no source", "hosts:\n", ""},
        {"no end of line", "hosts: dns", "dns"},
        {"no colon", "hosts files dns\n", "files dns"},
        {"longer name", "hostsx: files\n", ""},
        {"no continuation", "hosts: files \\\n dns\n", "files \\"},
        {"last one counts", "hosts: files\nhosts: dns\n", "dns"},
        {"carriage return", "hosts: files dns\r\n", "files dns"},
        {"control byte", "hosts: fi\x1bles\n", "fi\\x1Bles"},
        {"cut in whole words", "hosts: aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbb c\n",
         "aaaaaaaaaaaaaaaa"},
        {"one word too long", "hosts: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char out[OUT_SIZE] = "before";
        check_case(cases[i].label);
        gs_nss_conf_hosts(cases[i].text, strlen(cases[i].text), out, sizeof out);
        assert_string_equal(out, cases[i].sources);
    }
}

static void a_nul_in_the_text_ends_nothing(void **state)
{
    static const char text[] = "hosts: \0\nhosts: files\n";
    char out[OUT_SIZE];
    (void)state;
    gs_nss_conf_hosts(text, sizeof text - 1, out, sizeof out);
    assert_string_equal(out, "files");
}

static void only_other_lines_than_comments_are_active(void **state)
{
    static const struct {
        const char *label;
        const char *text;
        bool is_active;
    } cases[] = {
        {"empty", "", false},
        {"comments and blanks", "# precedence ::/0 40\n\n  \t\n#\n", false},
        {"precedence", "#\nprecedence ::ffff:0:0/96 100\n", true},
        {"indented, no end of line", "   label ::1/128 0", true},
        {"comment behind blanks", "   # label\n", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_int_equal(gs_gai_conf_is_active(cases[i].text, strlen(cases[i].text)),
                         cases[i].is_active);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hosts_line_gives_the_sources),
        cmocka_unit_test(a_nul_in_the_text_ends_nothing),
        cmocka_unit_test(only_other_lines_than_comments_are_active),
    };
    return cmocka_run_group_tests_name("nss_conf", tests, NULL, NULL);
}
