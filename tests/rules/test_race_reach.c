/* SPDX-License-Identifier: MIT */
/* How much of a race is drawn, and in which cell. */
#include "support/check.h"

#include "gaiscope/rules/race_reach.h"

enum {
    MS = 1000,
};

/* A race with three lanes: begin and end of each; -1: none. */
struct raced {
    const char *label;
    int64_t won_ms;
    int64_t began_ms[3];
    int64_t ended_ms[3];
    bool is_complete;
    int64_t now_ms;
    int64_t reach_ms;
};

static void what_ends_soon_after_the_win_matters(void **state)
{
    static const struct raced cases[] = {
        {"the picture: 1.1 s is beyond",
         348,
         {60, 310, 560},
         {1151, 348, 591},
         true,
         1151,
         591},
        {"the next attempt's end has its place",
         52,
         {21, 271, 521},
         {52, 309, 551},
         true,
         551,
         309},
        {"a win at once: the attempt delay is beyond",
         4,
         {1, 251, 501},
         {4, 254, 505},
         true,
         505,
         4},
        {"nobody wins: all were refused",
         -1,
         {20, 51, 80},
         {51, 80, 111},
         true,
         111,
         111},
        {"nobody wins: the last is silent",
         -1,
         {20, 51, 80},
         {51, 80, 10080},
         true,
         10080,
         330},
        {"it has just begun", -1, {-1, -1, -1}, {-1, -1, -1}, false, 10, 250},
        {"nobody won yet", -1, {20, 270, -1}, {-1, -1, -1}, false, 400, 450},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct raced *it = &cases[i];
        check_case(it->label);
        struct gs_race_settings settings = gs_race_settings_default();
        struct gs_race *race = gs_race_new("mit.edu", &settings);
        race->won_us = it->won_ms < 0 ? -1 : it->won_ms * MS;
        race->is_complete = it->is_complete;
        for (size_t lane = 0; lane < 3; lane++) {
            struct gs_race_lane one = {
                .started_us = it->began_ms[lane] < 0 ? -1 : it->began_ms[lane] * MS,
                .ended_us = it->ended_ms[lane] < 0 ? -1 : it->ended_ms[lane] * MS};
            gs_vec_push(&race->lanes, one);
        }
        assert_int_equal(gs_race_reach(race, it->now_ms * MS) / MS, it->reach_ms);
        gs_race_free(race);
    }
}

/* What no clock measures, but a file may say. */
static void moments_of_any_size_stay_within_the_reach(void **state)
{
    static const struct {
        const char *label;
        int64_t won_us;
        int64_t began_us;
        int64_t ended_us;
        int64_t now_us;
    } cases[] = {
        {"won at once, a lane hours later", 1, INT64_C(38347922286), INT64_C(38347922287),
         0},
        {"won at the end of time", INT64_MAX, 0, INT64_MAX, INT64_MAX},
        {"won nowhere, begun at the end of time", -1, INT64_MAX, -1, INT64_MAX},
        {"nothing ever happened", -1, -1, -1, -1},
        {"before its begin", INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN},
    };

    (void)state;
    for (size_t i = 0; i < 2 * COUNT_OF(cases); i++) {
        const struct gs_race_settings settings = gs_race_settings_default();
        struct gs_race *race = gs_race_new("x.test", &settings);
        size_t number = i / 2;
        check_case(cases[number].label);
        race->is_complete = i % 2 == 1;
        race->won_us = cases[number].won_us;
        struct gs_race_lane lane = {.started_us = cases[number].began_us,
                                    .ended_us = cases[number].ended_us};
        gs_vec_push(&race->lanes, lane);
        int64_t reach_us = gs_race_reach(race, cases[number].now_us);
        assert_in_range(reach_us, MS, GS_RACE_REACH_MAX_US);
        assert_in_range(gs_race_cell(lane.started_us, reach_us, 56), 0, 56);
        assert_in_range(gs_race_cell(lane.ended_us, reach_us, 56), 0, 56);
        gs_race_free(race);
    }
}

static void a_moment_has_its_cell_between_the_ends(void **state)
{
    static const struct {
        int64_t at_us;
        int cell;
    } cases[] = {{INT64_MIN, 0}, {-1, 0},           {0, 0},         {17, 0},
                 {18, 1},        {500, 28},         {999, 55},      {1000, 56},
                 {1001, 56},     {38347922286, 56}, {INT64_MAX, 56}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(gs_race_cell(cases[i].at_us, 1000, 56), cases[i].cell);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_ends_soon_after_the_win_matters),
        cmocka_unit_test(moments_of_any_size_stay_within_the_reach),
        cmocka_unit_test(a_moment_has_its_cell_between_the_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
