/* SPDX-License-Identifier: MIT */
#include "../../src/cli/output.h"
#include "support/check.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    MANY_BYTES = 1 << 20, /* more than any pipe holds */
};

static void a_full_device_is_an_error(void **state)
{
    (void)state;
    int fd = open("/dev/full", O_WRONLY);
    if (fd < 0) {
        skip();
    }
    assert_true(output_is_open(fd));
    assert_false(output_write(fd, "text", 4));
    assert_int_equal(errno, ENOSPC);
    assert_int_equal(close(fd), 0);
}

static void a_pipe_without_reader_is_an_error(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(close(ends[0]), 0);
    assert_false(output_write(ends[1], "text", 4));
    assert_int_equal(errno, EPIPE);
    assert_int_equal(close(ends[1]), 0);
}

static void a_closed_or_read_only_descriptor_is_not_open(void **state)
{
    (void)state;
    int fd = open("/dev/null", O_RDONLY);
    assert_true(fd >= 0);
    assert_false(output_is_open(fd));
    assert_int_equal(close(fd), 0);
    assert_false(output_is_open(fd));
}

/* Reads all and ends with 0 when every byte came. */
static void read_in_child(int fd)
{
    static char part[4096];
    size_t total = 0;
    ssize_t got = 0;
    while ((got = read(fd, part, sizeof part)) > 0) {
        total += (size_t)got;
    }
    _exit(total == MANY_BYTES ? 0 : 1);
}

static void a_non_blocking_pipe_gets_every_byte(void **state)
{
    (void)state;
    int ends[2];
    int status = -1;
    char *bytes = calloc(MANY_BYTES, 1);
    assert_non_null(bytes);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)close(ends[1]);
        read_in_child(ends[0]);
    }
    assert_true(output_write(ends[1], bytes, MANY_BYTES));
    assert_int_equal(close(ends[1]), 0);
    assert_int_equal(close(ends[0]), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_device_is_an_error),
        cmocka_unit_test(a_pipe_without_reader_is_an_error),
        cmocka_unit_test(a_closed_or_read_only_descriptor_is_not_open),
        cmocka_unit_test(a_non_blocking_pipe_gets_every_byte),
    };
    if (signal(SIGPIPE, SIG_IGN) == SIG_ERR) {
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
