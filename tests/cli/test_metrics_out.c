/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/file.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/cli/metrics_out.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    LIMIT_MS = 10000,
    GAP_MS = 20, /* between two writings */
};

/** What a test works with. */
struct stage {
    uv_loop_t loop;
    uv_timer_t limit; /* so that a turn ends */
    char folder[32];
    char path[64];
    struct gs_monitor monitor;
    struct gs_monitor_options options;
    struct gs_metrics_out *out;
    struct gs_buf error;
    struct gs_buf said;
};

static void turn(uv_timer_t *timer)
{
    (void)timer;
}

static void say(void *context, const char *sentence)
{
    struct stage *stage = context;
    gs_buf_addf(&stage->said, "%s\n", sentence);
}

static int set_up(void **state)
{
    struct stage *stage = gs_mem_new(1, sizeof *stage);
    (void)strcpy(stage->folder, "/tmp/gs_metrics.XXXXXX");
    assert_non_null(mkdtemp(stage->folder));
    (void)snprintf(stage->path, sizeof stage->path, "%s/a.prom", stage->folder);
    assert_int_equal(uv_loop_init(&stage->loop), 0);
    (void)uv_timer_init(&stage->loop, &stage->limit);
    (void)uv_timer_start(&stage->limit, turn, 10, 10);
    stage->options.metrics = stage->path;
    stage->options.metrics_hosts = 10;
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    (void)gs_metrics_out_close(stage->out);
    uv_close((uv_handle_t *)&stage->limit, NULL);
    (void)uv_run(&stage->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&stage->loop), 0);
    (void)unlink(stage->path);
    assert_int_equal(rmdir(stage->folder), 0); /* nothing is left beside it */
    gs_monitor_fini(&stage->monitor);
    gs_buf_fini(&stage->error);
    gs_buf_fini(&stage->said);
    free(stage);
    return 0;
}

static enum gs_status open_out(struct stage *stage)
{
    const struct gs_metrics_out_settings settings = {.options = &stage->options,
                                                     .monitor = &stage->monitor,
                                                     .say = say,
                                                     .context = stage,
                                                     .gap_ms = GAP_MS};
    return gs_metrics_out_open(&stage->loop, &settings, &stage->out, &stage->error);
}

static void end_round(struct stage *stage, uint64_t round)
{
    stage->monitor.rounds += 3;
    gs_monitor_apply_status(&stage->monitor, &(struct gs_watch_status){.round = round});
    gs_metrics_out_note(stage->out);
}

static void set_flag(uv_timer_t *timer)
{
    *(bool *)timer->data = true;
}

/* A timer that is started behind the writing's own one ends behind it. */
static void pass_gap(struct stage *stage)
{
    uv_timer_t timer;
    bool has_passed = false;
    (void)uv_timer_init(&stage->loop, &timer);
    timer.data = &has_passed;
    (void)uv_timer_start(&timer, set_flag, GAP_MS, 0);
    while (!has_passed) {
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
    }
    uv_close((uv_handle_t *)&timer, NULL);
    (void)uv_run(&stage->loop, UV_RUN_NOWAIT);
}

/* Runs until the file has a text. Returns: false: it never does. */
static bool comes_to_have(struct stage *stage, const char *text)
{
    uint64_t begun_ms = uv_now(&stage->loop);
    bool has = false;
    while (!has && uv_now(&stage->loop) - begun_ms < LIMIT_MS) {
        struct gs_buf read = {0};
        (void)uv_run(&stage->loop, UV_RUN_ONCE);
        (void)gs_file_read(stage->path, 1000000, &read);
        has = strstr(gs_buf_text(&read), text) != NULL;
        gs_buf_fini(&read);
    }
    return has;
}

static void nothing_asked_for_is_nothing_opened(void **state)
{
    struct stage *stage = *state;
    stage->options.metrics = NULL;
    assert_int_equal(open_out(stage), GS_OK);
    assert_null(stage->out);
    gs_metrics_out_note(stage->out);
}

static void file_is_there_at_once_and_after_each_round(void **state)
{
    struct stage *stage = *state;
    struct stat facts;
    assert_int_equal(open_out(stage), GS_OK);
    assert_int_equal(stat(stage->path, &facts), 0);
    assert_int_equal(facts.st_mode & 0444, 0444);
    assert_true(comes_to_have(stage, "\ngaiscope_monitor_rounds_total 0\n"));
    for (uint64_t round = 1; round <= 3; round++) {
        end_round(stage, round);
        char line[64];
        (void)snprintf(line, sizeof line, "\ngaiscope_monitor_rounds_total %u\n",
                       (unsigned)round);
        assert_true(comes_to_have(stage, line));
    }
    assert_string_equal(gs_buf_text(&stage->said), "");
}

