/* SPDX-License-Identifier: MIT */
/*
 * The state is written in pieces while the watching goes on.
 */
#include "../../src/cli/monitor_writer.h"
#include "support/check.h"
#include "support/some_watched.h"

#include "gaiscope/base/file.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/report/monitor_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <unistd.h>

enum {
    HOSTS = 130,   /* seven pieces */
    ENTRIES = 120, /* three */
    PATIENCE_MS = 20000,
};

struct scene {
    uv_loop_t loop;
    uv_timer_t meanwhile; /* what goes on beside the writing */
    uv_timer_t patience;
    char path[48];
    char new_path[64];
    struct gs_monitor monitor;
    struct monitor_writer writer;
    size_t written; /* writings that ended */
    int error;      /* of the last */
    size_t turns;   /* of meanwhile */
    size_t during;  /* of them: while it was written */
    void (*change)(struct scene *scene);
};

static void written(void *context, int error)
{
    struct scene *scene = context;
    scene->written++;
    scene->error = error;
    uv_stop(&scene->loop);
}

static void give_up(uv_timer_t *timer)
{
    (void)timer;
    fail_msg("the state is not written");
}

static void go_on(uv_timer_t *timer)
{
    struct scene *scene = timer->data;
    scene->turns++;
    if (scene->writer.phase != MONITOR_IDLE) {
        scene->during++;
        if (scene->change != NULL) {
            scene->change(scene);
        }
    }
}

static int open_scene(void **state)
{
    struct scene *scene = gs_mem_new(1, sizeof *scene);
    assert_int_equal(uv_loop_init(&scene->loop), 0);
    (void)snprintf(scene->path, sizeof scene->path, "/tmp/gs_writer_%ld", (long)getpid());
    (void)snprintf(scene->new_path, sizeof scene->new_path, "%s.new", scene->path);
    some_begin(5);
    struct gs_watch_told *told = some_list(HOSTS, ENTRIES);
    for (size_t i = 0; i < HOSTS; i++) {
        told->hosts.items[i].last_wall_s = 200000;
    }
    gs_monitor_apply_list(&scene->monitor, told);
    scene->writer = (struct monitor_writer){.path = scene->path,
                                            .new_path = scene->new_path,
                                            .list = "/etc/hosts.txt",
                                            .monitor = &scene->monitor,
                                            .period_ms = 20,
                                            .written = written,
                                            .context = scene};
    (void)uv_timer_init(&scene->loop, &scene->meanwhile);
    (void)uv_timer_init(&scene->loop, &scene->patience);
    scene->meanwhile.data = scene;
    (void)uv_timer_start(&scene->meanwhile, go_on, 1, 1);
    (void)uv_timer_start(&scene->patience, give_up, PATIENCE_MS, 0);
    assert_int_equal(monitor_writer_start(&scene->writer, &scene->loop), 0);
    *state = scene;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *scene = *state;
    monitor_writer_stop(&scene->writer);
    uv_close((uv_handle_t *)&scene->meanwhile, NULL);
    uv_close((uv_handle_t *)&scene->patience, NULL);
    while (uv_run(&scene->loop, UV_RUN_DEFAULT) != 0) { /* it was told to stop */
    }
    assert_int_equal(uv_loop_close(&scene->loop), 0);
    assert_int_not_equal(access(scene->new_path, F_OK), 0);
    (void)unlink(scene->path);
    gs_monitor_fini(&scene->monitor);
    free(scene);
    return 0;
}

static struct gs_monitor_saved read_state(const struct scene *scene)
{
    struct gs_monitor_saved saved = {0};
    struct gs_buf text = {0};
    assert_true(gs_file_read(scene->path, SIZE_MAX, &text));
    char *rest = text.data;
    for (char *line = strsep(&rest, "\n"); line != NULL && rest != NULL;
         line = strsep(&rest, "\n")) {
        struct gs_buf reason = {0};
        (void)gs_monitor_state_take(&saved, line, strlen(line), &reason);
        assert_string_equal(gs_buf_text(&reason), "");
    }
    gs_monitor_state_settle(&saved);
    gs_buf_fini(&text);
    return saved;
}

static void the_loop_goes_on_between_the_pieces(void **state)
{
    struct scene *scene = *state;
    (void)uv_run(&scene->loop, UV_RUN_DEFAULT);
    assert_int_equal(scene->error, 0);
    assert_true(scene->during >= 8);
    struct gs_monitor_saved saved = read_state(scene);
    assert_true(saved.has_end);
    assert_int_equal(saved.hosts.count, HOSTS);
    assert_int_equal(saved.journal.count, ENTRIES);
    gs_monitor_saved_fini(&saved);
}

static void nothing_new_is_not_written_again(void **state)
{
    struct scene *scene = *state;
    (void)uv_run(&scene->loop, UV_RUN_DEFAULT);
    size_t turns = scene->turns;
    while (scene->turns < turns + 100) { /* five periods */
        (void)uv_run(&scene->loop, UV_RUN_ONCE);
    }
    assert_int_equal(scene->written, 1);
    scene->monitor.revision++;
    (void)uv_run(&scene->loop, UV_RUN_DEFAULT);
    assert_int_equal(scene->written, 2);
}

