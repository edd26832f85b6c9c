/* SPDX-License-Identifier: MIT */
/* More rows than are kept, from a hosts file of a world of its own. */
#include "support/check.h"
#include "support/own_world.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/libc/system.h"

#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

enum {
    MORE = 100, /* rows too many */
};

static bool has_own_world;

static bool make_own_world(void)
{
    struct gs_buf hosts = {0};
    for (unsigned i = 0; i < GS_ADDRINFO_MAX + MORE; i++) {
        gs_buf_addf(&hosts, "127.%u.%u.1 many.test\n", i / 250, i % 250);
    }
    bool is_made = own_world_enter() &&
                   own_world_replace("/etc/hosts", gs_buf_text(&hosts)) &&
                   own_world_replace("/etc/nsswitch.conf", "hosts: files\n");
    gs_buf_fini(&hosts);
    return is_made;
}

static void on_answer(void *context, uint64_t id, struct gs_system_answer *answer)
{
    struct gs_system_answer **out = context;
    (void)id;
    *out = answer;
}

static void rows_are_bounded_and_the_rest_is_counted(void **state)
{
    uv_loop_t loop;
    struct gs_lanes *lanes = NULL;
    struct gs_question question;
    struct gs_system_answer *answer = NULL;
    (void)state;
    own_world_need(has_own_world);
    memset(&question, 0, sizeof question);
    assert_int_equal(gs_question_set(&question, "many.test", NULL), GS_OK);
    question.hints.socktype = SOCK_STREAM;
    question.hints.family = AF_INET;
    question.is_exact = true;
    assert_int_equal(uv_loop_init(&loop), 0);
    assert_int_equal(gs_lanes_open(&loop, NULL, &lanes), GS_OK);
    (void)gs_system_start(lanes, GS_LANE_BACKGROUND, &question, on_answer, &answer);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_non_null(answer);
    assert_int_equal(answer->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(answer->rows.count, GS_ADDRINFO_MAX);
    assert_int_equal(answer->left_out, MORE);
    assert_true(answer->is_truncated);
    gs_system_answer_free(answer);
    gs_lanes_close(lanes);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_bounded_and_the_rest_is_counted),
    };
    has_own_world = make_own_world();
    return cmocka_run_group_tests_name("many_rows", tests, NULL, NULL);
}
