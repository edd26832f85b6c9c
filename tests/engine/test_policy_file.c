/* SPDX-License-Identifier: MIT */
/* gai.conf is read when libc reads it: once, or each time where it says so itself. */
#include "support/check.h"
#include "support/own_world.h"

#include "gaiscope/engine/engine.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/idn.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

static const char path[] = "/etc/gai.conf";
static bool has_world;

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    struct gs_engine *engine;
    struct gs_session session;
};

static void write_file(const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0 && fclose(file) == 0);
}

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    gs_session_apply(&stage->session, event);
}

static void open_stage(struct stage *stage, const char *gai_conf)
{
    struct gs_engine_settings settings = {.sink = sink, .sink_context = stage};
    memset(stage, 0, sizeof *stage);
    own_world_need(has_world);
    write_file(gai_conf);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(gs_engine_open(&stage->loop, &settings, &stage->engine), GS_OK);
}

static void close_stage(struct stage *stage)
{
    gs_engine_close(stage->engine);
    while (uv_run(&stage->loop, UV_RUN_DEFAULT) != 0) {
    }
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_session_fini(&stage->session);
}

/* Asks for what the machine is, or for an address, and waits for the answer. */
static const struct gs_policy *ask(struct stage *stage, const char *host)
{
    if (host == NULL) {
        gs_engine_ask_facts(stage->engine);
    } else {
        struct gs_question question = {.hints = {.socktype = SOCK_STREAM}};
        assert_int_equal(gs_question_set(&question, host, "80"), GS_OK);
        gs_idn_complete(&question);
        (void)gs_engine_ask(stage->engine, &question, GS_PART_BIT(GS_PART_SYSTEM), NULL);
    }
    const struct gs_lookup *lookup = &stage->session.lookup;
    while (host == NULL ? !stage->session.has_machine
                        : lookup->parts[GS_PART_SYSTEM].progress != GS_PROGRESS_DONE) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    return &stage->session.machine.policy;
}

static void the_file_is_part_of_the_machine(void **state)
{
    (void)state;
    struct stage stage;
    open_stage(&stage, "precedence ::ffff:0:0/96 100\nnonsense\n");
    const struct gs_policy *policy = ask(&stage, NULL);
    assert_true(policy->has_file);
    assert_true(policy->labels.is_builtin);
    assert_int_equal(policy->precedences.entries[0].value, 100);
    assert_int_equal(policy->error_count, 1);
    assert_true(policy->read_wall_s > 0);
    close_stage(&stage);
}

static void a_file_that_changes_is_read_once(void **state)
{
    (void)state;
    struct stage stage;
    open_stage(&stage, "precedence ::/0 1\n");
    write_file("precedence ::/0 2\n");
    (void)ask(&stage, "127.0.0.1");
    assert_int_equal(ask(&stage, NULL)->precedences.entries[0].value, 1);
    close_stage(&stage);
}

static void a_file_that_says_so_is_read_at_each_answer(void **state)
{
    (void)state;
    struct stage stage;
    open_stage(&stage, "reload yes\nprecedence ::/0 1\n");
    assert_int_equal(ask(&stage, NULL)->precedences.entries[0].value, 1);
    write_file("reload yes\nprecedence ::/0 2\n");
    assert_int_equal(ask(&stage, "127.0.0.1")->precedences.entries[0].value, 2);
    close_stage(&stage);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_is_part_of_the_machine),
        cmocka_unit_test(a_file_that_changes_is_read_once),
        cmocka_unit_test(a_file_that_says_so_is_read_at_each_answer),
    };
    has_world = own_world_enter() && own_world_replace(path, "");
    return cmocka_run_group_tests_name("policy_file", tests, NULL, NULL);
}
