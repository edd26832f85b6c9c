/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/watch_schedule.h"

#include <string.h>

enum {
    SEED = 7,
    HOSTS = 40,
    STEPS = 60000,
};

#define S INT64_C(1000000)

static const struct gs_schedule_done good = {0};
static const struct gs_schedule_done bad = {.is_failure = true};

static int set_up(void **state)
{
    *state = gs_schedule_new(SEED);
    return 0;
}

static int tear_down(void **state)
{
    gs_schedule_free(*state);
    return 0;
}

static void assert_between(int64_t value, int64_t low, int64_t high)
{
    if (value < low || value > high) {
        fail_msg("%lld is not in %lld to %lld", (long long)value, (long long)low,
                 (long long)high);
    }
}

/* -- one host -------------------------------------------------------------------------- */

static void a_new_host_is_due_at_once_and_taken_once(void **state)
{
    struct gs_schedule *schedule = *state;
    assert_true(gs_schedule_next_us(schedule) == INT64_MAX);
    gs_schedule_add(schedule, 1, 30, 5 * S, 0);
    assert_true(gs_schedule_next_us(schedule) == 5 * S);
    assert_int_equal(gs_schedule_take(schedule, 5 * S), 1);
    assert_int_equal(gs_schedule_take(schedule, 500 * S), 0);
    assert_true(gs_schedule_due_us(schedule, 1) == INT64_MAX);
    assert_true(gs_schedule_next_us(schedule) == INT64_MAX);
}

static void a_round_that_is_put_off_is_due_then(void **state)
{
    struct gs_schedule *schedule = *state;
    gs_schedule_add(schedule, 1, 30, 0, 0);
    gs_schedule_add(schedule, 2, 30, 0, 0);
    gs_schedule_put_off(schedule, 1, 20 * S, S);
    gs_schedule_pause(schedule, 2, true, 0);
    gs_schedule_put_off(schedule, 2, 25 * S, 0);
    gs_schedule_put_off(schedule, 3, 25 * S, 0); /* nobody */
    assert_between(gs_schedule_due_us(schedule, 1), 20 * S, 21 * S);
    assert_int_equal(gs_schedule_take(schedule, 19 * S), 0);
    assert_int_equal(gs_schedule_take(schedule, 21 * S), 1);
    gs_schedule_put_off(schedule, 1, 90 * S, 0); /* under way: its end says when */
    assert_between(gs_schedule_done(schedule, 1, &good, 22 * S), 48 * S, 53 * S);
    gs_schedule_pause(schedule, 2, false, 23 * S);
    assert_true(gs_schedule_due_us(schedule, 2) == 25 * S);
}

static void a_round_comes_each_interval_give_or_take_a_twentieth(void **state)
{
    struct gs_schedule *schedule = *state;
    int64_t sum_us = 0;
    int64_t now_us = 0;
    gs_schedule_add(schedule, 1, 100, 0, 0);
    for (int i = 0; i < 200; i++) {
        assert_int_equal(gs_schedule_take(schedule, now_us), 1);
        int64_t due_us = gs_schedule_done(schedule, 1, &good, now_us + S);
        assert_between(due_us - now_us, 95 * S, 105 * S);
        sum_us += due_us - now_us;
        now_us = due_us;
    }
    assert_between(sum_us / 200, 99 * S, 101 * S);
    assert_int_equal(gs_schedule_left_out(schedule), 0);
}

