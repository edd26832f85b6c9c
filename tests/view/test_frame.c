/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/view/frame.h"

static void blank_rows_are_the_first_to_go(void **state)
{
    static const struct {
        const char *label;
        size_t rows;
        struct gs_floors want; /* question, verdict, top, bottom, gap */
    } cases[] = {
        {"airy", 40, {2, 3, 5, 38, 2}},
        {"just airy", 30, {2, 3, 5, 28, 2}},
        {"one blank less", 29, {1, 2, 4, 27, 1}},
        {"the same", 25, {1, 2, 4, 23, 1}},
        {"the call is above the footer still", 24, {1, 2, 3, 22, 1}},
        {"none", 23, {1, 2, 3, 22, 1}},
        {"one row of panes", 5, {1, 2, 3, 4, 1}},
        {"no room", 4, {1, 2, 3, 3, 1}},
        {"nothing at all", 0, {1, 2, 3, 3, 1}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_floors floors = gs_frame_floors(cases[i].rows);
        check_case(cases[i].label);
        assert_memory_equal(&floors, &cases[i].want, sizeof floors);
    }
}

static void a_pane_is_empty_and_ready_again_after_fini(void **state)
{
    struct gs_pane pane = {.title = "Mail", .selected = 3};
    struct gs_pane empty = {0};
    (void)state;
    gs_buf_add_text(&pane.info, "5 exchanges");
    gs_buf_add_text(&pane.right, "34 ms");
    gs_rows_begin(&pane.rows, 10, 0, 1);
    assert_true(gs_rows_next(&pane.rows, 0));
    (void)gs_rows_put(&pane.rows, 0, GS_ROLE_TEXT, "mx");
    gs_pane_fini(&pane);
    assert_memory_equal(&pane, &empty, sizeof pane);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blank_rows_are_the_first_to_go),
        cmocka_unit_test(a_pane_is_empty_and_ready_again_after_fini),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
