/* SPDX-License-Identifier: MIT */
/* View 9 by value: what it follows, what it keeps, where a line leads, and what it costs. */
#include "support/check.h"
#include "support/log_scene.h"

#include "gaiscope/view/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEIGHT = 10,
    LOG_PANE_COLS = 116,
};

struct fixture {
    struct gs_session session;
    struct gs_view *view;
    struct gs_pane pane;
    int number; /* the log's pane */
    int64_t next_us;
};

static void draw(struct fixture *fixture)
{
    struct gs_place places[GS_PANES_MAX];
    assert_int_equal(gs_view_places(fixture->view, 120, HEIGHT + 10, places), 1);
    fixture->number = places[0].pane;
    gs_view_pane(fixture->view, places[0].pane, LOG_PANE_COLS, HEIGHT, &fixture->pane);
}

/* A line of the question (host, no service), begun after all others. */
static void add(struct fixture *fixture, const char *call, const char *host)
{
    fixture->next_us += 1000;
    log_scene_add(&fixture->session, &(struct log_scene_line){
                                         .after_us = fixture->next_us,
                                         .elapsed_us = 100,
                                         .by = GS_LOG_DNS,
                                         .outcome = GS_OUTCOME_ANSWERED,
                                         .call = call,
                                         .about = host,
                                         .result = "NOERROR",
                                         .host = host,
                                         .service = "",
                                     });
}

static int open_log(void **state)
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    fixture->view = gs_view_new(&fixture->session);
    gs_view_set_now(fixture->view, (struct gs_now){.us = 1000000, .wall_s = 1795353580});
    (void)gs_view_run(fixture->view, GS_COMMAND_CLOSE);
    (void)gs_view_run(fixture->view, GS_COMMAND_VIEW_LOG);
    for (int i = 0; i < 30; i++) {
        char call[16];
        (void)snprintf(call, sizeof call, "CALL%d", i);
        add(fixture, call, i % 2 == 0 ? "even.test" : "odd.test");
    }
    draw(fixture);
    *state = fixture;
    return 0;
}

static int close_log(void **state)
{
    struct fixture *fixture = *state;
    gs_pane_fini(&fixture->pane);
    gs_view_free(fixture->view);
    gs_session_fini(&fixture->session);
    free(fixture);
    return 0;
}

/* The text of the selected row. */
static char *selected(struct fixture *fixture)
{
    struct gs_buf out = {0};
    const struct gs_rows *rows = &fixture->pane.rows;
    for (size_t i = 0; i < rows->rows.count; i++) {
        const struct gs_row *row = &rows->rows.items[i];
        for (size_t j = 0; j < row->run_count && row->item == fixture->pane.selected;
             j++) {
            gs_buf_addf(&out, "%s ",
                        gs_rows_text(rows, &rows->runs.items[row->first_run + j]));
        }
    }
    return gs_buf_claim(&out);
}

static void expect_selected(struct fixture *fixture, const char *call)
{
    draw(fixture);
    char *text = selected(fixture);
    assert_non_null(strstr(text, call));
    free(text);
}

static void run(struct fixture *fixture, enum gs_command_id command)
{
    (void)gs_view_run(fixture->view, command);
    draw(fixture);
}

static void filter(struct fixture *fixture, const char *text)
{
    (void)gs_view_run(fixture->view, GS_COMMAND_FILTER);
    (void)gs_view_type(fixture->view, text, strlen(text), false);
    run(fixture, GS_COMMAND_ACCEPT);
}

static void expect_info(struct fixture *fixture, const char *text)
{
    assert_non_null(strstr(gs_buf_text(&fixture->pane.info), text));
}

static void the_newest_line_is_followed_until_the_person_moves(void **state)
{
    struct fixture *fixture = *state;
    expect_selected(fixture, "CALL29 ");
    add(fixture, "CALL30", "new.test");
    expect_selected(fixture, "CALL30 ");
    run(fixture, GS_COMMAND_UP);
    add(fixture, "CALL31", "new.test");
    expect_selected(fixture, "CALL29 ");
    expect_info(fixture, "32 entries, 1 new below");
    add(fixture, "CALL32", "new.test");
    draw(fixture);
    expect_info(fixture, "2 new below");
    run(fixture, GS_COMMAND_LAST);
    expect_selected(fixture, "CALL32 ");
    assert_null(strstr(gs_buf_text(&fixture->pane.info), "below"));
    add(fixture, "CALL33", "new.test");
    expect_selected(fixture, "CALL33 ");
}

static void moving_down_to_the_newest_line_follows_again(void **state)
{
    struct fixture *fixture = *state;
    run(fixture, GS_COMMAND_UP);
    run(fixture, GS_COMMAND_DOWN);
    add(fixture, "CALL30", "new.test");
    expect_selected(fixture, "CALL30 ");
}

