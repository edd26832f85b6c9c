/* SPDX-License-Identifier: MIT */
/*
 * A real file in a real folder. What does not come is waited for in a bounded way; what must not
 * come is told apart by something that comes later.
 */
#include "support/check.h"

#include "gaiscope/cli/watch_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PATIENCE_MS = 20000,
};

/* One file being looked after, and what was told of it. */
struct scene {
    uv_loop_t loop;
    uv_timer_t guard;
    struct gs_watch_file *file;
    struct gs_buf told; /* "changed: TEXT|" ... */
    size_t count;
    char folder[32];
};

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void hear(void *context, enum gs_watch_file_news news, const struct gs_buf *text)
{
    static const char *const words[] = {"changed: ", "lost: ", "back"};
    struct scene *scene = context;
    gs_buf_addf(&scene->told, "%s%s|", words[news],
                text == NULL ? "" : gs_buf_text(text));
    scene->count++;
}

static void too_late(uv_timer_t *timer)
{
    (void)timer;
    fail_msg("nothing was told in time");
}

static void wait_for(struct scene *scene, size_t count)
{
    assert_int_equal(uv_timer_start(&scene->guard, too_late, PATIENCE_MS, 0), 0);
    while (scene->count < count) {
        (void)uv_run(&scene->loop, UV_RUN_ONCE);
    }
    (void)uv_timer_stop(&scene->guard);
}

static int begin(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    struct gs_buf known = {0};
    (void)strcpy(scene->folder, "/tmp/gs_watch_reload.XXXXXX");
    if (mkdtemp(scene->folder) == NULL || chdir(scene->folder) != 0 ||
        mkdir("in", 0700) != 0 || mkdir("other", 0700) != 0 ||
        uv_loop_init(&scene->loop) != 0) {
        return -1;
    }
    write_file("in/hosts", "a.test\n");
    if (symlink("in/hosts", "link") != 0) {
        return -1;
    }
    gs_buf_add_text(&known, "a.test\n");
    (void)uv_timer_init(&scene->loop, &scene->guard);
    scene->file = gs_watch_file_watch(&scene->loop, "link", &known, hear, scene);
    gs_buf_fini(&known);
    *state = scene;
    return 0;
}

static int end(void **state)
{
    struct scene *scene = *state;
    gs_watch_file_unwatch(scene->file);
    uv_close((uv_handle_t *)&scene->guard, NULL);
    (void)uv_run(&scene->loop, UV_RUN_DEFAULT);
    int is_busy = uv_loop_close(&scene->loop);
    (void)unlink("in/hosts");
    (void)unlink("other/hosts");
    (void)unlink("link");
    (void)unlink("link2");
    (void)rmdir("in");
    (void)rmdir("other");
    int is_left = chdir("/") != 0 || rmdir(scene->folder) != 0;
    gs_buf_fini(&scene->told);
    free(scene);
    return is_busy != 0 || is_left;
}

static void a_file_written_in_its_place_is_told(void **state)
{
    struct scene *scene = *state;
    write_file("in/hosts", "a.test\nb.test\n");
    wait_for(scene, 1);
    assert_string_equal(gs_buf_text(&scene->told), "changed: a.test\nb.test\n|");
}

static void a_file_replaced_by_another_is_told(void **state)
{
    struct scene *scene = *state;
    write_file("in/new", "b.test\n");
    assert_int_equal(rename("in/new", "in/hosts"), 0);
    wait_for(scene, 1);
    write_file("in/new", "c.test\n");
    assert_int_equal(rename("in/new", "in/hosts"), 0);
    wait_for(scene, 2);
    assert_string_equal(gs_buf_text(&scene->told),
                        "changed: b.test\n|changed: c.test\n|");
}

static void a_link_that_leads_elsewhere_is_followed(void **state)
{
    struct scene *scene = *state;
    write_file("other/hosts", "b.test\n");
    assert_int_equal(symlink("other/hosts", "link2"), 0);
    assert_int_equal(rename("link2", "link"), 0);
    wait_for(scene, 1);
    write_file("other/hosts", "c.test\n");
    wait_for(scene, 2);
    assert_string_equal(gs_buf_text(&scene->told),
                        "changed: b.test\n|changed: c.test\n|");
}

