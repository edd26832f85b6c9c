/* SPDX-License-Identifier: MIT */
/*
 * What keys do in the monitor, which hosts they are for, and what its footer says.
 */
#include "support/check.h"
#include "support/watched_view.h"

#include <string.h>

static void keys_ask_for_the_hosts_they_are_meant_for(void **state)
{
    static const struct {
        const char *label;
        size_t tags; /* rows tagged before */
        enum gs_command_id command;
        enum gs_request_type type;
        size_t count; /* 0: all */
        uint32_t number;
    } cases[] = {
        {"p pauses the row", 0, GS_COMMAND_PAUSE, GS_REQUEST_WATCH_PAUSE, 1, 1},
        {"p pauses what is tagged", 3, GS_COMMAND_PAUSE, GS_REQUEST_WATCH_PAUSE, 3, 1},
        {"P pauses all", 3, GS_COMMAND_PAUSE_ALL, GS_REQUEST_WATCH_PAUSE, 0, 1},
        {"r asks the row now", 0, GS_COMMAND_AGAIN, GS_REQUEST_WATCH_NOW, 1, 0},
        {"r asks what is tagged", 2, GS_COMMAND_AGAIN, GS_REQUEST_WATCH_NOW, 2, 0},
        {"R asks all", 2, GS_COMMAND_AGAIN_ALL, GS_REQUEST_WATCH_NOW, 0, 0},
        {"+ asks the row less often", 0, GS_COMMAND_SLOWER, GS_REQUEST_WATCH_STEP, 1, 1},
        {"- asks the row more often", 0, GS_COMMAND_FASTER, GS_REQUEST_WATCH_STEP, 1, 0},
        {"+ with tags", 2, GS_COMMAND_SLOWER, GS_REQUEST_WATCH_STEP, 2, 1},
        {"Del takes the row off", 0, GS_COMMAND_UNWATCH, GS_REQUEST_UNWATCH, 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct watched_view *fixture = watched_open(monitor_scene_fill);
        struct gs_request request;
        check_case(cases[i].label);
        for (size_t k = 0; k < cases[i].tags; k++) {
            watched_run(fixture, GS_COMMAND_TAG);
        }
        unsigned effects = gs_view_run(fixture->view, cases[i].command);
        assert_true((effects & GS_EFFECT_REQUEST) != 0);
        assert_true(gs_view_claim_request(fixture->view, &request));
        assert_int_equal(request.type, cases[i].type);
        assert_int_equal(request.number, cases[i].number);
        assert_int_equal(request.id_count, cases[i].count);
        assert_int_equal(request.ids == NULL, cases[i].count == 0);
        assert_int_equal(request.ids == NULL ? 1 : request.ids[0], 1); /* the worst */
        watched_close(fixture);
    }
}

/* Each host steps from its own interval, not from the one that a failing host has by now. */
static void a_step_says_how_often_hosts_are_asked_then(void **state)
{
    static const struct {
        const char *label;
        size_t tags;
        enum gs_command_id command;
        uint32_t own_s; /* of the first host; 0: the list's */
        const char *sentence;
    } cases[] = {
        {"one host", 0, GS_COMMAND_SLOWER, 0, "asks api.example.net every 1 min"},
        {"with an interval of its own", 0, GS_COMMAND_FASTER, 300,
         "asks api.example.net every 2 min"},
        {"hosts alike", 2, GS_COMMAND_FASTER, 0, "asks 2 hosts every 20 s"},
        {"hosts that differ", 2, GS_COMMAND_SLOWER, 1,
         "asks 2 hosts less often: every 2 s to 1 min"},
        {"the other way", 2, GS_COMMAND_FASTER, 120,
         "asks 2 hosts more often: every 20 s to 1 min"},
        {"at the end", 0, GS_COMMAND_FASTER, 1,
         "asks api.example.net every 1 s: more often is not possible"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct watched_view *fixture = watched_open(monitor_scene_fill);
        struct gs_watched *first = &fixture->session.monitor.hosts.items[0];
        check_case(cases[i].label);
        first->watch.interval_s = cases[i].own_s;
        first->interval_s = 240; /* it fails */
        for (size_t k = 0; k < cases[i].tags; k++) {
            watched_run(fixture, GS_COMMAND_TAG);
        }
        (void)gs_view_run(fixture->view, cases[i].command);
        assert_true(watched_footer_has(fixture, cases[i].sentence));
        watched_close(fixture);
    }
}

static void hosts_that_are_all_paused_go_on(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_paused);
    struct gs_request request;
    (void)gs_view_run(fixture->view, GS_COMMAND_PAUSE);
    assert_true(gs_view_claim_request(fixture->view, &request));
    assert_int_equal(request.number, 0);
    watched_run(fixture, GS_COMMAND_TAG);
    watched_run(fixture, GS_COMMAND_TAG); /* the second one is not paused */
    (void)gs_view_run(fixture->view, GS_COMMAND_PAUSE);
    assert_true(gs_view_claim_request(fixture->view, &request));
    assert_int_equal(request.number, 1);
    watched_close(fixture);
}

static void a_replay_keeps_the_keys_that_move_along_it(void **state)
{
    static const struct gs_view_status replay = {.replay = "replay 1x"};

    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    gs_view_set_status(fixture->view, &replay);
    assert_true((gs_view_run(fixture->view, GS_COMMAND_PAUSE) & GS_EFFECT_NOT_MINE) != 0);
    assert_true((gs_view_run(fixture->view, GS_COMMAND_SLOWER) & GS_EFFECT_NOT_MINE) !=
                0);
    watched_close(fixture);
}

/* In each other view the footer says how the hosts are, and it is drawn when that changes. */
static void other_views_say_how_the_hosts_are(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    assert_false(watched_footer_has(fixture, "2 of 30 fail"));
    watched_run(fixture, GS_COMMAND_VIEW_LOG);
    assert_true(watched_footer_has(fixture, "8 ✗ 2 of 30 fail"));
    assert_true(gs_view_news_us(fixture->view) == INT64_MAX);
    watched_change_state(fixture, 1, GS_WATCH_STEADY);
    assert_true(watched_footer_has(fixture, "8 ✗ 1 of 30 fail"));
    watched_change_state(fixture, 2, GS_WATCH_STEADY);
    assert_true(watched_footer_has(fixture, "8 ▼ 1 lost IPv6"));
    watched_close(fixture);
}

/* A server that is silent is told as such, with the time; an answer ends it. */
static void a_silent_server_is_told_with_its_time(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_waiting);
    assert_true(watched_footer_has(fixture, "asking 3 hosts "));
    watched_pass_time(fixture, 7000000);
    assert_true(watched_footer_has(fixture, "asking 3 hosts, no answer for 7 s"));
    watched_change_state(fixture, 1, GS_WATCH_STEADY);
    assert_true(watched_footer_has(fixture, "asking 3 hosts "));
    watched_close(fixture);
}

