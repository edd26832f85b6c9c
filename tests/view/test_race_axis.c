/* SPDX-License-Identifier: MIT */
/* The time axis of a race: nice numbers and columns. */
#include "../../src/view/race_axis.h"
#include "support/check.h"

enum {
    MS = 1000,
};

static void a_nice_number_is_one_two_or_five(void **state)
{
    static const struct {
        int64_t at_least;
        int64_t nice;
    } cases[] = {{0, 1},   {1, 1},          {3, 5},           {6, 10},    {20, 20},
                 {21, 50}, {98500, 100000}, {100001, 200000}, {501, 1000}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(gs_axis_nice(cases[i].at_least), cases[i].nice);
    }
}

static void the_axis_has_nice_ticks_for_its_width(void **state)
{
    static const struct {
        const char *label;
        int64_t reach_us;
        int cells;
        int64_t span_us;
        int64_t tick_us;
        size_t ticks_a_label;
    } cases[] = {
        {"the picture at 120", 591 * MS, 70, 600 * MS, 100 * MS, 1},
        {"the picture at 80", 591 * MS, 37, 600 * MS, 100 * MS, 2},
        {"the picture at 200", 591 * MS, 150, 600 * MS, 50 * MS, 1},
        {"less than a millisecond a tick", 1 * MS, 70, 1000, 100, 2},
        {"ten seconds", 10000 * MS, 70, 10000 * MS, 1000 * MS, 2},
        {"hardly any room", 600 * MS, 16, 600 * MS, 500 * MS, 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_axis axis = gs_axis_of(cases[i].reach_us, 30, cases[i].cells);
        assert_int_equal(axis.span_us, cases[i].span_us);
        assert_int_equal(axis.tick_us, cases[i].tick_us);
        assert_int_equal(axis.ticks_a_label, cases[i].ticks_a_label);
    }
}

static void a_moment_has_its_column_and_never_another_one(void **state)
{
    static const struct {
        int64_t at_us;
        int column;
    } cases[] = {{-5, 36},         {0, 36},         {18 * MS, 38},   {60 * MS, 43},
                 {310 * MS, 72},   {348 * MS, 77},  {560 * MS, 101}, {600 * MS, 106},
                 {1151 * MS, 106}, {INT64_MAX, 106}};

    (void)state;
    struct gs_axis axis = gs_axis_of(591 * MS, 36, 70);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(gs_axis_column(&axis, cases[i].at_us), cases[i].column);
    }
    assert_false(gs_axis_is_beyond(&axis, 600 * MS));
    assert_true(gs_axis_is_beyond(&axis, 601 * MS));
}

static void no_race_is_too_short_or_too_long_to_be_drawn(void **state)
{
    static const int64_t reaches[] = {1, 7, 999, 1000, 5000001, INT64_MAX / 1000000};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(reaches); i++) {
        for (int cells = 1; cells < 300; cells += 13) {
            struct gs_axis axis = gs_axis_of(reaches[i], 0, cells);
            assert_true(axis.span_us >= reaches[i]);
            assert_true(axis.tick_us > 0);
            assert_true(axis.span_us / axis.tick_us <= cells);
            assert_int_equal(gs_axis_column(&axis, axis.span_us), cells);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_nice_number_is_one_two_or_five),
        cmocka_unit_test(the_axis_has_nice_ticks_for_its_width),
        cmocka_unit_test(a_moment_has_its_column_and_never_another_one),
        cmocka_unit_test(no_race_is_too_short_or_too_long_to_be_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
