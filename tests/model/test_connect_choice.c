/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/connect_report.h"

#include <string.h>

static const struct {
    const char *label;
    const char *before;
    const char *text;
    const char *after; /* NULL: refused, and nothing changes */
    const char *wrong;
} cases[] = {
    {"services", "default", "www,https,8080", "www,https,8080", ""},
    {"one with its first line", "www", "smtp banner", "smtp banner", ""},
    {"services alone wait for no line", "smtp banner", "www", "www", ""},
    {"a line for the same services", "smtp", "banner", "smtp banner", ""},
    {"always", "smtp banner", "always", "smtp banner always", ""},
    {"asked again", "smtp banner always", "asked", "smtp banner", ""},
    {"the default", "smtp always", "default", "default always", ""},
    {"in any order", "default", "ALWAYS www  banner", "www banner always", ""},
    {"each once", "default", "www,WWW,www", "www", ""},
    {"eight", "default", "1,2,3,4,5,6,7,8", "1,2,3,4,5,6,7,8", ""},
    {"nine", "www", "1,2,3,4,5,6,7,8,9", NULL, "8 services are the most"},
    {"an empty one", "www", "www,,https", NULL,
     "\"\" is no service: a name, or a port from 1 to 65535"},
    {"port 0", "www", "0", NULL,
     "\"0\" is no service: a name, or a port from 1 to 65535"},
    {"a port that libc takes for 80", "www", "65616", NULL,
     "\"65616\" is no service: a name, or a port from 1 to 65535"},
    {"a number of many digits", "www", "99999999999999999999999", NULL,
     "\"99999999999999999999999\" is no service: a name, or a port from 1 to 65535"},
    {"a control character", "www", "w\1w", NULL,
     "\"w\\x01w\" is no service: a name, or a port from 1 to 65535"},
    {"a word too many", "www", "https smtp", NULL,
     "\"smtp\" is one word too many: www,https banner always"},
};

static void what_is_typed_is_what_is_chosen(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_connect_choice choice = {0};
        struct gs_buf wrong = {0};
        struct gs_buf text = {0};
        check_case(cases[i].label);
        assert_int_equal(gs_connect_choice_parse(cases[i].before, &choice, &wrong),
                         GS_OK);
        enum gs_status status = gs_connect_choice_parse(cases[i].text, &choice, &wrong);
        assert_int_equal(status, cases[i].after == NULL ? GS_EFORMAT : GS_OK);
        gs_connect_choice_format(&choice, &text);
        assert_string_equal(gs_buf_text(&text),
                            cases[i].after == NULL ? cases[i].before : cases[i].after);
        assert_string_equal(gs_buf_text(&wrong), cases[i].wrong);
        gs_buf_fini(&wrong);
        gs_buf_fini(&text);
    }
}

static void a_name_of_64_bytes_is_too_long(void **state)
{
    struct gs_connect_choice choice = {0};
    struct gs_buf wrong = {0};
    char name[GS_CONNECT_NAME_MAX + 2];
    (void)state;
    memset(name, 'a', sizeof name);
    name[GS_CONNECT_NAME_MAX] = '\0';
    assert_int_equal(gs_connect_services_parse(name, &choice, &wrong), GS_OK);
    name[GS_CONNECT_NAME_MAX] = 'a';
    name[GS_CONNECT_NAME_MAX + 1] = '\0';
    assert_int_equal(gs_connect_services_parse(name, &choice, &wrong), GS_EFORMAT);
    gs_buf_fini(&wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_is_what_is_chosen),
        cmocka_unit_test(a_name_of_64_bytes_is_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
