/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/dname.h"

#include <stdlib.h>
#include <string.h>

static void names_go_to_the_wire_and_back(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        const char *want; /* NULL: no name */
    } cases[] = {
        {"a.test", "a.test"},
        {"a.test.", "a.test"},
        {".", "."},
        {"a\\.b.test", "a\\.b.test"},
        {"a\\046b.test", "a\\.b.test"},
        {"\\255.test", "\\255.test"},
        {"", NULL},
        {"a..test", NULL},
        {"\\256.test", NULL},
        {"\\25", NULL},
        {"a\\", NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_dname name;
        struct gs_buf text = {0};
        print_message("%s\n", cases[i].text);
        assert_int_equal(gs_dname_parse(cases[i].text, &name), cases[i].want != NULL);
        if (cases[i].want != NULL) {
            gs_dname_format(&name, &text);
            assert_string_equal(gs_buf_text(&text), cases[i].want);
        }
        gs_buf_fini(&text);
    }
}

static void pointers_lead_back_only(void **state)
{
    (void)state;
    static const uint8_t wire[] = {1, 'a', 0, 1, 'b', 0xc0, 0, 0xc0, 7, 0xc0, 9};
    struct gs_dname name;
    assert_int_equal(gs_dname_read(wire, sizeof wire, 3, &name), 4);
    struct gs_dname want;
    assert_true(gs_dname_parse("B.A", &want));
    assert_true(gs_dname_is_equal(&name, &want));
    assert_int_equal(gs_dname_read(wire, sizeof wire, 7, &name), 0); /* to itself */
    assert_int_equal(gs_dname_read(wire, sizeof wire, 9, &name), 0);
    assert_int_equal(gs_dname_read(wire, 4, 3, &name), 0); /* leaves the message */
}

static void below_counts_whole_labels(void **state)
{
    (void)state;
    assert_true(gs_name_is_below("a.b.test", "b.test"));
    assert_true(gs_name_is_below("a.b.test", "B.Test."));
    assert_true(gs_name_is_below("a.b.test", "."));
    assert_true(gs_name_is_below(".", "."));
    assert_true(gs_name_is_below("b.test", "b.test"));
    assert_false(gs_name_is_below("ab.test", "b.test"));
    assert_false(gs_name_is_below("b.test", "a.b.test"));
    assert_false(gs_name_is_below("a\\.b.test", "b.test"));
    assert_false(gs_name_is_below("a..test", "test"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_go_to_the_wire_and_back),
        cmocka_unit_test(pointers_lead_back_only),
        cmocka_unit_test(below_counts_whole_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
