/* SPDX-License-Identifier: MIT */
#include "make_watch.h"

/* What the monitor keeps of a host, as a saved state has it. */
struct monitored {
    struct gs_monitor monitor;
    struct subject subject;
};

static void start(struct monitored *monitored)
{
    struct gs_watch_told *list = gs_mem_new(1, sizeof *list);
    struct gs_watched host = {.id = 1, .state = GS_WATCH_WAITING};
    host.watch.host = gs_mem_copy_text("www.example.test");
    *monitored = (struct monitored){.subject = make_subject()};
    gs_vec_push(&list->hosts, host);
    gs_monitor_apply_list(&monitored->monitor, list);
}

static const char *both(struct monitored *monitored, const char *line)
{
    static char text[4096];
    (void)step(&monitored->subject, line);
    (void)snprintf(text, sizeof text, "%s", told(&monitored->subject));
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    *round = monitored->subject.round;
    monitored->subject.round = (struct gs_watch_round){0};
    round->id = 1;
    assert_true(gs_monitor_apply_round(&monitored->monitor, round));
    return text;
}

static void restart(struct monitored *monitored)
{
    gs_watch_memory_fini(&monitored->subject.memory);
    struct gs_watched saved = gs_watched_copy(gs_monitor_find(&monitored->monitor, 1));
    gs_watch_memory_restore(&monitored->subject.memory, &saved);
    gs_watched_fini(&saved);
}

static void finish(struct monitored *monitored)
{
    gs_monitor_fini(&monitored->monitor);
    free_subject(&monitored->subject);
}

static void restart_changes_nothing_of_what_is_told(void **state)
{
    (void)state;
    const char *const rounds[] = {
        "192.0.2.1 2001:db8::1 mx=10:a.test libc=192.0.2.1 source=hosts",
        "192.0.2.1 2001:db8::1",
        "192.0.2.1 !6",
        "192.0.2.1 !6",
        "timeout",
        "servfail",
        "192.0.2.1",
        "192.0.2.1 mx=null libc=192.0.2.1 source=dns",
        "nx",
        "timeout",
        "192.0.2.7 2001:db8::1",
        "192.0.2.7 2001:db8::1 mx=10:a.test",
        "192.0.2.7 2001:db8::1 mx=fail",
        "192.0.2.7 2001:db8::1",
        "192.0.2.7 2001:db8::1 mx=fail",
        "192.0.2.7 2001:db8::1 mx=10:a.test",
    };
    struct monitored straight;
    struct monitored restarted;
    char expected[4096];
    start(&straight);
    start(&restarted);
    for (size_t i = 0; i < COUNT_OF(rounds); i++) {
        check_case(rounds[i]);
        (void)snprintf(expected, sizeof expected, "%s", both(&straight, rounds[i]));
        assert_string_equal(both(&restarted, rounds[i]), expected);
        assert_int_equal(gs_monitor_find(&restarted.monitor, 1)->state,
                         gs_monitor_find(&straight.monitor, 1)->state);
        restart(&restarted);
    }
    finish(&straight);
    finish(&restarted);
}

/* Flapping, then calm: what is told at the end is against what was told before it began. */
static const char *line_of(size_t round)
{
    const char *const turns[] = {"192.0.2.1 2001:db8::1", "192.0.2.2 2001:db8::1"};
    return round < 20 ? turns[round % COUNT_OF(turns)] : "192.0.2.3 2001:db8::2";
}

static void restart_in_the_midst_of_flapping_changes_nothing_either(void **state)
{
    (void)state;
    struct monitored straight;
    struct monitored restarted;
    struct gs_buf all = {0};
    char expected[4096];
    start(&straight);
    start(&restarted);
    for (size_t round = 0; round < 90; round++) {
        (void)snprintf(expected, sizeof expected, "%s", both(&straight, line_of(round)));
        assert_string_equal(both(&restarted, line_of(round)), expected);
        gs_buf_addf(&all, "%s\n", expected);
        bool is_flapping = gs_monitor_find(&restarted.monitor, 1)->trend.is_flapping;
        assert_true(is_flapping ==
                    (gs_monitor_find(&restarted.monitor, 1)->told != NULL));
        restart(&restarted);
    }
    assert_non_null(strstr(gs_buf_text(&all),
                           "calm:  >  (after 20 times in 39 min)\n"
                           "address_removed: 2001:db8::1 >  (1 IPv6 now)\n"
                           "address_removed: 192.0.2.1 >  (1 IPv4 now)\n"
                           "address_added:  > 2001:db8::2 (1 IPv6 now)\n"
                           "address_added:  > 192.0.2.3 (1 IPv4 now)\n"));
    gs_buf_fini(&all);
    finish(&straight);
    finish(&restarted);
}

static void memory_without_a_saved_answer_begins_anew(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    const struct gs_watched saved = {.id = 1};
    gs_watch_memory_restore(&subject.memory, &saved);
    assert_string_equal(run(&subject, "192.0.2.1"), "");
    free_subject(&subject);
}

static void saved_numbers_of_any_size_do_no_harm(void **state)
{
    (void)state;
    const int64_t times_s[] = {0, 1, INT64_C(1) << 40};
    const char *const lines[] = {"192.0.2.1 us=900000",
                                 "192.0.2.2 us=100",
                                 "timeout",
                                 "192.0.2.1 libc=192.0.2.1",
                                 "nx",
                                 "192.0.2.1 !6"};
    for (size_t i = 0; i < COUNT_OF(times_s); i++) {
        struct subject subject = make_subject();
        struct gs_watched saved = {.id = 1, .answer = make_answer_of("192.0.2.1")};
        for (size_t at = 0; at < GS_WATCH_TURNS_MAX; at++) {
            saved.trend.turns_wall_s[at] = times_s[i];
        }
        saved.trend.lost_wall_s[0] = saved.trend.changed_wall_s = times_s[i];
        saved.trend.flap_wall_s = saved.trend.slow_wall_s = times_s[i];
        saved.trend.turn_count = saved.trend.gone_count = UINT32_MAX;
        saved.trend.flap_turns = saved.trend.quiet_rounds = UINT32_MAX;
        saved.trend.slow_rounds = saved.trend.fast_rounds = UINT32_MAX;
        saved.trend.timed_rounds = saved.trend.order_rounds = UINT32_MAX;
        saved.trend.usual_us = saved.trend.deviation_us = UINT32_MAX;
        saved.trend.level_us = saved.trend.failed_rounds = UINT32_MAX;
        saved.trend.failing = saved.trend.told_failing = UINT32_MAX;
        saved.trend.failed_sides = saved.trend.told_sides = UINT8_MAX;
        saved.trend.is_flapping = i != 1;
        saved.trend.is_slow = i == 2;
        gs_watch_memory_restore(&subject.memory, &saved);
        for (size_t round = 0; round < 200; round++) {
            (void)step(&subject, lines[round % COUNT_OF(lines)]);
            assert_in_range(subject.round.state, 0, GS_WATCH_STATE_COUNT - 1);
        }
        for (size_t round = 0; round < 200; round++) {
            (void)step(&subject, "192.0.2.1");
        }
        assert_false(subject.round.trend.is_flapping);
        gs_watched_fini(&saved);
        free_subject(&subject);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(restart_changes_nothing_of_what_is_told),
        cmocka_unit_test(restart_in_the_midst_of_flapping_changes_nothing_either),
        cmocka_unit_test(memory_without_a_saved_answer_begins_anew),
        cmocka_unit_test(saved_numbers_of_any_size_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
