/* SPDX-License-Identifier: MIT */
#include "../../src/cli/watch_out.h"
#include "support/check.h"

#include "gaiscope/base/mem.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <unistd.h>

enum {
    VALUE_BYTES = 8000, /* of each change: few lines are much */
    TURNS = 5000,
    LINES_MAX = 10000,
};

/* Lines, where they go, and what was heard of the reader. */
struct scene {
    uv_loop_t loop;
    struct gs_options options;
    struct watch_out *out;
    struct gs_watched host;
    struct gs_journal_entry entry;
    struct gs_buf got;
    int reader;
    int writer;
    int holds; /* under way */
    int held;  /* so often */
    int ended;
};

static void hold(void *context, bool is_held)
{
    struct scene *scene = context;
    scene->holds += is_held ? 1 : -1;
    scene->held += is_held ? 1 : 0;
}

static void ended(void *context)
{
    ((struct scene *)context)->ended++;
}

static int open_scene(void **state)
{
    struct scene *scene = gs_mem_new(1, sizeof *scene);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    scene->reader = ends[0];
    scene->writer = ends[1];
    scene->options.format = GS_FORMAT_CSV;
    scene->host.watch.host = gs_mem_copy_text("a.example");
    scene->entry.change.type = GS_WATCH_CNAME_CHANGED;
    scene->entry.change.old = gs_mem_new(VALUE_BYTES + 1, 1);
    memset(scene->entry.change.old, 'x', VALUE_BYTES);
    assert_int_equal(uv_loop_init(&scene->loop), 0);
    const struct watch_out_settings settings = {
        .options = &scene->options, .hold = hold, .ended = ended, .context = scene};
    scene->out = watch_out_open(&scene->loop, scene->writer, &settings);
    *state = scene;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *scene = *state;
    watch_out_close(scene->out);
    (void)uv_run(&scene->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&scene->loop), 0);
    (void)close(scene->writer);
    if (scene->reader >= 0) {
        (void)close(scene->reader);
    }
    free(scene->host.watch.host);
    free(scene->entry.change.old);
    gs_buf_fini(&scene->got);
    free(scene);
    return 0;
}

static void put(struct scene *scene, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        watch_out_change(scene->out, &scene->host, &scene->entry);
        (void)uv_run(&scene->loop, UV_RUN_NOWAIT);
    }
}

static size_t lines_of(const struct scene *scene)
{
    size_t lines = 0;
    for (size_t i = 0; i < scene->got.len; i++) {
        lines += scene->got.data[i] == '\n' ? 1 : 0;
    }
    return lines;
}

/* Reads until nothing comes any more. */
static void read_all(struct scene *scene)
{
    static char bytes[65536];
    for (int quiet = 0, turn = 0; quiet < 10 && turn < TURNS; turn++) {
        ssize_t got = read(scene->reader, bytes, sizeof bytes);
        gs_buf_add(&scene->got, bytes, got > 0 ? (size_t)got : 0);
        quiet = got > 0 ? 0 : quiet + 1;
        (void)uv_run(&scene->loop, UV_RUN_NOWAIT);
    }
}

static void lines_that_nobody_reads_are_left_out_and_counted(void **state)
{
    struct scene *scene = *state;
    size_t most = WATCH_OUT_BYTES_MAX / VALUE_BYTES;
    put(scene, most + 500);
    assert_int_equal(scene->held, 0); /* the watching goes on */
    read_all(scene);
    const char *last = strstr(gs_buf_text(&scene->got), ",left_out,");
    assert_non_null(last);
    size_t left_out = strtoul(last + strlen(",left_out,,,,,,"), NULL, 10);
    assert_true(left_out > 400 && left_out < 600); /* the rest waited */
    assert_int_equal(lines_of(scene) - 1 + left_out, most + 500);
    assert_int_equal(scene->got.data[scene->got.len - 1], '\n');
    gs_buf_clear(&scene->got);
    put(scene, 1);
    watch_out_round(scene->out, &(struct gs_monitor){0});
    assert_true(watch_out_finish(scene->out));
    read_all(scene);
    assert_int_equal(lines_of(scene), 2); /* it is read again: nothing is left out */
    assert_null(strstr(gs_buf_text(&scene->got), ",left_out,"));
}

static void with_a_count_the_watching_waits_and_no_line_is_left_out(void **state)
{
    struct scene *scene = *state;
    size_t count = 0;
    scene->options.monitor.count = 1;
    for (; scene->holds == 0; count++) {
        assert_true(count < LINES_MAX);
        put(scene, 1);
    }
    put(scene, 2000); /* rounds under way */
    assert_int_equal(scene->held, 1);
    read_all(scene);
    assert_int_equal(scene->holds, 0);
    assert_int_equal(lines_of(scene), count + 2000);
    assert_null(strstr(gs_buf_text(&scene->got), ",left_out,"));
}

static void a_reader_that_went_is_told_whoever_writes(void **state)
{
    struct scene *scene = *state;
    (void)close(scene->reader);
    scene->reader = -1;
    for (int i = 0; i < 20; i++) { /* much: written at once */
        watch_out_change(scene->out, &scene->host, &scene->entry);
    }
    assert_int_equal(watch_out_error(scene->out), EPIPE);
    (void)uv_run(&scene->loop, UV_RUN_ONCE);
    assert_int_equal(scene->ended, 1);
    assert_false(watch_out_finish(scene->out));
}

static int ignore_sigpipe(void **state)
{
    (void)state;
    return signal(SIGPIPE, SIG_IGN) == SIG_ERR;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_that_nobody_reads_are_left_out_and_counted,
                                        open_scene, close_scene),
        cmocka_unit_test_setup_teardown(
            with_a_count_the_watching_waits_and_no_line_is_left_out, open_scene,
            close_scene),
        cmocka_unit_test_setup_teardown(a_reader_that_went_is_told_whoever_writes,
                                        open_scene, close_scene),
    };
    return cmocka_run_group_tests(tests, ignore_sigpipe, NULL);
}
