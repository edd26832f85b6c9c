/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/compare_list.h"

#include <stdio.h>
#include <string.h>

static struct gs_compare_choice choice; /* large: not on the stack */

static void hosts_are_read_from_a_line(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *text;
        enum gs_status status;
        const char *hosts; /* of a good one, or what the sentence begins with */
    } cases[] = {
        {"by commas", "a.test,b.test", GS_OK, "a.test b.test"},
        {"by blanks", "  a.test  b.test ", GS_OK, "a.test b.test"},
        {"each once", "a.test A.TEST a.test", GS_OK, "a.test"},
        {"addresses", "192.0.2.1 2001:db8::1", GS_OK, "192.0.2.1 2001:db8::1"},
        {"a URL is its host", "https://a.test:8443/x", GS_OK, "a.test"},
        {"as it is sent", "bücher.test", GS_OK, "xn--bcher-kva.test"},
        {"nothing", "", GS_OK, ""},
        {"none", "none", GS_OK, ""},
        {"the null node", "a.test *", GS_EFORMAT, "\"*\" is no host"},
        {"a range", "192.0.2.0/24", GS_EFORMAT, "\"192.0.2.0/24\" is no host"},
        {"an open bracket", "[::1", GS_EFORMAT, "\"[::1\" is no host"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf text = {0};
        check_case(cases[i].label);
        memset(&choice, 0, sizeof choice);
        assert_int_equal(gs_compare_parse(cases[i].text, &choice, &text),
                         cases[i].status);
        if (cases[i].status == GS_OK) {
            gs_compare_format(&choice, &text);
        } else {
            assert_int_equal(choice.count, 0);
        }
        assert_string_equal(gs_buf_text(&text), cases[i].hosts);
        gs_buf_fini(&text);
    }
}

static void one_host_too_many_is_refused(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    struct gs_buf why = {0};
    for (int i = 0; i < GS_FAMILIES_HOSTS_MAX - 1; i++) {
        gs_buf_addf(&text, "h%d.test,", i);
    }
    assert_int_equal(gs_compare_parse(gs_buf_text(&text), &choice, &why), GS_OK);
    assert_int_equal(choice.count, GS_FAMILIES_HOSTS_MAX - 1);
    gs_buf_add_text(&text, "more.test");
    assert_int_equal(gs_compare_parse(gs_buf_text(&text), &choice, &why), GS_ELIMIT);
    assert_string_equal(gs_buf_text(&why),
                        "\"more.test\" is one too many: 63 hosts can be compared");
    gs_buf_fini(&why);
    gs_buf_fini(&text);
}

static void good_lines_of_a_file_are_taken_and_wrong_ones_named(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    struct gs_buf wrong = {0};
    size_t count = gs_compare_read("hosts",
                                   "# ours\n\n  a.test  # the first\r\n192.0.2.0/24\n"
                                   "b.test c.test\nd.test",
                                   &choice, &wrong);
    gs_compare_format(&choice, &text);
    assert_int_equal(count, 2);
    assert_string_equal(gs_buf_text(&text), "a.test d.test");
    assert_string_equal(gs_buf_text(&wrong),
                        "hosts:4: \"192.0.2.0/24\" is no host\n"
                        "hosts:5: \"b.test c.test\" is more than one host\n");
    gs_buf_fini(&wrong);
    gs_buf_fini(&text);
}

static void of_many_wrong_lines_the_first_are_told(void **state)
{
    (void)state;
    struct gs_buf wrong = {0};
    assert_int_equal(
        gs_compare_read("\x1bx", "*\n*\n*\n*\n*\n*\n*\n*\n*\n*\n", &choice, &wrong), 10);
    assert_int_equal(choice.count, 0);
    assert_non_null(strstr(gs_buf_text(&wrong), "\\x1Bx:8: \"*\" is no host\n"));
    assert_non_null(strstr(gs_buf_text(&wrong), "\\x1Bx: 2 more lines are wrong\n"));
    assert_null(strchr(gs_buf_text(&wrong), '\x1b'));
    gs_buf_fini(&wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_are_read_from_a_line),
        cmocka_unit_test(one_host_too_many_is_refused),
        cmocka_unit_test(good_lines_of_a_file_are_taken_and_wrong_ones_named),
        cmocka_unit_test(of_many_wrong_lines_the_first_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
