/* SPDX-License-Identifier: MIT */
#include "make_watch.h"

#include <sys/socket.h>

static enum gs_watch_state state_after(struct subject *subject, const char *line)
{
    return step(subject, line)->state;
}

static void first_round_says_what_a_host_is(void **state)
{
    (void)state;

    const struct {
        const char *line;
        enum gs_watch_state state;
    } cases[] = {
        {"192.0.2.1", GS_WATCH_STEADY},     {"2001:db8::1", GS_WATCH_STEADY},
        {"192.0.2.1 !6", GS_WATCH_STEADY},  {"timeout", GS_WATCH_TRY_AGAIN},
        {"servfail", GS_WATCH_TRY_AGAIN},   {"nx", GS_WATCH_NO_SUCH_NAME},
        {"none", GS_WATCH_NO_DATA},         {"none mx=10:a.test", GS_WATCH_STEADY},
        {"none mx=null", GS_WATCH_NO_DATA}, {"none mx=none", GS_WATCH_NO_DATA},
        {"ptr=a.test", GS_WATCH_STEADY},    {"ptr=", GS_WATCH_NO_DATA},
        {"nothing", GS_WATCH_WAITING},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct subject subject = make_subject();
        check_case(cases[i].line);
        assert_int_equal(state_after(&subject, cases[i].line), cases[i].state);
        free_subject(&subject);
    }
}

static void change_is_seen_for_five_minutes_and_three_rounds(void **state)
{
    (void)state;

    const struct {
        const char *label;
        int64_t step_s;
        unsigned rounds; /* after the change in which it is seen */
    } cases[] = {{"each 30 s", 30, 9}, {"each 100 s", 100, 2}, {"each hour", 3600, 2}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct subject subject = make_subject();
        check_case(cases[i].label);
        subject.step_s = cases[i].step_s;
        (void)step(&subject, "192.0.2.1");
        assert_int_equal(state_after(&subject, "192.0.2.2"), GS_WATCH_CHANGED);
        for (unsigned round = 0; round < cases[i].rounds; round++) {
            assert_int_equal(state_after(&subject, "192.0.2.2"), GS_WATCH_CHANGED);
        }
        assert_int_equal(state_after(&subject, "192.0.2.2"), GS_WATCH_STEADY);
        free_subject(&subject);
    }
}

static void lost_family_is_seen_until_it_is_back(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)step(&subject, "192.0.2.1 2001:db8::1");
    for (unsigned i = 0; i < 200; i++) {
        assert_int_equal(state_after(&subject, "192.0.2.1"), GS_WATCH_LOST_IPV6);
    }
    assert_int_equal(state_after(&subject, "192.0.2.1 2001:db8::9"), GS_WATCH_CHANGED);
    for (unsigned i = 0; i < 20; i++) {
        (void)step(&subject, "192.0.2.1 2001:db8::9");
    }
    assert_int_equal(subject.round.state, GS_WATCH_STEADY);
    assert_int_equal(state_after(&subject, "2001:db8::9"), GS_WATCH_LOST_IPV4);
    free_subject(&subject);
}

static void lost_family_is_usual_after_a_day(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    subject.step_s = 3600;
    (void)step(&subject, "192.0.2.1 2001:db8::1");
    for (unsigned i = 0; i < 24; i++) {
        assert_int_equal(state_after(&subject, "192.0.2.1"), GS_WATCH_LOST_IPV6);
    }
    assert_int_equal(state_after(&subject, "192.0.2.1"), GS_WATCH_STEADY);
    free_subject(&subject);
}

static void name_that_is_back_with_one_family_has_lost_the_other(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)step(&subject, "192.0.2.1 2001:db8::1");
    assert_int_equal(state_after(&subject, "nx"), GS_WATCH_NO_SUCH_NAME);
    assert_int_equal(state_after(&subject, "timeout"), GS_WATCH_TRY_AGAIN);
    assert_int_equal(state_after(&subject, "192.0.2.1"), GS_WATCH_LOST_IPV6);
    assert_int_equal(state_after(&subject, "192.0.2.1 2001:db8::1"), GS_WATCH_CHANGED);
    free_subject(&subject);
}

static void host_that_never_had_a_family_has_lost_none(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)step(&subject, "192.0.2.1");
    (void)step(&subject, "nx");
    assert_int_equal(state_after(&subject, "192.0.2.1"), GS_WATCH_CHANGED);
    free_subject(&subject);
}

static void worse_state_hides_the_other_ones(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    struct gs_expect expect = {.kind = GS_EXPECT_FAMILY, .family = AF_INET6};
    gs_vec_push(&subject.watch.expects, expect);
    (void)step(&subject, "192.0.2.1 2001:db8::1");
    assert_int_equal(state_after(&subject, "192.0.2.1"), GS_WATCH_UNEXPECTED);
    assert_int_equal(state_after(&subject, "none"), GS_WATCH_NO_DATA);
    assert_int_equal(state_after(&subject, "nx"), GS_WATCH_NO_SUCH_NAME);
    assert_int_equal(state_after(&subject, "timeout"), GS_WATCH_TRY_AGAIN);
    assert_int_equal(state_after(&subject, "192.0.2.1"), GS_WATCH_UNEXPECTED);
    subject.watch.expects.count = 0;
    assert_int_equal(state_after(&subject, "192.0.2.1"), GS_WATCH_LOST_IPV6);
    subject.watch.expects.count = 1;
    free_subject(&subject);
}

static void clock_that_is_set_back_keeps_no_state_for_ever(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)step(&subject, "192.0.2.1 2001:db8::1");
    (void)step(&subject, "192.0.2.1");
    subject.wall_s -= INT64_C(10) * 365 * 86400;
    assert_int_equal(state_after(&subject, "192.0.2.1"), GS_WATCH_LOST_IPV6);
    subject.step_s = 3600;
    for (unsigned i = 0; i < 24; i++) {
        (void)step(&subject, "192.0.2.1");
    }
    assert_int_equal(subject.round.state, GS_WATCH_STEADY);
    free_subject(&subject);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_round_says_what_a_host_is),
        cmocka_unit_test(change_is_seen_for_five_minutes_and_three_rounds),
        cmocka_unit_test(lost_family_is_seen_until_it_is_back),
        cmocka_unit_test(lost_family_is_usual_after_a_day),
        cmocka_unit_test(name_that_is_back_with_one_family_has_lost_the_other),
        cmocka_unit_test(host_that_never_had_a_family_has_lost_none),
        cmocka_unit_test(worse_state_hides_the_other_ones),
        cmocka_unit_test(clock_that_is_set_back_keeps_no_state_for_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
