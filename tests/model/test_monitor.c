/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/session.h"

#include <stdio.h>

static struct gs_watch_told *told_of(size_t count, uint64_t first_id)
{
    struct gs_watch_told *told = gs_mem_new(1, sizeof *told);
    told->name = gs_mem_copy_text("hosts.txt");
    for (size_t i = 0; i < count; i++) {
        char host[32];
        (void)snprintf(host, sizeof host, "h%zu.test", i);
        struct gs_watched watched = {.id = first_id + i,
                                     .watch.host = gs_mem_copy_text(host),
                                     .state = GS_WATCH_WAITING};
        gs_vec_push(&told->hosts, watched);
    }
    return told;
}

static struct gs_watch_round *round_of(uint64_t id, enum gs_outcome outcome,
                                       enum gs_watch_state state)
{
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    round->id = id;
    round->answer = gs_watch_answer_new();
    round->answer->outcome = round->answer->sides[0] = round->answer->sides[1] = outcome;
    round->answer->dns_us = 1500;
    round->answer->sides_us[0] = 1500;
    round->state = state;
    round->wall_s = 1000;
    return round;
}

static void apply(struct gs_session *session, struct gs_event event)
{
    gs_session_apply(session, &event);
}

static void list_is_taken_and_found_by_id(void **state)
{
    (void)state;
    struct gs_session session = {0};
    apply(&session, (struct gs_event){.type = GS_EVENT_WATCH_LIST,
                                      .of.watch_list = told_of(1000, 77)});
    assert_int_equal(session.monitor.states[GS_WATCH_WAITING], 1000);
    for (uint64_t id = 77; id < 1077; id++) {
        assert_int_equal(gs_monitor_find(&session.monitor, id)->id, id);
    }
    assert_null(gs_monitor_find(&session.monitor, 76));
    assert_null(gs_monitor_find(&session.monitor, 1077));
    gs_session_fini(&session);
}

static void round_moves_its_host_and_the_counters(void **state)
{
    (void)state;
    struct gs_session session = {0};
    apply(&session,
          (struct gs_event){.type = GS_EVENT_WATCH_LIST, .of.watch_list = told_of(3, 1)});
    struct gs_watch_round *round = round_of(2, GS_OUTCOME_ANSWERED, GS_WATCH_CHANGED);
    struct gs_watch_change change = {.type = GS_WATCH_ADDRESS_ADDED,
                                     .now = gs_mem_copy_text("192.0.2.1")};
    gs_vec_push(&round->changes, change);
    round->words = gs_mem_copy_text("address added");
    apply(&session,
          (struct gs_event){.type = GS_EVENT_WATCH_ROUND, .of.watch_round = round});
    const struct gs_watched *host = gs_monitor_find(&session.monitor, 2);
    assert_int_equal(host->rounds, 1);
    assert_int_equal(host->ups, 1);
    assert_int_equal(gs_watched_sample(host, 0), 1500);
    assert_int_equal(session.monitor.families[0].sum_us, 1500);
    assert_int_equal(session.monitor.families[0].buckets[2], 1);
    assert_int_equal(session.monitor.families[1].sum_us, 0); /* it was not answered */
    assert_string_equal(host->last_change_words, "address added");
    assert_int_equal(session.monitor.states[GS_WATCH_WAITING], 2);
    assert_int_equal(session.monitor.states[GS_WATCH_CHANGED], 1);
    assert_int_equal(session.monitor.changes[GS_WATCH_ADDRESS_ADDED], 1);
    assert_int_equal(session.monitor.journal.count, 1);
    uint64_t revision = session.revision;
    apply(&session, (struct gs_event){.type = GS_EVENT_WATCH_ROUND,
                                      .of.watch_round = round_of(9, GS_OUTCOME_ANSWERED,
                                                                 GS_WATCH_STEADY)});
    assert_int_equal(session.revision, revision);
    gs_session_fini(&session);
}

