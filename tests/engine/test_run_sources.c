/* SPDX-License-Identifier: MIT */
/* Sources asked by real helper processes: this test is the helper, or a script is. */
#include "support/check.h"

#include "gaiscope/engine/engine.h"
#include "gaiscope/libc/nss_helper.h"
#include "gaiscope/libc/nss_source.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/idn.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    LIMIT_MS = 20000, /* a test that hangs ends here, and fails */
};

static const unsigned sources = GS_PART_BIT(GS_PART_SOURCES);

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit;
    struct gs_engine *engine;
    struct gs_session session;
    size_t ladders; /* GS_EVENT_SOURCES heard */
    bool is_over;   /* the limit passed */
};

static void sink(void *context, struct gs_event *event)
{
    struct stage *stage = context;
    stage->ladders += event->type == GS_EVENT_SOURCES ? 1 : 0;
    gs_session_apply(&stage->session, event);
}

static void limit_passed(uv_timer_t *timer)
{
    ((struct stage *)timer->data)->is_over = true;
}

static void open_stage(struct stage *stage, const char *helper, uint32_t deadline_ms)
{
    *stage = (struct stage){0};
    struct gs_engine_settings settings = {.deadline_ms = deadline_ms,
                                          .helper = helper,
                                          .sink = sink,
                                          .sink_context = stage};
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    assert_int_equal(uv_timer_init(&stage->loop, &stage->limit), 0);
    stage->limit.data = stage;
    uv_unref((uv_handle_t *)&stage->limit);
    assert_int_equal(gs_engine_open(&stage->loop, &settings, &stage->engine), GS_OK);
}

static void close_stage(struct stage *stage)
{
    gs_engine_close(stage->engine);
    uv_close((uv_handle_t *)&stage->limit, NULL);
    while (uv_run(&stage->loop, UV_RUN_DEFAULT) != 0) {
    }
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    gs_session_fini(&stage->session);
}

static void ask(struct stage *stage, const char *host, int flags)
{
    struct gs_question question = {.hints = {.socktype = SOCK_STREAM, .flags = flags}};
    assert_int_equal(gs_question_set(&question, host, "80"), GS_OK);
    gs_idn_complete(&question);
    (void)gs_engine_ask(stage->engine, &question, sources, NULL);
}

static void run_until_done(struct stage *stage)
{
    const struct gs_part_state *part = &stage->session.lookup.parts[GS_PART_SOURCES];
    (void)uv_timer_start(&stage->limit, limit_passed, LIMIT_MS, 0);
    while (part->progress != GS_PROGRESS_DONE && !stage->is_over) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    assert_false(stage->is_over);
}

/* No helper is left: neither at work nor as a zombie. */
static void check_no_child(void)
{
    siginfo_t ended;
    while (waitid(P_ALL, 0, &ended, WEXITED | WNOWAIT) == 0) {
        /* ended, and about to be reaped by its worker */
    }
    assert_int_equal(errno, ECHILD);
}

static void each_source_of_the_line_answers_for_itself(void **state)
{
    struct stage stage;
    struct gs_nss_line line;
    (void)state;
    (void)gs_nss_source_line(NULL, &line);
    open_stage(&stage, NULL, 5000);
    ask(&stage, "localhost", 0);
    run_until_done(&stage);
    const struct gs_ladder *ladder = stage.session.lookup.now.sources;
    assert_true(ladder->is_supported);
    assert_true(ladder->is_complete);
    assert_false(ladder->is_replaced);
    assert_int_equal(ladder->nsswitch_line, line.line);
    assert_int_equal(ladder->rungs.count, line.count);
    assert_true(stage.ladders > line.count); /* the waiting one, and one an answer */
    bool has_files = false;
    for (size_t i = 0; i < line.count; i++) {
        const struct gs_rung *rung = &ladder->rungs.items[i];
        assert_string_equal(rung->source.name, line.sources[i].name);
        assert_int_not_equal(rung->state, GS_RUNG_WAITING);
        if (strcmp(rung->source.name, "files") == 0) {
            has_files = true;
            assert_int_equal(rung->state, GS_RUNG_ANSWERED);
            assert_int_equal(rung->status, GS_NSS_SUCCESS);
        }
    }
    assert_true(!has_files || ladder->hosts.count > 0);
    close_stage(&stage);
    check_no_child();
}