/* How long a host waits after each of some rounds in a row, in intervals. */
static void failing_hosts_are_asked_later_and_later(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        uint32_t interval_s;
        bool fails[8];
        int64_t waits_s[8];
    } cases[] = {
        {"a failure alone changes nothing", 10, {true, false}, {10, 10}},
        {"eight intervals at most",
         10,
         {true, true, true, true, true, true},
         {10, 20, 40, 80, 80, 80}},
        {"a good answer ends it",
         10,
         {true, true, true, false, true, true},
         {10, 20, 40, 10, 10, 20}},
        {"ten minutes at most", 300, {true, true, true, true}, {300, 600, 600, 600}},
        {"a long interval stays", 3600, {true, true, true}, {3600, 3600, 3600}},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_schedule *schedule = gs_schedule_new(SEED);
        int64_t now_us = 0;
        gs_schedule_add(schedule, 1, cases[i].interval_s, 0, 0);
        for (size_t round = 0; cases[i].waits_s[round] != 0; round++) {
            assert_int_equal(gs_schedule_take(schedule, now_us), 1);
            int64_t due_us = gs_schedule_done(
                schedule, 1, cases[i].fails[round] ? &bad : &good, now_us);
            int64_t wait_us = cases[i].waits_s[round] * S;
            assert_between(due_us - now_us, wait_us - wait_us / 20,
                           wait_us + wait_us / 20);
            assert_int_equal(gs_schedule_interval_s(schedule, 1),
                             cases[i].waits_s[round]);
            now_us = due_us;
        }
        gs_schedule_free(schedule);
    }
}

static void a_ttl_is_waited_for_where_it_is_longer(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        uint32_t ttl_s;
        int64_t low_s;
        int64_t high_s;
    } cases[] = {
        {"none", 0, 28, 32},
        {"a short one", 5, 28, 32},
        {"a long one", 300, 300, 302},
        {"one beyond all bounds", UINT32_MAX, 86400, 86402},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_schedule *schedule = gs_schedule_new(SEED);
        gs_schedule_add(schedule, 1, 30, 0, 0);
        assert_int_equal(gs_schedule_take(schedule, 0), 1);
        const struct gs_schedule_done done = {.ttl_s = cases[i].ttl_s};
        assert_between(gs_schedule_done(schedule, 1, &done, 0), cases[i].low_s * S,
                       cases[i].high_s * S);
        gs_schedule_free(schedule);
    }
}

static void a_round_that_takes_long_is_not_overtaken(void **state)
{
    struct gs_schedule *schedule = *state;
    gs_schedule_add(schedule, 1, 10, 0, 0);
    assert_int_equal(gs_schedule_take(schedule, 0), 1);
    assert_int_equal(gs_schedule_take(schedule, 34 * S), 0);
    int64_t due_us = gs_schedule_done(schedule, 1, &good, 35 * S);
    assert_between(due_us, 39 * S, 41 * S); /* its own grid, not 45 */
    assert_int_equal(gs_schedule_left_out(schedule), 0);
}

/* -- clocks ---------------------------------------------------------------------------- */

static void after_a_sleep_there_is_one_round_and_a_count(void **state)
{
    struct gs_schedule *schedule = *state;
    gs_schedule_add(schedule, 1, 10, 0, 0);
    gs_schedule_add(schedule, 2, 10, 0, 0);
    assert_int_equal(gs_schedule_take(schedule, 3 * S), 1);
    assert_int_equal(gs_schedule_take(schedule, 3 * S), 2);
    int64_t first_us = gs_schedule_done(schedule, 1, &good, 3 * S);
    int64_t second_us = gs_schedule_done(schedule, 2, &good, 3 * S);
    int64_t woke_us = 3605 * S; /* an hour later */
    assert_int_not_equal(gs_schedule_take(schedule, woke_us), 0);
    assert_int_not_equal(gs_schedule_take(schedule, woke_us), 0);
    assert_int_equal(gs_schedule_take(schedule, woke_us), 0);
    assert_int_equal(gs_schedule_left_out(schedule),
                     (woke_us - first_us) / (10 * S) + (woke_us - second_us) / (10 * S));
    assert_between(gs_schedule_done(schedule, 1, &good, woke_us), woke_us,
                   woke_us + 11 * S);
}

static void hosts_lie_apart_after_a_sleep_as_before(void **state)
{
    struct gs_schedule *schedule = *state;
    int64_t least_us = INT64_MAX;
    int64_t most_us = 0;
    for (uint64_t id = 1; id <= HOSTS; id++) {
        gs_schedule_add(schedule, id, 100, 0, 100 * S);
    }
    for (uint64_t id = gs_schedule_take(schedule, 100000 * S); id != 0;
         id = gs_schedule_take(schedule, 100000 * S)) {
        int64_t due_us = gs_schedule_done(schedule, id, &good, 100000 * S);
        least_us = due_us < least_us ? due_us : least_us;
        most_us = due_us > most_us ? due_us : most_us;
    }
    assert_true(most_us - least_us > 80 * S);
}

