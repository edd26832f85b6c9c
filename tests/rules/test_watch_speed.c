/* SPDX-License-Identifier: MIT */
#include "make_watch.h"

/* One round that takes so long. Returns: what it told of speed. */
static enum gs_watch_change_type timed(struct subject *subject, int64_t us)
{
    char line[64];
    (void)snprintf(line, sizeof line, "192.0.2.1 us=%lld", (long long)us);
    (void)step(subject, line);
    return change_at(subject, 0)->type;
}

/* So many rounds. Returns: how many of them told something. */
static unsigned timed_times(struct subject *subject, unsigned rounds, int64_t us)
{
    unsigned count = 0;
    for (unsigned i = 0; i < rounds; i++) {
        count += timed(subject, us) != GS_WATCH_NO_CHANGE ? 1 : 0;
    }
    return count;
}

/* A number from 0 below `most`, the same ones in each run. */
static int64_t chance(uint32_t *seed, int64_t most)
{
    *seed = *seed * 1103515245 + 12345;
    return (int64_t)(*seed >> 8) % most;
}

static void slower_is_told_in_the_fifth_round_in_a_row(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    assert_int_equal(timed_times(&subject, 60, 12000), 0);
    assert_int_equal(timed_times(&subject, 4, 85000), 0);
    assert_int_equal(subject.round.state, GS_WATCH_STEADY);
    (void)timed(&subject, 85000);
    assert_string_equal(told(&subject), "slower: 12 ms > 85 ms (7 times as long)");
    assert_int_equal(subject.round.state, GS_WATCH_SLOW);
    assert_int_equal(timed_times(&subject, 100, 85000), 0);
    assert_int_equal(subject.round.state, GS_WATCH_SLOW);
    assert_int_equal(timed_times(&subject, 4, 12000), 0);
    assert_int_equal(subject.round.state, GS_WATCH_SLOW);
    (void)timed(&subject, 12000);
    assert_string_equal(told(&subject), "faster: 85 ms > 12 ms (7 times as fast)");
    assert_int_equal(subject.round.state, GS_WATCH_STEADY);
    free_subject(&subject);
}

static void nothing_is_told_where_nothing_is_to_tell(void **state)
{
    (void)state;

    const struct {
        const char *label;
        int64_t usual_us, other_us;
        unsigned rounds; /* of the other time in a row, */
        unsigned again;  /* so many times */
    } cases[] = {
        {"one outlier", 12000, 5000000, 1, 1},
        {"four in a row", 12000, 5000000, 4, 1},
        {"an outlier in each hundred", 12000, 900000, 1, 50},
        {"four in a row, again and again", 12000, 100000, 4, 20},
        {"below 5 ms more", 300, 5200, 50, 1},
        {"less than twice", 40000, 79000, 50, 1},
        {"faster by less than 5 ms", 6000, 1100, 50, 1},
        {"faster by less than the half", 40000, 21000, 50, 1},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct subject subject = make_subject();
        check_case(cases[i].label);
        for (unsigned at = 0; at < cases[i].again; at++) {
            assert_int_equal(timed_times(&subject, 96, cases[i].usual_us), 0);
            assert_int_equal(timed_times(&subject, cases[i].rounds, cases[i].other_us),
                             0);
        }
        free_subject(&subject);
    }
}

static void noise_is_usual(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (unsigned host = 0; host < 50; host++) {
        struct subject subject = make_subject();
        for (unsigned i = 0; i < 1000; i++) {
            int64_t noise_us = chance(&seed, 10000) + chance(&seed, 10000);
            assert_int_equal(timed(&subject, 5000 + noise_us), GS_WATCH_NO_CHANGE);
        }
        free_subject(&subject);
    }
}

/* A resolver that has it in its cache two times of three. */
static void cached_and_not_cached_is_usual(void **state)
{
    (void)state;
    unsigned count = 0;
    uint32_t seed = 3;
    for (unsigned host = 0; host < 50; host++) {
        struct subject subject = make_subject();
        for (unsigned i = 0; i < 1000; i++) {
            int64_t us = chance(&seed, 3) == 0 ? 40000 + chance(&seed, 20000) : 300;
            count += timed(&subject, us) != GS_WATCH_NO_CHANGE ? 1 : 0;
        }
        free_subject(&subject);
    }
    assert_in_range(count, 0, 5); /* of 50,000 rounds */
}

