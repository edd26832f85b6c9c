/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/report/health.h"

#include <string.h>

#define S 1000000LL

static void health_is_whether_rounds_go_on(void **state)
{
    static const struct {
        const char *label;
        size_t hosts;
        struct gs_watch_status status;
        bool is_host_paused;
        uint64_t rounds;
        int64_t now_us; /* a round ended at 1000 s */
        bool is_well;
        const char *line;
        int64_t busy_us; /* 0: as long */
    } cases[] = {
        {"nothing is watched",
         0,
         {.next_due_us = INT64_MAX},
         false,
         0,
         1000 * S,
         false,
         "stands still: no host is watched\n",
         0},
        {"paused",
         2,
         {.is_paused = true, .next_due_us = INT64_MAX},
         false,
         9,
         1000 * S,
         false,
         "stands still: the watching is paused\n",
         0},
        {"its one host is paused",
         1,
         {.next_due_us = INT64_MAX},
         true,
         9,
         1000 * S,
         false,
         "stands still: each host is paused\n",
         0},
        {"just begun",
         1,
         {.next_due_us = 1010 * S},
         false,
         0,
         1000 * S,
         true,
         "ok: 1 host, no round has ended yet\n",
         0},
        {"goes on",
         2,
         {.next_due_us = 1010 * S},
         false,
         9,
         1005 * S,
         true,
         "ok: 2 hosts, the last round ended 5 s ago\n",
         0},
        {"long interval",
         2,
         {.next_due_us = 90000 * S},
         false,
         9,
         80000 * S,
         true,
         "ok: 2 hosts, the last round ended 79000 s ago\n",
         0},
        {"due and patient",
         2,
         {.next_due_us = 1001 * S, .waiting = 1},
         false,
         9,
         1060 * S,
         true,
         "ok: 2 hosts, the last round ended 60 s ago\n",
         0},
        {"due and nothing ends",
         2,
         {.next_due_us = INT64_MAX, .waiting = 1},
         false,
         9,
         1061 * S,
         false,
         "stands still: rounds are due and none has ended for 61 s\n",
         0},
        {"in flight for ever",
         2,
         {.next_due_us = 2000 * S, .in_flight = 3},
         false,
         9,
         1061 * S,
         false,
         "stands still: rounds are due and none has ended for 61 s\n",
         0},
        {"due and not begun",
         2,
         {.next_due_us = 1001 * S},
         false,
         9,
         1062 * S,
         false,
         "stands still: rounds are due and none has ended for 62 s\n",
         0},
        {"due a moment ago after a long wait",
         2,
         {.next_due_us = 8000 * S},
         false,
         9,
         8001 * S,
         true,
         "ok: 2 hosts, the last round ended 7001 s ago\n",
         0},
        {"asked for a moment after a long wait",
         2,
         {.next_due_us = 9000 * S, .waiting = 1, .in_flight = 3},
         false,
         9,
         8009 * S,
         true,
         "ok: 2 hosts, the last round ended 7009 s ago\n",
         8000 * S},
        {"asked for long after a long wait",
         2,
         {.next_due_us = 9000 * S, .in_flight = 3},
         false,
         9,
         8061 * S,
         false,
         "stands still: rounds are due and none has ended for 7061 s\n",
         8000 * S},
        {"never began to end",
         2,
         {.next_due_us = INT64_MAX, .in_flight = 1},
         false,
         0,
         1100 * S,
         false,
         "stands still: rounds are due and none has ended for 100 s\n",
         0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        struct gs_watched hosts[2] = {{.id = 1}, {.id = 2}};
        hosts[0].is_paused = cases[i].is_host_paused;
        const struct gs_monitor monitor = {.is_on = cases[i].hosts > 0,
                                           .hosts = {hosts, cases[i].hosts, 2},
                                           .rounds = cases[i].rounds,
                                           .status = cases[i].status};
        struct gs_buf line = {0};
        assert_int_equal(
            gs_health_write(&monitor, 1000 * S, cases[i].busy_us, cases[i].now_us, &line),
            cases[i].is_well);
        assert_string_equal(gs_buf_text(&line), cases[i].line);
        gs_buf_fini(&line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(health_is_whether_rounds_go_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
