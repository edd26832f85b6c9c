/* SPDX-License-Identifier: MIT */
#include "../src/view/spark.h"
#include "support/check.h"

#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

/* The text and the role letters of a sparkline, run by run: "▁▂×". */
static void draw(const int64_t *values, size_t count, size_t width, struct gs_buf *text,
                 struct gs_buf *roles)
{
    struct gs_rows rows = {0};
    struct gs_spark_scale scale = gs_spark_scale_of(NULL, values, count);
    gs_rows_begin(&rows, 40, 0, 1);
    assert_true(gs_rows_next(&rows, 0));
    (void)gs_rows_put_spark(&rows, 0, width, &scale,
                            (struct gs_spark_values){values, count});
    for (size_t i = 0; i < rows.runs.count; i++) {
        gs_buf_add_text(text, gs_rows_text(&rows, &rows.runs.items[i]));
        gs_buf_addf(roles, "%c", gs_role_letter(rows.runs.items[i].role));
    }
    gs_rows_fini(&rows);
}

static void a_sparkline_shows_the_last_values_between_least_and_most(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        int64_t values[6];
        size_t count;
        size_t width;
        const char *text;
    } cases[] = {
        {"from least to most", {10, 45, 80}, 3, 30, "▁▄█"},
        {"equal values lie low", {7, 7, 7}, 3, 30, "▁▁▁"},
        {"one value", {7}, 1, 30, "▁"},
        {"nothing", {0}, 0, 30, ""},
        {"failed ones are crosses", {10, -1, 80, -1}, 4, 30, "▁×█×"},
        {"all failed", {-1, -1}, 2, 30, "××"},
        {"the oldest go first", {10, 10, 10, 80, 10, 80}, 6, 3, "█▁█"},
        {"no room", {10, 80}, 2, 0, ""},
        {"zero is a value", {0, 10}, 2, 30, "▁█"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf text = {0};
        struct gs_buf roles = {0};
        check_case(cases[i].label);
        draw(cases[i].values, cases[i].count, cases[i].width, &text, &roles);
        assert_string_equal(gs_buf_text(&text), cases[i].text);
        gs_buf_fini(&text);
        gs_buf_fini(&roles);
    }
}

static void a_failed_round_has_the_role_of_an_error(void **state)
{
    (void)state;
    static const int64_t values[] = {1, 2, -1, 3};
    struct gs_buf text = {0};
    struct gs_buf roles = {0};
    char wanted[8];
    draw(values, COUNT_OF(values), 10, &text, &roles);
    (void)snprintf(wanted, sizeof wanted, "%c%c%c", gs_role_letter(GS_ROLE_SPARK),
                   gs_role_letter(GS_ROLE_ERR), gs_role_letter(GS_ROLE_SPARK));
    assert_string_equal(gs_buf_text(&roles), wanted);
    gs_buf_fini(&text);
    gs_buf_fini(&roles);
}

static void two_families_share_one_scale(void **state)
{
    (void)state;
    static const int64_t slow[] = {90, 100, -1};
    static const int64_t fast[] = {10, 20};
    struct gs_spark_scale scale = gs_spark_scale_of(NULL, slow, COUNT_OF(slow));
    scale = gs_spark_scale_of(&scale, fast, COUNT_OF(fast));
    assert_int_equal(scale.least, 10);
    assert_int_equal(scale.most, 100);
    static const int64_t failed[] = {-1, -1};
    struct gs_spark_scale none = gs_spark_scale_of(NULL, failed, COUNT_OF(failed));
    assert_int_equal(none.least, 0);
    assert_int_equal(none.most, 0);
}

static void a_plot_has_two_values_a_cell_and_four_steps_a_row(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        int64_t values[6];
        size_t count;
        size_t width;
        size_t height;
        const char *rows[2];
    } cases[] = {
        {"zero and the most", {0, 70}, 2, 1, 2, {"⠈", "⡀"}},
        {"one value in its column", {70}, 1, 1, 1, {"⠁", NULL}},
        {"a failed one has no dot", {-1, 70}, 2, 1, 1, {"⠈", NULL}},
        {"what is over the most stays inside", {700}, 1, 1, 1, {"⠁", NULL}},
        {"the last values are shown", {70, 70, 0, 0}, 4, 1, 1, {"⣀", NULL}},
        {"empty cells behind", {0}, 1, 3, 1, {"⡀⠀⠀", NULL}},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf out[GS_SPARK_ROWS_MAX] = {{0}};
        check_case(cases[i].label);
        gs_spark_plot((struct gs_spark_values){cases[i].values, cases[i].count}, 70,
                      cases[i].width, cases[i].height, out);
        for (size_t row = 0; row < cases[i].height; row++) {
            assert_string_equal(gs_buf_text(&out[row]), cases[i].rows[row]);
        }
        for (size_t row = 0; row < GS_SPARK_ROWS_MAX; row++) {
            gs_buf_fini(&out[row]);
        }
    }
}

static void a_plot_stays_inside_its_bounds(void **state)
{
    (void)state;
    struct gs_buf out[GS_SPARK_ROWS_MAX] = {{0}};
    int64_t values[500];
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        values[i] = (int64_t)i;
    }
    gs_spark_plot((struct gs_spark_values){values, COUNT_OF(values)}, 100, 1000, 100,
                  out);
    assert_true(gs_text_cells(gs_buf_text(&out[0])) > 0);
    gs_spark_plot((struct gs_spark_values){values, COUNT_OF(values)}, 0, 10, 0, out);
    gs_spark_plot((struct gs_spark_values){values, 0}, 100, 10, 2, out);
    for (size_t row = 0; row < GS_SPARK_ROWS_MAX; row++) {
        gs_buf_fini(&out[row]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sparkline_shows_the_last_values_between_least_and_most),
        cmocka_unit_test(a_failed_round_has_the_role_of_an_error),
        cmocka_unit_test(two_families_share_one_scale),
        cmocka_unit_test(a_plot_has_two_values_a_cell_and_four_steps_a_row),
        cmocka_unit_test(a_plot_stays_inside_its_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