static void cold_cache_of_the_first_round_is_not_usual(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)timed(&subject, 2000000);
    assert_int_equal(timed_times(&subject, 20, 10000), 0);
    assert_in_range(subject.round.trend.usual_us, 9000, 11000);
    assert_int_equal(timed_times(&subject, 4, 60000), 0);
    assert_int_equal(timed(&subject, 60000), GS_WATCH_SLOWER);
    free_subject(&subject);
}

static void outlier_among_the_first_rounds_counts_little(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)timed_times(&subject, 3, 10000);
    (void)timed(&subject, 4000000);
    (void)timed_times(&subject, 10, 10000);
    assert_in_range(subject.round.trend.usual_us, 9000, 20000);
    free_subject(&subject);
}

static void faster_than_ever_is_told_and_is_usual_then(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    assert_int_equal(timed_times(&subject, 100, 80000), 0);
    assert_int_equal(timed_times(&subject, 4, 8000), 0);
    (void)timed(&subject, 8000);
    assert_string_equal(told(&subject), "faster: 80 ms > 8.0 ms (10 times as fast)");
    assert_int_equal(subject.round.state, GS_WATCH_STEADY);
    assert_int_equal(timed_times(&subject, 100, 8000), 0);
    assert_int_equal(timed_times(&subject, 4, 80000), 0);
    assert_int_equal(timed(&subject, 80000), GS_WATCH_SLOWER);
    free_subject(&subject);
}

static void slow_goes_on_between_usual_and_bound(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)timed_times(&subject, 60, 20000);
    assert_int_equal(timed_times(&subject, 5, 60000), 1);
    assert_int_equal(timed_times(&subject, 50, 35000), 0); /* the bound is 40 ms */
    assert_int_equal(subject.round.state, GS_WATCH_SLOW);
    for (unsigned i = 0; i < 20; i++) { /* never five in a row */
        assert_int_equal(timed_times(&subject, 4, 20000), 0);
        assert_int_equal(timed_times(&subject, 1, 60000), 0);
    }
    assert_int_equal(timed_times(&subject, 5, 25000), 1);
    assert_int_equal(subject.round.state, GS_WATCH_STEADY);
    free_subject(&subject);
}

static void slow_is_usual_after_a_day(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    subject.step_s = 600;
    (void)timed_times(&subject, 60, 10000);
    assert_int_equal(timed_times(&subject, 5, 50000), 1);
    assert_int_equal(timed_times(&subject, 143, 50000), 0);
    assert_int_equal(subject.round.state, GS_WATCH_SLOW);
    assert_int_equal(timed_times(&subject, 100, 50000), 0);
    assert_int_equal(subject.round.state, GS_WATCH_STEADY);
    assert_int_equal(timed_times(&subject, 5, 10000), 1);
    free_subject(&subject);
}

static void slow_creep_is_usual(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    for (int64_t us = 10000; us < 60000; us += 20) {
        assert_int_equal(timed(&subject, us), GS_WATCH_NO_CHANGE);
    }
    free_subject(&subject);
}

static void failed_rounds_have_no_time(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)timed_times(&subject, 60, 10000);
    uint32_t usual_us = subject.round.trend.usual_us;
    for (unsigned i = 0; i < 20; i++) {
        (void)step(&subject,
                   i % 2 == 0 ? "timeout us=5000000" : "192.0.2.1 !6 us=5000000");
    }
    assert_int_equal(subject.round.trend.usual_us, usual_us);
    assert_false(subject.round.trend.is_slow);
    free_subject(&subject);
}

static void times_without_end_do_no_harm(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    (void)timed_times(&subject, 20, INT64_MAX);
    (void)timed_times(&subject, 20, 0);
    (void)timed_times(&subject, 20, INT64_MAX);
    (void)timed_times(&subject, 20, UINT32_MAX);
    free_subject(&subject);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slower_is_told_in_the_fifth_round_in_a_row),
        cmocka_unit_test(nothing_is_told_where_nothing_is_to_tell),
        cmocka_unit_test(noise_is_usual),
        cmocka_unit_test(cached_and_not_cached_is_usual),
        cmocka_unit_test(cold_cache_of_the_first_round_is_not_usual),
        cmocka_unit_test(outlier_among_the_first_rounds_counts_little),
        cmocka_unit_test(faster_than_ever_is_told_and_is_usual_then),
        cmocka_unit_test(slow_goes_on_between_usual_and_bound),
        cmocka_unit_test(slow_is_usual_after_a_day),
        cmocka_unit_test(slow_creep_is_usual),
        cmocka_unit_test(failed_rounds_have_no_time),
        cmocka_unit_test(times_without_end_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
