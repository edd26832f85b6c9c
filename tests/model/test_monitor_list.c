/* SPDX-License-Identifier: MIT */
/*
 * Who leaves a list and comes back: by a file that was read half written, say. Seen through the
 * session, as everybody sees it.
 */
#include "support/check.h"

#include "gaiscope/model/session.h"

#include <stdio.h>

enum {
    NOON_S = 1000000,
};

static void tell_list(struct gs_session *session, const uint64_t *ids, size_t count,
                      int64_t wall_s)
{
    struct gs_watch_told *told = gs_mem_new(1, sizeof *told);
    told->wall_s = wall_s;
    for (size_t i = 0; i < count; i++) {
        char host[32];
        (void)snprintf(host, sizeof host, "h%d.test", (int)ids[i]);
        struct gs_watched watched = {.id = ids[i],
                                     .watch.host = gs_mem_copy_text(host),
                                     .state = GS_WATCH_WAITING};
        gs_vec_push(&told->hosts, watched);
    }
    gs_session_apply(
        session, &(struct gs_event){.type = GS_EVENT_WATCH_LIST, .of.watch_list = told});
}

static void tell_round(struct gs_session *session, uint64_t id)
{
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    round->id = id;
    round->answer = gs_watch_answer_new();
    round->answer->outcome = GS_OUTCOME_ANSWERED;
    round->state = GS_WATCH_STEADY;
    round->wall_s = NOON_S;
    gs_session_apply(session, &(struct gs_event){.type = GS_EVENT_WATCH_ROUND,
                                                 .of.watch_round = round});
}

static void who_comes_back_has_its_history_for_an_hour(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        int64_t away_s;
        uint64_t rounds;
    } cases[] = {
        {"at once", 0, 1},
        {"after a minute", 60, 1},
        {"at the end of its time", GS_WATCH_GONE_S, 1},
        {"too late", GS_WATCH_GONE_S + 1, 0},
    };

    const uint64_t both[] = {1, 2};
    const uint64_t one[] = {1};
    const uint64_t other[] = {1, 3};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_session session = {0};
        int64_t back_s = NOON_S + cases[i].away_s;
        check_case(cases[i].label);
        tell_list(&session, both, 2, NOON_S);
        tell_round(&session, 2);
        tell_list(&session, one, 1, NOON_S);
        assert_null(gs_monitor_find(&session.monitor, 2));
        assert_int_equal(session.monitor.gone.count, 1);
        tell_list(&session, other, 2, back_s); /* looks who left too long ago */
        tell_list(&session, both, 2, back_s);
        assert_int_equal(gs_monitor_find(&session.monitor, 2)->rounds, cases[i].rounds);
        assert_int_equal(session.monitor.hosts.count, 2);
        gs_session_fini(&session);
    }
}

static void of_those_who_left_only_so_many_are_kept(void **state)
{
    (void)state;

    enum {
        MANY = GS_WATCH_GONE_HOSTS_MAX + 5,
    };
    struct gs_session session = {0};
    uint64_t *ids = gs_mem_new(MANY, sizeof *ids);
    for (size_t i = 0; i < MANY; i++) {
        ids[i] = i + 1;
    }
    tell_list(&session, ids, MANY, NOON_S);
    tell_round(&session, 1);
    tell_round(&session, MANY);
    tell_list(&session, ids, 0, NOON_S);
    assert_int_equal(session.monitor.gone.count, GS_WATCH_GONE_HOSTS_MAX);
    tell_list(&session, ids, MANY, NOON_S);
    assert_int_equal(gs_monitor_find(&session.monitor, 1)->rounds,
                     0); /* the first went */
    assert_int_equal(gs_monitor_find(&session.monitor, MANY)->rounds, 1);
    assert_int_equal(session.monitor.gone.count, 0);
    gs_session_fini(&session);
    free(ids);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_comes_back_has_its_history_for_an_hour),
        cmocka_unit_test(of_those_who_left_only_so_many_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
