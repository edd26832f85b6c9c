/* SPDX-License-Identifier: MIT */
#include "../../src/cli/row_window.h"
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

/* Rows end in the given order; what comes out is in the order of the list. */
static void rows_come_out_in_the_order_they_began(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *ends; /* digits: which row ends next */
    } cases[] = {
        {"in order", "01234"},
        {"turned round", "43210"},
        {"first one late", "12340"},
        {"two and two", "10324"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct row_window *window = calloc(1, sizeof *window);
        struct gs_buf out = {0};
        assert_non_null(window);
        for (uint64_t row = 0; row < 5; row++) {
            assert_int_equal(row_window_begin(window), row);
        }
        for (const char *end = cases[i].ends; *end != '\0'; end++) {
            row_window_end(window, (uint64_t)(*end - '0'), end, 1, &out);
        }
        check_case(cases[i].label);
        assert_string_equal(gs_buf_text(&out), "01234");
        assert_int_equal(window->head, 5);
        gs_buf_fini(&out);
        row_window_fini(window);
        free(window);
    }
}

static void rows_without_an_order_make_room_for_others(void **state)
{
    (void)state;
    struct row_window *window = calloc(1, sizeof *window);
    assert_non_null(window);
    while (row_window_has_room(window)) {
        (void)row_window_begin(window);
    }
    row_window_skip(window);
    assert_true(row_window_has_room(window));
    assert_int_equal(row_window_begin(window), ROW_WINDOW_MAX);
    assert_false(row_window_has_room(window));
    row_window_fini(window);
    free(window);
}

static void one_slow_row_bounds_how_many_begin(void **state)
{
    (void)state;
    struct row_window *window = calloc(1, sizeof *window);
    struct gs_buf out = {0};
    assert_non_null(window);
    (void)row_window_begin(window); /* the slow one */
    while (row_window_has_room(window)) {
        row_window_end(window, row_window_begin(window), "x", 1, &out);
    }
    assert_int_equal(window->tail, ROW_WINDOW_MAX);
    assert_int_equal(out.len, 0);
    row_window_end(window, 0, "s", 1, &out);
    assert_int_equal(out.len, ROW_WINDOW_MAX);
    assert_int_equal(gs_buf_text(&out)[0], 's');
    assert_true(row_window_has_room(window));
    gs_buf_fini(&out);
    row_window_fini(window);
    free(window);
}

static void long_rows_bound_it_too(void **state)
{
    (void)state;
    struct row_window *window = calloc(1, sizeof *window);
    struct gs_buf out = {0};
    char text[4096];
    assert_non_null(window);
    memset(text, 'x', sizeof text);
    (void)row_window_begin(window); /* the slow one */
    while (row_window_has_room(window)) {
        row_window_end(window, row_window_begin(window), text, sizeof text, &out);
    }
    assert_int_equal(window->tail - 1, ROW_WINDOW_BYTES / sizeof text);
    row_window_end(window, 0, "s", 1, &out);
    assert_int_equal(window->bytes, 0);
    assert_true(row_window_has_room(window));
    gs_buf_fini(&out);
    row_window_fini(window);
    free(window);
}

static void at_the_end_rows_that_wait_come_out(void **state)
{
    (void)state;
    struct row_window *window = calloc(1, sizeof *window);
    struct gs_buf out = {0};
    assert_non_null(window);
    for (int row = 0; row < 5; row++) {
        (void)row_window_begin(window);
    }
    row_window_end(window, 1, "b", 1, &out);
    row_window_end(window, 3, "d", 1, &out);
    row_window_flush(window, &out);
    assert_string_equal(gs_buf_text(&out), "bd");
    assert_int_equal(window->head, window->tail);
    gs_buf_fini(&out);
    row_window_fini(window);
    free(window);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_out_in_the_order_they_began),
        cmocka_unit_test(rows_without_an_order_make_room_for_others),
        cmocka_unit_test(one_slow_row_bounds_how_many_begin),
        cmocka_unit_test(long_rows_bound_it_too),
        cmocka_unit_test(at_the_end_rows_that_wait_come_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
