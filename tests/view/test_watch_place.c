/* SPDX-License-Identifier: MIT */
/*
 * Where the person stays in the monitor while the hosts move, and what a frame costs.
 */
#include "support/check.h"
#include "support/watched_view.h"

#include <string.h>

static void whoever_is_worst_is_selected_until_the_person_moves(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    watched_expect(fixture, "api.example.net", 1);
    watched_change_state(fixture, 6, GS_WATCH_TRY_AGAIN);
    watched_expect(fixture, "iana.org", 1);
    watched_close(fixture);
}

static void the_selection_stays_with_its_host_while_others_move(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    watched_run(fixture, GS_COMMAND_DOWN);
    watched_expect(fixture, "old.example.org", 2);
    watched_change_state(fixture, 6, GS_WATCH_TRY_AGAIN);
    watched_expect(fixture, "old.example.org",
                   3); /* the top of the list stays in sight */
    watched_change_state(fixture, 2, GS_WATCH_STEADY);
    watched_expect(fixture, "old.example.org", 6);
    watched_run(fixture, GS_COMMAND_FIRST);
    watched_change_state(fixture, 7, GS_WATCH_TRY_AGAIN);
    watched_expect(fixture, "ftp.gnu.org", 1); /* back at the top it holds the top */
    watched_close(fixture);
}

/* In the list by label a host has several rows: the one that was selected is. */
static void the_selection_stays_under_its_label(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    watched_run(fixture, GS_COMMAND_GROUP);
    watched_run(fixture, GS_COMMAND_LAST);
    watched_run(fixture, GS_COMMAND_FIRST);
    watched_run(fixture,
                GS_COMMAND_DOWN); /* from api to production, where it stands again */
    while (strcmp(watched_selected(fixture), "api.example.net") != 0) {
        watched_run(fixture, GS_COMMAND_DOWN);
    }
    size_t selected = fixture->panes[0].selected;
    assert_true(selected > 1);
    watched_change_state(fixture, 15, GS_WATCH_TRY_AGAIN);
    assert_string_equal(watched_selected(fixture), "api.example.net");
    assert_int_equal(fixture->panes[0].selected, selected);
    watched_run(fixture, GS_COMMAND_TAG);
    assert_non_null(strstr(gs_buf_text(&fixture->panes[0].info), "1 tagged"));
    assert_non_null(strstr(gs_buf_text(&fixture->panes[0].info), "30 hosts in 35 rows"));
    watched_close(fixture);
}

static void news_are_drawn_four_times_a_second_and_here_alone(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    assert_true(gs_view_news_us(fixture->view) == INT64_MAX);
    struct gs_watch_status *status = gs_mem_new(1, sizeof *status);
    struct gs_event event = {.type = GS_EVENT_WATCH_STATUS, .of.watch_status = status};
    gs_session_apply(&fixture->session, &event);
    assert_int_equal(gs_view_news_us(fixture->view), fixture->now_us + 250000);
    watched_run(fixture, GS_COMMAND_VIEW_LOG);
    assert_true(gs_view_news_us(fixture->view) == INT64_MAX);
    watched_close(fixture);
}

/* What a frame costs: rows of the window, whatever the list's length. */
static void ten_thousand_hosts_are_built_as_far_as_they_are_seen(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_many);
    watched_run(fixture, GS_COMMAND_LAST);
    const struct gs_rows *rows = &fixture->panes[0].rows;
    assert_int_equal(rows->item_count, 10000);
    assert_true(rows->rows.count <= 22);
    assert_true(rows->runs.count < 22 * 16);
    watched_close(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_is_worst_is_selected_until_the_person_moves),
        cmocka_unit_test(the_selection_stays_with_its_host_while_others_move),
        cmocka_unit_test(the_selection_stays_under_its_label),
        cmocka_unit_test(news_are_drawn_four_times_a_second_and_here_alone),
        cmocka_unit_test(ten_thousand_hosts_are_built_as_far_as_they_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
