/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/model/history.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static void a_question_asked_again_moves_to_the_end(void **state)
{
    (void)state;
    struct gs_history history = {0};
    struct gs_history_entry *first = gs_history_add(&history, "a.test", "www", 1);
    first->outcome = GS_OUTCOME_ANSWERED;
    first->v4_count = 2;
    (void)gs_history_add(&history, "b.test", "", 2);
    struct gs_history_entry *again = gs_history_add(&history, "a.test", "www", 3);
    assert_int_equal(history.count, 2);
    assert_string_equal(history.items[0].host, "b.test");
    assert_ptr_equal(again, &history.items[1]);
    assert_int_equal(again->asked_wall_s, 3);
    assert_int_equal(again->outcome, GS_OUTCOME_NOT_ASKED);
    assert_int_equal(again->v4_count, 0);
    gs_history_fini(&history);
    assert_int_equal(history.count, 0);
}

static void another_service_is_another_question(void **state)
{
    (void)state;
    struct gs_history history = {0};
    (void)gs_history_add(&history, "a.test", "www", 1);
    (void)gs_history_add(&history, "a.test", "", 2);
    assert_int_equal(history.count, 2);
    assert_ptr_equal(gs_history_find(&history, "a.test", "www"), &history.items[0]);
    assert_ptr_equal(gs_history_find(&history, "a.test", ""), &history.items[1]);
    assert_null(gs_history_find(&history, "a.test", "ftp"));
    gs_history_fini(&history);
}

static void the_oldest_leaves_when_full(void **state)
{
    (void)state;
    struct gs_history history = {0};
    for (int i = 0; i < GS_HISTORY_MAX + 2; i++) {
        struct gs_buf host = {0};
        gs_buf_addf(&host, "h%d.test", i);
        (void)gs_history_add(&history, gs_buf_text(&host), "", i);
        gs_buf_fini(&host);
    }
    assert_int_equal(history.count, GS_HISTORY_MAX);
    assert_string_equal(history.items[0].host, "h2.test");
    assert_string_equal(history.items[GS_HISTORY_MAX - 1].host, "h501.test");
    gs_history_fini(&history);
}

static void an_entry_may_be_asked_again_by_its_own_text(void **state)
{
    (void)state;
    struct gs_history history = {0};
    (void)gs_history_add(&history, "a.test", "www", 1);
    (void)gs_history_add(&history, history.items[0].host, history.items[0].service, 2);
    assert_int_equal(history.count, 1);
    assert_string_equal(history.items[0].host, "a.test");
    assert_string_equal(history.items[0].service, "www");
    gs_history_fini(&history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_asked_again_moves_to_the_end),
        cmocka_unit_test(another_service_is_another_question),
        cmocka_unit_test(the_oldest_leaves_when_full),
        cmocka_unit_test(an_entry_may_be_asked_again_by_its_own_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
