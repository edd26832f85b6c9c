/* SPDX-License-Identifier: MIT */
#include "../../src/cli/stream_out.h"
#include "support/check.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PIECE = 1000,
    TURNS = 2000,
};

/* A stream and what it wrote to. */
struct writing {
    uv_loop_t loop;
    struct stream_out *out;
    int fd;           /* written to */
    int reader;       /* its other end */
    unsigned drained; /* so often it was told */
    struct gs_buf got;
};

static void drained(void *context)
{
    ((struct writing *)context)->drained++;
}

static void begin(struct writing *writing, const int ends[2])
{
    *writing = (struct writing){.fd = ends[1], .reader = ends[0]};
    assert_int_equal(uv_loop_init(&writing->loop), 0);
    writing->out = stream_out_open(&writing->loop, ends[1], drained, writing);
}

static void end(struct writing *writing)
{
    stream_out_close(writing->out);
    (void)uv_run(&writing->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&writing->loop), 0);
    if (writing->fd >= 0) {
        assert_int_equal(fcntl(writing->fd, F_GETFL) & O_NONBLOCK, 0);
        (void)close(writing->fd);
    }
    if (writing->reader >= 0) {
        (void)close(writing->reader);
    }
    gs_buf_fini(&writing->got);
}

static void put(struct writing *writing, char c)
{
    char piece[PIECE];
    memset(piece, c, sizeof piece);
    gs_buf_add(stream_out_buf(writing->out), piece, sizeof piece);
    stream_out_push(writing->out);
}

static size_t take(struct writing *writing, size_t most)
{
    char bytes[65536];
    ssize_t got = recv(writing->reader, bytes, most, MSG_DONTWAIT);
    if (got < 0 && errno == ENOTSOCK) {
        (void)fcntl(writing->reader, F_SETFL, O_NONBLOCK);
        got = read(writing->reader, bytes, most);
    }
    if (got > 0) {
        gs_buf_add(&writing->got, bytes, (size_t)got);
    }
    return got > 0 ? (size_t)got : 0;
}

static void open_pair(bool is_socket, int ends[2])
{
    assert_int_equal(is_socket ? socketpair(AF_UNIX, SOCK_STREAM, 0, ends) : pipe(ends),
                     0);
}

static void little_comes_soon(void **state)
{
    (void)state;
    int ends[2];
    struct writing writing;
    open_pair(false, ends);
    begin(&writing, ends);
    put(&writing, 'a');
    assert_int_equal(take(&writing, PIECE), 0);
    (void)uv_run(&writing.loop, UV_RUN_ONCE);
    assert_int_equal(take(&writing, PIECE), PIECE);
    end(&writing);
}

/* Fills it until it says so, reads all, and looks whether each byte came once, in order. */
static void check_slow_reader(const char *label, bool is_socket)
{
    int ends[2];
    struct writing writing;
    size_t pieces = 0;
    open_pair(is_socket, ends);
    begin(&writing, ends);
    check_case(label);
    for (; !stream_out_is_full(writing.out); pieces++) {
        assert_true(pieces < 10000);
        put(&writing, (char)('a' + pieces % 26));
    }
    assert_int_equal(writing.drained, 0);
    put(&writing, (char)('a' + pieces++ % 26)); /* answers under way still come */
    for (int i = 0; i < TURNS && writing.got.len < pieces * PIECE; i++) {
        (void)take(&writing, 5000);
        (void)uv_run(&writing.loop, UV_RUN_NOWAIT);
    }
    assert_int_equal(writing.got.len, pieces * PIECE);
    for (size_t i = 0; i < writing.got.len; i++) {
        assert_int_equal(writing.got.data[i], 'a' + i / PIECE % 26);
    }
    assert_true(writing.drained >= 1);
    assert_false(stream_out_is_full(writing.out));
    assert_int_equal(stream_out_error(writing.out), 0);
    end(&writing);
}

static void a_slow_reader_gets_all_and_holds_nothing_else(void **state)
{
    (void)state;
    check_slow_reader("a pipe", false);
    check_slow_reader("a socket", true);
}

