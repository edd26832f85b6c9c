/* SPDX-License-Identifier: MIT */
/*
 * A race is written as text: its answers, and what each address would do. What it came to is
 * read back as text, with the exact milliseconds of each lane.
 */
#include "rules/make_race.h"
#include "support/check.h"

static const struct {
    const char *label;
    const char *settings; /* "" the RFC's */
    int aaaa_ms;          /* -1: never answered */
    int a_ms;
    const char *addresses; /* see make_race.h, in the order of RFC 6724 */
    const char *expected;
} cases[] = {
    {"both are fine", "", 10, 12, "6a open 20, 4a open 15",
     "6a 10-30 open wins, 4a 260-275 open after; won 30, over 275"},
    {"IPv6 is refused: IPv4 begins at once", "", 10, 12, "6a refused 5, 4a open 15",
     "6a 10-15 refused, 4a 15-30 open wins; won 30, over 30"},
    {"IPv6 is a black hole: IPv4 begins after the attempt delay", "", 10, 12,
     "6a silent 99000, 4a open 15",
     "6a 10-10010 silent, 4a 260-275 open wins; won 275, over 10010"},
    {"the family that RFC 6724 sorts first begins", "", 10, 12,
     "4a open 15, 6a open 20, 6b open 5",
     "6a 10-30 open wins, 4a 260-275 open after, 6b 510-515 open after; "
     "won 30, over 515"},
    {"and it begins when both answers are there", "", 12, 10,
     "4a open 15, 6a open 20, 6b open 5",
     "delay 10-12, 4a 12-27 open wins, 6a 262-282 open after, 6b 512-517 open after; "
     "won 27, over 517"},
    {"another one begins where the person says so", "first=inet6", 12, 12,
     "4a open 15, 6a open 20",
     "6a 12-32 open wins, 4a 262-277 open after; won 32, over 277"},
    {"IPv6 is slow and loses", "", 10, 12, "6a open 400, 4a open 15",
     "6a 10-410 open, 4a 260-275 open wins; won 275, over 410"},
    {"IPv6 is slow and wins all the same", "", 10, 12, "6a open 255, 4a open 15",
     "6a 10-265 open wins, 4a 260-275 open; won 265, over 275"},
    {"IPv6 has no route: IPv4 begins in the same moment", "", 10, 12,
     "6a no_route 0, 4a open 15",
     "6a 10-10 no_route, 4a 12-27 open wins; won 27, over 27"},
    {"IPv4 only", "", 10, 12, "4a open 15", "4a 12-27 open wins; won 27, over 27"},
    {"IPv4 only, AAAA later", "", 30, 12, "4a open 15",
     "delay 12-30, 4a 30-45 open wins; won 45, over 45"},
    {"IPv6 only", "", 10, 12, "6a open 20", "6a 10-30 open wins; won 30, over 30"},
    {"IPv6 only, A first: no delay begins", "", 70, 12, "6a open 20",
     "6a 70-90 open wins; won 90, over 90"},
    {"AAAA late within the delay", "", 45, 12, "6a open 20, 4a open 15",
     "delay 12-45, 6a 45-65 open wins, 4a 295-310 open after; won 65, over 310"},
    {"AAAA at the very end of the delay still comes first", "", 62, 12,
     "6a open 20, 4a open 15",
     "delay 12-62, 6a 62-82 open wins, 4a 312-327 open after; won 82, over 327"},
    {"AAAA after the delay, before IPv4 is open", "", 70, 12, "6a open 5, 4a open 300",
     "delay 12-62, 4a 62-362 open, 6a 312-317 open wins; won 317, over 362"},
    {"AAAA after the win", "", 300, 12, "6a open 5, 4a open 15",
     "delay 12-62, 4a 62-77 open wins, 6a 312-317 open after; won 77, over 317"},
    {"AAAA long after the win begins at once, to be measured", "", 900, 12,
     "6a open 5, 4a open 15",
     "delay 12-62, 4a 62-77 open wins, 6a 900-905 open after; won 77, over 905"},
    {"AAAA never", "", -1, 12, "4a open 15",
     "delay 12-62, 4a 62-77 open wins; won 77, over 77"},
    {"A never", "", 10, -1, "6a refused 5", "6a 10-15 refused; over 15"},
    {"A never, IPv6 open", "", 10, -1, "6a open 5",
     "6a 10-15 open wins; won 15, over 15"},
    {"A late is merged behind", "", 10, 400, "6a open 520, 6b open 500, 4a open 15",
     "6a 10-530 open, 6b 260-760 open, 4a 510-525 open wins; won 525, over 760"},
    {"neither ever", "", -1, -1, "", "over 0"},
    {"no address", "", 10, 12, "", "over 12"},
    {"everything is refused", "", 10, 12, "6a refused 5, 4a refused 7",
     "6a 10-15 refused, 4a 15-22 refused; over 22"},
    {"eight addresses take turns", "", 10, 12,
     "6a silent 400, 6b silent 400, 6c silent 400, 6d silent 400, "
     "4a silent 400, 4b silent 400, 4c silent 400, 4d open 20",
     "6a 10-410 silent, 4a 260-660 silent, 6b 410-810 silent, 4b 660-1060 silent, "
     "6c 810-1210 silent, 4c 1060-1460 silent, 6d 1210-1610 silent, "
     "4d 1460-1480 open wins; won 1480, over 1610"},
    {"two of the first family first", "count=2", 10, 10,
     "6a silent 3000, 6b silent 3000, 6c open 1, 4a silent 3000, 4b silent 3000",
     "6a 10-3010 silent, 6b 260-3260 silent, 4a 510-3510 silent, 6c 760-761 open wins, "
     "4b 1010-4010 silent after; won 761, over 4010"},
    {"more of the first family than it has", "count=9", 10, 10,
     "4a open 3, 6a refused 1, 6b refused 1",
     "6a 10-11 refused, 6b 11-12 refused, 4a 12-15 open wins; won 15, over 15"},
    {"IPv4 first, but AAAA is answered first", "first=inet", 10, 10,
     "6a open 20, 4a open 15",
     "6a 10-30 open wins, 4a 260-275 open after; won 30, over 275"},
    {"IPv4 first, and A is there when it begins", "first=inet", 12, 10,
     "6a open 20, 4a open 15",
     "delay 10-12, 4a 12-27 open wins, 6a 262-282 open after; won 27, over 282"},
    {"as RFC 6724 sorts, taking turns", "first=any", 12, 10,
     "4a silent 999, 4b open 1, 6a open 20",
     "delay 10-12, 4a 12-1011 silent, 6a 262-282 open wins, 4b 512-513 open after; "
     "won 282, over 1011"},
    {"as RFC 6724 sorts, no turns", "turns=no", 12, 10,
     "4a silent 999, 4b open 1, 6a open 20",
     "delay 10-12, 4a 12-1011 silent, 4b 262-263 open wins, 6a 512-532 open after; "
     "won 263, over 1011"},
    {"no resolution delay", "delay=0", 30, 12, "6a open 20, 4a open 15",
     "delay 12-12, 4a 12-27 open wins, 6a 262-282 open after; won 27, over 282"},
    {"an attempt delay below the floor is 10 ms", "attempts=3", 10, 10,
     "6a open 100, 4a open 15", "6a 10-110 open, 4a 20-35 open wins; won 35, over 110"},
    {"a shorter deadline", "deadline=300", 10, 10, "6a open 301, 4a open 15",
     "6a 10-310 silent, 4a 260-275 open wins; won 275, over 310"},
    {"an attempt that is measured no longer lets none begin earlier", "deadline=300", 10,
     10, "6a silent 900, 4a silent 900, 6b open 20",
     "6a 10-310 silent, 4a 260-560 silent, 6b 510-530 open wins; won 530, over 560"},
    {"a failure before the next begin is used once", "", 10, 10,
     "6a refused 100, 4a silent 999, 6b open 20",
     "6a 10-110 refused, 4a 110-1109 silent, 6b 360-380 open wins; won 380, over 1109"},
    {"an older attempt that fails lets the next begin at once", "", 10, 10,
     "6a refused 300, 4a silent 999, 6b open 20",
     "6a 10-310 refused, 4a 260-1259 silent, 6b 310-330 open wins; won 330, over 1259"},
    {"failures after the win keep the pace", "", 10, 10,
     "6a open 5, 4a refused 2, 6b refused 2",
     "6a 10-15 open wins, 4a 260-262 refused after, 6b 262-264 refused after; "
     "won 15, over 264"},
};

