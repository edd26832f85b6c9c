/* SPDX-License-Identifier: MIT */
/*
 * Rounds of a watched host with changes, a session that takes them in, and a real command.
 */
#include "support/check.h"

#include "gaiscope/base/file.h"
#include "gaiscope/cli/change_hook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>
#include <unistd.h>

enum {
    PATIENCE_MS = 30000,
    ID = 7,
};

static struct gs_session session; /* large: not on the stack */

/* A session that watches one host. */
struct scene {
    uv_loop_t loop;
    uv_timer_t guard;
    struct gs_change_hook *hook;
    size_t ended; /* commands */
    int64_t wall_s;
    char folder[40];
};

static void hear(void *context, struct gs_event *event)
{
    struct scene *scene = context;
    assert_string_equal(event->of.log->result, "exit status 0");
    scene->ended++;
    gs_event_fini(event);
}

static void take(struct scene *scene, struct gs_event event)
{
    gs_change_hook_note(scene->hook, &event);
    gs_session_apply(&session, &event);
    gs_change_hook_tell(scene->hook, &session);
}

static void too_late(uv_timer_t *timer)
{
    (void)timer;
    fail_msg("no command ended in time");
}

static void wait_for(struct scene *scene, size_t count)
{
    assert_int_equal(uv_timer_start(&scene->guard, too_late, PATIENCE_MS, 0), 0);
    while (scene->ended < count) {
        (void)uv_run(&scene->loop, UV_RUN_ONCE);
    }
    (void)uv_timer_stop(&scene->guard);
}

