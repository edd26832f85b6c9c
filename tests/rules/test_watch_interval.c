/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/watch_interval.h"

static void a_person_steps_along_known_intervals(void **state)
{
    static const struct {
        const char *label;
        uint32_t interval_s;
        uint32_t longer_s;
        uint32_t shorter_s;
    } cases[] = {
        {"one of them", 30, 60, 20},
        {"between two", 45, 60, 30},
        {"the shortest", 1, 2, 1},
        {"the longest", 86400, 86400, 43200},
        {"beyond all", 100000, 86400, 43200},
        {"none", 0, 1, 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        assert_int_equal(gs_watch_interval_step(cases[i].interval_s, 1),
                         cases[i].longer_s);
        assert_int_equal(gs_watch_interval_step(cases[i].interval_s, -1),
                         cases[i].shorter_s);
    }
}

static void times_are_read_with_their_unit(void **state)
{
    static const struct {
        const char *text;
        uint32_t seconds; /* 0: it is none */
    } cases[] = {
        {"1", 1},         {"30", 30},
        {"30s", 30},      {"30S", 30},
        {"5m", 300},      {"5M", 300},
        {"2h", 7200},     {"1d", 86400},
        {"1D", 86400},    {"24h", 86400},
        {"86400", 86400}, {"000030", 30},
        {"", 0},          {"s", 0},
        {"0", 0},         {"0s", 0},
        {"86401", 0},     {"25h", 0},
        {"2d", 0},        {"30 s", 0},
        {"30ss", 0},      {"30x", 0},
        {"-1", 0},        {"+1", 0},
        {" 30", 0},       {"1.5h", 0},
        {"0000030", 0},   {"4294967297s", 0},
        {"999999d", 0},   {"18446744073709551617", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].text);
        uint32_t seconds = 77;
        assert_int_equal(gs_interval_parse(cases[i].text, &seconds),
                         cases[i].seconds > 0);
        assert_int_equal(seconds, cases[i].seconds > 0 ? cases[i].seconds : 77);
    }
}

static void times_are_written_as_they_are_read(void **state)
{
    static const struct {
        uint32_t seconds;
        const char *text;
    } cases[] = {
        {1, "1s"},    {30, "30s"},   {59, "59s"},       {60, "1m"},
        {90, "90s"},  {300, "5m"},   {3600, "1h"},      {3660, "61m"},
        {7200, "2h"}, {86400, "1d"}, {86399, "86399s"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].text);
        struct gs_buf text = {0};
        uint32_t seconds = 0;
        gs_interval_format(cases[i].seconds, &text);
        assert_string_equal(gs_buf_text(&text), cases[i].text);
        assert_true(gs_interval_parse(gs_buf_text(&text), &seconds));
        assert_int_equal(seconds, cases[i].seconds);
        gs_buf_fini(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_steps_along_known_intervals),
        cmocka_unit_test(times_are_read_with_their_unit),
        cmocka_unit_test(times_are_written_as_they_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