static void failure_keeps_the_last_good_answer_beside_it(void **state)
{
    (void)state;
    struct gs_session session = {0};
    apply(&session,
          (struct gs_event){.type = GS_EVENT_WATCH_LIST, .of.watch_list = told_of(1, 1)});

    const enum gs_outcome outcomes[] = {GS_OUTCOME_ANSWERED, GS_OUTCOME_TIMED_OUT,
                                        GS_OUTCOME_SERVER_FAILURE,
                                        GS_OUTCOME_NO_SUCH_NAME};

    for (size_t i = 0; i < 4; i++) {
        apply(&session, (struct gs_event){.type = GS_EVENT_WATCH_ROUND,
                                          .of.watch_round =
                                              round_of(1, outcomes[i], GS_WATCH_STEADY)});
        const struct gs_watched *host = gs_monitor_find(&session.monitor, 1);
        assert_int_equal(host->answer->outcome, outcomes[i]);
        bool has_good = gs_outcome_is_temporary(outcomes[i]);
        assert_int_equal(host->good != NULL, has_good);
        if (has_good) {
            assert_int_equal(host->good->outcome, GS_OUTCOME_ANSWERED);
            assert_int_equal(gs_watched_sample(host, i), GS_WATCH_FAILED_US);
        }
    }
    gs_session_fini(&session);
}

static void host_that_stays_in_the_list_keeps_its_history(void **state)
{
    (void)state;
    struct gs_session session = {0};
    apply(&session,
          (struct gs_event){.type = GS_EVENT_WATCH_LIST, .of.watch_list = told_of(3, 1)});
    apply(&session, (struct gs_event){.type = GS_EVENT_WATCH_ROUND,
                                      .of.watch_round = round_of(2, GS_OUTCOME_ANSWERED,
                                                                 GS_WATCH_STEADY)});
    struct gs_watch_told *told = told_of(2, 2); /* ids 2 and 3; 1 goes */
    apply(&session,
          (struct gs_event){.type = GS_EVENT_WATCH_LIST, .of.watch_list = told});
    assert_int_equal(session.monitor.hosts.count, 2);
    assert_null(gs_monitor_find(&session.monitor, 1));
    assert_int_equal(gs_monitor_find(&session.monitor, 2)->rounds, 1);
    assert_int_equal(gs_monitor_find(&session.monitor, 3)->rounds, 0);
    assert_int_equal(session.monitor.states[GS_WATCH_STEADY], 1);
    gs_session_fini(&session);
}

/* The back-off of a host that fails is not what anybody wished. */
static void the_interval_of_a_host_is_wished_else_its_lines_else_the_lists(void **state)
{
    (void)state;
    struct gs_monitor monitor = {.status.interval_s = 30};
    struct gs_watched host = {.interval_s = 240};
    assert_int_equal(gs_monitor_interval_s(&monitor, &host), 30);
    host.watch.interval_s = 5;
    assert_int_equal(gs_monitor_interval_s(&monitor, &host), 5);
    host.wished_s = 60;
    assert_int_equal(gs_monitor_interval_s(&monitor, &host), 60);
}

static void pieces_of_a_list_come_behind_each_other(void **state)
{
    (void)state;
    struct gs_session session = {0};
    apply(&session,
          (struct gs_event){.type = GS_EVENT_WATCH_LIST, .of.watch_list = told_of(3, 1)});
    struct gs_watch_told *more = told_of(3, 3); /* id 3 is there already */
    struct gs_journal_entry *entry = gs_mem_new(1, sizeof *entry);
    entry->host = gs_mem_copy_text("h0.test");
    entry->count = 7;
    gs_vec_push(&more->journal, entry);
    more->is_more = true;
    apply(&session,
          (struct gs_event){.type = GS_EVENT_WATCH_LIST, .of.watch_list = more});
    assert_int_equal(session.monitor.hosts.count, 5);
    for (uint64_t id = 1; id <= 5; id++) {
        assert_int_equal(gs_monitor_find(&session.monitor, id)->id, id);
    }
    assert_string_equal(gs_monitor_find(&session.monitor, 3)->watch.host, "h2.test");
    assert_int_equal(session.monitor.states[GS_WATCH_WAITING], 5);
    assert_int_equal(session.monitor.journal.count, 1);
    assert_int_equal(gs_journal_at(&session.monitor.journal, 0)->count, 7);
    gs_session_fini(&session);
}

