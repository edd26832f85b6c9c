/* SPDX-License-Identifier: MIT */
/*
 * The details of watched hosts and of their changes, and the journal with a filter.
 */
#include "support/check.h"
#include "support/watched_view.h"

#include <string.h>

/* The built-in sinkholes are not those of --sinkholes: none is named that may be another. */
static void details_name_no_sinkhole_that_may_be_another(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_waiting);
    struct gs_watched *host = &fixture->session.monitor.hosts.items[0];
    struct gs_expect expect = {.kind = GS_EXPECT_NO_SINKHOLE};
    struct gs_watch_answer *answer = gs_watch_answer_new();
    struct gs_address nowhere = {0};
    struct gs_popup popup = {0};
    gs_vec_push(&host->watch.expects, expect);
    assert_int_equal(gs_address_parse("0.0.0.0", &nowhere), GS_OK);
    gs_watch_answer_add_address(answer, &nowhere);
    answer->outcome = GS_OUTCOME_ANSWERED;
    watched_tell(fixture, 1, GS_WATCH_UNEXPECTED, answer);
    host->trend.failing = 1;
    watched_run(fixture, GS_COMMAND_ROW_DETAILS);
    assert_true(gs_view_popup(fixture->view, 120, 40, &popup));
    assert_true(watched_rows_have(&popup.rows, "expected no address in a sinkhole"));
    assert_false(watched_rows_have(&popup.rows, "is in the sinkhole"));
    gs_popup_fini(&popup);
    watched_close(fixture);
}

/* How a host of the list is summed up stays in sight behind its details. */
static void details_leave_the_verdict_in_sight(void **state)
{
    static const struct {
        size_t cols;
        size_t rows;
    } sizes[] = {{80, 24}, {120, 40}, {200, 50}};

    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    watched_run(fixture, GS_COMMAND_DOWN);
    watched_run(fixture, GS_COMMAND_DOWN);
    watched_run(fixture, GS_COMMAND_ROW_DETAILS);
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
    watched_close(fixture);
}

/* Turns are counted by its remark, the rounds that told them are no second count. */
static void flapping_is_counted_once(void **state)
{
    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    struct gs_popup popup = {0};
    char remark[] = "8 times in 9 s";
    const struct gs_watch_change flapping = {
        .type = GS_WATCH_FLAPPING, .remark = remark, .is_again = true};
    (void)gs_journal_add(&fixture->session.monitor.journal, 4, "cdn.example.com",
                         &flapping, MONITOR_SCENE_S + 1);
    fixture->session.monitor.revision++;
    watched_pass_time(fixture, 1000000);
    watched_run(fixture, GS_COMMAND_NEXT_PANE);
    watched_run(fixture, GS_COMMAND_ROW_DETAILS);
    assert_true(gs_view_popup(fixture->view, 120, 40, &popup));
    assert_true(watched_rows_have(&popup.rows, "8 times in 9 s"));
    assert_true(watched_rows_have(&popup.rows, "first "));
    assert_false(watched_rows_have(&popup.rows, "2 times"));
    gs_popup_fini(&popup);
    watched_close(fixture);
}

static void filter_the_journal(struct watched_view *fixture, const char *text)
{
    watched_run(fixture, GS_COMMAND_FILTER);
    (void)gs_view_type(fixture->view, text, strlen(text), false);
    watched_run(fixture, GS_COMMAND_ACCEPT);
}

/* What was found of an entry counts until the entry is another one: then it is read anew. */
static void an_entry_that_is_counted_passes_the_filter_anew(void **state)
{
    char now[] = "a and b";
    char remark[] = "9 times";
    const struct gs_watch_change flapping = {
        .type = GS_WATCH_FLAPPING, .now = now, .remark = remark, .is_again = true};

    (void)state;
    struct watched_view *fixture = watched_open(monitor_scene_fill);
    watched_run(fixture, GS_COMMAND_NEXT_PANE);
    filter_the_journal(fixture, "9 times");
    assert_int_equal(fixture->panes[1].rows.item_count, 0);
    (void)gs_journal_add(&fixture->session.monitor.journal, 4, "cdn.example.com",
                         &flapping, MONITOR_SCENE_S + 1);
    fixture->session.monitor.revision++;
    watched_pass_time(fixture, 1000000);
    assert_int_equal(fixture->panes[1].rows.item_count, 1);
    assert_int_equal(fixture->session.monitor.journal.count, 11);
    watched_close(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(details_name_no_sinkhole_that_may_be_another),
        cmocka_unit_test(details_leave_the_verdict_in_sight),
        cmocka_unit_test(flapping_is_counted_once),
        cmocka_unit_test(an_entry_that_is_counted_passes_the_filter_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
