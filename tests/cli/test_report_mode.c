/* SPDX-License-Identifier: MIT */
/* Each report runs in a child, with the demo's server, as the program would run it. */
#include "support/check.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/cli/report_mode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    ARGUMENTS_MAX = 10,
};

/* What a run left behind. */
struct result {
    int status;        /* exit status; -1: ended by a signal */
    struct gs_buf out; /* standard output */
    struct gs_buf err; /* standard error */
};

static _Noreturn void run_child(const char *const *arguments)
{
    struct gs_options options;
    struct gs_buf error = {0};
    char program[] = "gaiscope";
    char *argv[ARGUMENTS_MAX + 2] = {program};
    int argc = 1;
    for (; argc <= ARGUMENTS_MAX && arguments[argc - 1] != NULL; argc++) {
        argv[argc] = gs_mem_copy_text(arguments[argc - 1]);
    }
    if (gs_options_parse(argc, argv, &options, &error) != GS_OK) {
        (void)fputs(gs_buf_text(&error), stderr);
        exit(GS_EXIT_USAGE);
    }
    exit((int)gs_report_mode_run(&options));
}

static void read_file(FILE *file, struct gs_buf *out)
{
    char part[4096];
    size_t len = 0;
    rewind(file);
    while ((len = fread(part, 1, sizeof part, file)) > 0) {
        gs_buf_add(out, part, len);
    }
}

/* Takes: `out_fd`, the child's standard output; -1: a closed one. */
static struct result run_into(const char *const *arguments, int out_fd)
{
    struct result result = {.status = -1};
    int status = 0;
    FILE *err = tmpfile();
    assert_non_null(err);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)dup2(fileno(err), STDERR_FILENO);
        (void)(out_fd < 0 ? close(STDOUT_FILENO) : dup2(out_fd, STDOUT_FILENO));
        run_child(arguments);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    read_file(err, &result.err);
    assert_int_equal(fclose(err), 0);
    return result;
}

static struct result run(const char *const *arguments)
{
    FILE *out = tmpfile();
    assert_non_null(out);
    struct result result = run_into(arguments, fileno(out));
    read_file(out, &result.out);
    assert_int_equal(fclose(out), 0);
    return result;
}

static void result_fini(struct result *result)
{
    gs_buf_fini(&result->out);
    gs_buf_fini(&result->err);
}

static void the_exit_status_tells_failures_apart(void **state)
{
    (void)state;

    static const struct {
        const char *arguments[ARGUMENTS_MAX];
        int status;
        const char *holds;
    } cases[] = {
        {{"-ojson", "--demo", "iana.org", "www"}, 0, "\"192.0.43.8\""},
        {{"-ojson", "--demo", "-6", "-anone", "v4only.fault.test"}, 1, "\"EAI_N"},
        {{"-ojson", "--demo", "nosuch.fault.test"}, 1, "\"no_such_name\""},
        {{"-ojson", "--demo", "servfail.fault.test"}, 3, "\"EAI_AGAIN\""},
        {{"-ojson", "--demo", "iana.org", "nosuchservice"}, 4, "\"bad_question\""},
        {{"-ojson", "--null", "ftp", "-a", "passive", "--parts=system"}, 0, "\"::\""},
        {{"-ocsv", "--demo", "--parts=mail", "nullmx.fault.test"}, 1, ",null\r\n"},
        {{"-ocsv", "--demo", "--parts=dns", "--types=TXT", "nodata.fault.test"},
         0,
         "this name has no address"},
        {{"-ocsv", "--demo", "--parts=reverse", "iana.org"}, 0, "43-8.any.icann.org"},
        {{"-r", "--demo", "iana.org", "www"}, 0, "2001:500:88:200::8"},
        {{"-r"}, 2, ""},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct result result = run(cases[i].arguments);
        check_case(cases[i].holds);
        if (result.status != cases[i].status ||
            strstr(gs_buf_text(&result.out), cases[i].holds) == NULL) {
            fail_msg("status %d, want %d: %s%s", result.status, cases[i].status,
                     gs_buf_text(&result.out), gs_buf_text(&result.err));
        }
        result_fini(&result);
    }
}

static const char *const plain[] = {"-r", "--demo", "iana.org", NULL};

static void a_full_device_ends_with_status_4(void **state)
{
    (void)state;
    int fd = open("/dev/full", O_WRONLY);
    if (fd < 0) {
        skip();
    }
    struct result result = run_into(plain, fd);
    assert_int_equal(result.status, GS_EXIT_OTHER);
    assert_string_equal(gs_buf_text(&result.err),
                        "gaiscope: standard output: no space left on device\n");
    result_fini(&result);
    assert_int_equal(close(fd), 0);
}

static void a_closed_standard_output_ends_with_status_4(void **state)
{
    (void)state;
    struct result result = run_into(plain, -1);
    assert_int_equal(result.status, GS_EXIT_OTHER);
    assert_string_equal(gs_buf_text(&result.err),
                        "gaiscope: standard output is closed\n");
    result_fini(&result);
}

static void a_pipe_without_reader_ends_with_status_4(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(close(ends[0]), 0);
    struct result result = run_into(plain, ends[1]);
    assert_int_equal(result.status, GS_EXIT_OTHER);
    assert_string_equal(gs_buf_text(&result.err),
                        "gaiscope: standard output: broken pipe\n");
    result_fini(&result);
    assert_int_equal(close(ends[1]), 0);
}

static void a_silent_server_ends_at_the_deadline(void **state)
{
    (void)state;
    static const char *const silent[] = {"-ojson", "--demo", "-T0.3", "silent.fault.test",
                                         NULL};
    struct timespec before;
    struct timespec after;
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &before), 0);
    struct result result = run(silent);
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &after), 0);
    assert_int_equal(result.status, GS_EXIT_TEMPORARY);
    assert_non_null(strstr(gs_buf_text(&result.out), "\"timed_out\""));
    assert_true(after.tv_sec - before.tv_sec < 4); /* libc alone would take 10 s */
    result_fini(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_exit_status_tells_failures_apart),
        cmocka_unit_test(a_full_device_ends_with_status_4),
        cmocka_unit_test(a_closed_standard_output_ends_with_status_4),
        cmocka_unit_test(a_pipe_without_reader_ends_with_status_4),
        cmocka_unit_test(a_silent_server_ends_at_the_deadline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
