/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/bulk_row.h"

static void any_value_answers_and_else_the_worst_counts(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        enum gs_outcome a;
        enum gs_outcome aaaa;
        enum gs_outcome wanted;
    } cases[] = {
        {"both", GS_OUTCOME_ANSWERED, GS_OUTCOME_ANSWERED, GS_OUTCOME_ANSWERED},
        {"one of both", GS_OUTCOME_NO_DATA, GS_OUTCOME_ANSWERED, GS_OUTCOME_ANSWERED},
        {"one lost", GS_OUTCOME_ANSWERED, GS_OUTCOME_TIMED_OUT, GS_OUTCOME_ANSWERED},
        {"neither", GS_OUTCOME_NO_DATA, GS_OUTCOME_NO_DATA, GS_OUTCOME_NO_DATA},
        {"nothing and lost", GS_OUTCOME_NO_DATA, GS_OUTCOME_TIMED_OUT,
         GS_OUTCOME_TIMED_OUT},
        {"denied and failed", GS_OUTCOME_SERVER_FAILURE, GS_OUTCOME_NO_SUCH_NAME,
         GS_OUTCOME_SERVER_FAILURE},
        {"denied", GS_OUTCOME_NO_SUCH_NAME, GS_OUTCOME_NO_SUCH_NAME,
         GS_OUTCOME_NO_SUCH_NAME},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct gs_bulk_cell cells[] = {{.outcome = cases[i].a},
                                             {.outcome = cases[i].aaaa}};
        const struct gs_bulk_row row = {.cells = cells, .cell_count = 2};
        check_case(cases[i].label);
        assert_int_equal(gs_bulk_outcome(&row), cases[i].wanted);
    }
    const struct gs_bulk_row refused = {.reason = "an empty label"};
    assert_int_equal(gs_bulk_outcome(&refused), GS_OUTCOME_BAD_QUESTION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_value_answers_and_else_the_worst_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
