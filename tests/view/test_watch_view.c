/* SPDX-License-Identifier: MIT */
/*
 * What keys do in the monitor: which hosts they are for, and where the person stays while the
 * hosts move.
 */
#include "support/check.h"
#include "support/monitor_scene.h"

#include "gaiscope/base/text.h"
#include "gaiscope/view/view.h"

#include <stdlib.h>
#include <string.h>

struct fixture {
    struct gs_session session;
    struct gs_view *view;
    struct gs_pane panes[GS_PANES_MAX];
    int64_t now_us;
};

static void draw(struct fixture *fixture)
{
    struct gs_place places[GS_PANES_MAX];
    size_t count = gs_view_places(fixture->view, 120, 40, places);
    for (size_t i = 0; i < count; i++) {
        gs_view_pane(fixture->view, places[i].pane, 116, i == 0 ? 22 : 7,
                     &fixture->panes[i]);
    }
}

static void pass_time(struct fixture *fixture, int64_t us)
{
    fixture->now_us += us;
    gs_view_set_now(fixture->view,
                    (struct gs_now){fixture->now_us, MONITOR_SCENE_S + us / 1000000});
    (void)gs_view_next_change_us(fixture->view);
    draw(fixture);
}

static struct fixture *open_fixture(void (*fill)(struct gs_session *session))
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    fill(&fixture->session);
    fixture->view = gs_view_new(&fixture->session);
    fixture->now_us = MONITOR_SCENE_US;
    gs_view_show_monitor(fixture->view);
    pass_time(fixture, 0);
    return fixture;
}

static void close_fixture(struct fixture *fixture)
{
    for (size_t i = 0; i < GS_PANES_MAX; i++) {
        gs_pane_fini(&fixture->panes[i]);
    }
    gs_view_free(fixture->view);
    gs_session_fini(&fixture->session);
    free(fixture);
}

static void run(struct fixture *fixture, enum gs_command_id command)
{
    (void)gs_view_run(fixture->view, command);
    draw(fixture);
}

/* A round of a host in another state, and the time until it is seen. */
static void tell(struct fixture *fixture, uint64_t id, enum gs_watch_state state,
                 struct gs_watch_answer *answer)
{
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    round->id = id;
    round->answer = answer;
    round->answer->dns_us = 1000;
    round->state = state;
    round->wall_s = MONITOR_SCENE_S + 1 + (fixture->now_us - MONITOR_SCENE_US) / 1000000;
    struct gs_event event = {.type = GS_EVENT_WATCH_ROUND, .of.watch_round = round};
    gs_session_apply(&fixture->session, &event);
    pass_time(fixture, 1000000);
}

static void change_state(struct fixture *fixture, uint64_t id, enum gs_watch_state state)
{
    struct gs_watch_answer *answer = gs_watch_answer_new();
    answer->outcome = GS_OUTCOME_ANSWERED;
    tell(fixture, id, state, answer);
}

/* The host of the selected row of the first pane, and the row in its window. */
static const char *selected_host(const struct fixture *fixture, size_t *row)
{
    const struct gs_pane *pane = &fixture->panes[0];
    for (size_t i = 0; i < pane->rows.rows.count; i++) {
        const struct gs_row *at = &pane->rows.rows.items[i];
        for (size_t k = 0; at->item == pane->selected && k < at->run_count; k++) {
            const struct gs_run *run = &pane->rows.runs.items[at->first_run + k];
            if (run->x == 0) {
                *row = i;
                return gs_rows_text(&pane->rows, run);
            }
        }
    }
    return "";
}

static const char *selected_text(const struct fixture *fixture)
{
    size_t row = 0;
    return selected_host(fixture, &row);
}

static void expect_selected(const struct fixture *fixture, const char *host, size_t row)
{
    size_t at = SIZE_MAX;
    assert_string_equal(selected_host(fixture, &at), host);
    assert_int_equal(at, row);
}

/* Whether the footer says it. */
static bool line_has(struct fixture *fixture, const char *text)
{
    struct gs_rows footer = {0};
    struct gs_buf line = {0};
    gs_view_line(fixture->view, GS_LINE_FOOTER, 120, &footer);
    for (size_t i = 0; i < footer.runs.count; i++) {
        gs_buf_addf(&line, "%s ", gs_rows_text(&footer, &footer.runs.items[i]));
    }
    bool has = strstr(gs_buf_text(&line), text) != NULL;
    gs_buf_fini(&line);
    gs_rows_fini(&footer);
    return has;
}

