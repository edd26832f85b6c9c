/* SPDX-License-Identifier: MIT */
/*
 * The clock of a replay, by value.
 */
#include "../../src/app/clock.h"
#include "support/check.h"

enum {
    SECOND = 1000000,
    REAL_US = 777, /* when the replay begins, on the machine's clock */
};

static struct gs_clock begun(void)
{
    struct gs_clock clock = {0};
    gs_clock_replay(&clock, 50 * SECOND, INT64_C(1795350665) * SECOND, REAL_US);
    return clock;
}

static void the_machine_s_clock_is_as_it_is(void **state)
{
    (void)state;
    struct gs_clock clock = {0};
    assert_int_equal(gs_clock_at(&clock, 1234).us, 1234);
    assert_int_equal(gs_clock_delay_ms(&clock, 5000, 2001), 3);
    assert_int_equal(gs_clock_delay_ms(&clock, 5000, 5000), 1);
}

static void a_recording_begins_at_its_own_time(void **state)
{
    (void)state;
    struct gs_clock clock = begun();
    assert_int_equal(gs_clock_at(&clock, REAL_US).us, 50 * SECOND);
    assert_int_equal(gs_clock_at(&clock, REAL_US).wall_s, 1795350665);
    assert_int_equal(gs_clock_at(&clock, REAL_US + 3 * SECOND).us, 53 * SECOND);
    assert_int_equal(gs_clock_at(&clock, REAL_US + 3 * SECOND).wall_s, 1795350668);
}

static void it_runs_as_fast_as_it_is_told(void **state)
{
    static const struct {
        const char *label;
        unsigned quarters;
        int64_t after_us;
        uint64_t delay_ms; /* until ten seconds later */
    } cases[] = {
        {"a quarter", 1, SECOND / 4, 40000},
        {"as it was", 4, SECOND, 10000},
        {"64 times", 256, 64 * SECOND, 157},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_clock clock = begun();
        check_case(cases[i].label);
        gs_clock_set_speed(&clock, cases[i].quarters, REAL_US);
        assert_int_equal(gs_clock_at(&clock, REAL_US + SECOND).us,
                         50 * SECOND + cases[i].after_us);
        assert_int_equal(gs_clock_delay_ms(&clock, 60 * SECOND, REAL_US),
                         cases[i].delay_ms);
    }
}

static void another_speed_changes_nothing_of_what_passed(void **state)
{
    (void)state;
    struct gs_clock clock = begun();
    gs_clock_set_speed(&clock, 8, REAL_US + SECOND);
    assert_int_equal(gs_clock_at(&clock, REAL_US + SECOND).us, 51 * SECOND);
    assert_int_equal(gs_clock_at(&clock, REAL_US + 2 * SECOND).us, 53 * SECOND);
}

static void it_stands_and_goes_on_where_it_stood(void **state)
{
    (void)state;
    struct gs_clock clock = begun();
    gs_clock_stop(&clock, true, REAL_US + SECOND);
    assert_int_equal(gs_clock_at(&clock, REAL_US + 9 * SECOND).us, 51 * SECOND);
    assert_true(gs_clock_delay_ms(&clock, 60 * SECOND, REAL_US) == UINT64_MAX);
    gs_clock_stop(&clock, false, REAL_US + 9 * SECOND);
    assert_int_equal(gs_clock_at(&clock, REAL_US + 10 * SECOND).us, 52 * SECOND);
}

static void a_step_goes_forwards_alone(void **state)
{
    (void)state;
    struct gs_clock clock = begun();
    gs_clock_stop(&clock, true, REAL_US);
    gs_clock_advance(&clock, 55 * SECOND, REAL_US + SECOND);
    assert_int_equal(gs_clock_at(&clock, REAL_US + 2 * SECOND).us, 55 * SECOND);
    gs_clock_advance(&clock, 54 * SECOND, REAL_US + 3 * SECOND);
    assert_int_equal(gs_clock_at(&clock, REAL_US + 4 * SECOND).us, 55 * SECOND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_machine_s_clock_is_as_it_is),
        cmocka_unit_test(a_recording_begins_at_its_own_time),
        cmocka_unit_test(it_runs_as_fast_as_it_is_told),
        cmocka_unit_test(another_speed_changes_nothing_of_what_passed),
        cmocka_unit_test(it_stands_and_goes_on_where_it_stood),
        cmocka_unit_test(a_step_goes_forwards_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
