/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/duration.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A zone with summer time, needing no zone files: 31 March 2024 and 27 October 2024. */
static int central_europe(void **state)
{
    (void)state;
    (void)setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    return 0;
}

static void durations_are_short_and_rounded(void **state)
{
    (void)state;

    static const struct {
        int64_t us;
        const char *text;
    } cases[] = {
        {-5, "0.0 ms"},
        {0, "0.0 ms"},
        {49, "0.0 ms"},
        {50, "0.1 ms"},
        {149, "0.1 ms"},
        {150, "0.2 ms"},
        {1250, "1.3 ms"},
        {9949, "9.9 ms"},
        {9950, "10 ms"},
        {12000, "12 ms"},
        {12500, "13 ms"},
        {13500, "14 ms"},
        {999499, "999 ms"},
        {999500, "1.0 s"},
        {1800000, "1.8 s"},
        {1850000, "1.9 s"},
        {9949999, "9.9 s"},
        {9950000, "10 s"},
        {10000000, "10 s"},
        {119499999, "119 s"},
        {119500000, "2 min 0 s"},
        {120000000, "2 min 0 s"},
        {254000000, "4 min 14 s"},
        {254499999, "4 min 14 s"},
        {254500000, "4 min 15 s"},
        {7199499999, "119 min 59 s"},
        {7199500000, "2 h 0 min"},
        {7500000000, "2 h 5 min"},
        {7529000000, "2 h 5 min"},
        {7530000000, "2 h 6 min"},
        {10799999999, "3 h 0 min"},
        {INT64_MAX, "2562047788 h 1 min"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[GS_DURATION_TEXT_MAX];
        check_case(cases[i].text);
        gs_duration_format(cases[i].us, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void clock_times_are_local(void **state)
{
    (void)state;
    char text[GS_DURATION_TEXT_MAX];
    gs_clock_format(0, text);
    assert_string_equal(text, "01:00:00");
    gs_clock_format(1720000000, text); /* 3 July 2024, 9:46:40 UTC, summer time */
    assert_string_equal(text, "11:46:40");
}

static void a_time_no_calendar_holds_is_the_epoch(void **state)
{
    (void)state;
    char text[GS_DURATION_TEXT_MAX];
    gs_clock_format(INT64_MAX, text);
    assert_string_equal(text, "00:00:00");
    gs_day_format(INT64_MAX, 1720000000, text);
    assert_string_equal(text, "1 Jan");
}

static void days_are_told_from_today(void **state)
{
    (void)state;

    enum {
        NOW = 1720000000
    }; /* 3 July 2024, 11:46:40 */

    static const struct {
        int64_t wall_s;
        const char *text;
    } cases[] = {
        {NOW, "11:46:40"},
        {NOW - 42400, "00:00:00"},
        {NOW - 42401, "yesterday"},
        {NOW - 42400 - 86400, "yesterday"},
        {NOW - 42400 - 86401, "1 Jul"},
        {NOW + 43999, "23:59:59"},
        {NOW + 44000, "4 Jul"},
        {NOW + 86400, "4 Jul"},
        {NOW - 366 * 86400, "3 Jul"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[GS_DURATION_TEXT_MAX];
        check_case(cases[i].text);
        gs_day_format(cases[i].wall_s, NOW, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void moments_of_another_day_bear_it(void **state)
{
    (void)state;

    enum {
        NOW = 1720000000
    }; /* 3 July 2024, 11:46:40 */

    static const struct {
        int64_t wall_s;
        const char *text;
        const char *stamp;
    } cases[] = {
        {NOW, "11:46:40", "2024-07-03 11:46:40"},
        {NOW - 42401, "2 Jul 23:59", "2024-07-02 23:59:59"},
        {NOW + 44000, "4 Jul 00:00", "2024-07-04 00:00:00"},
        {NOW - 250 * 86400, "27 Oct 11:46", "2023-10-27 11:46:40"},
        {NOW - 300 * 86400, "7 Sep 2023", "2023-09-07 11:46:40"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[GS_DURATION_TEXT_MAX];
        check_case(cases[i].text);
        gs_moment_format(cases[i].wall_s, NOW, text);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(gs_is_same_day(cases[i].wall_s, NOW), i == 0);
        gs_stamp_format(cases[i].wall_s, text);
        assert_string_equal(text, cases[i].stamp);
    }
    char far[GS_DURATION_TEXT_MAX];
    gs_moment_format(INT64_C(67768036191500000), NOW, far); /* the last that has a year */
    assert_non_null(strstr(far, "2147485547"));
}

static void yesterday_holds_on_days_of_25_and_23_hours(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        int64_t wall_s;
        int64_t now_s;
    } cases[] = {
        {"26 Oct 12:00 seen 27 Oct 23:30", 1729936800, 1730068200},
        {"30 Mar 23:30 seen 31 Mar 23:30", 1711837800, 1711920600},
        {"30 Mar 00:10 seen 31 Mar 00:10", 1711753800, 1711840200},
        {"31 Dec 23:00 seen 1 Jan 01:00", 1704060000, 1704067200},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[GS_DURATION_TEXT_MAX];
        check_case(cases[i].label);
        gs_day_format(cases[i].wall_s, cases[i].now_s, text);
        assert_string_equal(text, "yesterday");
    }
}

static void ages_have_one_unit(void **state)
{
    (void)state;

    static const struct {
        int64_t seconds;
        const char *text;
    } cases[] = {{-5, "0 s"},        {0, "0 s"},       {59, "59 s"},
                 {60, "1 min"},      {3599, "59 min"}, {3600, "1 h"},
                 {86400, "24 h"},    {172799, "47 h"}, {172800, "2 days"},
                 {864000, "10 days"}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[GS_DURATION_TEXT_MAX];
        check_case(cases[i].text);
        gs_age_format(cases[i].seconds, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void what_is_long_ago_has_its_day(void **state)
{
    (void)state;
    char text[GS_DURATION_TEXT_MAX];
    gs_ago_format(1704060000, 1704060000 + 29 * 86400, text);
    assert_string_equal(text, "29 days");
    gs_ago_format(1704060000, 1704060000 + 30 * 86400, text);
    assert_string_equal(text, "31 Dec");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_are_short_and_rounded),
        cmocka_unit_test(clock_times_are_local),
        cmocka_unit_test(a_time_no_calendar_holds_is_the_epoch),
        cmocka_unit_test(days_are_told_from_today),
        cmocka_unit_test(moments_of_another_day_bear_it),
        cmocka_unit_test(yesterday_holds_on_days_of_25_and_23_hours),
        cmocka_unit_test(ages_have_one_unit),
        cmocka_unit_test(what_is_long_ago_has_its_day),
    };
    return cmocka_run_group_tests(tests, central_europe, NULL);
}
