/* SPDX-License-Identifier: MIT */
#include "gaiscope/view/list_state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A heading and `count` items of two rows each, seen through the list's window. */
static void build(struct gs_list_state *list, struct gs_rows *rows, size_t count,
                  size_t height)
{
    for (int pass = 0; pass < 5; pass++) {
        gs_rows_begin(rows, 40, list->from, height);
        rows->watched = list->selected;
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "heading");
        }
        for (size_t i = 0; i < count; i++) {
            for (int half = 0; half < 2; half++) {
                if (gs_rows_next(rows, i)) {
                    (void)gs_rows_putf(rows, 0, GS_ROLE_TEXT, "item %zu.%d", i, half);
                }
            }
        }
        if (!gs_list_state_fit(list, rows, height)) {
            return;
        }
    }
}

static void the_window_follows_the_selection(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        enum gs_command_id command;
        size_t selected;
        size_t from;
    } steps[] = {
        {"at first", GS_COMMAND_NONE, 0, 0},
        {"still visible", GS_COMMAND_DOWN, 1, 0},
        {"the second row is outside", GS_COMMAND_DOWN, 2, 3},
        {"a page", GS_COMMAND_PAGE_DOWN, 3, 5},
        {"the end", GS_COMMAND_LAST, 9, 17},
        {"no farther", GS_COMMAND_DOWN, 9, 17},
        {"the item before is seen already", GS_COMMAND_UP, 8, 17},
        {"the start shows the heading", GS_COMMAND_FIRST, 0, 0},
    };
    struct gs_list_state list = {0};
    struct gs_rows rows = {0};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        (void)gs_list_state_run(&list, steps[i].command);
        build(&list, &rows, 10, 5);
        print_message("%s\n", steps[i].label);
        assert_int_equal(list.selected, steps[i].selected);
        assert_int_equal(list.from, steps[i].from);
    }
    gs_rows_fini(&rows);
    gs_list_state_fini(&list);
}

static void a_shorter_list_keeps_a_valid_selection(void **state)
{
    (void)state;
    struct gs_list_state list = {0};
    struct gs_rows rows = {0};
    build(&list, &rows, 10, 5);
    (void)gs_list_state_run(&list, GS_COMMAND_LAST);
    build(&list, &rows, 3, 5);
    assert_int_equal(list.selected, 2);
    assert_int_equal(list.from, 3);
    gs_rows_fini(&rows);
    gs_list_state_fini(&list);
}

static void a_window_begins_with_an_item_and_stays_there(void **state)
{
    (void)state;
    struct gs_rows rows = {0};
    for (size_t count = 0; count < 6; count++) {
        for (size_t height = 0; height < 14; height++) {
            struct gs_list_state list = {0};
            for (size_t moves = 0; moves < 2 * count; moves++) {
                build(&list, &rows, count, height);
                print_message("%zu items, %zu rows, move %zu\n", count, height, moves);
                assert_false(gs_list_state_fit(&list, &rows, height)); /* has settled */
                assert_true(list.from == 0 || (list.from - 1) % 2 == 0);
                size_t first = 1 + 2 * list.selected;
                assert_true(height < 3 ||
                            (first >= list.from && first + 2 <= list.from + height));
                (void)gs_list_state_run(&list,
                                        moves < count ? GS_COMMAND_DOWN : GS_COMMAND_UP);
            }
            gs_list_state_fini(&list);
        }
    }
    gs_rows_fini(&rows);
}

static void a_single_item_keeps_its_heading(void **state)
{
    (void)state;
    struct gs_list_state list = {0};
    struct gs_rows rows = {0};
    build(&list, &rows, 1, 2);
    assert_int_equal(list.from, 0);
    build(&list, &rows, 1, 1);
    assert_int_equal(list.from, 0);
    gs_rows_fini(&rows);
    gs_list_state_fini(&list);
}

static void a_wheel_leaves_the_selection(void **state)
{
    (void)state;
    struct gs_list_state list = {0};
    struct gs_rows rows = {0};
    build(&list, &rows, 10, 5);
    gs_list_state_scroll(&list, 7);
    build(&list, &rows, 10, 5);
    assert_int_equal(list.from, 7);
    assert_int_equal(list.selected, 0);
    gs_list_state_scroll(&list, -100);
    assert_int_equal(list.from, 0);
    gs_rows_fini(&rows);
    gs_list_state_fini(&list);
}

/* An item a row, then sentences that belong to none. */
static void build_with_tail(struct gs_list_state *list, struct gs_rows *rows)
{
    for (int pass = 0; pass < 5; pass++) {
        gs_rows_begin(rows, 40, list->from, 4);
        rows->watched = list->selected;
        for (size_t i = 0; i < 9; i++) {
            (void)gs_rows_next(rows, i < 6 ? i : GS_NO_ITEM);
        }
        if (!gs_list_state_fit(list, rows, 4)) {
            return;
        }
    }
}

