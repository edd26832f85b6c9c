/* SPDX-License-Identifier: MIT */
/*
 * Each command that runs is a struct of its own with three handles of the loop: the process, its
 * standard input, and the limit on its time. It is told when the process has ended, and freed when
 * all three are closed; the hook may be gone by then.
 */
#include "gaiscope/engine/hook.h"

#include "hook_rate.h"
#include "run_log.h"

#include "gaiscope/base/text.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>
#include <unistd.h>

enum {
    HANDLES = 3,
    NAME_CELLS = 60,
    REASON_MAX = 128,
    US_IN_MS = 1000,
};

/* One command under way. */
struct run {
    struct gs_hook *hook; /* NULL: it was closed */
    struct run *next;
    uv_process_t process;
    uv_pipe_t input;
    uv_timer_t limit;
    uv_write_t write;
    char *bytes; /* being written */
    char *about; /* what changed */
    uint64_t started_ms;
    int failed;     /* it could not be started: a number of libuv's */
    bool is_killed; /* at the limit */
    int open_handles;
};

struct gs_hook {
    uv_loop_t *loop;
    char **argv; /* NULL at the end */
    uint32_t limit_ms;
    gs_hook_say_fn say;
    void *context;
    struct hook_rate rate;
    struct gs_hook_counts counts;
    uint64_t left_out; /* since the last one that was run */
    struct run *runs;
};

static bool is_program(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISREG(facts.st_mode) && access(path, X_OK) == 0;
}

/* Looks in the folders of PATH, as the start will. */
static bool is_in_path(const char *program)
{
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): nobody changes the environment */
    const char *path = getenv("PATH");
    while (path != NULL && *path != '\0') {
        size_t len = strcspn(path, ":");
        struct gs_buf full = {0};
        gs_buf_addf(&full, "%.*s%s%s", (int)len, path, len == 0 ? "./" : "/", program);
        bool is_there = is_program(gs_buf_text(&full));
        gs_buf_fini(&full);
        if (is_there) {
            return true;
        }
        path += len + (path[len] == ':' ? 1 : 0);
    }
    return false;
}

enum gs_status gs_hook_check(const char *program, struct gs_buf *error)
{
    bool is_path = strchr(program, '/') != NULL;
    if (program[0] != '\0' && (is_path ? is_program(program) : is_in_path(program))) {
        return GS_OK;
    }
    gs_text_quote(error, program, NAME_CELLS);
    gs_buf_add_text(error, is_path ? " is no program that can be started"
                                   : " is no program of PATH");
    return GS_ENOTFOUND;
}

static char **copy_argv(const char *const *argv)
{
    char **copy = gs_mem_new(GS_HOOK_ARGS_MAX + 1, sizeof *copy);
    for (size_t i = 0; i < GS_HOOK_ARGS_MAX && argv[i] != NULL; i++) {
        copy[i] = gs_mem_copy_text(argv[i]);
    }
    return copy;
}

struct gs_hook *gs_hook_open(uv_loop_t *loop, const struct gs_hook_settings *settings)
{
    struct gs_hook *hook = gs_mem_new(1, sizeof *hook);
    (void)signal(SIGPIPE, SIG_IGN); /* fails for a number that is none */
    hook->loop = loop;
    hook->argv = copy_argv(settings->argv);
    hook->limit_ms = settings->limit_ms == 0 ? GS_HOOK_LIMIT_MS : settings->limit_ms;
    hook->say = settings->say;
    hook->context = settings->context;
    hook->rate = (struct hook_rate){.burst = GS_HOOK_BURST, .every_ms = GS_HOOK_EVERY_MS};
    return hook;
}

bool gs_hook_admit(struct gs_hook *hook, uint64_t *left_out)
{
    if (hook->counts.running == GS_HOOK_RUNNING_MAX ||
        !hook_rate_take(&hook->rate, uv_now(hook->loop))) {
        hook->counts.left_out++;
        hook->left_out++;
        return false;
    }
    *left_out = hook->left_out;
    hook->left_out = 0;
    return true;
}

struct gs_hook_counts gs_hook_counts(const struct gs_hook *hook)
{
    return hook->counts;
}

static void unlink_run(struct run *run)
{
    struct run **at = &run->hook->runs;
    while (*at != run) {
        at = &(*at)->next;
    }
    *at = run->next;
    run->hook->counts.running--;
    run->hook = NULL;
}

static void closed(uv_handle_t *handle)
{
    struct run *run = handle->data;
    if (--run->open_handles == 0) {
        free(run->bytes);
        free(run->about);
        free(run);
    }
}

static void close_one(uv_handle_t *handle)
{
    if (!uv_is_closing(handle)) {
        uv_close(handle, closed);
    }
}

static void close_run(struct run *run)
{
    close_one((uv_handle_t *)&run->process);
    close_one((uv_handle_t *)&run->input);
    close_one((uv_handle_t *)&run->limit);
}

