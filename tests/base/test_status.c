/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/status.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static void every_status_has_a_sentence_of_its_own(void **state)
{
    (void)state;

    static const enum gs_status all[] = {
        GS_OK, GS_EINVAL, GS_EFORMAT, GS_ELIMIT, GS_ENOTFOUND, GS_EOS, GS_EUNSUPPORTED};

    for (size_t i = 0; i < COUNT_OF(all); i++) {
        const char *text = gs_status_text(all[i]);
        check_case(text);
        assert_true(strlen(text) > 0);
        assert_int_not_equal(text[strlen(text) - 1], '.');
        assert_string_not_equal(text, "unknown status");
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(text, gs_status_text(all[j]));
        }
    }
}

static void a_number_outside_the_list_is_unknown(void **state)
{
    (void)state;
    assert_string_equal(gs_status_text((enum gs_status)4711), "unknown status");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_a_sentence_of_its_own),
        cmocka_unit_test(a_number_outside_the_list_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
