/* SPDX-License-Identifier: MIT */
#include "../../src/cli/line_reader.h"
#include "support/check.h"

#include "gaiscope/base/buf.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    CHUNK = 65536, /* of the reader */
    TURNS = 1000,
};

/* What was read: lines in brackets, those that were cut with a "!" behind. */
struct reading {
    uv_loop_t loop;
    struct line_reader *reader;
    struct gs_buf lines;
    uint64_t last_number;
    size_t longest;
    unsigned later; /* so often nothing was there */
    bool has_ended;
};

static void read_on(void *context)
{
    struct reading *reading = context;
    struct line_reader_line line = {0};
    enum line_reader_state state = line_reader_next(reading->reader, &line);
    for (; state == LINE_READER_LINE; state = line_reader_next(reading->reader, &line)) {
        assert_int_equal(line.number, reading->last_number + 1);
        assert_int_equal(line.text[line.len], '\0');
        reading->last_number = line.number;
        reading->longest = line.len > reading->longest ? line.len : reading->longest;
        gs_buf_add_text(&reading->lines, "[");
        gs_buf_add(&reading->lines, line.text, line.len > 40 ? 40 : line.len);
        gs_buf_add_text(&reading->lines, line.is_cut ? "]!" : "]");
    }
    reading->later += state == LINE_READER_LATER ? 1 : 0;
    reading->has_ended = state == LINE_READER_END;
}

static void begin(struct reading *reading, const char *path)
{
    *reading = (struct reading){0};
    assert_int_equal(uv_loop_init(&reading->loop), 0);
    assert_int_equal(
        line_reader_open(&reading->loop, path, read_on, reading, &reading->reader),
        GS_OK);
    read_on(reading);
}

static void go_on(struct reading *reading)
{
    for (int i = 0; i < TURNS && !reading->has_ended; i++) {
        (void)uv_run(&reading->loop, UV_RUN_ONCE);
    }
    assert_true(reading->has_ended);
}

static void end(struct reading *reading)
{
    line_reader_close(reading->reader);
    (void)uv_run(&reading->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&reading->loop), 0);
    gs_buf_fini(&reading->lines);
}

static int write_file(char path[], const char *bytes, size_t len)
{
    (void)strcpy(path, "/tmp/gs_line_reader.XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, len), len);
    return fd;
}

static void check_lines(const char *label, const char *bytes, size_t len,
                        const char *wanted)
{
    char path[32];
    struct reading reading;
    (void)close(write_file(path, bytes, len));
    begin(&reading, path);
    go_on(&reading);
    check_case(label);
    assert_string_equal(gs_buf_text(&reading.lines), wanted);
    end(&reading);
    assert_int_equal(unlink(path), 0);
}

static void lines_end_as_every_system_ends_them(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *bytes;
        const char *wanted;
    } cases[] = {
        {"nothing", "", ""},
        {"one", "a\n", "[a]"},
        {"no end", "a\nb", "[a][b]"},
        {"empty ones", "\n\na\n\n", "[][][a][]"},
        {"CR LF", "a\r\nb\r\n", "[a][b]"},
        {"CR LF and no end", "a\r\nb\r", "[a][b]"},
        {"CR within", "a\rb\n", "[a\rb]"},
        {"two CR", "a\r\r\n", "[a\r]"},
        {"CR alone", "\r\n\r", "[][]"},
        {"blanks stay", " a \n", "[ a ]"},
        {"any bytes", "\xff\x01\x7f\xc0\n", "[\xff\x01\x7f\xc0]"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_lines(cases[i].label, cases[i].bytes, strlen(cases[i].bytes),
                    cases[i].wanted);
    }
}

static void nul_bytes_end_no_line(void **state)
{
    (void)state;
    static const char bytes[] = "a\0b\n\0\nc";
    char path[32];
    struct reading reading;
    (void)close(write_file(path, bytes, sizeof bytes - 1));
    begin(&reading, path);
    go_on(&reading);
    assert_int_equal(reading.last_number, 3);
    assert_memory_equal(gs_buf_text(&reading.lines), "[a\0b][\0][c]", 11);
    end(&reading);
    assert_int_equal(unlink(path), 0);
}

/* A line is put where the reader's chunk ends: behind `before` bytes of other lines. */
static void a_chunk_may_end_anywhere(void **state)
{
    (void)state;
    static const char *const lines[] = {"ab\n", "ab\r\n", "ab\r", "ab"};
    char *bytes = malloc((size_t)2 * CHUNK);
    assert_non_null(bytes);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        for (size_t before = CHUNK - 5; before <= CHUNK + 1; before++) {
            struct reading reading;
            char path[32];
            memset(bytes, '\n', before);
            (void)strcpy(bytes + before, lines[i]);
            (void)close(write_file(path, bytes, before + strlen(lines[i])));
            begin(&reading, path);
            go_on(&reading);
            assert_int_equal(reading.last_number, before + 1);
            assert_string_equal(gs_buf_text(&reading.lines) + 2 * before, "[ab]");
            end(&reading);
            assert_int_equal(unlink(path), 0);
        }
    }
    free(bytes);
}