static void a_clock_that_goes_back_delays_nobody(void **state)
{
    struct gs_schedule *schedule = *state;
    gs_schedule_add(schedule, 1, 30, 1000 * S, 0);
    gs_schedule_add(schedule, 2, 30, 1000 * S, 20 * S);
    assert_int_equal(gs_schedule_take(schedule, 1000 * S), 1);
    int64_t wait_us = gs_schedule_due_us(schedule, 2) - 1000 * S;
    assert_int_equal(gs_schedule_take(schedule, 500 * S), 0);
    assert_true(gs_schedule_due_us(schedule, 2) == 500 * S + wait_us);
    assert_between(gs_schedule_done(schedule, 1, &good, 501 * S), 528 * S, 532 * S);
}

/* -- what a person does ---------------------------------------------------------------- */

static void a_paused_host_is_due_when_it_goes_on(void **state)
{
    struct gs_schedule *schedule = *state;
    gs_schedule_add(schedule, 1, 10, 0, 0);
    gs_schedule_pause(schedule, 1, true, 0);
    assert_int_equal(gs_schedule_take(schedule, 95 * S), 0);
    gs_schedule_pause(schedule, 1, false, 95 * S);
    assert_int_equal(gs_schedule_take(schedule, 95 * S), 1);
    assert_int_equal(gs_schedule_left_out(schedule), 0);
}

static void a_host_paused_while_taken_is_not_due_when_done(void **state)
{
    struct gs_schedule *schedule = *state;
    gs_schedule_add(schedule, 1, 10, 0, 0);
    assert_int_equal(gs_schedule_take(schedule, 0), 1);
    gs_schedule_pause(schedule, 1, true, S);
    assert_true(gs_schedule_done(schedule, 1, &good, S) == INT64_MAX);
    gs_schedule_pause(schedule, 1, false, 2 * S);
    assert_between(gs_schedule_due_us(schedule, 1), 9 * S, 11 * S);
}

static void now_asks_a_paused_host_once(void **state)
{
    struct gs_schedule *schedule = *state;
    gs_schedule_add(schedule, 1, 10, 0, 0);
    gs_schedule_pause(schedule, 1, true, 0);
    gs_schedule_now(schedule, 1, S);
    assert_int_equal(gs_schedule_take(schedule, S), 1);
    assert_true(gs_schedule_done(schedule, 1, &good, 2 * S) == INT64_MAX);
}

static void now_while_taken_asks_once_more(void **state)
{
    struct gs_schedule *schedule = *state;
    gs_schedule_add(schedule, 1, 10, 0, 0);
    assert_int_equal(gs_schedule_take(schedule, 0), 1);
    gs_schedule_now(schedule, 1, S);
    gs_schedule_now(schedule, 1, S);
    assert_int_equal(gs_schedule_take(schedule, S), 0);
    assert_true(gs_schedule_done(schedule, 1, &good, 2 * S) == 2 * S);
    assert_int_equal(gs_schedule_take(schedule, 2 * S), 1);
    assert_between(gs_schedule_done(schedule, 1, &good, 3 * S), 11 * S, 13 * S);
}

static void another_interval_shortens_what_is_left(void **state)
{
    struct gs_schedule *schedule = *state;
    gs_schedule_add(schedule, 1, 300, 0, 0);
    assert_int_equal(gs_schedule_take(schedule, 0), 1);
    (void)gs_schedule_done(schedule, 1, &good, 0);
    gs_schedule_set_interval(schedule, 1, 10, 150 * S);
    assert_between(gs_schedule_due_us(schedule, 1), 154 * S, 156 * S);
    assert_int_equal(gs_schedule_interval_s(schedule, 1), 10);
    gs_schedule_set_interval(schedule, 1, 0, 150 * S); /* bounded */
    assert_int_equal(gs_schedule_interval_s(schedule, 1), 1);
}