static void write_script(void)
{
    FILE *file = fopen("script", "w");
    assert_non_null(file);
    assert_true(fputs("#!/bin/sh\n"
                      "cat > \"$1.$$\"\n",
                      file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod("script", 0700), 0);
}

static void watch_one_host(struct scene *scene)
{
    struct gs_watch_told *told = gs_mem_new(1, sizeof *told);
    struct gs_watched host = {.id = ID, .watch = {.host = gs_mem_copy_text("a.test")}};
    told->name = gs_mem_copy_text("hosts");
    gs_vec_push(&told->hosts, host);
    take(scene, (struct gs_event){.type = GS_EVENT_WATCH_LIST, .of.watch_list = told});
}

static int begin(void **state)
{
    static const struct gs_monitor_options options = {.on_change = {"./script", "input"}};
    struct scene *scene = calloc(1, sizeof *scene);
    (void)strcpy(scene->folder, "/tmp/gs_change_hook.XXXXXX");
    if (mkdtemp(scene->folder) == NULL || chdir(scene->folder) != 0 ||
        uv_loop_init(&scene->loop) != 0) {
        return -1;
    }
    memset(&session, 0, sizeof session);
    write_script();
    (void)uv_timer_init(&scene->loop, &scene->guard);
    scene->hook = gs_change_hook_open(&scene->loop, &options, hear, scene);
    scene->wall_s = 1795353600;
    watch_one_host(scene);
    *state = scene;
    return 0;
}

static int end(void **state)
{
    struct scene *scene = *state;
    char command[80];
    gs_change_hook_close(scene->hook);
    uv_close((uv_handle_t *)&scene->guard, NULL);
    (void)uv_run(&scene->loop, UV_RUN_DEFAULT);
    int is_busy = uv_loop_close(&scene->loop);
    (void)snprintf(command, sizeof command, "rm -r %s", scene->folder);
    int is_left = chdir("/") != 0 || system(command) != 0;
    gs_session_fini(&session);
    free(scene);
    return is_busy != 0 || is_left;
}

/* A round of the host with changes of these types, at most four. */
static void end_round(struct scene *scene, const enum gs_watch_change_type *types,
                      size_t count, bool is_again)
{
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    round->id = ID;
    round->answer = gs_watch_answer_new();
    round->state = GS_WATCH_LOST_IPV6;
    round->wall_s = scene->wall_s++;
    for (size_t i = 0; i < count; i++) {
        struct gs_watch_change change = {.type = types[i],
                                         .old = gs_mem_copy_text("2001:db8::7"),
                                         .is_again = is_again};
        gs_vec_push(&round->changes, change);
    }
    take(scene, (struct gs_event){.type = GS_EVENT_WATCH_ROUND, .of.watch_round = round});
}

/* All that the commands read. */
static void read_inputs(struct gs_buf *out)
{
    char path[] = "all";
    assert_int_equal(system("cat input.* > all"), 0);
    assert_true(gs_file_read(path, 100000, out));
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void each_change_of_a_round_runs_the_command(void **state)
{
    static const enum gs_watch_change_type types[] = {GS_WATCH_IPV6_LOST,
                                                      GS_WATCH_CNAME_CHANGED};
    struct scene *scene = *state;
    struct gs_buf inputs = {0};
    end_round(scene, types, 2, false);
    wait_for(scene, 2);
    read_inputs(&inputs);
    const char *text = gs_buf_text(&inputs);
    assert_int_equal(count_of(text, "\"host\":\"a.test\""), 2);
    assert_int_equal(count_of(text, "\"type\":\"ipv6_lost\""), 1);
    assert_int_equal(count_of(text, "\"type\":\"cname_changed\""), 1);
    assert_int_equal(count_of(text, "\"state\":\"lost_ipv6\""), 2); /* as it is now */
    assert_int_equal(count_of(text, "\"left_out\":0"), 2);
    gs_buf_fini(&inputs);
}

static void rounds_without_news_run_nothing(void **state)
{
    static const enum gs_watch_change_type flapping = GS_WATCH_FLAPPING;
    static const enum gs_watch_change_type lost = GS_WATCH_IPV6_LOST;
    struct scene *scene = *state;
    struct gs_watch_status *status = gs_mem_new(1, sizeof *status);
    end_round(scene, &flapping, 1, false);
    wait_for(scene, 1);
    end_round(scene, &flapping, 1, true); /* it goes on */
    end_round(scene, NULL, 0, false);
    take(scene,
         (struct gs_event){.type = GS_EVENT_WATCH_STATUS, .of.watch_status = status});
    assert_int_equal(session.monitor.status.hooks_run, 1);
    assert_int_equal(session.monitor.status.hooks_left_out, 0);
    end_round(scene, &lost, 1, false);
    wait_for(scene, 2);
    struct gs_buf inputs = {0};
    read_inputs(&inputs);
    assert_int_equal(count_of(gs_buf_text(&inputs), "\"type\":\"flapping\""), 1);
    assert_int_equal(count_of(gs_buf_text(&inputs), "\"type\":\"ipv6_lost\""), 1);
    gs_buf_fini(&inputs);
}

static void what_is_left_out_is_told_to_the_next_command(void **state)
{
    static const enum gs_watch_change_type types[] = {
        GS_WATCH_IPV6_LOST,  GS_WATCH_IPV4_GAINED, GS_WATCH_CNAME_CHANGED,
        GS_WATCH_MX_CHANGED, GS_WATCH_SLOWER,      GS_WATCH_PTR_CHANGED};
    struct scene *scene = *state;
    struct gs_watch_status *status = gs_mem_new(1, sizeof *status);
    struct gs_buf inputs = {0};
    end_round(scene, types, 6, false);
    take(scene,
         (struct gs_event){.type = GS_EVENT_WATCH_STATUS, .of.watch_status = status});
    assert_int_equal(session.monitor.status.hooks_run, GS_HOOK_RUNNING_MAX);
    assert_int_equal(session.monitor.status.hooks_left_out, 2);
    wait_for(scene, GS_HOOK_RUNNING_MAX);
    end_round(scene, types, 1, false);
    wait_for(scene, GS_HOOK_RUNNING_MAX + 1);
    read_inputs(&inputs);
    assert_int_equal(count_of(gs_buf_text(&inputs), "\"left_out\":2"), 1);
    gs_buf_fini(&inputs);
}

static void without_a_command_nothing_is_opened(void **state)
{
    (void)state;
    static const struct gs_monitor_options options = {0};
    assert_null(gs_change_hook_open(NULL, &options, NULL, NULL));
    gs_change_hook_note(NULL, NULL);
    gs_change_hook_tell(NULL, NULL);
    gs_change_hook_close(NULL);
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(each_change_of_a_round_runs_the_command),
        SCENE(rounds_without_news_run_nothing),
        SCENE(what_is_left_out_is_told_to_the_next_command),
        cmocka_unit_test(without_a_command_nothing_is_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