/* -- keys ---------------------------------------------------------------------------- */

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
        struct fixture *fixture = open_fixture(monitor_scene_fill);
        struct gs_request request;
        check_case(cases[i].label);
        for (size_t k = 0; k < cases[i].tags; k++) {
            run(fixture, GS_COMMAND_TAG);
        }
        unsigned effects = gs_view_run(fixture->view, cases[i].command);
        assert_true((effects & GS_EFFECT_REQUEST) != 0);
        assert_true(gs_view_claim_request(fixture->view, &request));
        assert_int_equal(request.type, cases[i].type);
        assert_int_equal(request.number, cases[i].number);
        assert_int_equal(request.id_count, cases[i].count);
        assert_int_equal(request.ids == NULL, cases[i].count == 0);
        assert_int_equal(request.ids == NULL ? 1 : request.ids[0], 1); /* the worst */
        close_fixture(fixture);
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
        struct fixture *fixture = open_fixture(monitor_scene_fill);
        struct gs_watched *first = &fixture->session.monitor.hosts.items[0];
        check_case(cases[i].label);
        first->watch.interval_s = cases[i].own_s;
        first->interval_s = 240; /* it fails */
        for (size_t k = 0; k < cases[i].tags; k++) {
            run(fixture, GS_COMMAND_TAG);
        }
        (void)gs_view_run(fixture->view, cases[i].command);
        assert_true(line_has(fixture, cases[i].sentence));
        close_fixture(fixture);
    }
}

static void hosts_that_are_all_paused_go_on(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_paused);
    struct gs_request request;
    (void)gs_view_run(fixture->view, GS_COMMAND_PAUSE);
    assert_true(gs_view_claim_request(fixture->view, &request));
    assert_int_equal(request.number, 0);
    run(fixture, GS_COMMAND_TAG);
    run(fixture, GS_COMMAND_TAG); /* the second one is not paused */
    (void)gs_view_run(fixture->view, GS_COMMAND_PAUSE);
    assert_true(gs_view_claim_request(fixture->view, &request));
    assert_int_equal(request.number, 1);
    close_fixture(fixture);
}

static void a_replay_keeps_the_keys_that_move_along_it(void **state)
{
    static const struct gs_view_status replay = {.replay = "replay 1x"};

    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    gs_view_set_status(fixture->view, &replay);
    assert_true((gs_view_run(fixture->view, GS_COMMAND_PAUSE) & GS_EFFECT_NOT_MINE) != 0);
    assert_true((gs_view_run(fixture->view, GS_COMMAND_SLOWER) & GS_EFFECT_NOT_MINE) !=
                0);
    close_fixture(fixture);
}

/* Whether a pane's rows say it. */
static bool rows_have(const struct gs_rows *rows, const char *text)
{
    for (size_t i = 0; i < rows->runs.count; i++) {
        if (strstr(gs_rows_text(rows, &rows->runs.items[i]), text) != NULL) {
            return true;
        }
    }
    return false;
}

static bool pane_has(const struct gs_pane *pane, const char *text)
{
    return rows_have(&pane->rows, text);
}

/* In each other view the footer says how the hosts are, and it is drawn when that changes. */
static void other_views_say_how_the_hosts_are(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    assert_false(line_has(fixture, "2 of 30 fail"));
    run(fixture, GS_COMMAND_VIEW_LOG);
    assert_true(line_has(fixture, "8 ✗ 2 of 30 fail"));
    assert_true(gs_view_news_us(fixture->view) == INT64_MAX);
    change_state(fixture, 1, GS_WATCH_STEADY);
    assert_true(line_has(fixture, "8 ✗ 1 of 30 fail"));
    change_state(fixture, 2, GS_WATCH_STEADY);
    assert_true(line_has(fixture, "8 ▼ 1 lost IPv6"));
    close_fixture(fixture);
}

/* A server that is silent is told as such, with the time; an answer ends it. */
static void a_silent_server_is_told_with_its_time(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_waiting);
    assert_true(line_has(fixture, "asking 3 hosts "));
    pass_time(fixture, 7000000);
    assert_true(line_has(fixture, "asking 3 hosts, no answer for 7 s"));
    change_state(fixture, 1, GS_WATCH_STEADY);
    assert_true(line_has(fixture, "asking 3 hosts "));
    close_fixture(fixture);
}

/* The key turns the table: what hosts answer, or how it went. */
static void the_key_of_forms_shows_what_hosts_answer(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    run(fixture, GS_COMMAND_FORM);
    assert_true(pane_has(&fixture->panes[0], "2001:db8::80"));
    assert_false(pane_has(&fixture->panes[0], "lost all IPv6"));
    run(fixture, GS_COMMAND_FORM);
    assert_true(pane_has(&fixture->panes[0], "lost all IPv6"));
    assert_false(pane_has(&fixture->panes[0], "2001:db8::80"));
    close_fixture(fixture);
}