/* Rounds with changes go on: each is in the file with its entry, or not at all. */
static void add_round(struct scene *scene)
{
    struct gs_watch_round *round = some_round();
    struct gs_watch_change change = {.type = GS_WATCH_IPV6_LOST,
                                     .now = gs_mem_copy_text("none")};
    round->id = 1 + some_number(HOSTS - 1);
    round->wall_s = 300000 + (int64_t)scene->turns;
    gs_watch_change_list_clear(&round->changes);
    gs_vec_push(&round->changes, change);
    (void)gs_monitor_apply_round(&scene->monitor, round);
}

static void rounds_that_end_meanwhile_are_in_it_whole_or_not_at_all(void **state)
{
    struct scene *scene = *state;
    scene->change = add_round;
    (void)uv_run(&scene->loop, UV_RUN_DEFAULT);
    struct gs_monitor_saved saved = read_state(scene);
    assert_true(saved.has_end);
    assert_int_equal(saved.hosts.count, HOSTS);
    size_t late = 0;
    for (size_t i = 0; i < saved.journal.count; i++) {
        const struct gs_journal_entry *entry = saved.journal.items[i];
        if (entry->last_wall_s >= 300000) {
            late++;
            const struct gs_watched *host = &saved.hosts.items[entry->host_id - 1];
            assert_int_equal(host->id, entry->host_id);
            assert_true(host->last_wall_s >= entry->last_wall_s);
        }
    }
    assert_true(late > 0);
    gs_monitor_saved_fini(&saved);
}

/* Half of the list goes, once. */
static void shorten(struct scene *scene)
{
    if (scene->writer.phase == MONITOR_HOSTS && scene->writer.next > 50) {
        scene->change = NULL;
        gs_monitor_apply_list(&scene->monitor, some_list(HOSTS / 2, 0));
    }
}

static void a_list_that_changes_meanwhile_is_begun_anew(void **state)
{
    struct scene *scene = *state;
    scene->change = shorten;
    (void)uv_run(&scene->loop, UV_RUN_DEFAULT);
    assert_null(scene->change);
    struct gs_monitor_saved saved = read_state(scene);
    assert_true(saved.has_end);
    assert_int_equal(saved.hosts.count, HOSTS / 2);
    gs_monitor_saved_fini(&saved);
}

static void stopped_in_the_middle_it_leaves_nothing_behind(void **state)
{
    struct scene *scene = *state;
    while (scene->writer.phase != MONITOR_ENTRIES) {
        (void)uv_run(&scene->loop, UV_RUN_ONCE);
    }
    monitor_writer_stop(&scene->writer);
    assert_int_equal(scene->written, 0);
    assert_int_not_equal(access(scene->path, F_OK), 0);
}

static void stopped_while_it_waits_for_the_disk_it_is_there(void **state)
{
    struct scene *scene = *state;
    while (scene->writer.phase != MONITOR_SYNC) {
        (void)uv_run(&scene->loop, UV_RUN_ONCE);
    }
    monitor_writer_stop(&scene->writer);
    assert_int_equal(scene->written, 1);
    assert_int_equal(scene->error, 0);
    struct gs_monitor_saved saved = read_state(scene);
    assert_true(saved.has_end);
    gs_monitor_saved_fini(&saved);
}

static size_t count_descriptors(void)
{
    size_t count = 0;
    for (int fd = 0; fd < 256; fd++) {
        count += fcntl(fd, F_GETFD) >= 0 ? 1 : 0;
    }
    return count;
}

static void saved_in_the_middle_it_is_whole_and_goes_on(void **state)
{
    static const enum monitor_phase phases[] = {MONITOR_HOSTS, MONITOR_ENTRIES,
                                                MONITOR_SYNC};
    struct scene *scene = *state;
    size_t before = count_descriptors();
    for (size_t i = 0; i < COUNT_OF(phases); i++) {
        scene->monitor.revision++;
        while (scene->writer.phase != phases[i]) {
            (void)uv_run(&scene->loop, UV_RUN_ONCE);
        }
        assert_int_equal(monitor_writer_save(&scene->writer), 0);
        assert_int_equal(scene->writer.phase, MONITOR_IDLE);
        assert_int_equal(count_descriptors(), before);
        struct gs_monitor_saved saved = read_state(scene);
        assert_true(saved.has_end);
        assert_int_equal(saved.hosts.count, HOSTS);
        gs_monitor_saved_fini(&saved);
    }
    size_t written = scene->written;
    scene->monitor.revision++;
    while (scene->written == written) { /* the timer has it again */
        (void)uv_run(&scene->loop, UV_RUN_ONCE);
    }
}

int main(void)
{
#define IN_SCENE(test) cmocka_unit_test_setup_teardown(test, open_scene, close_scene)
    const struct CMUnitTest tests[] = {
        IN_SCENE(the_loop_goes_on_between_the_pieces),
        IN_SCENE(nothing_new_is_not_written_again),
        IN_SCENE(rounds_that_end_meanwhile_are_in_it_whole_or_not_at_all),
        IN_SCENE(a_list_that_changes_meanwhile_is_begun_anew),
        IN_SCENE(saved_in_the_middle_it_is_whole_and_goes_on),
        IN_SCENE(stopped_in_the_middle_it_leaves_nothing_behind),
        IN_SCENE(stopped_while_it_waits_for_the_disk_it_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
