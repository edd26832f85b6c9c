/* SPDX-License-Identifier: MIT */
#include "make_watch.h"

/* The first change of a round, or none. */
static enum gs_watch_change_type first_of(const struct subject *subject)
{
    return change_at(subject, 0)->type;
}

/* Rounds by turns until the host flaps. Returns: how many. */
static unsigned flap(struct subject *subject, const char *one, const char *other)
{
    unsigned rounds = 0;
    do {
        assert_in_range(rounds, 0, 100);
        (void)step(subject, rounds % 2 == 0 ? other : one);
        rounds++;
    } while (!subject->round.trend.is_flapping);
    return rounds;
}

static void values_that_come_and_go_are_told_once(void **state)
{
    (void)state;

    const struct {
        const char *label, *one, *other;
        const char *told;
    } cases[] = {
        {"an address", "198.51.100.1 198.51.100.7", "198.51.100.1 198.51.100.8",
         "flapping:  > 198.51.100.7 and .8 come and go (5 times in 2 min)"},
        {"of two networks", "192.0.2.1", "198.51.100.1",
         "flapping:  > 192.0.2.1 and 198.51.100.1 come and go (5 times in 2 min)"},
        {"one alone", "192.0.2.1 192.0.2.2", "192.0.2.1",
         "flapping:  > 192.0.2.2 comes and goes (5 times in 2 min)"},
        {"many", "192.0.2.1 192.0.2.2 2001:db8::1 2001:db8::2",
         "192.0.2.3 192.0.2.4 2001:db8::3 2001:db8::4",
         "flapping:  > 192.0.2.1, .2 and 6 more come and go (5 times in 2 min)"},
        {"three", "192.0.2.1 2001:db8::1", "192.0.2.2",
         "flapping:  > 192.0.2.1, .2 and 2001:db8::1 come and go (5 times in 2 min)"},
        {"a family", "192.0.2.1 2001:db8::1", "192.0.2.1",
         "flapping:  > 2001:db8::1 comes and goes (5 times in 2 min)"},
        {"the name", "192.0.2.1", "nx",
         "flapping:  > 192.0.2.1 comes and goes (5 times in 2 min)"},
        {"a CNAME", "192.0.2.1 cname=a.test", "192.0.2.1 cname=b.test",
         "flapping:  > a.test and b.test come and go (5 times in 2 min)"},
        {"mail exchanges", "192.0.2.1 mx=10:a.test", "192.0.2.1 mx=10:b.test",
         "flapping:  > mail exchanges come and go (5 times in 2 min)"},
        {"names", "ptr=a.test", "ptr=b.test",
         "flapping:  > names come and go (5 times in 2 min)"},
        {"libc's family", "192.0.2.1 2001:db8::1 libc=192.0.2.1",
         "192.0.2.1 2001:db8::1 libc=2001:db8::1", NULL},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct subject subject = make_subject();
        check_case(cases[i].label);
        (void)step(&subject, cases[i].one);
        assert_int_equal(flap(&subject, cases[i].one, cases[i].other), 5);
        if (cases[i].told != NULL) {
            assert_string_equal(told(&subject), cases[i].told);
            assert_non_null(strstr(subject.round.words, "5 times in 2 min"));
        }
        (void)step(&subject, cases[i].one);
        assert_int_equal(first_of(&subject), GS_WATCH_FLAPPING);
        assert_int_equal(subject.round.changes.count, 1);
        assert_true(change_at(&subject, 0)->is_again);
        free_subject(&subject);
    }
}

static void failures_that_come_and_go_are_flapping(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)step(&subject, "192.0.2.1");
    assert_int_equal(flap(&subject, "192.0.2.1", "servfail"), 6);
    assert_string_equal(told(&subject),
                        "flapping:  > answers come and go (6 times in 2 min)\n"
                        "failure_ended: SERVFAIL from 10.0.0.2 > answered (after 30 s)");
    assert_int_equal(subject.round.state, GS_WATCH_IS_FLAPPING);
    (void)step(&subject, "timeout");
    assert_int_equal(first_of(&subject), GS_WATCH_FLAPPING);
    assert_int_equal(subject.round.changes.count, 1);
    assert_int_equal(subject.round.state, GS_WATCH_TRY_AGAIN);
    (void)step(&subject, "timeout");
    assert_string_equal(told(&subject), "");
    (void)step(&subject, "timeout");
    assert_string_equal(told(&subject),
                        "failure_began: answered > timed out (was answered)");
    (void)step(&subject, "192.0.2.1");
    assert_string_equal(told(&subject),
                        "flapping again:  > answers come and go (8 times in 4 min)\n"
                        "failure_ended: try again > answered (after 1 min)");
    free_subject(&subject);
}

