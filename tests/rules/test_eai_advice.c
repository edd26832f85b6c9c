/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/eai_advice.h"

#include <errno.h>
#include <string.h>

static const char *const names[] = {
    "EAI_NONAME",  "EAI_NODATA", "EAI_ADDRFAMILY", "EAI_AGAIN",    "EAI_FAIL",
    "EAI_SERVICE", "EAI_FAMILY", "EAI_SOCKTYPE",   "EAI_BADFLAGS", "EAI_IDN_ENCODE",
    "EAI_MEMORY",  "EAI_SYSTEM", "EAI_OVERFLOW",   "EAI_INTR",     "EAI_CANCELED",
};

static void each_error_has_a_meaning_and_an_advice_of_its_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct gs_eai error = {.code = -1, .name = names[i]};
        struct gs_eai_advice own = gs_eai_advice_of(&error);
        check_case(names[i]);
        assert_true(strlen(own.meaning) > 10);
        assert_true(strlen(own.advice) > 9);
        assert_null(strstr(own.meaning, "no name here"));
        for (size_t other = 0; other < i; other++) {
            struct gs_eai second = {.code = -1, .name = names[other]};
            assert_string_not_equal(gs_eai_advice_of(&second).meaning, own.meaning);
        }
    }
}

static void unknown_error_says_so(void **state)
{
    (void)state;
    struct gs_eai error = {.code = -77, .name = "EAI_?"};
    assert_non_null(strstr(gs_eai_advice_of(&error).meaning, "no name here"));
}

static void success_has_no_advice(void **state)
{
    (void)state;
    struct gs_eai none = {.name = ""};
    struct gs_buf text = {0};
    assert_string_equal(gs_eai_advice_of(&none).meaning, "");
    assert_string_equal(gs_eai_advice_of(&none).advice, "");
    gs_eai_format(&text, &none);
    assert_string_equal(gs_buf_text(&text), "");
    gs_buf_fini(&text);
}

static void system_error_bears_errno_by_name(void **state)
{
    (void)state;
    struct gs_eai error = {.code = -11, .name = "EAI_SYSTEM", .system_errno = EMFILE};
    struct gs_eai plain = {.code = -3, .name = "EAI_AGAIN"};
    struct gs_buf text = {0};
    gs_eai_format(&text, &error);
    assert_string_equal(gs_buf_text(&text), "EAI_SYSTEM -11, EMFILE 24");
    gs_buf_clear(&text);
    gs_eai_format(&text, &plain);
    assert_string_equal(gs_buf_text(&text), "EAI_AGAIN -3");
    gs_buf_fini(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_error_has_a_meaning_and_an_advice_of_its_own),
        cmocka_unit_test(unknown_error_says_so),
        cmocka_unit_test(success_has_no_advice),
        cmocka_unit_test(system_error_bears_errno_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
