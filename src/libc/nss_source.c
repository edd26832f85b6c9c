/* SPDX-License-Identifier: MIT */
#include "gaiscope/libc/nss_source.h"

#include "eai.h"
#include "nss_wire.h"
#include "redirect.h"

#include "gaiscope/base/file.h"
#include "gaiscope/libc/nss_conf.h"
#include "gaiscope/libc/nss_helper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__

#    include <errno.h>
#    include <signal.h>

#    include <fcntl.h>
#    include <spawn.h>
#    include <sys/wait.h>
#    include <unistd.h>

enum {
    CHUNK_BYTES = 8192,
};

/* One source being asked. */
struct source_call {
    struct nss_request request;
    char *helper; /* the program to start */
    uv_mutex_t lock;
    pid_t pid;       /* under the lock: the helper, not reaped yet; 0: none */
    bool is_stopped; /* under the lock: nobody waits any more */
    struct gs_nss_result result;
    gs_nss_source_done_fn done;
    void *context;
};

/* The pipes of a helper; -1: not open. */
struct pipes {
    int request[2]; /* to its standard input */
    int answer[2];  /* from its standard output */
};

bool gs_nss_source_is_supported(const char *helper)
{
    return helper != NULL || gs_nss_helper_exists();
}

static void close_fd(int *fd)
{
    if (*fd >= 0) {
        (void)close(
            *fd); /* nothing to lose: what was written is read, or never will be */
    }
    *fd = -1;
}

static void close_pipes(struct pipes *pipes)
{
    for (int i = 0; i < 2; i++) {
        close_fd(&pipes->request[i]);
        close_fd(&pipes->answer[i]);
    }
}

static bool open_pipes(struct pipes *pipes)
{
    *pipes = (struct pipes){{-1, -1}, {-1, -1}};
    if (pipe2(pipes->request, O_CLOEXEC) == 0 && pipe2(pipes->answer, O_CLOEXEC) == 0) {
        return true;
    }
    close_pipes(pipes);
    return false;
}

/* No signal is blocked or ignored in the helper, and it has a session, thus no terminal. */
static void set_attributes(posix_spawnattr_t *attributes)
{
    sigset_t none;
    sigset_t all;
    (void)sigemptyset(&none); /* none of these can fail with these arguments */
    (void)sigfillset(&all);
    (void)posix_spawnattr_setsigmask(attributes, &none);
    (void)posix_spawnattr_setsigdefault(attributes, &all);
    (void)posix_spawnattr_setflags(
        attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
}

static int set_files(posix_spawn_file_actions_t *files, const struct pipes *pipes)
{
    int code = posix_spawn_file_actions_adddup2(files, pipes->request[0], STDIN_FILENO);
    if (code == 0) {
        code = posix_spawn_file_actions_adddup2(files, pipes->answer[1], STDOUT_FILENO);
    }
    if (code == 0) {
        code = posix_spawn_file_actions_addopen(files, STDERR_FILENO, "/dev/null",
                                                O_WRONLY, 0);
    }
#    if __GLIBC_PREREQ(2, 34)
    if (code == 0) {
        code = posix_spawn_file_actions_addclosefrom_np(files, STDERR_FILENO + 1);
    }
#    endif
    return code;
}

/* Returns: 0 or an errno. */
static int spawn(const struct source_call *call, const struct pipes *pipes, pid_t *pid)
{
    char name[] = "gaiscope";
    char argument[] = NSS_HELPER_ARGUMENT;
    char *argv[] = {name, argument, NULL};
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t files;
    int code = posix_spawnattr_init(&attributes);
    if (code != 0) {
        return code;
    }
    code = posix_spawn_file_actions_init(&files);
    if (code == 0) {
        set_attributes(&attributes);
        code = set_files(&files, pipes);
        if (code == 0) {
            code = posix_spawn(pid, call->helper, &files, &attributes, argv, environ);
        }
        (void)posix_spawn_file_actions_destroy(&files);
    }
    (void)posix_spawnattr_destroy(&attributes);
    return code;
}

/* Ends the helper and what it may have started. Under the lock. */
static void kill_helper(const struct source_call *call)
{
    if (call->pid > 0) {
        (void)kill(-call->pid, SIGKILL); /* its session; it may have none yet */
        (void)kill(call->pid, SIGKILL);
    }
}

/* The lock is not held while it waits, so that stop() never does; a process that has ended
 * keeps its number until it is reaped. */
static void reap(struct source_call *call)
{
    siginfo_t ended;
    int waited = 0;
    uv_mutex_lock(&call->lock);
    kill_helper(call);
    uv_mutex_unlock(&call->lock);
    do {
        waited = waitid(P_PID, (id_t)call->pid, &ended, WEXITED | WNOWAIT);
    } while (waited != 0 && errno == EINTR);
    uv_mutex_lock(&call->lock);
    (void)waitpid(call->pid, NULL,
                  WNOHANG); /* it has ended; main.c sees to it that it is kept */
    call->pid = 0;
    uv_mutex_unlock(&call->lock);
}

/* Reads until the answer is whole, too long, or the pipe has ended. */
static void read_answer(int fd, struct gs_buf *bytes)
{
    char chunk[CHUNK_BYTES];
    size_t wanted = sizeof(struct nss_reply);
    while (bytes->len < wanted) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return;
        }
        gs_buf_add(bytes, chunk, got < 0 ? 0 : (size_t)got);
        if (bytes->len >= sizeof(struct nss_reply)) {
            wanted = nss_reply_bytes(bytes);
        }
    }
}

