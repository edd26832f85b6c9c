/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/file.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FILE_BYTES = 10000,
};

static char directory[] = "/tmp/gaiscope-file-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    char bytes[FILE_BYTES];
    memset(bytes, 'x', sizeof bytes);
    bytes[0] = '\0';
    if (mkdtemp(directory) == NULL || chdir(directory) != 0 ||
        mkfifo("fifo", 0600) != 0) {
        return -1;
    }
    int fd = open("file", O_WRONLY | O_CREAT, 0600);
    bool is_written = write(fd, bytes, sizeof bytes) == sizeof bytes;
    return close(fd) == 0 && is_written ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    (void)unlink("file");
    (void)unlink("fifo");
    return rmdir(directory);
}

static void a_file_is_read_up_to_a_limit(void **state)
{
    (void)state;

    static const struct {
        const char *path;
        size_t max_bytes;
        size_t expected;
        bool is_there;
    } cases[] = {
        {"file", 2 * FILE_BYTES, FILE_BYTES, true},
        {"file", FILE_BYTES, FILE_BYTES, true},
        {"file", 5000, 5000, true},
        {"file", 1, 1, true},
        {"file", 0, 0, true},
        {"missing", 100, 0, false},
        {"fifo", 100, 0, true},
        {".", 100, 0, true},
        {"/dev/zero", 5000, 5000, true},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf out = {0};
        check_case(cases[i].path);
        assert_int_equal(gs_file_read(cases[i].path, cases[i].max_bytes, &out),
                         cases[i].is_there);
        assert_int_equal(out.len, cases[i].expected);
        gs_buf_fini(&out);
    }
}

static void what_is_there_already_stays(void **state)
{
    (void)state;
    struct gs_buf out = {0};
    gs_buf_add_text(&out, "ab");
    (void)gs_file_read("file", 2, &out);
    assert_int_equal(out.len, 4);
    assert_memory_equal(gs_buf_text(&out), "ab\0x", 4);
    gs_buf_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_up_to_a_limit),
        cmocka_unit_test(what_is_there_already_stays),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
