/* SPDX-License-Identifier: MIT */
/* This test is its own helper, as the program is; other helpers are small scripts. */
#include "support/check.h"

#include "gaiscope/libc/nss_helper.h"
#include "gaiscope/libc/nss_source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    TURN_MS = 100,
    TURNS_MAX = 600, /* a minute: the machine may be busy */
};

/* One question under way. */
struct asking {
    uv_loop_t loop;
    struct gs_lanes *lanes;
    struct gs_nss_result result;
    bool is_done;
    int fifo_fd; /* of a helper that hangs */
};

static void on_result(void *context, uint64_t id, struct gs_nss_result *result)
{
    struct asking *asking = context;
    assert_int_not_equal(id, 0);
    asking->result = *result;
    asking->is_done = true;
}

static void open_asking(struct asking *asking)
{
    *asking = (struct asking){0};
    assert_int_equal(uv_loop_init(&asking->loop), 0);
    assert_int_equal(gs_lanes_open(&asking->loop, NULL, &asking->lanes), GS_OK);
}

static void close_asking(struct asking *asking)
{
    gs_lanes_close(asking->lanes);
    (void)uv_run(&asking->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&asking->loop), 0);
    gs_system_answer_free(asking->result.answer);
}

static uint64_t start(struct asking *asking, const char *helper, const char *source,
                      const char *host)
{
    struct gs_nss_source from = {.on = {[GS_NSS_SUCCESS] = GS_NSS_RETURN}};
    struct gs_question question = {.hints = {.socktype = SOCK_STREAM}};
    (void)snprintf(from.name, sizeof from.name, "%s", source);
    from.on[GS_NSS_NOTFOUND] = GS_NSS_RETURN; /* so that the status is wanted */
    assert_int_equal(gs_question_set(&question, host, "80"), GS_OK);
    question.is_exact = true;
    return gs_nss_source_start(
        asking->lanes, GS_LANE_INTERACTIVE,
        &(struct gs_nss_ask){.helper = helper, .source = &from, .question = &question},
        on_result, asking);
}

static bool has_no_child(void)
{
    return waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD;
}

static size_t count_descriptors(void)
{
    size_t count = 0;
    DIR *dir = opendir("/proc/self/fd");
    assert_non_null(dir);
    while (readdir(dir) != NULL) {
        count++;
    }
    assert_int_equal(closedir(dir), 0);
    return count;
}

/* A helper that is a script. Owns: the caller unlinks. */
static void write_script(char *path, const char *body)
{
    char template[] = "/tmp/gs-helper-XXXXXX";
    int fd = mkstemp(template);
    assert_true(fd >= 0);
    assert_true(dprintf(fd, "#!/bin/sh\n%s\n", body) > 0);
    assert_int_equal(fchmod(fd, 0700), 0);
    assert_int_equal(close(fd), 0);
    memcpy(path, template, sizeof template);
}

static void the_files_source_alone_knows_localhost(void **state)
{
    struct asking asking;
    (void)state;
    open_asking(&asking);
    (void)start(&asking, NULL, "files", "localhost");
    (void)uv_run(&asking.loop, UV_RUN_DEFAULT);
    assert_true(asking.is_done);
    assert_int_equal(asking.result.state, GS_RUNG_ANSWERED);
    assert_int_equal(asking.result.status, GS_NSS_SUCCESS);
    assert_int_equal(asking.result.answer->outcome, GS_OUTCOME_ANSWERED);
    assert_true(asking.result.answer->rows.count > 0);
    assert_int_equal(asking.result.answer->rows.items[0].port, 80);
    assert_int_equal(asking.result.answer->rows.items[0].socktype, SOCK_STREAM);
    assert_true(asking.result.answer->elapsed_us > 0);
    close_asking(&asking);
    assert_true(has_no_child());
}