/* A large pool of which each answer has another four. */
static void subsets_of_a_large_pool_are_flapping(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    unsigned changes = 0;
    for (unsigned i = 0; i < 200; i++) {
        char line[128];
        (void)snprintf(line, sizeof line, "10.0.%u.1 10.0.%u.2 10.0.%u.3 10.0.%u.4", i, i,
                       i, i);
        (void)step(&subject, line);
        for (size_t at = 0; at < subject.round.changes.count; at++) {
            changes += change_at(&subject, at)->is_again ? 0 : 1;
        }
    }
    assert_int_equal(subject.round.state, GS_WATCH_IS_FLAPPING);
    assert_int_equal(changes, 7 * 8 + 1);
    free_subject(&subject);
}

static void subsets_of_a_small_pool_are_flapping(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    uint32_t chance = 1;
    unsigned rounds = 0;
    do {
        char line[128];
        chance = chance * 1103515245 + 12345;
        unsigned one = chance >> 16 & 7;
        unsigned other = chance >> 20 & 7;
        (void)snprintf(line, sizeof line, "192.0.2.%u 192.0.2.%u", one, other);
        (void)step(&subject, line);
        rounds++;
        assert_in_range(rounds, 1, 10);
    } while (!subject.round.trend.is_flapping);
    free_subject(&subject);
}

static void few_changes_are_not_flapping(void **state)
{
    (void)state;

    const struct {
        const char *label;
        int64_t step_s;
        unsigned rounds;
        const char *one, *other;
    } cases[] = {
        {"four turns within an hour, three of them back", 60, 4, "192.0.2.1",
         "192.0.2.2"},
        {"a turn each half hour", 1800, 50, "192.0.2.1", "192.0.2.2"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct subject subject = make_subject();
        check_case(cases[i].label);
        subject.step_s = cases[i].step_s;
        (void)step(&subject, cases[i].one);
        for (unsigned round = 0; round < cases[i].rounds; round++) {
            (void)step(&subject, round % 2 == 0 ? cases[i].other : cases[i].one);
            assert_int_equal(first_of(&subject), GS_WATCH_ADDRESS_REMOVED);
        }
        free_subject(&subject);
    }
}

static void slow_rounds_flap_in_a_longer_window(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    subject.watch.interval_s = 1800;
    subject.step_s = 1800;
    (void)step(&subject, "192.0.2.1");
    assert_int_equal(flap(&subject, "192.0.2.1", "192.0.2.2"), 5);
    assert_non_null(strstr(told(&subject), "(5 times in 2 h)"));
    free_subject(&subject);
}

static void move_address_by_address_is_not_flapping(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    for (unsigned i = 0; i < 8; i++) {
        char line[128] = "";
        size_t len = 0;
        for (unsigned at = 0; at < 7; at++) {
            len += (size_t)snprintf(line + len, sizeof line - len, "%s.%u ",
                                    at < i ? "192.0.2" : "198.51.100", at);
        }
        (void)step(&subject, line);
        assert_false(subject.round.trend.is_flapping);
    }
    free_subject(&subject);
}

/* -- the end -------------------------------------------------------------------------- */

static void calm_is_told_with_what_remained_different(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)step(&subject, "192.0.2.1 192.0.2.7");
    (void)flap(&subject, "192.0.2.1 192.0.2.7", "192.0.2.1 192.0.2.8");
    assert_int_equal(subject.round.state, GS_WATCH_IS_FLAPPING);
    (void)step(&subject, "192.0.2.1 192.0.2.9");
    assert_true(change_at(&subject, 0)->is_again);
    for (unsigned i = 1; i < 60; i++) {
        (void)step(&subject, "192.0.2.1 192.0.2.9");
        assert_string_equal(told(&subject), "");
        assert_int_equal(subject.round.state, GS_WATCH_IS_FLAPPING);
    }
    (void)step(&subject, "192.0.2.1 192.0.2.9");
    /* told before: .7 at first, then .8, .7, .8, .7 by single changes; the fifth was folded */
    assert_string_equal(told(&subject), "calm:  >  (after 6 times in 32 min)\n"
                                        "address_removed: 192.0.2.7 >  (2 IPv4 now)\n"
                                        "address_added:  > 192.0.2.9 (2 IPv4 now)");
    assert_int_equal(subject.round.state, GS_WATCH_CHANGED);
    (void)step(&subject, "192.0.2.1 192.0.2.9");
    assert_string_equal(told(&subject), "");
    assert_null(subject.memory.told);
    free_subject(&subject);
}