static void what_this_program_saved_is_no_news(void **state)
{
    struct scene *scene = *state;
    struct gs_buf saved = {0};
    gs_buf_add_text(&saved, "b.test\n");
    write_file("in/hosts", "b.test\n");
    gs_watch_file_know(scene->file, &saved);
    gs_watch_file_look(scene->file);
    assert_int_equal(scene->count, 0);
    write_file("in/hosts", "b.test\n"); /* the same again, by anybody */
    gs_watch_file_look(scene->file);
    assert_int_equal(scene->count, 0);
    write_file("in/hosts", "c.test\n");
    wait_for(scene, 1);
    assert_string_equal(gs_buf_text(&scene->told), "changed: c.test\n|");
    gs_buf_fini(&saved);
}

static void looking_tells_at_once(void **state)
{
    struct scene *scene = *state;
    write_file("in/hosts", "b.test\n");
    gs_watch_file_look(scene->file);
    assert_string_equal(gs_buf_text(&scene->told), "changed: b.test\n|");
}

static void a_file_that_vanishes_for_a_moment_is_waited_for(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(unlink("in/hosts"), 0);
    gs_watch_file_look(scene->file); /* the first look says nothing */
    assert_int_equal(scene->count, 0);
    write_file("in/hosts", "b.test\n");
    wait_for(scene, 1);
    assert_string_equal(gs_buf_text(&scene->told), "changed: b.test\n|");
}

static void a_lost_file_is_told_once_and_when_it_is_back(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(unlink("in/hosts"), 0);
    wait_for(scene, 1);
    assert_string_equal(gs_buf_text(&scene->told),
                        "lost: \"link\" cannot be read: no such file or directory: the "
                        "hosts are watched as before|");
    gs_watch_file_look(scene->file);
    assert_int_equal(scene->count, 1);
    gs_buf_clear(&scene->told);
    write_file("in/hosts", "a.test\n");
    wait_for(scene, 2);
    assert_string_equal(gs_buf_text(&scene->told), "back|");
    gs_buf_clear(&scene->told);
    write_file("in/hosts", "b.test\n");
    wait_for(scene, 3);
    assert_string_equal(gs_buf_text(&scene->told), "changed: b.test\n|");
}

static void an_empty_file_does_not_end_the_watch(void **state)
{
    struct scene *scene = *state;
    write_file("in/hosts", "");
    wait_for(scene, 1);
    assert_string_equal(gs_buf_text(&scene->told),
                        "lost: \"link\" is empty: the hosts are watched as before|");
}

static void a_folder_that_comes_again_is_listened_to(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(unlink("in/hosts"), 0);
    assert_int_equal(rmdir("in"), 0);
    wait_for(scene, 1);
    assert_int_equal(mkdir("in", 0700), 0);
    write_file("in/hosts", "b.test\n");
    wait_for(scene, 2);
    gs_buf_clear(&scene->told);
    write_file("in/hosts", "c.test\n");
    wait_for(scene, 3);
    assert_string_equal(gs_buf_text(&scene->told), "changed: c.test\n|");
}

/* Somebody has it open and writes nothing: reading it would hold the picture. */
static void a_pipe_in_its_place_is_not_waited_for(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(unlink("in/hosts"), 0);
    assert_int_equal(mkfifo("in/hosts", 0600), 0);
    int writer = open("in/hosts", O_RDWR | O_NONBLOCK);
    assert_true(writer >= 0);
    wait_for(scene, 1);
    (void)close(writer);
    assert_string_equal(
        gs_buf_text(&scene->told),
        "lost: \"link\" is no regular file: the hosts are watched as before|");
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(a_file_written_in_its_place_is_told),
        SCENE(a_file_replaced_by_another_is_told),
        SCENE(a_link_that_leads_elsewhere_is_followed),
        SCENE(what_this_program_saved_is_no_news),
        SCENE(looking_tells_at_once),
        SCENE(a_file_that_vanishes_for_a_moment_is_waited_for),
        SCENE(a_lost_file_is_told_once_and_when_it_is_back),
        SCENE(an_empty_file_does_not_end_the_watch),
        SCENE(a_pipe_in_its_place_is_not_waited_for),
        SCENE(a_folder_that_comes_again_is_listened_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