static void a_name_that_files_does_not_have_is_not_found(void **state)
{
    struct asking asking;
    (void)state;
    open_asking(&asking);
    (void)start(&asking, NULL, "files", "no-such-name.invalid");
    (void)uv_run(&asking.loop, UV_RUN_DEFAULT);
    assert_int_equal(asking.result.state, GS_RUNG_ANSWERED);
    assert_int_equal(asking.result.status, GS_NSS_NOTFOUND);
    assert_int_equal(asking.result.answer->error.code, EAI_NONAME);
    assert_string_equal(asking.result.answer->error.name, "EAI_NONAME");
    close_asking(&asking);
}

static void a_module_that_is_not_installed_is_missing(void **state)
{
    struct asking asking;
    (void)state;
    open_asking(&asking);
    (void)start(&asking, NULL, "gs_no_such", "localhost");
    (void)uv_run(&asking.loop, UV_RUN_DEFAULT);
    assert_int_equal(asking.result.state, GS_RUNG_MISSING);
    assert_int_equal(asking.result.status, GS_NSS_UNAVAIL);
    assert_null(asking.result.answer);
    close_asking(&asking);
}

static void a_helper_without_an_answer_has_failed(void **state)
{
    static const struct {
        const char *label;
        const char *body; /* NULL: there is no such program */
        const char *text; /* of the error */
    } cases[] = {
        {"no program", NULL, "cannot start"},
        {"nothing", "exit 0", "gave no answer"},
        {"the request", "exec cat", "gave no answer"},
        {"for ever", "exec yes", "gave no answer"},
        {"a short one", "echo no", "gave no answer"},
        {"killed", "kill -9 $$", "gave no answer"},
        {"no read", "exec <&-; sleep 0.01; exit 1", "gave no answer"},
    };

    (void)state;
    size_t open_before = count_descriptors();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct asking asking;
        char path[64] = "/nonexistent/helper";
        check_case(cases[i].label);
        if (cases[i].body != NULL) {
            write_script(path, cases[i].body);
        }
        open_asking(&asking);
        (void)start(&asking, path, "files", "localhost");
        (void)uv_run(&asking.loop, UV_RUN_DEFAULT);
        assert_true(asking.is_done);
        assert_int_equal(asking.result.state, GS_RUNG_FAILED);
        assert_int_equal(asking.result.answer->outcome, GS_OUTCOME_FAILED);
        assert_non_null(strstr(asking.result.answer->error.text, cases[i].text));
        close_asking(&asking);
        assert_true(has_no_child());
        if (cases[i].body != NULL) {
            assert_int_equal(unlink(path), 0);
        }
    }
    assert_int_equal(count_descriptors(), open_before);
}

/* Waits until the FIFO has something to read or has ended; a helper that never came to open it
 * says why. */
static void wait_for_fifo(struct asking *asking)
{
    struct pollfd fifo = {.fd = asking->fifo_fd, .events = POLLIN};
    for (int turns = 0; poll(&fifo, 1, TURN_MS) == 0; turns++) {
        (void)uv_run(&asking->loop, UV_RUN_NOWAIT);
        if (asking->is_done) {
            fail_msg("the helper ended: %s", asking->result.answer->error.text);
        }
        assert_true(turns < TURNS_MAX);
    }
}

