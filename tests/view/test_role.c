/* SPDX-License-Identifier: MIT */
#include "gaiscope/view/role.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void every_name_finds_its_role(void **state)
{
    (void)state;
    for (unsigned i = 0; i < GS_ROLE_COUNT; i++) {
        enum gs_role found = GS_ROLE_COUNT;
        assert_int_equal(gs_role_parse(gs_role_name((enum gs_role)i), &found), GS_OK);
        assert_int_equal(found, i);
        assert_true(strlen(gs_role_meaning((enum gs_role)i)) > 0);
    }
}

static void an_unknown_name_is_refused(void **state)
{
    (void)state;
    enum gs_role found = GS_ROLE_OK;
    assert_int_equal(gs_role_parse("purple", &found), GS_ENOTFOUND);
    assert_int_equal(found, GS_ROLE_OK);
}

static void letters_differ_even_without_case(void **state)
{
    (void)state;
    char seen[256] = {0};
    for (unsigned i = 0; i < GS_ROLE_COUNT; i++) {
        unsigned char letter =
            (unsigned char)tolower((unsigned char)gs_role_letter((enum gs_role)i));
        assert_int_equal(seen[letter], 0);
        seen[letter] = 1;
    }
    assert_int_equal(gs_role_letter(GS_ROLE_TEXT), '.');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_finds_its_role),
        cmocka_unit_test(an_unknown_name_is_refused),
        cmocka_unit_test(letters_differ_even_without_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
