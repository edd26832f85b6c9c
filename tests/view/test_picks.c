/* SPDX-License-Identifier: MIT */
#include "../../src/view/picks.h"
#include "support/check.h"

static void picks_are_kept_until_filter_or_list_is_another(void **state)
{
    (void)state;
    struct gs_picks picks = {0};
    assert_true(gs_picks_begin(&picks, "a", 1));
    gs_picks_add(&picks, 7);
    assert_false(gs_picks_begin(&picks, "a", 1));
    assert_int_equal(picks.items.count, 1);
    assert_true(gs_picks_begin(&picks, "a", 2));
    assert_int_equal(picks.items.count, 0);
    assert_true(gs_picks_begin(&picks, "b", 2));
    gs_picks_fini(&picks);
}

static void what_an_item_was_is_known_as_long_as_the_filter(void **state)
{
    (void)state;
    struct gs_picks picks = {0};
    bool is_kept = false;
    (void)gs_picks_begin(&picks, "a", 1);
    assert_false(gs_picks_recall(&picks, 5, &is_kept));
    gs_picks_note(&picks, 5, true);
    assert_true(gs_picks_begin(&picks, "a", 2));
    assert_true(gs_picks_recall(&picks, 5, &is_kept));
    assert_true(is_kept);
    assert_false(gs_picks_recall(&picks, 5 + 16384, &is_kept)); /* shares its place */
    assert_true(gs_picks_begin(&picks, "b", 2));
    assert_false(gs_picks_recall(&picks, 5, &is_kept));
    gs_picks_fini(&picks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(picks_are_kept_until_filter_or_list_is_another),
        cmocka_unit_test(what_an_item_was_is_known_as_long_as_the_filter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