static void rows_behind_the_last_item_are_reached(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        enum gs_command_id command;
        size_t selected;
        size_t from;
    } steps[] = {
        {"at first", GS_COMMAND_NONE, 0, 0},
        {"the end is that of the pane", GS_COMMAND_LAST, 5, 5},
        {"no farther", GS_COMMAND_DOWN, 5, 5},
        {"back", GS_COMMAND_UP, 4, 4},
        {"the last item", GS_COMMAND_DOWN, 5, 4},
        {"a row behind it", GS_COMMAND_DOWN, 5, 5},
        {"the start", GS_COMMAND_FIRST, 0, 0},
        {"a page", GS_COMMAND_PAGE_DOWN, 3, 0},
        {"the next holds the last item", GS_COMMAND_PAGE_DOWN, 5, 2},
        {"and one more the end", GS_COMMAND_PAGE_DOWN, 5, 5},
    };
    struct gs_list_state list = {0};
    struct gs_rows rows = {0};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        (void)gs_list_state_run(&list, steps[i].command);
        build_with_tail(&list, &rows);
        print_message("%s\n", steps[i].label);
        assert_int_equal(list.selected, steps[i].selected);
        assert_int_equal(list.from, steps[i].from);
    }
    gs_rows_fini(&rows);
    gs_list_state_fini(&list);
}

static void a_list_without_items_scrolls_by_rows(void **state)
{
    (void)state;
    struct gs_list_state list = {.total_rows = 12, .height = 5};
    assert_true(gs_list_state_run(&list, GS_COMMAND_DOWN));
    assert_int_equal(list.from, 1);
    (void)gs_list_state_run(&list, GS_COMMAND_LAST);
    assert_int_equal(list.from, 7);
    assert_false(gs_list_state_run(&list, GS_COMMAND_HELP));
    gs_list_state_fini(&list);
}

static void a_filter_keeps_or_inverts(void **state)
{
    (void)state;
    assert_true(gs_match_keeps("", "anything"));
    assert_true(gs_match_keeps("IANA", "www.iana.org"));
    assert_false(gs_match_keeps("!iana", "www.iana.org"));
    assert_true(gs_match_keeps("!", "www.iana.org"));
    assert_false(gs_match_keeps("mit", "www.iana.org"));
}

static void filtered_items_are_numbered_anew(void **state)
{
    (void)state;
    struct gs_list_state list = {0};
    struct gs_rows all = {0};
    struct gs_rows out = {0};
    struct gs_item_list items = {0};
    build(&list, &all, 12, SIZE_MAX);
    gs_rows_begin(&out, 40, 0, SIZE_MAX);
    gs_rows_filter(&all, "item 1", &out, &items);
    assert_int_equal(items.count, 3); /* 1, 10, 11 */
    assert_int_equal(items.items[2], 11);
    assert_int_equal(out.total, 1 + 3 * 2);
    assert_int_equal(out.item_count, 3);
    gs_rows_fini(&all);
    gs_rows_fini(&out);
    gs_vec_fini(&items);
}

static void hits_are_highlighted_in_their_run(void **state)
{
    (void)state;
    struct gs_rows rows = {0};
    gs_rows_begin(&rows, 40, 0, 1);
    (void)gs_rows_next(&rows, 0);
    (void)gs_rows_put(&rows, 3, GS_ROLE_STRONG, "www.iana.org");
    gs_rows_highlight(&rows, "IAN");

    static const struct {
        int x;
        enum gs_role role;
        const char *text;
    } want[] = {{3, GS_ROLE_STRONG, "www."},
                {7, GS_ROLE_MATCH, "ian"},
                {10, GS_ROLE_STRONG, "a.org"}};

    assert_int_equal(rows.runs.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(rows.runs.items[i].x, want[i].x);
        assert_int_equal(rows.runs.items[i].role, want[i].role);
        assert_string_equal(gs_rows_text(&rows, &rows.runs.items[i]), want[i].text);
    }
    gs_rows_fini(&rows);
}

static void hits_are_noted_by_item(void **state)
{
    (void)state;
    struct gs_list_state list = {0};
    struct gs_rows rows = {0};
    bool hits[4] = {false};
    build(&list, &rows, 4, SIZE_MAX);
    gs_rows_hits(&rows, "ITEM 2", hits);
    assert_false(hits[0] || hits[1] || hits[3]);
    assert_true(hits[2]);
    gs_rows_hits(&rows, "3.1", hits); /* in the second row of an item */
    assert_true(hits[3]);
    assert_false(hits[2]);
    gs_rows_hits(&rows, "heading", hits);
    assert_false(hits[0] || hits[1] || hits[2] || hits[3]);
    gs_rows_fini(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hits_are_noted_by_item),
        cmocka_unit_test(the_window_follows_the_selection),
        cmocka_unit_test(a_shorter_list_keeps_a_valid_selection),
        cmocka_unit_test(a_window_begins_with_an_item_and_stays_there),
        cmocka_unit_test(a_single_item_keeps_its_heading),
        cmocka_unit_test(a_wheel_leaves_the_selection),
        cmocka_unit_test(rows_behind_the_last_item_are_reached),
        cmocka_unit_test(a_list_without_items_scrolls_by_rows),
        cmocka_unit_test(a_filter_keeps_or_inverts),
        cmocka_unit_test(filtered_items_are_numbered_anew),
        cmocka_unit_test(hits_are_highlighted_in_their_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
