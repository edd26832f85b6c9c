/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/ascii.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>

/* The program's locale decides nothing: here it is C, and the two agree on every byte. */
static void bytes_are_what_the_c_locale_says(void **state)
{
    (void)state;
    for (int byte = 0; byte <= UCHAR_MAX; byte++) {
        char c = (char)byte;
        char label[16];
        (void)snprintf(label, sizeof label, "byte %d", byte);
        check_case(label);
        assert_int_equal(gs_ascii_is_blank(c), isblank(byte) != 0);
        assert_int_equal(gs_ascii_is_space(c), isspace(byte) != 0);
        assert_int_equal(gs_ascii_is_digit(c), isdigit(byte) != 0);
        assert_int_equal(gs_ascii_is_letter(c), isalpha(byte) != 0);
        assert_int_equal((unsigned char)gs_ascii_lower(c), tolower(byte));
        assert_int_equal((unsigned char)gs_ascii_upper(c), toupper(byte));
    }
}

static void a_number_is_digits_alone(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *text;
        bool is_number;
    } cases[] = {
        {"one digit", "0", true},        {"many", "65535", true},
        {"nothing", "", false},          {"a sign", "-1", false},
        {"a blank before", " 1", false}, {"a letter behind", "53x", false},
        {"a word", "domain", false},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_int_equal(gs_ascii_is_number(cases[i].text), cases[i].is_number);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_what_the_c_locale_says),
        cmocka_unit_test(a_number_is_digits_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