static void an_address_is_no_name_for_a_source(void **state)
{
    static const struct {
        const char *label;
        const char *host;
        int flags;
    } cases[] = {
        {"null node", NULL, 0},
        {"IPv4", "192.0.2.1", 0},
        {"IPv6", "2001:db8::1", 0},
        {"with a zone", "fe80::1%lo", 0},
        {"libc's short form", "127.1", 0},
        {"a star is the null node", "*", 0},
        {"NUMERICHOST", "localhost", AI_NUMERICHOST},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct stage stage;
        check_case(cases[i].label);
        open_stage(&stage, NULL, 0);
        ask(&stage, cases[i].host, cases[i].flags);
        run_until_done(&stage);
        const struct gs_ladder *ladder = stage.session.lookup.now.sources;
        assert_true(ladder->is_numeric);
        assert_true(ladder->is_complete);
        assert_int_equal(ladder->rungs.count, 0);
        close_stage(&stage);
    }
}

static void what_libc_takes_for_no_address_is_asked(void **state)
{
    static const char *const hosts[] = {"127.0.0.1 x", "127.1 ", ""};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(hosts); i++) {
        struct gs_question question = {.is_exact = true,
                                       .hints = {.socktype = SOCK_STREAM}};
        struct stage stage;
        check_case(hosts[i]);
        open_stage(&stage, NULL, 5000);
        assert_int_equal(gs_question_set(&question, hosts[i], "80"), GS_OK);
        (void)gs_engine_ask(stage.engine, &question, sources, NULL);
        run_until_done(&stage);
        const struct gs_ladder *ladder = stage.session.lookup.now.sources;
        assert_false(ladder->is_numeric);
        assert_true(ladder->rungs.count > 0);
        for (size_t at = 0; at < ladder->rungs.count; at++) {
            assert_int_not_equal(ladder->rungs.items[at].answer->outcome,
                                 GS_OUTCOME_ANSWERED);
        }
        close_stage(&stage);
    }
}

/* A helper that never answers. Owns: the caller unlinks. */
static void write_hanging(char path[32])
{
    static const char script[] = "#!/bin/sh\nsleep 1000\n";
    (void)snprintf(path, 32, "/tmp/gs-helper-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, script, sizeof script - 1), sizeof script - 1);
    assert_int_equal(fchmod(fd, 0700), 0);
    assert_int_equal(close(fd), 0);
}

static void a_source_that_hangs_is_ended_at_the_deadline(void **state)
{
    struct stage stage;
    char path[32];
    (void)state;
    write_hanging(path);
    open_stage(&stage, path, 100);
    ask(&stage, "localhost", 0);
    run_until_done(&stage);
    const struct gs_ladder *ladder = stage.session.lookup.now.sources;
    assert_true(ladder->is_complete);
    for (size_t i = 0; i < ladder->rungs.count; i++) {
        const struct gs_rung *rung = &ladder->rungs.items[i];
        assert_int_equal(rung->state, GS_RUNG_KILLED);
        assert_int_equal(rung->status, GS_NSS_TRYAGAIN);
        assert_int_equal(rung->answer->outcome, GS_OUTCOME_TIMED_OUT);
        assert_true(rung->elapsed_us >= 100000);
    }
    check_no_child();
    close_stage(&stage);
    assert_int_equal(unlink(path), 0);
}

static void a_newer_question_and_the_end_leave_no_helper(void **state)
{
    struct stage stage;
    char path[32];
    (void)state;
    write_hanging(path);
    open_stage(&stage, path, 0);
    ask(&stage, "localhost", 0);
    while (stage.ladders == 0) {
        (void)uv_run(&stage.loop, UV_RUN_ONCE);
    }
    ask(&stage, "127.0.0.1", 0);
    run_until_done(&stage);
    check_no_child();
    ask(&stage, "localhost", 0);
    close_stage(&stage);
    check_no_child();
    assert_int_equal(unlink(path), 0);
}

int main(int argc, char *argv[])
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_source_of_the_line_answers_for_itself),
        cmocka_unit_test(an_address_is_no_name_for_a_source),
        cmocka_unit_test(what_libc_takes_for_no_address_is_asked),
        cmocka_unit_test(a_source_that_hangs_is_ended_at_the_deadline),
        cmocka_unit_test(a_newer_question_and_the_end_leave_no_helper),
    };
    gs_nss_helper_enter(argc, argv);
    if (!gs_nss_source_is_supported(NULL)) {
        return 77; /* another libc */
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
