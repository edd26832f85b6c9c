/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/server_list.h"

static const struct {
    const char *text;
    const char *list;  /* as it is written again */
    const char *wrong; /* NULL: fine */
} cases[] = {
    {"192.0.2.53", "192.0.2.53", NULL},
    {"192.0.2.53,2001:db8::53", "192.0.2.53,2001:db8::53", NULL},
    {" 192.0.2.53:5300  [2001:db8::53]:5300 ", "192.0.2.53:5300,[2001:db8::53]:5300",
     NULL},
    {"192.0.2.53, 192.0.2.53", "192.0.2.53", NULL},
    {"192.0.2.53 192.0.2.53:54", "192.0.2.53,192.0.2.53:54", NULL},
    {"default", "", NULL},
    {"192.0.2.1,2,3", NULL,
     "\"2\" is not a server; use ADDRESS, ADDRESS:PORT or [IPv6]:PORT"},
    {"", NULL, "\"\" names no server"},
    {" , ", NULL, "\" , \" names no server"},
    {"\033[2J", NULL,
     "\"\\x1B[2J\" is not a server; use ADDRESS, ADDRESS:PORT or [IPv6]:PORT"},
    {"10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 10.0.0.7 10.0.0.8 10.0.0.9",
     NULL, "\"10.0.0.9\" is one too many; 8 servers can be asked"},
};

static void a_list_is_read_or_the_word_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_server_list list = {.count = 3};
        struct gs_buf wrong = {0};
        struct gs_buf again = {0};
        check_case(cases[i].text);
        enum gs_status status = gs_server_list_parse(cases[i].text, &list, &wrong);
        if (cases[i].wrong == NULL) {
            assert_int_equal(status, GS_OK);
            gs_server_list_format(list.items, list.count, &again);
            assert_string_equal(gs_buf_text(&again), cases[i].list);
        } else {
            assert_int_equal(status, GS_EFORMAT);
            assert_string_equal(gs_buf_text(&wrong), cases[i].wrong);
            assert_int_equal(list.count, 3); /* untouched */
        }
        gs_buf_fini(&wrong);
        gs_buf_fini(&again);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_read_or_the_word_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
