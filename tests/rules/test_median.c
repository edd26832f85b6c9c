/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/median.h"

static void a_median_leaves_out_what_failed(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        int64_t values[5];
        size_t count;
        int64_t median;
    } cases[] = {
        {"odd", {5, 1, 3}, 3, 3},
        {"even: the mean of both", {40, 10, 30, 21}, 4, 25},
        {"failed", {-1, 9, -1}, 3, 9},
        {"all failed", {-1, -1}, 2, -1},
        {"nothing", {0}, 0, -1},
        {"zero counts", {0, 0, 7}, 3, 0},
        {"large ones", {INT64_MAX, INT64_MAX - 2}, 2, INT64_MAX - 1},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_int_equal(gs_median(cases[i].values, cases[i].count), cases[i].median);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_median_leaves_out_what_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