static void a_race_goes_by_the_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_race_settings settings = make_race_settings(cases[i].settings);
        struct gs_race_assumed assumed[16];
        size_t count = make_assumed(cases[i].addresses, assumed);
        const int64_t answered_us[2] = {ms_to_us(cases[i].aaaa_ms),
                                        ms_to_us(cases[i].a_ms)};
        struct gs_race *race = gs_race_simulate(&settings, answered_us, assumed, count,
                                                ms_to_us((int)settings.deadline_ms));
        char text[1024];
        describe_race(race, text, sizeof text);
        assert_string_equal(text, cases[i].expected);
        assert_true(race->is_complete);
        gs_race_free(race);
    }
}

static struct gs_race *new_race(void)
{
    struct gs_race_settings settings = gs_race_settings_default();
    return gs_race_new("x.test", &settings);
}

static void check_todo(struct gs_race *race, int now_ms, size_t lane, int wake_ms)
{
    struct gs_race_todo todo = gs_race_next(race, ms_to_us(now_ms));
    assert_int_equal(todo.lane, lane);
    assert_int_equal(todo.wake_us, ms_to_us(wake_ms));
}

static void answered(struct gs_race *race, int family, enum gs_outcome outcome,
                     const char *addresses, int now_ms)
{
    struct gs_race_assumed assumed[16];
    struct gs_race_address list[16];
    size_t count = make_assumed(addresses, assumed);
    for (size_t i = 0; i < count; i++) {
        list[i] = assumed[i].address;
    }
    const struct gs_race_answer answer = {family, outcome, list, count};
    gs_race_answered(race, &answer, ms_to_us(now_ms));
}