static void sleep_of_the_machine_does_not_make_it_calm(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)step(&subject, "192.0.2.1");
    (void)flap(&subject, "192.0.2.1", "192.0.2.2");
    subject.wall_s += 86400;
    (void)step(&subject, "192.0.2.2");
    assert_true(subject.round.trend.is_flapping);
    for (unsigned i = 0; i < 5; i++) {
        (void)step(&subject, "192.0.2.2");
    }
    assert_int_equal(first_of(&subject), GS_WATCH_CALM);
    free_subject(&subject);
}

static void what_lasts_is_told_while_it_flaps(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)step(&subject, "192.0.2.1 192.0.2.7 2001:db8::1");
    (void)flap(&subject, "192.0.2.1 192.0.2.7 2001:db8::1",
               "192.0.2.1 192.0.2.8 2001:db8::1");
    (void)step(&subject, "192.0.2.1 192.0.2.8");
    assert_true(change_at(&subject, 0)->is_again);
    (void)step(&subject, "192.0.2.1 192.0.2.8");
    (void)step(&subject, "192.0.2.1 192.0.2.8");
    assert_string_equal(told(&subject), "");
    assert_int_equal(subject.round.state, GS_WATCH_IS_FLAPPING);
    (void)step(&subject, "192.0.2.1 192.0.2.8");
    assert_string_equal(told(&subject), "ipv6_lost: 2001:db8::1 >  (no data for AAAA)");
    assert_int_equal(subject.round.state, GS_WATCH_LOST_IPV6);
    (void)step(&subject, "nx");
    for (unsigned i = 0; i < 3; i++) {
        (void)step(&subject, "nx");
    }
    assert_string_equal(told(&subject),
                        "name_vanished: 192.0.2.1, 192.0.2.7 >  (NXDOMAIN)");
    free_subject(&subject);
}

/* It knows that it flaps, but not what was told before. */
static void state_of_an_older_version_goes_on_flapping(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)step(&subject, "192.0.2.1");
    (void)flap(&subject, "192.0.2.1", "192.0.2.2");
    struct gs_watched saved = {.id = 1, .trend = subject.round.trend};
    saved.answer = make_answer_of("192.0.2.2");
    gs_watch_memory_restore(&subject.memory, &saved);
    gs_watched_fini(&saved);
    (void)step(&subject, "192.0.2.1");
    assert_string_equal(
        told(&subject),
        "flapping again:  > 192.0.2.1 and .2 come and go (6 times in 2 min)");
    for (unsigned i = 0; i < 60; i++) {
        (void)step(&subject, "192.0.2.1");
    }
    /* the set at the restart stands for what was told */
    assert_non_null(strstr(told(&subject), "calm:"));
    free_subject(&subject);
}

static void clock_that_is_set_back_is_no_flapping_and_ends_it(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)step(&subject, "192.0.2.1");
    (void)flap(&subject, "192.0.2.1", "192.0.2.2");
    subject.wall_s -= 100000;
    for (unsigned i = 0; i < 61; i++) {
        (void)step(&subject, "192.0.2.2");
    }
    assert_int_equal(first_of(&subject), GS_WATCH_CALM);
    free_subject(&subject);
}

static void times_are_counted_in_words(void **state)
{
    (void)state;

    const struct {
        int64_t step_s;
        unsigned rounds;
        const char *remark;
    } cases[] = {
        {1, 6, "6 times in 5 s"},
        {60, 30, "30 times in 29 min"},
        {60, 61, "61 times in 1 h"},
        {600, 144, "144 times in 23 h"},
        {600, 1000, "1000 times in 6 days"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct subject subject = make_subject();
        check_case(cases[i].remark);
        subject.step_s = cases[i].step_s;
        (void)step(&subject, "192.0.2.1");
        for (unsigned round = 0; round < cases[i].rounds; round++) {
            (void)step(&subject, round % 2 == 0 ? "192.0.2.2" : "192.0.2.1");
        }
        assert_string_equal(change_at(&subject, 0)->remark, cases[i].remark);
        free_subject(&subject);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_that_come_and_go_are_told_once),
        cmocka_unit_test(failures_that_come_and_go_are_flapping),
        cmocka_unit_test(subsets_of_a_large_pool_are_flapping),
        cmocka_unit_test(subsets_of_a_small_pool_are_flapping),
        cmocka_unit_test(few_changes_are_not_flapping),
        cmocka_unit_test(slow_rounds_flap_in_a_longer_window),
        cmocka_unit_test(move_address_by_address_is_not_flapping),
        cmocka_unit_test(calm_is_told_with_what_remained_different),
        cmocka_unit_test(sleep_of_the_machine_does_not_make_it_calm),
        cmocka_unit_test(what_lasts_is_told_while_it_flaps),
        cmocka_unit_test(state_of_an_older_version_goes_on_flapping),
        cmocka_unit_test(clock_that_is_set_back_is_no_flapping_and_ends_it),
        cmocka_unit_test(times_are_counted_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
