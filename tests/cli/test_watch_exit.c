/* SPDX-License-Identifier: MIT */
#include "../../src/cli/watch_exit.h"
#include "support/check.h"

#include "gaiscope/base/mem.h"

enum {
    SINCE_S = 1000,
    HOSTS_MAX = 3,
};

static void what_each_host_said_last_makes_the_status(void **state)
{
    static const struct {
        const char *label;

        struct {
            enum gs_watch_state state; /* WAITING: no answer yet */
            int64_t last_wall_s;
            uint32_t failing;
            bool is_paused;
        } hosts[HOSTS_MAX];

        size_t count;
        enum gs_exit status;
        bool has_asked_all;
    } cases[] = {
        {"all answered",
         {{GS_WATCH_STEADY, 1000, 0, false}, {GS_WATCH_STEADY, 1001, 0, false}},
         2,
         GS_EXIT_ANSWERED,
         true},
        {"one name is not there",
         {{GS_WATCH_STEADY, 1000, 0, false}, {GS_WATCH_NO_SUCH_NAME, 1000, 0, false}},
         2,
         GS_EXIT_NOT_FOUND,
         true},
        {"no data is no answer",
         {{GS_WATCH_NO_DATA, 1000, 0, false}},
         1,
         GS_EXIT_NOT_FOUND,
         true},
        {"a temporary failure weighs more",
         {{GS_WATCH_TRY_AGAIN, 1000, 0, false},
          {GS_WATCH_NO_SUCH_NAME, 1000, 0, false},
          {GS_WATCH_STEADY, 1000, 0, false}},
         3,
         GS_EXIT_TEMPORARY,
         true},
        {"what is lost, changed or slow is answered",
         {{GS_WATCH_LOST_IPV6, 1000, 0, false},
          {GS_WATCH_IS_FLAPPING, 1000, 0, false},
          {GS_WATCH_SLOW, 1000, 0, false}},
         3,
         GS_EXIT_ANSWERED,
         true},
        {"an expectation weighs most",
         {{GS_WATCH_TRY_AGAIN, 1000, 0, false},
          {GS_WATCH_STEADY, 1000, 2, false},
          {GS_WATCH_STEADY, 1000, 0, false}},
         3,
         GS_EXIT_UNEXPECTED,
         true},
        {"nobody was asked yet",
         {{GS_WATCH_WAITING, 0, 0, false}},
         1,
         GS_EXIT_TEMPORARY,
         false},
        {"the answer is of an earlier run",
         {{GS_WATCH_STEADY, 999, 0, false}},
         1,
         GS_EXIT_TEMPORARY,
         false},
        {"a paused host is not waited for",
         {{GS_WATCH_STEADY, 1000, 0, false}, {GS_WATCH_STEADY, 999, 0, true}},
         2,
         GS_EXIT_TEMPORARY,
         true},
        {"no host", {{GS_WATCH_WAITING, 0, 0, false}}, 0, GS_EXIT_ANSWERED, true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_monitor monitor = {0};
        check_case(cases[i].label);
        for (size_t h = 0; h < cases[i].count; h++) {
            struct gs_watched host = {.id = h + 1,
                                      .last_wall_s = cases[i].hosts[h].last_wall_s,
                                      .trend.failing = cases[i].hosts[h].failing,
                                      .is_paused = cases[i].hosts[h].is_paused};
            host.state = cases[i].hosts[h].state;
            if (host.state != GS_WATCH_WAITING) {
                host.answer = gs_watch_answer_new();
                host.answer->outcome = GS_OUTCOME_ANSWERED; /* one family alone may be */
            }
            gs_vec_push(&monitor.hosts, host);
        }
        assert_int_equal(watch_exit_of(&monitor, SINCE_S), cases[i].status);
        assert_int_equal(watch_has_asked_all(&monitor, SINCE_S), cases[i].has_asked_all);
        gs_monitor_fini(&monitor);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_each_host_said_last_makes_the_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
