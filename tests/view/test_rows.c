/* SPDX-License-Identifier: MIT */
#include "gaiscope/view/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *text_of(const struct gs_rows *rows, size_t row, size_t run)
{
    return gs_rows_text(rows, &rows->runs.items[rows->rows.items[row].first_run + run]);
}

static void rows_outside_the_window_cost_no_text(void **state)
{
    (void)state;
    struct gs_rows rows = {0};
    gs_rows_begin(&rows, 20, 3, 2);
    for (size_t i = 0; i < 1000; i++) {
        if (gs_rows_next(&rows, i)) {
            (void)gs_rows_putf(&rows, 0, GS_ROLE_TEXT, "row %zu", i);
        }
    }
    assert_int_equal(rows.total, 1000);
    assert_int_equal(rows.item_count, 1000);
    assert_int_equal(rows.rows.count, 2);
    assert_string_equal(text_of(&rows, 0, 0), "row 3");
    assert_string_equal(text_of(&rows, 1, 0), "row 4");
    assert_int_equal(rows.texts.len, 2 * sizeof "row 3");
    gs_rows_fini(&rows);
}

/* Counts a heading and ten items of two rows each; *skips: items that were not looked at. */
static void count_items(struct gs_rows *rows, size_t *skips)
{
    (void)gs_rows_next(rows, GS_NO_ITEM);
    for (size_t i = 0; i < 10; i++) {
        size_t skipped = skips == NULL ? 0 : gs_rows_skip(rows, i, 10 - i, 2);
        i += skipped;
        *(skips == NULL ? &skipped : skips) += skipped;
        for (int k = 0; i < 10 && k < 2; k++) {
            (void)gs_rows_next(rows, i);
        }
    }
}

static void skipped_items_are_counted_as_if_built(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        size_t from;
        size_t height;
        size_t watched;
        size_t skips;
    } cases[] = {
        {"all are seen", 0, 30, 3, 0},
        {"any height", 0, SIZE_MAX, 3, 0},
        {"the first ones", 0, 5, 9, 8},
        {"the middle, an item cut on both sides", 4, 4, 1, 7},
        {"the last ones", 17, 4, 0, 8},
        {"none", 0, 0, 5, 10},
        {"behind the end", 30, 5, GS_NO_ITEM, 10},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_rows built = {0};
        struct gs_rows skipped = {0};
        size_t skips = 0;
        print_message("%s\n", cases[i].label);
        gs_rows_begin(&built, 20, cases[i].from, cases[i].height);
        gs_rows_begin(&skipped, 20, cases[i].from, cases[i].height);
        built.watched = skipped.watched = cases[i].watched;
        count_items(&built, NULL);
        count_items(&skipped, &skips);
        assert_int_equal(skips, cases[i].skips);
        assert_int_equal(skipped.total, built.total);
        assert_int_equal(skipped.item_count, built.item_count);
        assert_int_equal(skipped.watched_row, built.watched_row);
        assert_int_equal(skipped.watched_rows, built.watched_rows);
        assert_int_equal(skipped.start_before, built.start_before);
        assert_int_equal(skipped.start_behind, built.start_behind);
        assert_int_equal(skipped.rows.count, built.rows.count);
        for (size_t k = 0; k < built.rows.count; k++) {
            assert_int_equal(skipped.rows.items[k].item, built.rows.items[k].item);
        }
        gs_rows_fini(&built);
        gs_rows_fini(&skipped);
    }
}

static void texts_are_cut_where_the_row_ends(void **state)
{
    (void)state;
    struct gs_rows rows = {0};
    gs_rows_begin(&rows, 10, 0, 1);
    assert_true(gs_rows_next(&rows, GS_NO_ITEM));
    assert_int_equal(gs_rows_put(&rows, 2, GS_ROLE_TEXT, "a long sentence"), 10);
    assert_string_equal(text_of(&rows, 0, 0), "a long …");
    assert_int_equal(gs_rows_put(&rows, 10, GS_ROLE_TEXT, "nothing"), 10);
    assert_int_equal(rows.rows.items[0].run_count, 1);
    assert_int_equal(gs_rows_put(&rows, -2, GS_ROLE_MARK, "▌"), -1);
    assert_int_equal(gs_rows_put_name(&rows, 0, GS_ROLE_TEXT, "mail.example.com", 9), 9);
    assert_string_equal(text_of(&rows, 0, 2), "ma…le.com");
    gs_rows_fini(&rows);
}

static void numbers_end_before_their_column(void **state)
{
    (void)state;
    struct gs_rows rows = {0};
    gs_rows_begin(&rows, 10, 0, 1);
    (void)gs_rows_next(&rows, GS_NO_ITEM);
    assert_int_equal(gs_rows_put_right(&rows, 10, GS_ROLE_DIM, "12 ms"), 5);
    assert_int_equal(rows.runs.items[0].x, 5);
    assert_int_equal(gs_rows_put_right(&rows, 4, GS_ROLE_DIM, "much too long"), 0);
    assert_string_equal(text_of(&rows, 0, 1), "muc…");
    gs_rows_fini(&rows);
}

static void wide_characters_count_two_cells(void **state)
{
    (void)state;
    struct gs_rows rows = {0};
    gs_rows_begin(&rows, 40, 0, 1);
    (void)gs_rows_next(&rows, GS_NO_ITEM);
    assert_int_equal(gs_rows_put(&rows, 0, GS_ROLE_STRONG, "五粮液.中国"), 11);
    gs_rows_fini(&rows);
}

static void a_text_longer_than_the_small_buffer_is_whole(void **state)
{
    (void)state;
    char long_text[600];
    memset(long_text, 'x', sizeof long_text);
    long_text[sizeof long_text - 1] = '\0';
    struct gs_rows rows = {0};
    gs_rows_begin(&rows, 1000, 0, 1);
    (void)gs_rows_next(&rows, GS_NO_ITEM);
    assert_int_equal(gs_rows_putf(&rows, 0, GS_ROLE_TEXT, "%s!", long_text), 600);
    gs_rows_fini(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_outside_the_window_cost_no_text),
        cmocka_unit_test(skipped_items_are_counted_as_if_built),
        cmocka_unit_test(texts_are_cut_where_the_row_ends),
        cmocka_unit_test(numbers_end_before_their_column),
        cmocka_unit_test(wide_characters_count_two_cells),
        cmocka_unit_test(a_text_longer_than_the_small_buffer_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