static void answers_bear_their_source_and_what_differs(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_waiting);
    run(fixture, GS_COMMAND_FORM);
    struct gs_watch_answer *answer = gs_watch_answer_new();
    answer->outcome = answer->libc_outcome = GS_OUTCOME_ANSWERED;
    answer->source = GS_WATCH_SOURCE_HOSTS;
    tell(fixture, 1, GS_WATCH_STEADY, answer);
    assert_true(pane_has(&fixture->panes[0], "hosts"));
    assert_true(pane_has(&fixture->panes[0], "≠"));

    fixture->session.monitor.hosts.items[1].watch.asks_mx = true;
    answer = gs_watch_answer_new();
    answer->outcome = GS_OUTCOME_NO_DATA;
    answer->mx_outcome = GS_OUTCOME_ANSWERED;
    (void)gs_name_list_add(&answer->exchanges, "10 mail.example.org");
    tell(fixture, 2, GS_WATCH_STEADY, answer);
    assert_true(pane_has(&fixture->panes[0], "MX 10 mail.example.org"));
    close_fixture(fixture);
}

/* What is held back is of the question: hosts are told on, and their key is theirs. */
static void answers_held_back_do_not_hold_hosts(void **state)
{
    static const struct gs_view_status held = {.is_paused = true, .held_count = 3};

    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    gs_view_set_status(fixture->view, &held);
    assert_true(line_has(fixture, "next in"));
    assert_false(line_has(fixture, "held back"));
    run(fixture, GS_COMMAND_PAUSE);
    struct gs_request request;
    assert_true(gs_view_claim_request(fixture->view, &request));
    assert_int_equal(request.type, GS_REQUEST_WATCH_PAUSE);
    close_fixture(fixture);
}

/* Until it is saved the title says so. */
static void a_list_that_was_changed_here_is_marked(void **state)
{
    static const struct gs_view_status unsaved = {.is_unsaved = true};
    static const struct gs_view_status saved = {.is_unsaved = false};

    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    const struct gs_buf *info = &fixture->panes[0].info;
    assert_null(strstr(gs_buf_text(info), "not saved"));
    gs_view_set_status(fixture->view, &unsaved);
    draw(fixture);
    assert_non_null(strstr(gs_buf_text(info), "worst first, not saved"));
    gs_view_set_status(fixture->view, &saved);
    draw(fixture);
    assert_null(strstr(gs_buf_text(info), "not saved"));
    close_fixture(fixture);
}

static void in_other_views_these_keys_keep_their_meaning(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    struct gs_request request;
    run(fixture, GS_COMMAND_VIEW_LOG);
    assert_true((gs_view_run(fixture->view, GS_COMMAND_PAUSE) & GS_EFFECT_NOT_MINE) != 0);
    assert_int_equal(gs_view_run(fixture->view, GS_COMMAND_TAG), GS_EFFECT_REDRAW);
    assert_int_equal(gs_view_run(fixture->view, GS_COMMAND_UNWATCH), GS_EFFECT_REDRAW);
    assert_false(gs_view_claim_request(fixture->view, &request));
    close_fixture(fixture);
}

static void enter_asks_the_host_in_the_first_view(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    run(fixture, GS_COMMAND_DOWN);
    unsigned effects = gs_view_run(fixture->view, GS_COMMAND_DETAILS);
    assert_true((effects & GS_EFFECT_ASK) != 0);
    assert_string_equal(gs_view_question(fixture->view)->host, "old.example.org");
    assert_string_equal(gs_view_question(fixture->view)->service, "www");
    assert_string_equal(gs_view_focus_title(fixture->view), "IPv4");
    close_fixture(fixture);
}

/* The built-in sinkholes are not those of --sinkholes: none is named that may be another. */
static void details_name_no_sinkhole_that_may_be_another(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_waiting);
    struct gs_watched *host = &fixture->session.monitor.hosts.items[0];
    struct gs_expect expect = {.kind = GS_EXPECT_NO_SINKHOLE};
    struct gs_watch_answer *answer = gs_watch_answer_new();
    struct gs_address nowhere = {0};
    struct gs_popup popup = {0};
    gs_vec_push(&host->watch.expects, expect);
    assert_int_equal(gs_address_parse("0.0.0.0", &nowhere), GS_OK);
    gs_watch_answer_add_address(answer, &nowhere);
    answer->outcome = GS_OUTCOME_ANSWERED;
    tell(fixture, 1, GS_WATCH_UNEXPECTED, answer);
    host->trend.failing = 1;
    run(fixture, GS_COMMAND_ROW_DETAILS);
    assert_true(gs_view_popup(fixture->view, 120, 40, &popup));
    assert_true(rows_have(&popup.rows, "expected no address in a sinkhole"));
    assert_false(rows_have(&popup.rows, "is in the sinkhole"));
    gs_popup_fini(&popup);
    close_fixture(fixture);
}