static void the_wheel_stops_following_and_its_end_follows_again(void **state)
{
    struct fixture *fixture = *state;
    (void)gs_view_wheel(fixture->view, fixture->number, -3);
    draw(fixture);
    add(fixture, "CALL30", "new.test");
    draw(fixture);
    expect_info(fixture, "1 new below");
    (void)gs_view_wheel(fixture->view, fixture->number, 30);
    expect_selected(fixture, "CALL30 ");
}

static void a_new_question_leaves_the_log_where_it_is(void **state)
{
    struct fixture *fixture = *state;
    (void)gs_view_run(fixture->view, GS_COMMAND_QUESTION);
    (void)gs_view_type(fixture->view, "other.test", 10, false);
    (void)gs_view_run(fixture->view, GS_COMMAND_ACCEPT);
    expect_selected(fixture, "CALL29 ");
}

static void a_selected_line_stays_selected_while_lines_come_before_it(void **state)
{
    struct fixture *fixture = *state;
    run(fixture, GS_COMMAND_UP);
    run(fixture, GS_COMMAND_UP);
    expect_selected(fixture, "CALL27 ");
    size_t from = fixture->pane.rows.from;
    struct log_scene_line slow = {.after_us = 1, .call = "SLOW", .about = "slow.test"};
    slow.result = "";
    log_scene_add(&fixture->session, &slow);
    expect_selected(fixture, "CALL27 ");
    assert_int_equal(fixture->pane.rows.from,
                     from + 1); /* it did not move on the screen */
}

static void a_selected_line_stays_selected_while_the_oldest_leave(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 30; i < GS_LOG_MAX; i++) {
        add(fixture, "CALL", "many.test");
    }
    add(fixture, "MARK", "many.test");
    draw(fixture);
    run(fixture, GS_COMMAND_UP);
    run(fixture, GS_COMMAND_DOWN);
    run(fixture, GS_COMMAND_UP);
    run(fixture, GS_COMMAND_LAST);
    expect_selected(fixture, "MARK ");
    add(fixture, "CALL", "many.test");
    draw(fixture);
    run(fixture, GS_COMMAND_UP);
    expect_selected(fixture, "MARK ");
    for (int i = 0; i < 40; i++) {
        add(fixture, "CALL", "many.test");
    }
    expect_selected(fixture, "MARK ");
}

static void a_filter_keeps_following_what_passes_it(void **state)
{
    struct fixture *fixture = *state;
    filter(fixture, "even");
    assert_int_equal(fixture->pane.rows.item_count, 15);
    expect_selected(fixture, "CALL28 ");
    add(fixture, "CALL30", "odd.test");
    expect_selected(fixture, "CALL28 ");
    add(fixture, "CALL31", "even.test");
    expect_selected(fixture, "CALL31 ");
    filter(fixture, "!even");
    expect_selected(fixture, "CALL30 ");
    filter(fixture, "nothing has this");
    assert_int_equal(fixture->pane.rows.item_count, 0);
    assert_int_equal(fixture->pane.rows.rows.count, 1);
    run(fixture, GS_COMMAND_STOP);
    assert_int_equal(fixture->pane.rows.item_count, 32);
}

static void a_filter_reads_what_the_columns_cut(void **state)
{
    struct fixture *fixture = *state;
    struct log_scene_line line = {.after_us = 1, .call = "A", .about = "x.test"};
    line.result =
        "a result that is much longer than the column that it stands in, NEEDLE";
    log_scene_add(&fixture->session, &line);
    filter(fixture, "NEEDLE");
    assert_int_equal(fixture->pane.rows.item_count, 1);
}

static void a_search_finds_lines_out_of_sight(void **state)
{
    struct fixture *fixture = *state;
    (void)gs_view_run(fixture->view, GS_COMMAND_SEARCH);
    (void)gs_view_type(fixture->view, "CALL3 ", 5, false);
    run(fixture, GS_COMMAND_ACCEPT);
    expect_selected(fixture, "CALL3 ");
    add(fixture, "CALL30", "odd.test");
    expect_selected(fixture, "CALL3 ");
}

static void a_line_leads_to_its_question(void **state)
{
    struct fixture *fixture = *state;
    struct gs_place places[GS_PANES_MAX];
    unsigned effects = gs_view_run(fixture->view, GS_COMMAND_DETAILS);
    assert_int_equal(effects, GS_EFFECT_ASK | GS_EFFECT_REDRAW);
    assert_string_equal(gs_view_question(fixture->view)->host, "odd.test");
    assert_true(gs_view_places(fixture->view, 120, 40, places) > 1); /* Lookup */
}