static void a_failed_aaaa_ends_the_delay(void **state)
{
    (void)state;

    static const enum gs_outcome outcomes[] = {GS_OUTCOME_NO_DATA, GS_OUTCOME_TIMED_OUT,
                                               GS_OUTCOME_SERVER_FAILURE};

    for (size_t i = 0; i < COUNT_OF(outcomes); i++) {
        check_case(gs_outcome_id(outcomes[i]));
        struct gs_race *race = new_race();
        gs_race_begin(race, true, true);
        check_todo(race, 0, SIZE_MAX, -1);
        answered(race, AF_INET, GS_OUTCOME_ANSWERED, "4a open 1", 10);
        check_todo(race, 10, SIZE_MAX, 60);
        check_todo(race, 20, SIZE_MAX, 60);
        answered(race, AF_INET6, outcomes[i], "", 30);
        check_todo(race, 30, 0, -1);
        check_todo(race, 30, SIZE_MAX, -1);
        assert_int_equal(race->delay_from_us, 10000);
        assert_int_equal(race->delay_until_us, 30000);
        assert_int_equal(race->dns[0].outcome, outcomes[i]);
        gs_race_free(race);
    }
}

static void an_address_is_raced_to_at_once(void **state)
{
    (void)state;
    struct gs_race *race = new_race();
    gs_race_begin(race, false, false);
    answered(race, 0, GS_OUTCOME_ANSWERED, "6a open 1", 0);
    check_todo(race, 0, 0, -1);
    assert_false(race->is_complete);
    gs_race_ended(race, 0, &(struct gs_connection){.status = GS_CONNECT_OPEN}, 1000);
    check_todo(race, 1, SIZE_MAX, -1);
    assert_true(race->is_complete);
    assert_int_equal(race->won_us, 1000);
    assert_int_equal(race->dns[0].answered_us, -1);
    gs_race_free(race);
}

static void one_question_alone_needs_no_delay(void **state)
{
    (void)state;
    struct gs_race *race = new_race();
    gs_race_begin(race, false, true);
    answered(race, AF_INET, GS_OUTCOME_ANSWERED, "4a open 1, 4b open 1", 10);
    check_todo(race, 10, 0, -1);
    check_todo(race, 10, SIZE_MAX, 260);
    assert_int_equal(race->delay_from_us, -1);
    gs_race_free(race);
}