/* A helper that hangs, with a child of its own: both keep the FIFO open. */
static void start_hanging(struct asking *asking, char *path, char *fifo, uint64_t *id)
{
    char body[160];
    char pid[16] = "";
    (void)snprintf(fifo, 64, "/tmp/gs-fifo-%d", (int)getpid());
    assert_int_equal(mkfifo(fifo, 0600), 0);
    (void)snprintf(body, sizeof body, "exec 9>%s; echo $$ >&9; sleep 1000", fifo);
    write_script(path, body);
    open_asking(asking);
    asking->fifo_fd =
        open(fifo, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* waits for nobody */
    assert_true(asking->fifo_fd >= 0);
    *id = start(asking, path, "files", "localhost");
    wait_for_fifo(asking);
    assert_true(read(asking->fifo_fd, pid, sizeof pid) > 0);
    assert_true(atoi(pid) > 1);
}

/* The FIFO ends with the last process that has it open, and nobody is left to be reaped. */
static void check_ended(struct asking *asking, const char *path, const char *fifo)
{
    char rest[16];
    siginfo_t ended;
    for (int turns = 0; read(asking->fifo_fd, rest, sizeof rest) != 0; turns++) {
        assert_int_equal(errno, EAGAIN); /* somebody has it open */
        assert_true(turns < TURNS_MAX);
        (void)poll(&(struct pollfd){.fd = asking->fifo_fd, .events = POLLIN}, 1, TURN_MS);
    }
    while (waitid(P_ALL, 0, &ended, WEXITED | WNOWAIT) == 0) {
        /* ended, and about to be reaped by its worker */
    }
    assert_int_equal(errno, ECHILD);
    assert_int_equal(close(asking->fifo_fd), 0);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(unlink(fifo), 0);
}

static void cancelling_ends_a_helper_that_hangs(void **state)
{
    struct asking asking;
    char path[64];
    char fifo[64];
    uint64_t id = 0;
    (void)state;
    start_hanging(&asking, path, fifo, &id);
    gs_lanes_cancel(asking.lanes, id);
    check_ended(&asking, path, fifo);
    (void)uv_run(&asking.loop, UV_RUN_DEFAULT);
    assert_false(asking.is_done);
    close_asking(&asking);
}

static void closing_ends_a_helper_that_hangs(void **state)
{
    struct asking asking;
    char path[64];
    char fifo[64];
    uint64_t id = 0;
    (void)state;
    start_hanging(&asking, path, fifo, &id);
    close_asking(&asking);
    check_ended(&asking, path, fifo);
    assert_false(asking.is_done);
}

static void modules_have_the_name_that_libc_loads(void **state)
{
    static const struct {
        const char *source;
        const char *module;
    } cases[] = {
        {"mdns4_minimal", "libnss_mdns4_minimal.so.2"},
        {"myhostname", "libnss_myhostname.so.2"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char module[64];
        check_case(cases[i].source);
        gs_nss_source_module(cases[i].source, module, sizeof module);
        assert_string_equal(module, cases[i].module);
    }
}

static void an_override_keeps_a_line_with_dns_alone(void **state)
{
    struct gs_resolver resolver = {.is_override = false};
    struct gs_nss_line line;
    (void)state;
    assert_false(gs_nss_source_line(NULL, &line));
    assert_false(gs_nss_source_line(&resolver, &line));
    resolver.is_override = true;
    if (gs_nss_source_line(&resolver, &line)) {
        assert_int_equal(line.count, 2);
        assert_string_equal(line.sources[0].name, "files");
    }
    bool has_dns = false;
    for (size_t i = 0; i < line.count; i++) {
        has_dns = has_dns || strcmp(line.sources[i].name, "dns") == 0;
        assert_string_not_equal(line.sources[i].name, "resolve");
    }
    assert_true(has_dns);
}

int main(int argc, char *argv[])
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_files_source_alone_knows_localhost),
        cmocka_unit_test(a_name_that_files_does_not_have_is_not_found),
        cmocka_unit_test(a_module_that_is_not_installed_is_missing),
        cmocka_unit_test(a_helper_without_an_answer_has_failed),
        cmocka_unit_test(cancelling_ends_a_helper_that_hangs),
        cmocka_unit_test(closing_ends_a_helper_that_hangs),
        cmocka_unit_test(modules_have_the_name_that_libc_loads),
        cmocka_unit_test(an_override_keeps_a_line_with_dns_alone),
    };
    gs_nss_helper_enter(argc, argv);
    if (!gs_nss_source_is_supported(NULL)) {
        return 77; /* another libc */
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
