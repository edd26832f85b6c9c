/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/race.h"

#include <sys/socket.h>

static void the_standard_s_values_are_within_its_bounds(void **state)
{
    (void)state;
    struct gs_race_settings settings = gs_race_settings_default();
    gs_race_settings_clamp(&settings);
    assert_true(gs_race_settings_is_default(&settings));
    assert_int_equal(settings.resolution_delay_ms, 50);
    assert_int_equal(settings.attempt_delay_ms, 250);
    assert_int_equal(settings.first_family, AF_UNSPEC);
}

static void values_out_of_range_are_put_to_its_ends(void **state)
{
    (void)state;
    struct gs_race_settings low = {0};
    struct gs_race_settings high = {.resolution_delay_ms = 9000,
                                    .attempt_delay_ms = UINT32_MAX,
                                    .first_family = 77,
                                    .first_family_count = 200,
                                    .deadline_ms = UINT32_MAX};
    struct gs_race_settings short_one = {.deadline_ms = 1};
    gs_race_settings_clamp(&short_one);
    assert_int_equal(short_one.deadline_ms, GS_RACE_ATTEMPT_MIN_MS);
    gs_race_settings_clamp(&low);
    gs_race_settings_clamp(&high);
    assert_int_equal(low.attempt_delay_ms, GS_RACE_ATTEMPT_MIN_MS);
    assert_int_equal(low.resolution_delay_ms, 0);
    assert_int_equal(low.first_family_count, 1);
    assert_int_equal(low.deadline_ms, 10000);
    assert_int_equal(high.attempt_delay_ms, GS_RACE_DELAY_MAX_MS);
    assert_int_equal(high.resolution_delay_ms, GS_RACE_DELAY_MAX_MS);
    assert_int_equal(high.first_family, AF_UNSPEC);
    assert_int_equal(high.first_family_count, GS_RACE_COUNT_MAX);
    assert_int_equal(high.deadline_ms, GS_RACE_DEADLINE_MAX_MS);
    assert_false(gs_race_settings_is_default(&high));
}

static void add_lane(struct gs_race *race, int family, enum gs_connect_status status,
                     int64_t elapsed_us)
{
    struct gs_race_lane lane = {
        .connection = {.endpoint.address.family = family,
                       .status = status,
                       .elapsed_us = elapsed_us},
    };
    gs_vec_push(&race->lanes, lane);
}

static void a_summary_has_the_fastest_of_each_family(void **state)
{
    (void)state;
    struct gs_race_settings settings = gs_race_settings_default();
    struct gs_race *race = gs_race_new("a.test", &settings);
    add_lane(race, AF_INET6, GS_CONNECT_SILENT, 10000000);
    add_lane(race, AF_INET, GS_CONNECT_OPEN, 40000);
    add_lane(race, AF_INET, GS_CONNECT_OPEN, 30000);
    race->winner = 1;
    race->won_us = 350000;
    race->dns[1].answered_us = 18000;
    struct gs_race *copy = gs_race_copy(race);
    gs_race_free(race);
    struct gs_race_past past = gs_race_summary(copy);
    assert_int_equal(past.winner_family, AF_INET);
    assert_int_equal(past.won_us, 350000);
    assert_int_equal(past.connect_us[gs_race_side(AF_INET6)], -1);
    assert_int_equal(past.connect_us[gs_race_side(AF_INET)], 30000);
    assert_int_equal(past.dns_us[gs_race_side(AF_INET6)], -1);
    assert_int_equal(past.dns_us[gs_race_side(AF_INET)], 18000);
    gs_race_free(copy);
    gs_race_free(NULL);
}

static void a_race_that_nobody_won_has_no_family(void **state)
{
    (void)state;
    struct gs_race_settings settings = gs_race_settings_default();
    struct gs_race *race = gs_race_new("a.test", &settings);
    struct gs_race_past past = gs_race_summary(race);
    assert_int_equal(past.winner_family, 0);
    assert_int_equal(past.won_us, -1);
    gs_race_free(race);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_standard_s_values_are_within_its_bounds),
        cmocka_unit_test(values_out_of_range_are_put_to_its_ends),
        cmocka_unit_test(a_summary_has_the_fastest_of_each_family),
        cmocka_unit_test(a_race_that_nobody_won_has_no_family),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