static void long_lines_lose_their_end_and_nothing_else(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        size_t len;
        const char *end;
        bool is_cut;
    } cases[] = {
        {"just fits", LINE_READER_MAX, "\nz\n", false},
        {"fits with CR LF", LINE_READER_MAX, "\r\nz\n", false},
        {"fits, ends with CR", LINE_READER_MAX, "\r", false},
        {"one more", LINE_READER_MAX + 1, "\nz\n", true},
        {"one more and no end", LINE_READER_MAX + 1, "", true},
        {"a chunk", CHUNK, "\nz\n", true},
        {"a chunk less its LF", CHUNK - 1, "\nz\n", true},
        {"a MiB", (size_t)1 << 20, "\nz\n", true},
        {"a MiB and no end", (size_t)1 << 20, "", true},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_buf bytes = {0};
        struct reading reading;
        char path[32];
        for (size_t at = 0; at < cases[i].len; at++) {
            gs_buf_add(&bytes, "y", 1);
        }
        gs_buf_add_text(&bytes, cases[i].end);
        (void)close(write_file(path, bytes.data, bytes.len));
        begin(&reading, path);
        go_on(&reading);
        check_case(cases[i].label);
        const char *mark = strchr(gs_buf_text(&reading.lines), ']');
        assert_non_null(mark);
        assert_int_equal(mark[1] == '!', cases[i].is_cut);
        assert_int_equal(reading.longest, LINE_READER_MAX);
        bool has_more = strchr(cases[i].end, 'z') != NULL;
        assert_string_equal(mark + (cases[i].is_cut ? 2 : 1), has_more ? "[z]" : "");
        end(&reading);
        gs_buf_fini(&bytes);
        assert_int_equal(unlink(path), 0);
    }
}

static void a_long_list_lets_the_loop_turn(void **state)
{
    (void)state;
    char path[32];
    char chunk[CHUNK];
    struct reading reading;
    memset(chunk, 'x', sizeof chunk);
    int fd = write_file(path, "", 0);
    for (int i = 0; i < 64; i++) {
        assert_int_equal(write(fd, chunk, sizeof chunk), sizeof chunk);
    }
    (void)close(fd);
    begin(&reading, path);
    assert_false(reading.has_ended);
    go_on(&reading);
    assert_true(reading.later >= 4);
    end(&reading);
    assert_int_equal(unlink(path), 0);
}

static void a_device_without_end_does_not_hold_the_loop(void **state)
{
    (void)state;
    struct reading reading;
    begin(&reading, "/dev/zero");
    for (int i = 0; i < 3; i++) {
        (void)uv_run(&reading.loop, UV_RUN_ONCE);
    }
    assert_false(reading.has_ended);
    assert_int_equal(reading.last_number, 1);
    end(&reading);
    begin(&reading, "/dev/null");
    assert_true(reading.has_ended);
    end(&reading);
}