/* Tells how it ended, and lets it go. */
static void end(struct run *run, const char *result, bool is_good)
{
    struct gs_hook *hook = run->hook;
    int64_t elapsed_us = (int64_t)(uv_now(hook->loop) - run->started_ms) * US_IN_MS;
    struct gs_log_line line = {.by = GS_LOG_HOOK,
                               .outcome =
                                   is_good ? GS_OUTCOME_ANSWERED : GS_OUTCOME_FAILED,
                               .elapsed_us = elapsed_us,
                               .call = "on-change",
                               .about = run->about,
                               .result = result};
    unlink_run(run);
    close_run(run);
    if (hook->say != NULL) {
        struct gs_event event = {.type = GS_EVENT_LOG,
                                 .of.log = gs_log_line_entry(&line)};
        hook->say(hook->context, &event);
    }
}

static void ended(uv_process_t *process, int64_t status, int signal)
{
    struct run *run = process->data;
    char result[REASON_MAX];
    if (run->hook == NULL) {
        return;
    }
    if (run->is_killed) {
        (void)snprintf(result, sizeof result, "killed after %u s",
                       (unsigned)(run->hook->limit_ms / 1000));
    } else if (signal != 0) {
        (void)snprintf(result, sizeof result, "ended by signal %d", signal);
    } else {
        (void)snprintf(result, sizeof result, "exit status %d", (int)status);
    }
    end(run, result, !run->is_killed && signal == 0 && status == 0);
}

/* The whole group, since a command may have started others. Its number is not given away before
 * ended() was called. */
static void limit_passed(uv_timer_t *timer)
{
    struct run *run = timer->data;
    if (run->failed == 0) {
        run->is_killed = true;
        (void)kill(-run->process.pid, SIGKILL);
        return;
    }
    char reason[REASON_MAX];
    char result[REASON_MAX + 32];
    (void)uv_strerror_r(run->failed, reason, sizeof reason);
    (void)snprintf(result, sizeof result, "cannot be started: %s", reason);
    end(run, result, false);
}

/* All was written, or nobody reads it: the command sees the end of it. */
static void written(uv_write_t *write, int status)
{
    struct run *run = write->data;
    (void)status;
    close_one((uv_handle_t *)&run->input);
}

static void write_input(struct run *run, size_t len)
{
    uv_buf_t part = uv_buf_init(run->bytes, (unsigned)len);
    run->write.data = run;
    if (uv_write(&run->write, (uv_stream_t *)&run->input, &part, 1, written) != 0) {
        close_one((uv_handle_t *)&run->input);
    }
}

static int spawn(struct run *run)
{
    uv_stdio_container_t streams[] = {
        {.flags = UV_CREATE_PIPE | UV_READABLE_PIPE,
         .data.stream = (uv_stream_t *)&run->input},
        {.flags = UV_IGNORE},
        {.flags = UV_IGNORE},
    };
    uv_process_options_t options = {.exit_cb = ended,
                                    .file = run->hook->argv[0],
                                    .args = run->hook->argv,
                                    .flags = UV_PROCESS_DETACHED,
                                    .stdio = streams,
                                    .stdio_count = sizeof streams / sizeof *streams};
    return uv_spawn(run->hook->loop, &run->process, &options);
}

static struct run *new_run(struct gs_hook *hook, const char *about)
{
    struct run *run = gs_mem_new(1, sizeof *run);
    run->hook = hook;
    run->about = gs_mem_copy_text(about);
    run->started_ms = uv_now(hook->loop);
    run->open_handles = HANDLES;
    (void)uv_timer_init(hook->loop, &run->limit); /* these never fail */
    (void)uv_pipe_init(hook->loop, &run->input, 0);
    run->limit.data = run->input.data = run->process.data = run;
    run->next = hook->runs;
    hook->runs = run;
    hook->counts.run++;
    hook->counts.running++;
    return run;
}

void gs_hook_run(struct gs_hook *hook, const struct gs_buf *input, const char *about)
{
    struct run *run = new_run(hook, about);
    run->failed = spawn(run);
    run->process.data = run;
    (void)uv_timer_start(&run->limit, limit_passed, run->failed == 0 ? hook->limit_ms : 0,
                         0);
    if (run->failed == 0) {
        run->bytes = gs_mem_copy_span(gs_buf_text(input), input->len);
        write_input(run, input->len);
    }
}

void gs_hook_close(struct gs_hook *hook)
{
    if (hook == NULL) {
        return;
    }
    while (hook->runs != NULL) {
        struct run *run = hook->runs;
        unlink_run(run);
        close_run(run);
    }
    for (size_t i = 0; hook->argv[i] != NULL; i++) {
        free(hook->argv[i]);
    }
    free(hook->argv);
    free(hook);
}
