/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/file.h"
#include "gaiscope/base/file_save.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/gs_file_save.XXXXXX";

static const char *in_folder(const char *name)
{
    static char paths[4][128];
    static unsigned next;
    char *path = paths[next++ % COUNT_OF(paths)];
    (void)snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static int make_folder(void **state)
{
    (void)state;
    (void)umask(022);
    (void)strcpy(folder + strlen(folder) - 6, "XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    DIR *all = opendir(folder);
    for (struct dirent *entry = readdir(all); entry != NULL; entry = readdir(all)) {
        (void)unlink(in_folder(entry->d_name));
    }
    (void)closedir(all);
    return rmdir(folder);
}

static void write_old(const char *path, const char *text)
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

static size_t count_files(void)
{
    size_t count = 0;
    DIR *all = opendir(folder);
    for (struct dirent *entry = readdir(all); entry != NULL; entry = readdir(all)) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    (void)closedir(all);
    return count;
}

static void a_new_file_has_the_mode_that_is_asked(void **state)
{
    (void)state;
    struct stat facts;
    assert_int_equal(gs_file_save(in_folder("a"), "one\n", 4, 0666), GS_OK);
    assert_holds(in_folder("a"), "one\n");
    assert_int_equal(stat(in_folder("a"), &facts), 0);
    assert_int_equal(facts.st_mode & 07777, 0644);
    assert_int_equal(count_files(), 1);
}

static void an_old_file_is_replaced_and_keeps_its_mode(void **state)
{
    (void)state;
    struct stat before;
    struct stat after;
    write_old(in_folder("a"), "old\n");
    assert_int_equal(chmod(in_folder("a"), 0640), 0);
    assert_int_equal(stat(in_folder("a"), &before), 0);
    assert_int_equal(gs_file_save(in_folder("a"), "new\n", 4, 0666), GS_OK);
    assert_int_equal(stat(in_folder("a"), &after), 0);
    assert_holds(in_folder("a"), "new\n");
    assert_int_equal(after.st_mode & 07777, 0640);
    assert_int_not_equal(before.st_ino, after.st_ino);
    assert_int_equal(count_files(), 1);
}

static void a_refresh_replaces_as_saving_does(void **state)
{
    (void)state;
    struct stat after;
    assert_int_equal(gs_file_refresh(in_folder("a"), "old\n", 4, 0666), GS_OK);
    assert_int_equal(chmod(in_folder("a"), 0640), 0);
    assert_int_equal(gs_file_refresh(in_folder("a"), "new\n", 4, 0666), GS_OK);
    assert_holds(in_folder("a"), "new\n");
    assert_int_equal(stat(in_folder("a"), &after), 0);
    assert_int_equal(after.st_mode & 07777, 0640);
    assert_int_equal(gs_file_refresh(folder, "new\n", 4, 0666), GS_EINVAL);
    assert_int_equal(count_files(), 1);
}

static void of_a_link_its_target_is_replaced(void **state)
{
    (void)state;
    struct stat facts;
    write_old(in_folder("target"), "old\n");
    assert_int_equal(symlink("target", in_folder("link")), 0);
    assert_int_equal(gs_file_save(in_folder("link"), "new\n", 4, 0666), GS_OK);
    assert_holds(in_folder("target"), "new\n");
    assert_int_equal(lstat(in_folder("link"), &facts), 0);
    assert_true(S_ISLNK(facts.st_mode));
    assert_int_equal(symlink("nowhere", in_folder("dangling")), 0);
    assert_int_equal(gs_file_save(in_folder("dangling"), "new\n", 4, 0666), GS_EOS);
    assert_int_equal(errno, ENOENT);
}

static void what_is_no_file_is_left_alone(void **state)
{
    (void)state;
    assert_int_equal(mkfifo(in_folder("fifo"), 0600), 0);
    assert_int_equal(gs_file_save(in_folder("fifo"), "new\n", 4, 0666), GS_EINVAL);
    assert_int_equal(gs_file_save(folder, "new\n", 4, 0666), GS_EINVAL);
    assert_int_equal(gs_file_save("/dev/full", "new\n", 4, 0666), GS_EINVAL);
    assert_int_equal(gs_file_save(in_folder("no/a"), "new\n", 4, 0666), GS_EOS);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(count_files(), 1);
}

/* A limit on the size of files stands for a disk that is full in the middle of the writing. */
static void a_full_disk_leaves_the_old_file(void **state)
{
    (void)state;

    static char much[100000];
    struct rlimit before;
    memset(much, 'x', sizeof much);
    write_old(in_folder("a"), "old\n");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit little = {4096, before.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    enum gs_status status = gs_file_save(in_folder("a"), much, sizeof much, 0666);
    int error = errno;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, GS_EOS);
    assert_int_equal(error, EFBIG);
    assert_holds(in_folder("a"), "old\n");
    assert_int_equal(count_files(), 1);
}

static void a_folder_that_may_not_be_written_is_said(void **state)
{
    (void)state;
    if (geteuid() == 0) {
        print_message("  root may write everywhere\n");
        skip();
    }
    write_old(in_folder("a"), "old\n");
    assert_int_equal(chmod(folder, 0500), 0);
    enum gs_status status = gs_file_save(in_folder("a"), "new\n", 4, 0666);
    int error = errno;
    assert_int_equal(chmod(folder, 0700), 0);
    assert_int_equal(status, GS_EOS);
    assert_int_equal(error, EACCES);
    assert_holds(in_folder("a"), "old\n");
}

static void write_draft(unsigned number)
{
    char name[32];
    (void)snprintf(name, sizeof name, ".a.new-%u", number);
    write_old(in_folder(name), "left");
}

static void what_a_killed_program_left_is_removed(void **state)
{
    (void)state;
    write_old(in_folder("a"), "old\n");
    for (unsigned i = 0; i < 150; i++) {
        write_draft(0);
        assert_int_equal(gs_file_save(in_folder("a"), "new\n", 4, 0666), GS_OK);
        assert_int_equal(count_files(), 1);
    }
    assert_holds(in_folder("a"), "new\n");
}

static void a_draft_that_is_being_written_is_left_alone(void **state)
{
    (void)state;
    write_draft(0);
    int fd = open(in_folder(".a.new-0"), O_RDONLY);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    assert_int_equal(gs_file_save(in_folder("a"), "new\n", 4, 0666), GS_OK);
    assert_holds(in_folder("a"), "new\n");
    assert_holds(in_folder(".a.new-0"), "left");
    assert_int_equal(count_files(), 2);
    assert_int_equal(close(fd), 0);
    assert_int_equal(gs_file_save(in_folder("a"), "newer\n", 6, 0666), GS_OK);
    assert_int_equal(count_files(), 1);
}

static void a_draft_that_is_no_file_is_left_alone(void **state)
{
    (void)state;
    write_old(in_folder("other"), "other");
    assert_int_equal(symlink("other", in_folder(".a.new-0")), 0);
    assert_int_equal(mkfifo(in_folder(".a.new-1"), 0600), 0);
    assert_int_equal(gs_file_save(in_folder("a"), "new\n", 4, 0666), GS_OK);
    assert_holds(in_folder("a"), "new\n");
    assert_holds(in_folder("other"), "other");
    assert_int_equal(count_files(), 4);
}

struct writer {
    pthread_t thread;
    char path[128];
    bool has_failed;
};

static void *write_often(void *context)
{
    struct writer *writer = context;
    for (unsigned i = 0; i < 300; i++) {
        enum gs_status status = gs_file_refresh(writer->path, "whole\n", 6, 0666);
        writer->has_failed = writer->has_failed || status != GS_OK;
    }
    return NULL;
}

static void writers_at_once_do_not_take_each_others_drafts(void **state)
{
    (void)state;
    struct writer writers[4] = {0};
    for (size_t i = 0; i < COUNT_OF(writers); i++) {
        (void)snprintf(writers[i].path, sizeof writers[i].path, "%s", in_folder("a"));
        assert_int_equal(
            pthread_create(&writers[i].thread, NULL, write_often, &writers[i]), 0);
    }
    for (size_t i = 0; i < COUNT_OF(writers); i++) {
        assert_int_equal(pthread_join(writers[i].thread, NULL), 0);
        assert_false(writers[i].has_failed);
    }
    assert_holds(in_folder("a"), "whole\n");
    assert_int_equal(count_files(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_new_file_has_the_mode_that_is_asked,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(an_old_file_is_replaced_and_keeps_its_mode,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_refresh_replaces_as_saving_does, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(of_a_link_its_target_is_replaced, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(what_is_no_file_is_left_alone, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_full_disk_leaves_the_old_file, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_folder_that_may_not_be_written_is_said,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(what_a_killed_program_left_is_removed,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_draft_that_is_being_written_is_left_alone,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_draft_that_is_no_file_is_left_alone,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(writers_at_once_do_not_take_each_others_drafts,
                                        make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