static void what_is_no_list_is_told(void **state)
{
    (void)state;

    static const struct {
        const char *path;
        int error;
    } cases[] = {{"/tmp", EISDIR}, {"/nowhere/list", ENOENT}, {"/etc/passwd/x", ENOTDIR}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct line_reader *reader = NULL;
        uv_loop_t loop;
        assert_int_equal(uv_loop_init(&loop), 0);
        check_case(cases[i].path);
        assert_int_equal(line_reader_open(&loop, cases[i].path, read_on, NULL, &reader),
                         GS_EOS);
        assert_int_equal(errno, cases[i].error);
        assert_null(reader);
        assert_int_equal(uv_loop_close(&loop), 0);
    }
}

static void a_pipe_gives_lines_as_they_come(void **state)
{
    (void)state;
    char folder[] = "/tmp/gs_line_reader.XXXXXX";
    char path[40];
    struct reading reading;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/fifo", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    begin(&reading, path); /* nobody writes yet: that is not the end */
    (void)uv_run(&reading.loop, UV_RUN_NOWAIT);
    assert_false(reading.has_ended);
    int fd = open(path, O_WRONLY);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "a\nb", 3), 3);
    (void)uv_run(&reading.loop, UV_RUN_ONCE);
    assert_string_equal(gs_buf_text(&reading.lines), "[a]");
    assert_int_equal(write(fd, "c\r", 2), 2);
    (void)uv_run(&reading.loop, UV_RUN_ONCE);
    assert_int_equal(write(fd, "\nd", 2), 2);
    (void)uv_run(&reading.loop, UV_RUN_ONCE);
    assert_string_equal(gs_buf_text(&reading.lines), "[a][bc]");
    assert_int_equal(close(fd), 0);
    go_on(&reading);
    assert_string_equal(gs_buf_text(&reading.lines), "[a][bc][d]");
    end(&reading);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
}

/* Reads standard input, which is `fd`, whose other end got "a" and no line's end. */
static void check_that_it_goes_on_blocking(const char *label, int fd)
{
    struct reading reading;
    int kept = dup(STDIN_FILENO);
    assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    check_case(label);
    begin(&reading, "-");
    go_on(&reading);
    assert_string_equal(gs_buf_text(&reading.lines), "[a]");
    end(&reading);
    assert_int_equal(fcntl(STDIN_FILENO, F_GETFL) & O_NONBLOCK, 0);
    assert_int_equal(dup2(kept, STDIN_FILENO), STDIN_FILENO);
    (void)close(kept);
    (void)close(fd);
}

static void standard_input_stays_as_others_know_it(void **state)
{
    (void)state;
    char path[32];
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "a", 1), 1);
    (void)close(ends[1]);
    check_that_it_goes_on_blocking("a pipe", ends[0]);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    assert_int_equal(write(ends[1], "a", 1), 1);
    (void)close(ends[1]);
    check_that_it_goes_on_blocking("a socket", ends[0]);
    int fd = write_file(path, "a", 1);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    check_that_it_goes_on_blocking("a file", fd);
    assert_int_equal(unlink(path), 0);
}

static void progress_is_in_bytes_of_the_list(void **state)
{
    (void)state;
    char path[32];
    struct reading reading;
    uint64_t done = 0;
    uint64_t total = 0;
    (void)close(write_file(path, "a\r\nbc\nd", 7));
    begin(&reading, path);
    line_reader_progress(reading.reader, &done, &total);
    assert_int_equal(done, 7);
    assert_int_equal(total, 7);
    end(&reading);
    assert_int_equal(unlink(path), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_as_every_system_ends_them),
        cmocka_unit_test(nul_bytes_end_no_line),
        cmocka_unit_test(a_chunk_may_end_anywhere),
        cmocka_unit_test(long_lines_lose_their_end_and_nothing_else),
        cmocka_unit_test(a_long_list_lets_the_loop_turn),
        cmocka_unit_test(a_device_without_end_does_not_hold_the_loop),
        cmocka_unit_test(what_is_no_list_is_told),
        cmocka_unit_test(a_pipe_gives_lines_as_they_come),
        cmocka_unit_test(standard_input_stays_as_others_know_it),
        cmocka_unit_test(progress_is_in_bytes_of_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
