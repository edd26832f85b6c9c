/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/file.h"
#include "gaiscope/cli/watch_file.h"
#include "gaiscope/rules/watch_list.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[32];

static int enter_folder(void **state)
{
    (void)state;
    (void)strcpy(folder, "/tmp/gs_watch_file.XXXXXX");
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int remove_folder(void **state)
{
    (void)state;
    DIR *all = opendir(folder);
    for (struct dirent *entry = readdir(all); entry != NULL; entry = readdir(all)) {
        (void)unlink(entry->d_name);
    }
    (void)closedir(all);
    return chdir("/") != 0 || rmdir(folder) != 0;
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void assert_holds(const char *path, const char *text)
{
    struct gs_buf read = {0};
    assert_true(gs_file_read(path, 1000000, &read));
    assert_string_equal(gs_buf_text(&read), text);
    gs_buf_fini(&read);
}

static void assert_fails(const char *path, const char *sentence)
{
    struct gs_buf text = {0};
    struct gs_buf error = {0};
    assert_int_not_equal(gs_watch_file_read(path, &text, &error), GS_OK);
    assert_string_equal(gs_buf_text(&error), sentence);
    assert_int_equal(text.len, 0);
    gs_buf_fini(&error);
}

static void a_file_is_read_and_what_is_none_is_said(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    struct gs_buf error = {0};
    write_file("hosts", "a.test\n");
    assert_int_equal(gs_watch_file_read("hosts", &text, &error), GS_OK);
    assert_string_equal(gs_buf_text(&text), "a.test\n");
    assert_true(gs_watch_file_is_regular("hosts"));
    assert_fails("nothing", "\"nothing\" cannot be read: no such file or directory");
    assert_fails(".", "\".\" cannot be read: illegal operation on a directory");
    assert_fails("/dev/zero", "\"/dev/zero\" is too large for a list: at most 16 MiB");
    assert_false(gs_watch_file_is_regular("/dev/zero"));
    assert_false(gs_watch_file_is_regular("-"));
    gs_buf_fini(&text);
}

/* Writes from another process, with a pause before each piece. */
static pid_t write_slowly(int fd)
{
    pid_t child = fork();
    if (child == 0) {
        (void)usleep(30000);
        bool is_fine = write(fd, "a.test\n", 7) == 7;
        (void)usleep(30000);
        is_fine = is_fine && write(fd, "b.test\n", 7) == 7;
        _exit(is_fine ? 0 : 1);
    }
    return child;
}

/* As `gaiscope -m <(command)` of a shell has it. */
static void a_fifo_is_read_to_its_end(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    struct gs_buf error = {0};
    int pipes[2];
    int status = -1;
    char path[32];
    assert_int_equal(pipe(pipes), 0);
    (void)snprintf(path, sizeof path, "/dev/fd/%d", pipes[0]);
    pid_t child = write_slowly(pipes[1]);
    assert_int_equal(close(pipes[1]), 0);
    assert_false(gs_watch_file_is_regular(path));
    assert_int_equal(gs_watch_file_read(path, &text, &error), GS_OK);
    assert_string_equal(gs_buf_text(&text), "a.test\nb.test\n");
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(close(pipes[0]), 0);
    gs_buf_fini(&text);
}

static void a_fifo_without_a_writer_is_empty(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    struct gs_buf error = {0};
    assert_int_equal(mkfifo("fifo", 0600), 0);
    assert_int_equal(gs_watch_file_read("fifo", &text, &error), GS_OK);
    assert_int_equal(text.len, 0);
    gs_buf_fini(&text);
}

static void standard_input_is_read_to_its_end(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    struct gs_buf error = {0};
    int pipes[2];
    int kept = dup(STDIN_FILENO);
    assert_int_equal(pipe(pipes), 0);
    assert_int_equal(dup2(pipes[0], STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(write(pipes[1], "a.test\n", 7), 7);
    assert_int_equal(close(pipes[1]), 0);
    enum gs_status status = gs_watch_file_read("-", &text, &error);
    assert_int_equal(dup2(kept, STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(close(kept) + close(pipes[0]), 0);
    assert_int_equal(status, GS_OK);
    assert_string_equal(gs_buf_text(&text), "a.test\n");
    gs_buf_fini(&text);
}

static enum gs_status save(const char *path, const char *before, const char *watched,
                           bool is_new, struct gs_buf *error)
{
    struct gs_watch_reading reading = gs_watch_list_parse(watched, strlen(watched));
    struct gs_buf text = {0};
    struct gs_buf saved = {0};
    gs_buf_add_text(&text, before);
    struct gs_watch_saving saving = {path, &text, &reading.watches, is_new};
    enum gs_status status = gs_watch_file_save(&saving, &saved, error);
    if (status == GS_OK) {
        assert_holds(path, gs_buf_text(&saved));
    }
    gs_buf_fini(&text);
    gs_buf_fini(&saved);
    gs_watch_reading_fini(&reading);
    return status;
}

static void a_saved_list_keeps_comments_and_its_mode(void **state)
{
    (void)state;
    struct stat facts;
    struct gs_buf error = {0};
    write_file("hosts", "# ours\na.test # one\nb.test\n");
    assert_int_equal(chmod("hosts", 0640), 0);
    assert_int_equal(save("hosts", "# ours\na.test # one\nb.test\n", "a.test mx\nc.test",
                          false, &error),
                     GS_OK);
    assert_holds("hosts", "# ours\na.test mx # one\nc.test\n");
    assert_int_equal(stat("hosts", &facts), 0);
    assert_int_equal(facts.st_mode & 07777, 0640);
}

static void a_new_name_does_not_replace_a_file(void **state)
{
    (void)state;
    struct gs_buf error = {0};
    write_file("hosts", "b.test\n");
    assert_int_equal(save("hosts", "", "a.test", true, &error), GS_EINVAL);
    assert_string_equal(gs_buf_text(&error),
                        "\"hosts\" is there already: choose another name");
    assert_holds("hosts", "b.test\n");
    gs_buf_clear(&error);
    assert_int_equal(save("others", "", "a.test", true, &error), GS_OK);
    assert_holds("others", "a.test\n");
    assert_int_equal(save("no/others", "", "a.test", true, &error), GS_EOS);
    assert_string_equal(gs_buf_text(&error),
                        "\"no/others\" cannot be saved: no such file or directory");
    gs_buf_fini(&error);
}

static void a_full_disk_loses_nothing(void **state)
{
    (void)state;
    struct rlimit before;
    struct gs_buf error = {0};
    struct gs_buf watched = {0};
    for (int i = 0; i < 1000; i++) {
        gs_buf_addf(&watched, "host-%d.test\n", i);
    }
    write_file("hosts", "a.test\n");
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit little = {4096, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    enum gs_status status =
        save("hosts", "a.test\n", gs_buf_text(&watched), false, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, GS_EOS);
    assert_string_equal(gs_buf_text(&error), "\"hosts\" cannot be saved: file too large");
    assert_holds("hosts", "a.test\n");
    gs_buf_fini(&error);
    gs_buf_fini(&watched);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_read_and_what_is_none_is_said,
                                        enter_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_fifo_is_read_to_its_end, enter_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_fifo_without_a_writer_is_empty, enter_folder,
                                        remove_folder),
        cmocka_unit_test(standard_input_is_read_to_its_end),
        cmocka_unit_test_setup_teardown(a_saved_list_keeps_comments_and_its_mode,
                                        enter_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_new_name_does_not_replace_a_file, enter_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_full_disk_loses_nothing, enter_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