/* The request is smaller than a pipe: writing it never blocks. */
static bool write_request(int fd, const struct nss_request *request)
{
    return write(fd, request, sizeof *request) == (ssize_t)sizeof *request;
}

/* What stands as the answer when the helper gives none. Takes: an errno, or 0. */
static void fail(struct source_call *call, int code)
{
    struct gs_eai *error = &call->result.answer->error;
    char reason[sizeof error->text / 2] = "";
    if (code != 0) {
        (void)uv_strerror_r(uv_translate_sys_error(code), reason, sizeof reason);
    }
    call->result.answer->outcome = GS_OUTCOME_FAILED;
    *error = (struct gs_eai){.name = "", .system_errno = code};
    (void)snprintf(error->text, sizeof error->text, "the helper process %s%s",
                   code == 0 ? "gave no answer" : "cannot start: ", reason);
}

static void run_helper(struct source_call *call, struct pipes *pipes)
{
    struct gs_buf bytes = {0};
    pid_t pid = 0;
    int code = spawn(call, pipes, &pid);
    close_fd(&pipes->request[0]);
    close_fd(&pipes->answer[1]);
    if (code != 0) {
        fail(call, code);
        return;
    }
    uv_mutex_lock(&call->lock);
    call->pid = pid;
    bool is_stopped = call->is_stopped;
    uv_mutex_unlock(&call->lock);
    bool is_asked = !is_stopped && write_request(pipes->request[1], &call->request);
    close_fd(&pipes->request[1]); /* a helper that reads on finds the end */
    if (is_asked) {
        read_answer(pipes->answer[0], &bytes);
    }
    reap(call);
    struct gs_nss_result result;
    if (nss_reply_decode(&bytes, &result) == GS_OK) {
        gs_system_answer_free(call->result.answer);
        call->result = result;
    }
    gs_buf_fini(&bytes);
}

static void call_source(void *job)
{
    struct source_call *call = job;
    struct pipes pipes;
    fail(call, 0); /* what stands when it ends without an answer */
    if (open_pipes(&pipes)) {
        run_helper(call, &pipes);
        close_pipes(&pipes);
    } else {
        fail(call, errno);
    }
}

static void source_call_stop(void *job)
{
    struct source_call *call = job;
    uv_mutex_lock(&call->lock);
    call->is_stopped = true;
    kill_helper(call);
    uv_mutex_unlock(&call->lock);
}

static void source_call_free(void *job)
{
    struct source_call *call = job;
    gs_system_answer_free(call->result.answer);
    uv_mutex_destroy(&call->lock);
    free(call->helper);
    free(call);
}

static void source_call_done(void *context, uint64_t id, void *job)
{
    (void)context; /* the call knows its own */
    struct source_call *call = job;
    struct gs_nss_result result = call->result;
    call->result.answer = NULL;
    call->done(call->context, id, &result);
    source_call_free(call);
}

uint64_t gs_nss_source_start(struct gs_lanes *lanes, enum gs_lane lane,
                             const struct gs_nss_ask *ask, gs_nss_source_done_fn done,
                             void *context)
{
    struct source_call *call = gs_mem_new(1, sizeof *call);
    nss_request_set(&call->request, ask, (int32_t)getpid());
    call->helper = gs_mem_copy_text(ask->helper == NULL ? "/proc/self/exe" : ask->helper);
    (void)uv_mutex_init(&call->lock); /* fails for want of memory alone */
    call->result = (struct gs_nss_result){
        .state = GS_RUNG_FAILED,
        .status = GS_NSS_UNAVAIL,
        .answer = gs_system_answer_new(),
    };
    call->result.answer->outcome = eai_no_thread(&call->result.answer->error);
    call->done = done;
    call->context = context;
    return gs_lanes_start(lanes, lane,
                          &(struct gs_lane_job){
                              .work = call_source,
                              .done = source_call_done,
                              .free = source_call_free,
                              .stop = source_call_stop,
                              .job = call,
                          });
}

void gs_nss_source_module(const char *source, char *out, size_t out_size)
{
    out[0] = '\0';
#    if __GLIBC_PREREQ(2, 34)
    if (strcmp(source, "files") == 0 || strcmp(source, "dns") == 0) {
        return;
    }
#    endif
    (void)snprintf(out, out_size, "libnss_%s.so.2", source);
}

#else

/* No libc else chooses its sources: nobody starts a call. */
bool gs_nss_source_is_supported(const char *helper)
{
    (void)helper;
    return false;
}

uint64_t gs_nss_source_start(struct gs_lanes *lanes, enum gs_lane lane,
                             const struct gs_nss_ask *ask, gs_nss_source_done_fn done,
                             void *context)
{
    (void)lanes, (void)lane, (void)ask, (void)done, (void)context;
    return 0;
}

void gs_nss_source_module(const char *source, char *out, size_t out_size)
{
    (void)source, (void)out_size;
    out[0] = '\0';
}

#endif

bool gs_nss_source_line(const struct gs_resolver *resolver, struct gs_nss_line *out)
{
    struct gs_buf conf = {0};
    gs_file_read("/etc/nsswitch.conf", GS_NSS_CONF_MAX, &conf);
    gs_nss_conf_parse(gs_buf_text(&conf), conf.len, out);
    gs_buf_fini(&conf);
    bool is_replaced =
        resolver != NULL && resolver->is_override && redirect_replaces(out);
    if (is_replaced) {
        static const char sources[] = "hosts: " REDIRECT_SOURCES;
        gs_nss_conf_parse(sources, sizeof sources - 1, out);
        out->line = 0; /* it stands in no file */
    }
    return is_replaced;
}
