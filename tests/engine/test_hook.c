/* SPDX-License-Identifier: MIT */
/*
 * Real commands: scripts in a folder of their own, which write what they see into files.
 */
#include "support/check.h"

#include "gaiscope/base/file.h"
#include "gaiscope/engine/hook.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PATIENCE_MS = 30000,
    MUCH_BYTES = 1000000, /* more than a pipe takes */
};

#define LOOK_AROUND "look-around"

/* One hook and what it said. */
struct scene {
    uv_loop_t loop;
    uv_timer_t guard;
    struct gs_hook *hook;
    struct gs_buf said; /* "ABOUT: RESULT|" ... */
    size_t count;
    char folder[32];
};

static void hear(void *context, struct gs_event *event)
{
    struct scene *scene = context;
    assert_int_equal(event->type, GS_EVENT_LOG);
    assert_int_equal(event->of.log->by, GS_LOG_HOOK);
    gs_buf_addf(&scene->said, "%s: %s|", event->of.log->about, event->of.log->result);
    scene->count++;
    gs_event_fini(event);
}

static void too_late(uv_timer_t *timer)
{
    (void)timer;
    fail_msg("nothing was said in time");
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
    (void)strcpy(scene->folder, "/tmp/gs_hook.XXXXXX");
    if (mkdtemp(scene->folder) == NULL || chdir(scene->folder) != 0 ||
        uv_loop_init(&scene->loop) != 0) {
        return -1;
    }
    (void)uv_timer_init(&scene->loop, &scene->guard);
    *state = scene;
    return 0;
}

static int end(void **state)
{
    struct scene *scene = *state;
    gs_hook_close(scene->hook);
    uv_close((uv_handle_t *)&scene->guard, NULL);
    (void)uv_run(&scene->loop, UV_RUN_DEFAULT);
    int is_busy = uv_loop_close(&scene->loop);
    DIR *all = opendir(".");
    for (struct dirent *entry = readdir(all); entry != NULL; entry = readdir(all)) {
        (void)unlink(entry->d_name);
    }
    (void)closedir(all);
    int is_left = chdir("/") != 0 || rmdir(scene->folder) != 0;
    gs_buf_fini(&scene->said);
    free(scene);
    return is_busy != 0 || is_left;
}

/* Opens a hook on a script of the shell with two arguments. */
static void open_script(struct scene *scene, const char *script, uint32_t limit_ms)
{
    FILE *file = fopen("script", "w");
    assert_non_null(file);
    assert_true(fprintf(file, "#!/bin/sh\n%s\n", script) > 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod("script", 0700), 0);
    const char *const argv[] = {"./script", "one word", "$HOME;*", NULL};
    struct gs_hook_settings settings = {
        .argv = argv, .limit_ms = limit_ms, .say = hear, .context = scene};
    scene->hook = gs_hook_open(&scene->loop, &settings);
}

static void run_with(struct scene *scene, const char *input)
{
    struct gs_buf text = {0};
    uint64_t left_out = 0;
    gs_buf_add_text(&text, input);
    assert_true(gs_hook_admit(scene->hook, &left_out));
    gs_hook_run(scene->hook, &text, "a.test");
    gs_buf_fini(&text);
}

static void assert_holds(const char *path, const char *text)
{
    struct gs_buf read = {0};
    assert_true(gs_file_read(path, 100000, &read));
    assert_string_equal(gs_buf_text(&read), text);
    gs_buf_fini(&read);
}

static void a_command_reads_what_changed_and_its_end_is_told(void **state)
{
    struct scene *scene = *state;
    open_script(scene, "cat > input", 0);
    run_with(scene, "{\"type\":\"ipv6_lost\"}\n");
    wait_for(scene, 1);
    assert_string_equal(gs_buf_text(&scene->said), "a.test: exit status 0|");
    assert_holds("input", "{\"type\":\"ipv6_lost\"}\n");
    assert_int_equal(gs_hook_counts(scene->hook).run, 1);
    assert_int_equal(gs_hook_counts(scene->hook).running, 0);
}