/* The key turns the table: what hosts answer, or how it went. */
static void the_key_of_forms_shows_what_hosts_answer(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    watched_run(fixture, GS_COMMAND_FORM);
    assert_true(watched_pane_has(&fixture->panes[0], "2001:db8::80"));
    assert_false(watched_pane_has(&fixture->panes[0], "lost all IPv6"));
    watched_run(fixture, GS_COMMAND_FORM);
    assert_true(watched_pane_has(&fixture->panes[0], "lost all IPv6"));
    assert_false(watched_pane_has(&fixture->panes[0], "2001:db8::80"));
    watched_close(fixture);
}

static void answers_bear_their_source_and_what_differs(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_waiting);
    watched_run(fixture, GS_COMMAND_FORM);
    struct gs_watch_answer *answer = gs_watch_answer_new();
    answer->outcome = answer->libc_outcome = GS_OUTCOME_ANSWERED;
    answer->source = GS_WATCH_SOURCE_HOSTS;
    watched_tell(fixture, 1, GS_WATCH_STEADY, answer);
    assert_true(watched_pane_has(&fixture->panes[0], "hosts"));
    assert_true(watched_pane_has(&fixture->panes[0], "≠"));

    fixture->session.monitor.hosts.items[1].watch.asks_mx = true;
    answer = gs_watch_answer_new();
    answer->outcome = GS_OUTCOME_NO_DATA;
    answer->mx_outcome = GS_OUTCOME_ANSWERED;
    (void)gs_name_list_add(&answer->exchanges, "10 mail.example.org");
    watched_tell(fixture, 2, GS_WATCH_STEADY, answer);
    assert_true(watched_pane_has(&fixture->panes[0], "MX 10 mail.example.org"));
    watched_close(fixture);
}