static void round_without_libc_keeps_what_libc_said(void **state)
{
    (void)state;
    struct gs_session session = {0};
    apply(&session,
          (struct gs_event){.type = GS_EVENT_WATCH_LIST, .of.watch_list = told_of(1, 1)});
    for (size_t i = 0; i < 4; i++) {
        struct gs_watch_round *round = round_of(1, GS_OUTCOME_ANSWERED, GS_WATCH_STEADY);
        bool has_libc = i % 2 == 0;
        round->answer->libc_outcome =
            has_libc ? GS_OUTCOME_ANSWERED : GS_OUTCOME_NOT_ASKED;
        round->answer->source = has_libc ? GS_WATCH_SOURCE_HOSTS : GS_WATCH_SOURCE_NONE;
        apply(&session,
              (struct gs_event){.type = GS_EVENT_WATCH_ROUND, .of.watch_round = round});
        const struct gs_watched *host = gs_monitor_find(&session.monitor, 1);
        assert_int_equal(host->good != NULL, !has_libc);
        if (!has_libc) {
            assert_int_equal(host->good->source, GS_WATCH_SOURCE_HOSTS);
        }
    }
    gs_session_fini(&session);
}

static void flapping_that_goes_on_is_counted_once_by_type(void **state)
{
    (void)state;
    struct gs_session session = {0};
    apply(&session,
          (struct gs_event){.type = GS_EVENT_WATCH_LIST, .of.watch_list = told_of(1, 1)});
    for (size_t i = 0; i < 3; i++) {
        struct gs_watch_round *round =
            round_of(1, GS_OUTCOME_ANSWERED, GS_WATCH_IS_FLAPPING);
        struct gs_watch_change change = {.type = GS_WATCH_FLAPPING, .is_again = i > 0};
        gs_vec_push(&round->changes, change);
        apply(&session,
              (struct gs_event){.type = GS_EVENT_WATCH_ROUND, .of.watch_round = round});
    }
    assert_int_equal(session.monitor.changes[GS_WATCH_FLAPPING], 1);
    assert_int_equal(session.monitor.journal.count, 1);
    assert_int_equal(gs_journal_at(&session.monitor.journal, 0)->count, 3);
    gs_session_fini(&session);
}

/* A domain without addresses whose mail exchanges are watched is there when they are. */
static void mail_exchanges_alone_are_up_where_they_are_watched(void **state)
{
    static const struct {
        const char *label;
        bool asks_mx;
        enum gs_outcome mx_outcome;
        uint64_t ups;
    } cases[] = {
        {"watched and there", true, GS_OUTCOME_ANSWERED, 1},
        {"watched and not there", true, GS_OUTCOME_NO_DATA, 0},
        {"not watched", false, GS_OUTCOME_ANSWERED, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_session session = {0};
        struct gs_watch_told *told = told_of(1, 1);
        check_case(cases[i].label);
        told->hosts.items[0].watch.asks_mx = cases[i].asks_mx;
        apply(&session,
              (struct gs_event){.type = GS_EVENT_WATCH_LIST, .of.watch_list = told});
        struct gs_watch_round *round = round_of(1, GS_OUTCOME_NO_DATA, GS_WATCH_STEADY);
        round->answer->mx_outcome = cases[i].mx_outcome;
        apply(&session,
              (struct gs_event){.type = GS_EVENT_WATCH_ROUND, .of.watch_round = round});
        assert_int_equal(gs_monitor_find(&session.monitor, 1)->ups, cases[i].ups);
        gs_session_fini(&session);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_is_taken_and_found_by_id),
        cmocka_unit_test(round_moves_its_host_and_the_counters),
        cmocka_unit_test(failure_keeps_the_last_good_answer_beside_it),
        cmocka_unit_test(host_that_stays_in_the_list_keeps_its_history),
        cmocka_unit_test(the_interval_of_a_host_is_wished_else_its_lines_else_the_lists),
        cmocka_unit_test(pieces_of_a_list_come_behind_each_other),
        cmocka_unit_test(round_without_libc_keeps_what_libc_said),
        cmocka_unit_test(flapping_that_goes_on_is_counted_once_by_type),
        cmocka_unit_test(mail_exchanges_alone_are_up_where_they_are_watched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
