/* SPDX-License-Identifier: MIT */
#include "../../src/cli/bulk_progress.h"
#include "support/check.h"

static void the_line_says_how_far_and_how_fast(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        struct bulk_counts counts;
        int64_t elapsed_us;
        const char *wanted;
    } cases[] = {
        {"nothing yet", {0}, 0, "0 names · 0 a second"},
        {"a pipe", {.names = 999}, 1000000, "999 names · 999 a second"},
        {"thousands", {.names = 1234567}, 10000000, "1,234,567 names · 123,456 a second"},
        {"a file",
         {.names = 1000, .bytes = 25, .total_bytes = 100},
         60000000,
         "1,000 names · 16 a second · 25 % · 3 min 0 s left"},
        {"a file that grew",
         {.names = 1, .bytes = 101, .total_bytes = 100},
         1000000,
         "1 name · 1 a second"},
        {"failures",
         {.names = 10, .failed = 3},
         1000000,
         "10 names · 10 a second · 3 failed"},
        {"half failures too",
         {.names = 10, .failed = 3, .partial = 2},
         1000000,
         "10 names · 10 a second · 5 failed"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf out = {0};
        bulk_progress_line(&cases[i].counts, cases[i].elapsed_us, &out);
        check_case(cases[i].label);
        assert_string_equal(gs_buf_text(&out), cases[i].wanted);
        gs_buf_fini(&out);
    }
}

static void the_sum_names_each_end_that_came(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        struct bulk_counts counts;
        int64_t elapsed_us;
        const char *wanted;
    } cases[] = {
        {"nothing", {0}, 1000, "0 names in 1.0 ms (0 a second): 0 answered"},
        {"one",
         {.names = 1, .answered = 1},
         2000,
         "1 name in 2.0 ms (500 a second): 1 answered"},
        {"all kinds",
         {.names = 2100,
          .answered = 2000,
          .partial = 50,
          .no_name = 20,
          .no_data = 15,
          .failed = 10,
          .refused = 5},
         1000000,
         "2,100 names in 1.0 s (2,100 a second): 2,000 answered, 50 answered in part, "
         "20 no such name, 15 no data, 10 failed, 5 not asked"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf out = {0};
        bulk_progress_sum(&cases[i].counts, cases[i].elapsed_us, &out);
        check_case(cases[i].label);
        assert_string_equal(gs_buf_text(&out), cases[i].wanted);
        gs_buf_fini(&out);
    }
}

static void each_row_is_counted_once(void **state)
{
    (void)state;
    struct bulk_progress progress = {0};

    static const enum gs_outcome pairs[][2] = {
        {GS_OUTCOME_ANSWERED, GS_OUTCOME_NO_DATA},
        {GS_OUTCOME_ANSWERED, GS_OUTCOME_TIMED_OUT},
        {GS_OUTCOME_NO_SUCH_NAME, GS_OUTCOME_NO_SUCH_NAME},
        {GS_OUTCOME_NO_DATA, GS_OUTCOME_NO_DATA},
        {GS_OUTCOME_NO_DATA, GS_OUTCOME_SERVER_FAILURE},
        {GS_OUTCOME_BAD_QUESTION, GS_OUTCOME_BAD_QUESTION},
    };

    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        const struct gs_bulk_cell cells[] = {{.outcome = pairs[i][0]},
                                             {.outcome = pairs[i][1]}};
        const struct gs_bulk_row row = {.host = "x", .cells = cells, .cell_count = 2};
        bulk_progress_count(&progress, &row);
    }
    const struct gs_bulk_row refused = {.host = "a b", .reason = "a blank"};
    bulk_progress_count(&progress, &refused);
    assert_int_equal(progress.counts.names, 7);
    assert_int_equal(progress.counts.answered, 1);
    assert_int_equal(progress.counts.partial, 1);
    assert_int_equal(progress.counts.no_name, 1);
    assert_int_equal(progress.counts.no_data, 1);
    assert_int_equal(progress.counts.failed, 1);
    assert_int_equal(progress.counts.refused, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_says_how_far_and_how_fast),
        cmocka_unit_test(the_sum_names_each_end_that_came),
        cmocka_unit_test(each_row_is_counted_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