static void a_host_that_went_is_never_due(void **state)
{
    struct gs_schedule *schedule = *state;
    gs_schedule_add(schedule, 1, 10, 0, 0);
    gs_schedule_add(schedule, 2, 10, 0, 0);
    assert_int_equal(gs_schedule_take(schedule, 0), 1);
    gs_schedule_remove(schedule, 1);
    gs_schedule_remove(schedule, 2);
    gs_schedule_remove(schedule, 3);
    assert_true(gs_schedule_done(schedule, 1, &good, S) == INT64_MAX);
    assert_int_equal(gs_schedule_take(schedule, 100 * S), 0);
    assert_int_equal(gs_schedule_interval_s(schedule, 2), 0);
}

/* -- random operations against a naive model ------------------------------------------- */

/* What must hold of a host, kept in the plainest way. */
struct naive {
    bool is_known;
    bool is_taken;
    bool is_paused;
    bool is_wanted;
    uint32_t interval_s;
    int64_t due_us; /* as the schedule said last; INT64_MAX: not due */
};

struct trial {
    struct gs_schedule *schedule;
    struct naive hosts[HOSTS + 1];
    uint64_t chance;
    int64_t now_us;
};

static uint64_t draw(struct trial *trial, uint64_t below)
{
    trial->chance = trial->chance * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (trial->chance >> 33) % below;
}

static void adopt(struct trial *trial, uint64_t id)
{
    trial->hosts[id].due_us = gs_schedule_due_us(trial->schedule, id);
}

static int64_t naive_next(const struct trial *trial)
{
    int64_t next_us = INT64_MAX;
    for (size_t id = 1; id <= HOSTS; id++) {
        const struct naive *host = &trial->hosts[id];
        next_us = host->is_known && host->due_us < next_us ? host->due_us : next_us;
    }
    return next_us;
}

static void try_add(struct trial *trial, uint64_t id)
{
    uint32_t interval_s = (uint32_t)draw(trial, 50) + 1;
    int64_t spread_us = (int64_t)draw(trial, 20) * S;
    gs_schedule_add(trial->schedule, id, interval_s, trial->now_us, spread_us);
    trial->hosts[id] = (struct naive){.is_known = true, .interval_s = interval_s};
    adopt(trial, id);
    assert_between(trial->hosts[id].due_us, trial->now_us, trial->now_us + spread_us);
}

static void try_take(struct trial *trial)
{
    int64_t next_us = naive_next(trial);
    uint64_t id = gs_schedule_take(trial->schedule, trial->now_us);
    if (next_us > trial->now_us) {
        assert_int_equal(id, 0);
        return;
    }
    assert_in_range(id, 1, HOSTS);
    struct naive *host = &trial->hosts[id];
    assert_true(host->is_known && !host->is_taken); /* never overtaken */
    assert_true(host->due_us == next_us);           /* due longest */
    host->is_taken = true;
    host->due_us = INT64_MAX;
}

static void try_done(struct trial *trial, uint64_t id)
{
    struct naive *host = &trial->hosts[id];
    const struct gs_schedule_done done = {
        .is_failure = draw(trial, 3) == 0,
        .ttl_s = draw(trial, 4) == 0 ? (uint32_t)draw(trial, 100) : 0,
    };
    int64_t due_us = gs_schedule_done(trial->schedule, id, &done, trial->now_us);
    if (!host->is_known || !host->is_taken) {
        assert_true(due_us == (host->is_known ? host->due_us : INT64_MAX));
        return;
    }
    int64_t period_us = (int64_t)gs_schedule_interval_s(trial->schedule, id) * S;
    assert_between(period_us, host->interval_s * S, host->interval_s * 8 * S);
    if (host->is_wanted) {
        assert_true(due_us == trial->now_us);
    } else if (host->is_paused) {
        assert_true(due_us == INT64_MAX);
    } else {
        int64_t ttl_us = (int64_t)done.ttl_s * S;
        int64_t most_us = period_us > ttl_us ? period_us : ttl_us;
        assert_between(due_us, trial->now_us + ttl_us,
                       trial->now_us + most_us + period_us / 20);
    }
    host->is_taken = host->is_wanted = false;
    host->due_us = due_us;
}