/* How a host of the list is summed up stays in sight behind its details. */
static void details_leave_the_verdict_in_sight(void **state)
{
    static const struct {
        size_t cols;
        size_t rows;
    } sizes[] = {{80, 24}, {120, 40}, {200, 50}};

    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    run(fixture, GS_COMMAND_DOWN);
    run(fixture, GS_COMMAND_DOWN);
    run(fixture, GS_COMMAND_ROW_DETAILS);
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct gs_popup popup = {0};
        size_t verdict = gs_frame_floors(sizes[i].rows).verdict;
        assert_true(gs_view_popup(fixture->view, sizes[i].cols, sizes[i].rows, &popup));
        assert_true((sizes[i].rows - popup.height) / 2 > verdict);
        assert_int_equal(popup.width, sizes[i].cols < 88    ? 80
                                      : sizes[i].cols < 122 ? 116
                                                            : 118);
        gs_popup_fini(&popup);
    }
    close_fixture(fixture);
}

/* Turns are counted by its remark, the rounds that told them are no second count. */
static void flapping_is_counted_once(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    struct gs_popup popup = {0};
    char remark[] = "8 times in 9 s";
    const struct gs_watch_change flapping = {
        .type = GS_WATCH_FLAPPING, .remark = remark, .is_again = true};
    (void)gs_journal_add(&fixture->session.monitor.journal, 4, "cdn.example.com",
                         &flapping, MONITOR_SCENE_S + 1);
    fixture->session.monitor.revision++;
    pass_time(fixture, 1000000);
    run(fixture, GS_COMMAND_NEXT_PANE);
    run(fixture, GS_COMMAND_ROW_DETAILS);
    assert_true(gs_view_popup(fixture->view, 120, 40, &popup));
    assert_true(rows_have(&popup.rows, "8 times in 9 s"));
    assert_true(rows_have(&popup.rows, "first "));
    assert_false(rows_have(&popup.rows, "2 times"));
    gs_popup_fini(&popup);
    close_fixture(fixture);
}

static void filter_the_journal(struct fixture *fixture, const char *text)
{
    run(fixture, GS_COMMAND_FILTER);
    (void)gs_view_type(fixture->view, text, strlen(text), false);
    run(fixture, GS_COMMAND_ACCEPT);
}

/* What was found of an entry counts until the entry is another one: then it is read anew. */
static void an_entry_that_is_counted_passes_the_filter_anew(void **state)
{
    char now[] = "a and b";
    char remark[] = "9 times";
    const struct gs_watch_change flapping = {
        .type = GS_WATCH_FLAPPING, .now = now, .remark = remark, .is_again = true};

    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    run(fixture, GS_COMMAND_NEXT_PANE);
    filter_the_journal(fixture, "9 times");
    assert_int_equal(fixture->panes[1].rows.item_count, 0);
    (void)gs_journal_add(&fixture->session.monitor.journal, 4, "cdn.example.com",
                         &flapping, MONITOR_SCENE_S + 1);
    fixture->session.monitor.revision++;
    pass_time(fixture, 1000000);
    assert_int_equal(fixture->panes[1].rows.item_count, 1);
    assert_int_equal(fixture->session.monitor.journal.entries.count, 11);
    close_fixture(fixture);
}

static void enter_on_a_change_goes_to_its_host(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    run(fixture, GS_COMMAND_NEXT_PANE);
    run(fixture, GS_COMMAND_DOWN);
    run(fixture, GS_COMMAND_DOWN);
    run(fixture, GS_COMMAND_DETAILS);
    assert_string_equal(gs_view_focus_title(fixture->view), "Hosts");
    expect_selected(fixture, "www.example.com", 3);
    close_fixture(fixture);
}

static void a_host_that_is_gone_loses_its_tag(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    struct gs_request request;
    run(fixture, GS_COMMAND_TAG);
    run(fixture, GS_COMMAND_TAG);
    monitor_scene_waiting(
        &fixture->session); /* three hosts, the first of them among them */
    pass_time(fixture, 1000000);
    assert_non_null(strstr(gs_buf_text(&fixture->panes[0].info), "2 tagged"));
    monitor_scene_empty(&fixture->session);
    pass_time(fixture, 1000000);
    (void)gs_view_run(fixture->view, GS_COMMAND_PAUSE);
    assert_false(gs_view_claim_request(fixture->view, &request));
    close_fixture(fixture);
}

