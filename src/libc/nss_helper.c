/* SPDX-License-Identifier: MIT */
/*
 * The helper's whole life: request, getaddrinfo with one source, answer, end.
 *
 * getaddrinfo does not tell what a source said to NSS: "not found" and "not available" may both
 * be EAI_NONAME. Where what follows them differs, a second call tells them apart: behind the
 * source stands one that does not exist, which is reached after UNAVAIL alone, and then
 * getaddrinfo says EAI_SYSTEM.
 */
#include "gaiscope/libc/nss_helper.h"

#include "nss_wire.h"

#ifdef __GLIBC__

#    include "redirect.h"
#    include "system_now.h"

#    include "gaiscope/base/buf.h"

#    include <errno.h>
#    include <locale.h>
#    include <signal.h>
#    include <stdio.h>
#    include <string.h>

#    include <dlfcn.h>
#    include <fcntl.h>
#    include <netdb.h>
#    include <nss.h>
#    include <sys/prctl.h>
#    include <unistd.h>

enum {
    LINE_MAX_BYTES = 160,
    SLOW_US = 1000000, /* a source that took longer is not asked a second time */
};

/* gs_nss_helper_enter() went on with the program. */
static bool is_entered;

static bool read_all(int fd, void *out, size_t len)
{
    size_t got = 0;
    while (got < len) {
        ssize_t step = read(fd, (char *)out + got, len - got);
        if (step == 0 || (step < 0 && errno != EINTR)) {
            return false;
        }
        got += step < 0 ? 0 : (size_t)step;
    }
    return true;
}

static void write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t step = write(fd, bytes, len);
        if (step < 0 && errno != EINTR) {
            return; /* nobody reads: there is nobody to tell */
        }
        bytes += step < 0 ? 0 : step;
        len -= step < 0 ? 0 : (size_t)step;
    }
}

/* A module may write to standard output: the answer's pipe gets another number. */
static int keep_pipe(void)
{
    int pipe_fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    int null_fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    (void)dup2(null_fd, STDIN_FILENO); /* where it fails the pipe stays, which is worse */
    (void)dup2(null_fd, STDOUT_FILENO);
    return pipe_fd;
}

static struct gs_system_answer *ask(const struct nss_request *request, const char *line)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    if (__nss_configure_lookup("hosts", line) != 0) {
        _exit(1); /* it would ask other sources: no answer is better */
    }
    system_ask_now(request->has_node ? request->node : NULL,
                   request->has_service ? request->service : NULL, &request->hints,
                   answer);
    return answer;
}

static enum gs_nss_status status_by_code(const struct gs_system_answer *answer,
                                         const char *source)
{
    switch (answer->error.code) {
    case 0:
        return GS_NSS_SUCCESS;
    case EAI_AGAIN: /* dns calls silent and closed servers unavailable */
        return strcmp(source, "dns") == 0 && answer->elapsed_us >= SLOW_US
                   ? GS_NSS_UNAVAIL
                   : GS_NSS_TRYAGAIN;
    case EAI_SYSTEM:
    case EAI_FAIL:
        return GS_NSS_UNAVAIL;
    default:
        return GS_NSS_NOTFOUND;
    }
}

static enum gs_nss_status find_status(const struct nss_request *request,
                                      const struct gs_system_answer *answer)
{
    char line[LINE_MAX_BYTES];
    int code = answer->error.code;
    bool is_fast = answer->elapsed_us < SLOW_US;
    bool is_nss = code == EAI_AGAIN || code == EAI_NONAME || code == EAI_NODATA;
    if (!request->wants_status || !is_fast || !is_nss) {
        return status_by_code(answer, request->source);
    }
    (void)snprintf(line, sizeof line, "%s [NOTFOUND=return TRYAGAIN=return] none-such",
                   request->source);
    struct gs_system_answer *second = ask(request, line);
    enum gs_nss_status status = second->error.code == EAI_SYSTEM
                                    ? GS_NSS_UNAVAIL
                                    : status_by_code(answer, request->source);
    gs_system_answer_free(second);
    return status;
}

/* Whether libc could not load a source's module. */
static bool is_missing(const struct nss_request *request,
                       const struct gs_system_answer *answer)
{
    char module[LINE_MAX_BYTES];
    gs_nss_source_module(request->source, module, sizeof module);
    if (answer->error.code != EAI_SYSTEM || module[0] == '\0') {
        return false;
    }
    return dlopen(module, RTLD_LAZY | RTLD_LOCAL) == NULL;
}

static void answer_request(int fd, struct nss_request *request)
{
    struct gs_buf bytes = {0};
    if (request->is_redirected) {
        redirect_thread(&request->resolver);
    }
    struct gs_system_answer *answer = ask(request, request->source);
    struct nss_reply head;
    memset(&head, 0, sizeof head); /* padding too */
    head.is_missing = is_missing(request, answer);
    head.status = (uint8_t)find_status(request, answer);
    nss_reply_encode(&bytes, head, answer);
    write_all(fd, gs_buf_text(&bytes), bytes.len);
    gs_buf_fini(&bytes);
    gs_system_answer_free(answer);
}

static void run(void)
{
    struct nss_request request;
    /* From now on it ends with its parent: with the thread that started it, in fact. That is
       a lane's worker, which does nothing else until it has reaped this process. */
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!read_all(STDIN_FILENO, &request, sizeof request) ||
        !nss_request_is_fine(&request) || getppid() != request.parent) {
        return;
    }
    int fd = keep_pipe();
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): there is one thread */
    (void)setlocale(LC_CTYPE, ""); /* as the program itself: for AI_IDN */
    answer_request(fd, &request);
}

void gs_nss_helper_enter(int argc, char *argv[])
{
    if (argc == 2 && strcmp(argv[1], NSS_HELPER_ARGUMENT) == 0 &&
        isatty(STDIN_FILENO) == 0) { /* a person gets "unknown option" */
        run();
        _exit(0);
    }
    is_entered = true;
}

bool gs_nss_helper_exists(void)
{
    return is_entered;
}

#else

void gs_nss_helper_enter(int argc, char *argv[])
{
    (void)argc;
    (void)argv; /* nobody starts helpers */
}

bool gs_nss_helper_exists(void)
{
    return false;
}

#endif
