/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/record_choice.h"
#include "gaiscope/model/record_type.h"

static void no_type_is_asked_twice_and_never_any(void **state)
{
    (void)state;
    struct gs_record_choice choice = gs_record_choice_default();
    assert_int_equal(choice.type_count, 19);
    assert_true(choice.asking.keeps_message);
    for (size_t i = 0; i < choice.type_count; i++) {
        assert_int_not_equal(choice.types[i], GS_TYPE_ANY);
        for (size_t j = 0; j < i; j++) {
            assert_int_not_equal(choice.types[i], choice.types[j]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_type_is_asked_twice_and_never_any),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
