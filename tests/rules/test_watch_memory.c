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

static void memory_without_a_saved_answer_begins_anew(void **state)
{
    (void)state;
    struct subject subject = make_subject();
    const struct gs_watched saved = {.id = 1};
    gs_watch_memory_restore(&subject.memory, &saved);
    assert_string_equal(run(&subject, "192.0.2.1"), "");
    free_subject(&subject);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(restart_changes_nothing_of_what_is_told),
        cmocka_unit_test(memory_without_a_saved_answer_begins_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