static void rows_of_libc_are_raced_where_dns_has_none(void **state)
{
    (void)state;
    struct gs_race *race = new_race();
    gs_race_begin(race, true, true);
    answered(race, AF_INET6, GS_OUTCOME_NO_SUCH_NAME, "", 5);
    answered(race, AF_INET, GS_OUTCOME_NO_SUCH_NAME, "", 6);
    check_todo(race, 6, SIZE_MAX, -1);
    assert_true(race->is_complete);
    answered(race, 0, GS_OUTCOME_ANSWERED, "6a open 1, 4a open 1", 20);
    assert_false(race->is_complete);
    check_todo(race, 20, 0, -1);
    check_todo(race, 20, SIZE_MAX, 270);
    assert_int_equal(race->dns[0].address_count, 0);
    gs_race_free(race);
}

static void the_one_in_turn_waits_since_it_is(void **state)
{
    (void)state;
    struct gs_race *race = new_race();
    gs_race_begin(race, true, true);
    answered(race, AF_INET6, GS_OUTCOME_ANSWERED, "6a open 1, 6b open 1", 10);
    check_todo(race, 10, 0, -1);
    check_todo(race, 10, SIZE_MAX, 260);
    assert_int_equal(race->lanes.items[1].waits_us, 10000);
    answered(race, AF_INET, GS_OUTCOME_ANSWERED, "4a open 1", 100);
    check_todo(race, 100, SIZE_MAX, 260);
    assert_int_equal(race->lanes.items[1].connection.endpoint.address.family, AF_INET);
    assert_int_equal(race->lanes.items[1].waits_us, 100000);
    assert_int_equal(race->lanes.items[2].waits_us, -1);
    gs_race_free(race);
}

static void a_better_known_order_sorts_what_has_not_begun(void **state)
{
    (void)state;
    struct gs_race_assumed assumed[16];
    struct gs_race_address ranked[16];
    struct gs_race *race = new_race();
    gs_race_begin(race, true, true);
    answered(race, AF_INET6, GS_OUTCOME_ANSWERED,
             "6a open 1, 6b open 1, 6c open 1, 6d open 1", 10);
    check_todo(race, 10, 0, -1);
    size_t count = make_assumed("6d open 1, 6a open 1, 6c open 1", assumed);
    for (size_t i = 0; i < count; i++) {
        ranked[i] = assumed[i].address;
    }
    gs_race_ranked(race, ranked, count);
    char text[256];
    describe_lanes(race, text, sizeof text);
    assert_string_equal(text, "6a#1 6d#0 6c#2 6b");
    gs_race_free(race);
}

static void an_address_twice_is_one_lane_and_too_many_are_counted(void **state)
{
    (void)state;
    struct gs_race_address list[GS_RACE_ADDRESSES_MAX + 6];
    struct gs_race *race = new_race();
    for (size_t i = 0; i < COUNT_OF(list); i++) {
        list[i] = (struct gs_race_address){.rank = i};
        list[i].endpoint.address =
            (struct gs_address){.family = AF_INET, .bytes = {10, 0, 0, (uint8_t)i}};
    }
    list[1] = list[0];
    gs_race_begin(race, false, true);
    const struct gs_race_answer answer = {AF_INET, GS_OUTCOME_ANSWERED, list,
                                          COUNT_OF(list)};
    gs_race_answered(race, &answer, 0);
    assert_int_equal(race->lanes.count, GS_RACE_ADDRESSES_MAX);
    assert_int_equal(race->left_out, 5);
    gs_race_free(race);
}

static void the_settings_are_clamped_before_the_begin(void **state)
{
    (void)state;
    struct gs_race *race = gs_race_new("x.test", &(struct gs_race_settings){0});
    gs_race_begin(race, true, true);
    assert_int_equal(race->settings.attempt_delay_ms, GS_RACE_ATTEMPT_MIN_MS);
    assert_int_equal(race->settings.first_family_count, 1);
    gs_race_free(race);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_race_goes_by_the_rules),
        cmocka_unit_test(a_failed_aaaa_ends_the_delay),
        cmocka_unit_test(an_address_is_raced_to_at_once),
        cmocka_unit_test(one_question_alone_needs_no_delay),
        cmocka_unit_test(rows_of_libc_are_raced_where_dns_has_none),
        cmocka_unit_test(the_one_in_turn_waits_since_it_is),
        cmocka_unit_test(a_better_known_order_sorts_what_has_not_begun),
        cmocka_unit_test(an_address_twice_is_one_lane_and_too_many_are_counted),
        cmocka_unit_test(the_settings_are_clamped_before_the_begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