/* What is held back is of the question: hosts are told on, and their key is theirs. */
static void answers_held_back_do_not_hold_hosts(void **state)
{
    static const struct gs_view_status held = {.is_paused = true, .held_count = 3};

    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    gs_view_set_status(fixture->view, &held);
    assert_true(watched_footer_has(fixture, "next in"));
    assert_false(watched_footer_has(fixture, "held back"));
    watched_run(fixture, GS_COMMAND_PAUSE);
    struct gs_request request;
    assert_true(gs_view_claim_request(fixture->view, &request));
    assert_int_equal(request.type, GS_REQUEST_WATCH_PAUSE);
    watched_close(fixture);
}

/* Until it is saved the title says so. */
static void a_list_that_was_changed_here_is_marked(void **state)
{
    static const struct gs_view_status unsaved = {.is_unsaved = true};
    static const struct gs_view_status saved = {.is_unsaved = false};

    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    const struct gs_buf *info = &fixture->panes[0].info;
    assert_null(strstr(gs_buf_text(info), "not saved"));
    gs_view_set_status(fixture->view, &unsaved);
    watched_draw(fixture);
    assert_non_null(strstr(gs_buf_text(info), "not saved, worst first"));
    gs_view_set_status(fixture->view, &saved);
    watched_draw(fixture);
    assert_null(strstr(gs_buf_text(info), "not saved"));
    watched_close(fixture);
}

static void in_other_views_these_keys_keep_their_meaning(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    struct gs_request request;
    watched_run(fixture, GS_COMMAND_VIEW_LOG);
    assert_true((gs_view_run(fixture->view, GS_COMMAND_PAUSE) & GS_EFFECT_NOT_MINE) != 0);
    assert_int_equal(gs_view_run(fixture->view, GS_COMMAND_TAG), GS_EFFECT_REDRAW);
    assert_int_equal(gs_view_run(fixture->view, GS_COMMAND_UNWATCH), GS_EFFECT_REDRAW);
    assert_false(gs_view_claim_request(fixture->view, &request));
    watched_close(fixture);
}

static void enter_asks_the_host_in_the_first_view(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    watched_run(fixture, GS_COMMAND_DOWN);
    unsigned effects = gs_view_run(fixture->view, GS_COMMAND_DETAILS);
    assert_true((effects & GS_EFFECT_ASK) != 0);
    assert_string_equal(gs_view_question(fixture->view)->host, "old.example.org");
    assert_string_equal(gs_view_question(fixture->view)->service, "www");
    assert_string_equal(gs_view_focus_title(fixture->view), "IPv4");
    watched_close(fixture);
}

static void enter_on_a_change_goes_to_its_host(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    watched_run(fixture, GS_COMMAND_NEXT_PANE);
    watched_run(fixture, GS_COMMAND_DOWN);
    watched_run(fixture, GS_COMMAND_DOWN);
    watched_run(fixture, GS_COMMAND_DETAILS);
    assert_string_equal(gs_view_focus_title(fixture->view), "Hosts");
    watched_expect(fixture, "www.example.com", 3);
    watched_close(fixture);
}

static void a_host_that_is_gone_loses_its_tag(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    struct gs_request request;
    watched_run(fixture, GS_COMMAND_TAG);
    watched_run(fixture, GS_COMMAND_TAG);
    monitor_scene_waiting(
        &fixture->session); /* three hosts, the first of them among them */
    watched_pass_time(fixture, 1000000);
    assert_non_null(strstr(gs_buf_text(&fixture->panes[0].info), "2 tagged"));
    monitor_scene_empty(&fixture->session);
    watched_pass_time(fixture, 1000000);
    (void)gs_view_run(fixture->view, GS_COMMAND_PAUSE);
    assert_false(gs_view_claim_request(fixture->view, &request));
    watched_close(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_ask_for_the_hosts_they_are_meant_for),
        cmocka_unit_test(a_step_says_how_often_hosts_are_asked_then),
        cmocka_unit_test(hosts_that_are_all_paused_go_on),
        cmocka_unit_test(a_replay_keeps_the_keys_that_move_along_it),
        cmocka_unit_test(other_views_say_how_the_hosts_are),
        cmocka_unit_test(a_silent_server_is_told_with_its_time),
        cmocka_unit_test(the_key_of_forms_shows_what_hosts_answer),
        cmocka_unit_test(answers_bear_their_source_and_what_differs),
        cmocka_unit_test(answers_held_back_do_not_hold_hosts),
        cmocka_unit_test(a_list_that_was_changed_here_is_marked),
        cmocka_unit_test(in_other_views_these_keys_keep_their_meaning),
        cmocka_unit_test(enter_asks_the_host_in_the_first_view),
        cmocka_unit_test(enter_on_a_change_goes_to_its_host),
        cmocka_unit_test(a_host_that_is_gone_loses_its_tag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