/* -- where the person is ------------------------------------------------------------- */

static void whoever_is_worst_is_selected_until_the_person_moves(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    expect_selected(fixture, "api.example.net", 1);
    change_state(fixture, 6, GS_WATCH_TRY_AGAIN);
    expect_selected(fixture, "iana.org", 1);
    close_fixture(fixture);
}

static void the_selection_stays_with_its_host_while_others_move(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    run(fixture, GS_COMMAND_DOWN);
    expect_selected(fixture, "old.example.org", 2);
    change_state(fixture, 6, GS_WATCH_TRY_AGAIN);
    expect_selected(fixture, "old.example.org",
                    3); /* the top of the list stays in sight */
    change_state(fixture, 2, GS_WATCH_STEADY);
    expect_selected(fixture, "old.example.org", 6);
    run(fixture, GS_COMMAND_FIRST);
    change_state(fixture, 7, GS_WATCH_TRY_AGAIN);
    expect_selected(fixture, "ftp.gnu.org", 1); /* back at the top it holds the top */
    close_fixture(fixture);
}

/* In the list by label a host has several rows: the one that was selected is. */
static void the_selection_stays_under_its_label(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    run(fixture, GS_COMMAND_GROUP);
    run(fixture, GS_COMMAND_LAST);
    run(fixture, GS_COMMAND_FIRST);
    run(fixture, GS_COMMAND_DOWN); /* from api to production, where it stands again */
    while (strcmp(selected_text(fixture), "api.example.net") != 0) {
        run(fixture, GS_COMMAND_DOWN);
    }
    size_t selected = fixture->panes[0].selected;
    assert_true(selected > 1);
    change_state(fixture, 15, GS_WATCH_TRY_AGAIN);
    assert_string_equal(selected_text(fixture), "api.example.net");
    assert_int_equal(fixture->panes[0].selected, selected);
    run(fixture, GS_COMMAND_TAG);
    assert_non_null(strstr(gs_buf_text(&fixture->panes[0].info), "1 tagged"));
    assert_non_null(strstr(gs_buf_text(&fixture->panes[0].info), "30 hosts in 35 rows"));
    close_fixture(fixture);
}

static void news_are_drawn_four_times_a_second_and_here_alone(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_fill);
    assert_true(gs_view_news_us(fixture->view) == INT64_MAX);
    struct gs_watch_status *status = gs_mem_new(1, sizeof *status);
    struct gs_event event = {.type = GS_EVENT_WATCH_STATUS, .of.watch_status = status};
    gs_session_apply(&fixture->session, &event);
    assert_int_equal(gs_view_news_us(fixture->view), fixture->now_us + 250000);
    run(fixture, GS_COMMAND_VIEW_LOG);
    assert_true(gs_view_news_us(fixture->view) == INT64_MAX);
    close_fixture(fixture);
}

/* What a frame costs: rows of the window, whatever the list's length. */
static void ten_thousand_hosts_are_built_as_far_as_they_are_seen(void **state)
{
    (void)state;
    struct fixture *fixture = open_fixture(monitor_scene_many);
    run(fixture, GS_COMMAND_LAST);
    const struct gs_rows *rows = &fixture->panes[0].rows;
    assert_int_equal(rows->item_count, 10000);
    assert_true(rows->rows.count <= 22);
    assert_true(rows->runs.count < 22 * 16);
    close_fixture(fixture);
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
        cmocka_unit_test(details_name_no_sinkhole_that_may_be_another),
        cmocka_unit_test(details_leave_the_verdict_in_sight),
        cmocka_unit_test(flapping_is_counted_once),
        cmocka_unit_test(an_entry_that_is_counted_passes_the_filter_anew),
        cmocka_unit_test(enter_on_a_change_goes_to_its_host),
        cmocka_unit_test(a_host_that_is_gone_loses_its_tag),
        cmocka_unit_test(whoever_is_worst_is_selected_until_the_person_moves),
        cmocka_unit_test(the_selection_stays_with_its_host_while_others_move),
        cmocka_unit_test(the_selection_stays_under_its_label),
        cmocka_unit_test(news_are_drawn_four_times_a_second_and_here_alone),
        cmocka_unit_test(ten_thousand_hosts_are_built_as_far_as_they_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