static void a_line_of_the_present_question_is_not_asked_again(void **state)
{
    struct fixture *fixture = *state;
    fixture->session.has_lookup = true;
    assert_int_equal(gs_question_set(&fixture->session.lookup.question, "odd.test", NULL),
                     GS_OK);
    assert_int_equal(gs_view_run(fixture->view, GS_COMMAND_DETAILS), GS_EFFECT_REDRAW);
}

static void a_line_of_no_question_leads_nowhere(void **state)
{
    struct fixture *fixture = *state;
    struct log_scene_line line = {.after_us = INT64_C(1000000), .call = "getaddrinfo"};
    line.about = "atlas";
    line.result = "";
    log_scene_add(&fixture->session, &line);
    draw(fixture);
    assert_int_equal(gs_view_run(fixture->view, GS_COMMAND_DETAILS), GS_EFFECT_REDRAW);
    expect_selected(fixture, "atlas");
}

static void the_whole_log_is_saved(void **state)
{
    struct fixture *fixture = *state;
    char *text = gs_view_copy_pane(fixture->view);
    assert_non_null(strstr(text, "CALL0 "));
    assert_non_null(strstr(text, "CALL29 "));
    free(text);
}

static void a_saved_line_is_whole(void **state)
{
    static const char name[] =
        "a-very-long-name-that-no-column-holds.with-more-labels.and-more.example.com";
    struct fixture *fixture = *state;
    add(fixture, "LONG", name);
    draw(fixture);
    char *text = gs_view_copy_pane(fixture->view);
    assert_non_null(strstr(text, name));
    assert_null(strstr(text, "…"));
    free(text);
}

static void ten_thousand_lines_cost_what_is_seen(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < GS_LOG_MAX; i++) {
        add(fixture, "CALL", "many.test");
    }
    draw(fixture);
    assert_int_equal(fixture->pane.rows.item_count, GS_LOG_MAX);
    assert_int_equal(fixture->pane.rows.rows.count, HEIGHT - 1); /* the heading */
    assert_true(fixture->pane.rows.texts.len < 4096);
    filter(fixture, "many");
    size_t built = fixture->pane.rows.texts.len;
    assert_int_equal(fixture->pane.rows.rows.count, HEIGHT - 1); /* the heading */
    assert_true(built < 4096);
}

static void column_heads_stay_when_the_list_is_scrolled(void **state)
{
    struct fixture *fixture = *state;
    const struct gs_rows *heading = &fixture->pane.heading;
    for (int i = 0; i < 3 * HEIGHT; i++) {
        add(fixture, "CALL", "many.test");
    }
    run(fixture, GS_COMMAND_FIRST);
    draw(fixture);
    assert_int_equal(heading->rows.count, 0); /* the first row of the list */
    assert_int_equal(fixture->pane.rows.rows.count, HEIGHT);
    for (size_t i = 0; i < HEIGHT; i++) {
        run(fixture, GS_COMMAND_DOWN);
    }
    draw(fixture);
    assert_int_equal(heading->rows.count, 1);
    assert_string_equal(gs_rows_text(heading, &heading->runs.items[0]), "time");
    assert_int_equal(fixture->pane.rows.rows.count, HEIGHT - 1);
    assert_int_equal(fixture->pane.rows.rows.items[HEIGHT - 2].item, HEIGHT);
}

int main(void)
{
#define IN_LOG(test) cmocka_unit_test_setup_teardown(test, open_log, close_log)
    const struct CMUnitTest tests[] = {
        IN_LOG(column_heads_stay_when_the_list_is_scrolled),
        IN_LOG(the_newest_line_is_followed_until_the_person_moves),
        IN_LOG(moving_down_to_the_newest_line_follows_again),
        IN_LOG(the_wheel_stops_following_and_its_end_follows_again),
        IN_LOG(a_new_question_leaves_the_log_where_it_is),
        IN_LOG(a_selected_line_stays_selected_while_lines_come_before_it),
        IN_LOG(a_selected_line_stays_selected_while_the_oldest_leave),
        IN_LOG(a_filter_keeps_following_what_passes_it),
        IN_LOG(a_filter_reads_what_the_columns_cut),
        IN_LOG(a_search_finds_lines_out_of_sight),
        IN_LOG(a_line_leads_to_its_question),
        IN_LOG(a_line_of_the_present_question_is_not_asked_again),
        IN_LOG(a_line_of_no_question_leads_nowhere),
        IN_LOG(the_whole_log_is_saved),
        IN_LOG(a_saved_line_is_whole),
        IN_LOG(ten_thousand_lines_cost_what_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