static void arguments_go_to_no_shell(void **state)
{
    struct scene *scene = *state;
    open_script(scene, "printf '%s|%s|%s' \"$#\" \"$1\" \"$2\" > words", 0);
    run_with(scene, "");
    wait_for(scene, 1);
    assert_holds("words", "2|one word|$HOME;*");
}

/* This program as the command: which descriptors it has, and whose session it is in. */
static int look_around(void)
{
    char target[64] = "";
    FILE *out = fopen("seen.new", "w");
    for (int fd = 0; fd < 1024; fd++) {
        if (fcntl(fd, F_GETFD) != -1 && fd != fileno(out)) {
            (void)fprintf(out, "%d ", fd);
        }
    }
    ssize_t len = readlink("/proc/self/fd/2", target, sizeof target - 1);
    (void)fprintf(out, "%s %s\n", len > 0 ? target : "?",
                  getsid(0) == getpid() ? "own session" : "shared session");
    return fclose(out) == 0 && rename("seen.new", "seen") == 0 ? 0 : 1;
}

static void a_command_has_three_descriptors_and_a_session_of_its_own(void **state)
{
    struct scene *scene = *state;
    const char *const argv[] = {"/proc/self/exe", LOOK_AROUND, NULL};
    struct gs_hook_settings settings = {.argv = argv, .say = hear, .context = scene};
    scene->hook = gs_hook_open(&scene->loop, &settings);
    run_with(scene, "");
    wait_for(scene, 1);
    assert_holds("seen", "0 1 2 /dev/null own session\n");
}

static void a_failing_command_is_told(void **state)
{
    struct scene *scene = *state;
    open_script(scene, "exit 7", 0);
    run_with(scene, "x");
    wait_for(scene, 1);
    gs_hook_close(scene->hook);
    open_script(scene, "kill -TERM $$", 0);
    run_with(scene, "x");
    wait_for(scene, 2);
    assert_string_equal(gs_buf_text(&scene->said),
                        "a.test: exit status 7|a.test: ended by signal 15|");
}

static void a_missing_command_is_told_later(void **state)
{
    struct scene *scene = *state;
    const char *const argv[] = {"/nowhere/notify", NULL};
    struct gs_hook_settings settings = {.argv = argv, .say = hear, .context = scene};
    scene->hook = gs_hook_open(&scene->loop, &settings);
    run_with(scene, "x");
    assert_int_equal(scene->count, 0);
    wait_for(scene, 1);
    assert_string_equal(gs_buf_text(&scene->said),
                        "a.test: cannot be started: no such file or directory|");
}

static bool is_gone(const char *path)
{
    struct gs_buf number = {0};
    assert_true(gs_file_read(path, 100, &number));
    pid_t pid = (pid_t)strtol(gs_buf_text(&number), NULL, 10);
    gs_buf_fini(&number);
    assert_true(pid > 1);
    for (int i = 0; i < 1000; i++) {
        char stat_path[64];
        struct gs_buf stat = {0};
        (void)snprintf(stat_path, sizeof stat_path, "/proc/%ld/stat", (long)pid);
        bool is_there = gs_file_read(stat_path, 1000, &stat);
        bool is_dead = !is_there || strstr(gs_buf_text(&stat), ") Z ") != NULL;
        gs_buf_fini(&stat);
        if (is_dead) {
            return true;
        }
        (void)usleep(10000);
    }
    return false;
}

static void a_hanging_command_is_killed_with_what_it_started(void **state)
{
    struct scene *scene = *state;
    open_script(scene, "sleep 1000 & echo $! > child.new; mv child.new child; wait",
                3000);
    run_with(scene, "x");
    wait_for(scene, 1);
    assert_string_equal(gs_buf_text(&scene->said), "a.test: killed after 3 s|");
    assert_true(is_gone("child"));
}

static void a_command_that_reads_nothing_ends_nothing(void **state)
{
    struct scene *scene = *state;
    char *much = calloc(1, MUCH_BYTES + 1);
    memset(much, 'x', MUCH_BYTES);
    open_script(scene, "exec 0<&-; exit 0", 0);
    (void)signal(SIGPIPE, SIG_IGN);
    run_with(scene, much);
    wait_for(scene, 1);
    assert_string_equal(gs_buf_text(&scene->said), "a.test: exit status 0|");
    free(much);
}