static void try_pause(struct trial *trial, uint64_t id)
{
    struct naive *host = &trial->hosts[id];
    bool is_paused = draw(trial, 2) == 0;
    gs_schedule_pause(trial->schedule, id, is_paused, trial->now_us);
    int64_t due_us = gs_schedule_due_us(trial->schedule, id);
    if (!host->is_known || host->is_taken || is_paused == host->is_paused) {
        assert_true(due_us == (host->is_known ? host->due_us : INT64_MAX));
    } else {
        assert_true((due_us == INT64_MAX) == is_paused);
    }
    if (host->is_known) {
        host->is_wanted = host->is_wanted && !(is_paused && !host->is_paused);
        host->is_paused = is_paused;
        adopt(trial, id);
    }
}

static void try_now(struct trial *trial, uint64_t id)
{
    struct naive *host = &trial->hosts[id];
    gs_schedule_now(trial->schedule, id, trial->now_us);
    adopt(trial, id);
    if (host->is_known && host->is_taken) {
        host->is_wanted = true;
    }
    if (host->is_known && !host->is_taken) {
        assert_true(host->due_us <= trial->now_us);
    }
}

static void try_interval(struct trial *trial, uint64_t id)
{
    struct naive *host = &trial->hosts[id];
    bool was_due = host->is_known && host->due_us != INT64_MAX;
    host->interval_s = (uint32_t)draw(trial, 50) + 1;
    gs_schedule_set_interval(trial->schedule, id, host->interval_s, trial->now_us);
    adopt(trial, id);
    assert_true((host->due_us != INT64_MAX) == was_due);
}

static void try_step(struct trial *trial)
{
    uint64_t id = draw(trial, HOSTS) + 1;
    switch (draw(trial, 16)) {
    case 0:
        try_add(trial, id);
        break;
    case 1:
        gs_schedule_remove(trial->schedule, id);
        trial->hosts[id] = (struct naive){.due_us = INT64_MAX};
        break;
    case 2:
        try_pause(trial, id);
        break;
    case 3:
        try_now(trial, id);
        break;
    case 4:
        try_interval(trial, id);
        break;
    case 5:
    case 6:
    case 7:
    case 8:
    case 9:
        try_done(trial, id);
        break;
    case 10:
        trial->now_us += (int64_t)draw(trial, 500) * S;
        break; /* asleep */
    case 11:
        trial->now_us += (int64_t)draw(trial, 2000000);
        break;
    default:
        try_take(trial);
        break;
    }
}

static void random_operations_keep_to_a_naive_model(void **state)
{
    static struct trial trial;
    trial = (struct trial){.schedule = *state, .chance = SEED};
    for (size_t id = 1; id <= HOSTS; id++) {
        trial.hosts[id].due_us = INT64_MAX;
    }
    for (int step = 0; step < STEPS; step++) {
        try_step(&trial);
        assert_true(gs_schedule_next_us(trial.schedule) == naive_next(&trial));
    }
}

#define schedule_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        schedule_test(a_new_host_is_due_at_once_and_taken_once),
        schedule_test(a_round_that_is_put_off_is_due_then),
        schedule_test(a_round_comes_each_interval_give_or_take_a_twentieth),
        schedule_test(failing_hosts_are_asked_later_and_later),
        schedule_test(a_ttl_is_waited_for_where_it_is_longer),
        schedule_test(a_round_that_takes_long_is_not_overtaken),
        schedule_test(after_a_sleep_there_is_one_round_and_a_count),
        schedule_test(hosts_lie_apart_after_a_sleep_as_before),
        schedule_test(a_clock_that_goes_back_delays_nobody),
        schedule_test(a_paused_host_is_due_when_it_goes_on),
        schedule_test(a_host_paused_while_taken_is_not_due_when_done),
        schedule_test(now_asks_a_paused_host_once),
        schedule_test(now_while_taken_asks_once_more),
        schedule_test(another_interval_shortens_what_is_left),
        schedule_test(a_host_that_went_is_never_due),
        schedule_test(random_operations_keep_to_a_naive_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
