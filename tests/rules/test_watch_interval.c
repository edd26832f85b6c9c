/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/watch_interval.h"

static void a_person_steps_along_known_intervals(void **state)
{
    static const struct {
        const char *label;
        uint32_t interval_s;
        uint32_t longer_s;
        uint32_t shorter_s;
    } cases[] = {
        {"one of them", 30, 60, 20},
        {"between two", 45, 60, 30},
        {"the shortest", 1, 2, 1},
        {"the longest", 86400, 86400, 43200},
        {"beyond all", 100000, 86400, 43200},
        {"none", 0, 1, 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_int_equal(gs_watch_interval_step(cases[i].interval_s, 1),
                         cases[i].longer_s);
        assert_int_equal(gs_watch_interval_step(cases[i].interval_s, -1),
                         cases[i].shorter_s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_steps_along_known_intervals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