static void more_than_four_at_once_are_left_out_and_counted(void **state)
{
    struct scene *scene = *state;
    uint64_t left_out = 99;
    open_script(scene, "read x; exit 0", 0);
    struct gs_buf text = {0};
    gs_buf_add_text(&text, "x\n");
    for (int i = 0; i < 7; i++) {
        if (gs_hook_admit(scene->hook, &left_out)) {
            assert_int_equal(left_out, 0);
            gs_hook_run(scene->hook, &text, "a.test");
        }
    }
    assert_int_equal(gs_hook_counts(scene->hook).run, GS_HOOK_RUNNING_MAX);
    assert_int_equal(gs_hook_counts(scene->hook).running, GS_HOOK_RUNNING_MAX);
    assert_int_equal(gs_hook_counts(scene->hook).left_out, 3);
    wait_for(scene, GS_HOOK_RUNNING_MAX);
    assert_true(gs_hook_admit(scene->hook, &left_out)); /* the fifth of the burst */
    assert_int_equal(left_out, 3);
    gs_hook_run(scene->hook, &text, "a.test");
    wait_for(scene, GS_HOOK_RUNNING_MAX + 1);
    gs_buf_fini(&text);
}

static void a_hook_may_be_closed_while_commands_run(void **state)
{
    struct scene *scene = *state;
    open_script(scene, "cat > late.new; mv late.new late", 0);
    run_with(scene, "all of it\n");
    gs_hook_close(scene->hook);
    scene->hook = NULL;
    (void)uv_run(&scene->loop, UV_RUN_DEFAULT);
    assert_int_equal(scene->count, 0);
    for (int i = 0; i < 1000 && access("late", R_OK) != 0; i++) {
        (void)usleep(10000);
    }
    assert_holds("late", "all of it\n");
}

static void a_program_is_looked_for_before_anything_changed(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *program;
        const char *sentence; /* NULL: it is there */
    } cases[] = {
        {"of PATH", "sh", NULL},
        {"a path", "/bin/sh", NULL},
        {"nowhere", "no-such-program-here",
         "\"no-such-program-here\" is no program of PATH"},
        {"no file", "./nothing", "\"./nothing\" is no program that can be started"},
        {"a folder", "/tmp/", "\"/tmp/\" is no program that can be started"},
        {"no program", "/etc/passwd",
         "\"/etc/passwd\" is no program that can be started"},
        {"nothing", "", "\"\" is no program of PATH"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf error = {0};
        check_case(cases[i].label);
        enum gs_status status = gs_hook_check(cases[i].program, &error);
        assert_int_equal(status, cases[i].sentence == NULL ? GS_OK : GS_ENOTFOUND);
        assert_string_equal(gs_buf_text(&error),
                            cases[i].sentence == NULL ? "" : cases[i].sentence);
        gs_buf_fini(&error);
    }
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, begin, end)

/* What the parent of this test left open is not this program's. */
static void close_at_exec(void)
{
    for (int fd = STDERR_FILENO + 1; fd < 1024; fd++) {
        (void)fcntl(fd, F_SETFD, FD_CLOEXEC); /* most are not open */
    }
}

int main(int argc, char *argv[])
{
    if (argc == 2 && strcmp(argv[1], LOOK_AROUND) == 0) {
        return look_around();
    }
    close_at_exec();
    const struct CMUnitTest tests[] = {
        SCENE(a_command_reads_what_changed_and_its_end_is_told),
        SCENE(arguments_go_to_no_shell),
        SCENE(a_command_has_three_descriptors_and_a_session_of_its_own),
        SCENE(a_failing_command_is_told),
        SCENE(a_missing_command_is_told_later),
        SCENE(a_hanging_command_is_killed_with_what_it_started),
        SCENE(a_command_that_reads_nothing_ends_nothing),
        SCENE(more_than_four_at_once_are_left_out_and_counted),
        SCENE(a_hook_may_be_closed_while_commands_run),
        cmocka_unit_test(a_program_is_looked_for_before_anything_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