/* The second round ends right behind a writing. */
static void two_writings_are_a_gap_apart(void **state)
{
    struct stage *stage = *state;
    assert_int_equal(open_out(stage), GS_OK);
    uint64_t begun_ms = uv_now(&stage->loop);
    end_round(stage, 1);
    assert_true(comes_to_have(stage, "\ngaiscope_monitor_rounds_total 1\n"));
    end_round(stage, 2);
    assert_true(comes_to_have(stage, "\ngaiscope_monitor_rounds_total 2\n"));
    assert_true(uv_now(&stage->loop) - begun_ms >= 2 * GAP_MS);
}

static void last_word_is_written_on_closing(void **state)
{
    struct stage *stage = *state;
    assert_int_equal(open_out(stage), GS_OK);
    stage->monitor.rounds = 77;
    (void)gs_metrics_out_close(stage->out);
    stage->out = NULL;
    struct gs_buf read = {0};
    assert_true(gs_file_read(stage->path, 1000000, &read));
    assert_non_null(strstr(gs_buf_text(&read), "host_rounds_total 77\n"));
    gs_buf_fini(&read);
}

/* The folder goes and comes: one sentence each time it goes. */
static void trouble_is_told_once(void **state)
{
    struct stage *stage = *state;
    assert_int_equal(open_out(stage), GS_OK);
    for (uint64_t time = 0; time < 2; time++) {
        (void)unlink(stage->path);
        assert_int_equal(rmdir(stage->folder), 0);
        gs_buf_clear(&stage->said);
        for (uint64_t round = 1; round <= 2; round++) {
            end_round(stage, time * 10 + round);
            pass_gap(stage);
        }
        struct gs_buf expected = {0};
        gs_buf_addf(&expected,
                    "the metrics cannot be written to %s: no such file or directory "
                    "(ENOENT)\n",
                    stage->path);
        assert_string_equal(gs_buf_text(&stage->said), gs_buf_text(&expected));
        gs_buf_fini(&expected);
        assert_int_equal(mkdir(stage->folder, 0700), 0);
        end_round(stage, time * 10 + 3);
        assert_true(comes_to_have(stage, "\ngaiscope_monitor_rounds_total"));
    }
}

static void what_cannot_be_opened_is_told_and_the_rest_serves(void **state)
{
    struct stage *stage = *state;
    assert_int_equal(gs_endpoint_parse("192.0.2.1:9123", 0, &stage->options.listen),
                     GS_OK);
    assert_int_not_equal(open_out(stage), GS_OK);
    assert_non_null(stage->out);
    assert_string_equal(gs_buf_text(&stage->error),
                        "cannot listen at 192.0.2.1:9123: this machine has no such "
                        "address (EADDRNOTAVAIL)");
    end_round(stage, 5);
    assert_true(comes_to_have(stage, "\ngaiscope_monitor_rounds_total 5\n"));
}

static void a_full_disk_is_said_and_tried_again(void **state)
{
    struct stage *stage = *state;
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit limit = before;
    limit.rlim_cur = 100;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    enum gs_status status = open_out(stage);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, GS_OK);
    assert_string_equal(gs_buf_text(&stage->error), "");
    assert_non_null(
        strstr(gs_buf_text(&stage->said), "cannot be written to /tmp/gs_metrics."));
    end_round(stage, 1);
    assert_true(comes_to_have(stage, "\ngaiscope_monitor_rounds_total 1\n"));
}

static void the_end_says_whether_the_file_holds_all(void **state)
{
    struct stage *stage = *state;
    struct rlimit before;
    assert_int_equal(open_out(stage), GS_OK);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit limit = before;
    limit.rlim_cur = 100;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    enum gs_status status = gs_metrics_out_close(stage->out);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    stage->out = NULL;
    assert_int_equal(status, GS_EOS);
    assert_non_null(strstr(gs_buf_text(&stage->said), "cannot be written to /tmp/gs_"));
}

static void file_that_is_none_is_refused(void **state)
{
    struct stage *stage = *state;
    stage->options.metrics = stage->folder;
    assert_int_not_equal(open_out(stage), GS_OK);
    assert_non_null(strstr(gs_buf_text(&stage->error), "cannot be written to /tmp/gs_"));
    assert_non_null(strstr(gs_buf_text(&stage->error), ": it is no regular file"));
}

#define STAGED(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGED(nothing_asked_for_is_nothing_opened),
        STAGED(file_is_there_at_once_and_after_each_round),
        STAGED(two_writings_are_a_gap_apart),
        STAGED(last_word_is_written_on_closing),
        STAGED(trouble_is_told_once),
        STAGED(what_cannot_be_opened_is_told_and_the_rest_serves),
        STAGED(a_full_disk_is_said_and_tried_again),
        STAGED(the_end_says_whether_the_file_holds_all),
        STAGED(file_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