static void a_reader_that_went_is_told_once_and_ends_it(void **state)
{
    (void)state;
    for (int is_socket = 0; is_socket < 2; is_socket++) {
        int ends[2];
        struct writing writing;
        open_pair(is_socket == 1, ends);
        begin(&writing, ends);
        (void)close(writing.reader);
        writing.reader = -1;
        put(&writing, 'a');
        (void)uv_run(&writing.loop, UV_RUN_ONCE);
        check_case(is_socket == 1 ? "a socket" : "a pipe");
        assert_int_equal(stream_out_error(writing.out), EPIPE);
        assert_int_equal(writing.drained, 1);
        put(&writing, 'b');
        assert_false(stream_out_finish(writing.out));
        assert_int_equal(stream_out_error(writing.out), EPIPE);
        end(&writing);
    }
}

/* Much is written at once: who pushes it must not miss that nobody reads. */
static void a_reader_that_went_is_told_of_by_the_loop_however_much_comes(void **state)
{
    (void)state;
    int ends[2];
    struct writing writing;
    open_pair(false, ends);
    begin(&writing, ends);
    (void)close(writing.reader);
    writing.reader = -1;
    while (stream_out_error(writing.out) == 0) {
        put(&writing, 'a');
        assert_false(stream_out_is_full(writing.out));
    }
    assert_int_equal(writing.drained, 0);
    (void)uv_run(&writing.loop, UV_RUN_ONCE);
    assert_int_equal(writing.drained, 1);
    end(&writing);
}

static void a_reader_that_goes_while_waited_for_is_noticed(void **state)
{
    (void)state;
    int ends[2];
    struct writing writing;
    open_pair(false, ends);
    begin(&writing, ends);
    while (!stream_out_is_full(writing.out)) {
        put(&writing, 'a');
    }
    (void)close(writing.reader);
    writing.reader = -1;
    for (int i = 0; i < TURNS && writing.drained == 0; i++) {
        (void)uv_run(&writing.loop, UV_RUN_ONCE);
    }
    assert_int_equal(stream_out_error(writing.out), EPIPE);
    end(&writing);
}

static void a_full_disk_is_an_error_and_a_file_gets_all(void **state)
{
    (void)state;
    struct writing writing;
    int full = open("/dev/full", O_WRONLY);
    assert_true(full >= 0);
    begin(&writing, (const int[]){-1, full});
    put(&writing, 'a');
    assert_false(stream_out_finish(writing.out));
    assert_int_equal(stream_out_error(writing.out), ENOSPC);
    end(&writing);

    char path[] = "/tmp/gs_stream_out.XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    begin(&writing, (const int[]){-1, fd});
    for (int i = 0; i < 1000; i++) {
        put(&writing, 'a');
        assert_false(stream_out_is_full(writing.out));
    }
    assert_true(stream_out_finish(writing.out));
    assert_int_equal(lseek(fd, 0, SEEK_CUR), 1000 * PIECE);
    end(&writing);
    assert_int_equal(unlink(path), 0);
}

static void finishing_waits_for_the_reader(void **state)
{
    (void)state;
    int ends[2];
    struct writing writing;
    open_pair(false, ends);
    begin(&writing, ends);
    size_t left = 0;
    for (; !stream_out_is_full(writing.out); left += PIECE) {
        put(&writing, 'a');
    }
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) { /* reads all, slowly at first */
        char bytes[4096];
        (void)alarm(20);
        (void)usleep(20000);
        for (ssize_t got = 1; left > 0 && got > 0; left -= (size_t)got) {
            got = read(writing.reader, bytes, sizeof bytes);
        }
        _exit(left == 0 ? 0 : 1);
    }
    int status = -1;
    assert_true(stream_out_finish(writing.out));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    end(&writing);
}

static int ignore_sigpipe(void **state)
{
    (void)state;
    return signal(SIGPIPE, SIG_IGN) == SIG_ERR;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(little_comes_soon),
        cmocka_unit_test(a_slow_reader_gets_all_and_holds_nothing_else),
        cmocka_unit_test(a_reader_that_went_is_told_once_and_ends_it),
        cmocka_unit_test(a_reader_that_went_is_told_of_by_the_loop_however_much_comes),
        cmocka_unit_test(a_reader_that_goes_while_waited_for_is_noticed),
        cmocka_unit_test(a_full_disk_is_an_error_and_a_file_gets_all),
        cmocka_unit_test(finishing_waits_for_the_reader),
    };
    return cmocka_run_group_tests(tests, ignore_sigpipe, NULL);
}
