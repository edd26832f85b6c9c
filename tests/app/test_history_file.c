/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/app/history_file.h"
#include "gaiscope/base/buf.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>
#include <unistd.h>

/** A directory of its own for each test. */
struct place {
    char directory[64];
    char path[128];
};

static int make_place(void **state)
{
    struct place *place = gs_mem_new(1, sizeof *place);
    (void)snprintf(place->directory, sizeof place->directory,
                   "/tmp/gaiscope-test-XXXXXX");
    assert_non_null(mkdtemp(place->directory));
    (void)snprintf(place->path, sizeof place->path, "%s/state/gaiscope/history",
                   place->directory);
    *state = place;
    return 0;
}

static int remove_place(void **state)
{
    struct place *place = *state;
    char directory[96];
    (void)unlink(place->path);
    (void)snprintf(directory, sizeof directory, "%s/state/gaiscope", place->directory);
    (void)rmdir(directory);
    (void)snprintf(directory, sizeof directory, "%s/state", place->directory);
    (void)rmdir(directory);
    assert_int_equal(rmdir(place->directory), 0); /* nothing else was left behind */
    free(place);
    return 0;
}

static void append(const struct place *place, const char *host, const char *service)
{
    struct gs_history history = {0};
    struct gs_history_entry *entry = gs_history_add(&history, host, service, 1700000000);
    entry->outcome = GS_OUTCOME_ANSWERED;
    entry->v4_count = 1;
    entry->v6_count = 2;
    assert_int_equal(gs_history_file_append(place->path, entry), GS_OK);
    gs_history_fini(&history);
}

static void write_file(const struct place *place, const char *text, size_t len)
{
    append(place, "first.test", ""); /* makes the directories */
    FILE *file = fopen(place->path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static void questions_survive_a_run(void **state)
{
    const struct place *place = *state;
    append(place, "iana.org", "www");
    append(place, "五粮液.中国", "");
    append(place, "a\tb\\c\nd", "x\ty");
    struct gs_history history = {0};
    assert_int_equal(gs_history_file_load(place->path, &history), GS_OK);
    assert_int_equal(history.count, 3);
    assert_string_equal(history.items[0].host, "iana.org");
    assert_string_equal(history.items[0].service, "www");
    assert_int_equal(history.items[0].outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(history.items[0].v4_count, 1);
    assert_int_equal(history.items[0].v6_count, 2);
    assert_int_equal(history.items[0].asked_wall_s, 1700000000);
    assert_string_equal(history.items[1].host, "五粮液.中国");
    assert_string_equal(history.items[2].host, "a\tb\\c\nd");
    assert_string_equal(history.items[2].service, "x\ty");
    gs_history_fini(&history);
}

static void a_missing_file_is_an_empty_history(void **state)
{
    const struct place *place = *state;
    struct gs_history history = {0};
    assert_int_equal(gs_history_file_load(place->path, &history), GS_OK);
    assert_int_equal(history.count, 0);
}

static void only_the_owner_can_read_the_file(void **state)
{
    const struct place *place = *state;
    append(place, "iana.org", "");
    struct stat facts;
    assert_int_equal(stat(place->path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0600);
}

static void bad_lines_are_skipped_and_good_ones_kept(void **state)
{
    static const char text[] = "nonsense\n"
                               "12\tanswered\t1\t1\tgood.test\twww\n"
                               "12\tno_such_word\t1\t1\tbad.test\t\n"
                               "-5\tanswered\t1\t1\tbad.test\t\n"
                               "12x\tanswered\t1\t1\tbad.test\t\n"
                               "12\tanswered\t99999999999\t1\tbad.test\t\n"
                               "12\tanswered\t1\t1\tbad.test\twww\textra\n"
                               "12\tanswered\t1\t1\n"
                               "\n"
                               "13\tno_data\t0\t0\tcut.test\t";
    const struct place *place = *state;
    write_file(place, text, sizeof text - 1);
    struct gs_history history = {0};
    assert_int_equal(gs_history_file_load(place->path, &history), GS_OK);
    assert_int_equal(history.count, 2);
    assert_string_equal(history.items[0].host, "good.test");
    assert_string_equal(history.items[1].host, "cut.test");
    assert_int_equal(history.items[1].outcome, GS_OUTCOME_NO_DATA);
    gs_history_fini(&history);
}

static void a_host_longer_than_a_question_takes_is_skipped(void **state)
{
    const struct place *place = *state;
    struct gs_buf text = {0};
    gs_buf_add_text(&text, "1\tanswered\t0\t0\t");
    for (int i = 0; i < GS_HOST_MAX + 1; i++) {
        gs_buf_add_text(&text, "a");
    }
    gs_buf_add_text(&text, "\t\n2\tanswered\t0\t0\tgood.test\t\n");
    write_file(place, text.data, text.len);
    gs_buf_fini(&text);
    struct gs_history history = {0};
    assert_int_equal(gs_history_file_load(place->path, &history), GS_OK);
    assert_int_equal(history.count, 1);
    assert_string_equal(history.items[0].host, "good.test");
    gs_history_fini(&history);
}

static void a_grown_file_is_rewritten_with_what_is_kept(void **state)
{
    const struct place *place = *state;
    struct gs_buf text = {0};
    for (int i = 0; i < 40000; i++) {
        gs_buf_addf(&text, "%d\tanswered\t1\t0\thost%d.test\twww\n", i, i);
    }
    write_file(place, text.data, text.len); /* over 1 MiB */
    gs_buf_fini(&text);
    struct gs_history history = {0};
    assert_int_equal(gs_history_file_load(place->path, &history), GS_OK);
    assert_int_equal(history.count, GS_HISTORY_MAX);
    assert_string_equal(history.items[GS_HISTORY_MAX - 1].host, "host39999.test");
    gs_history_fini(&history);
    struct stat facts;
    assert_int_equal(stat(place->path, &facts), 0);
    assert_true(facts.st_size < 64 * 1024);
    assert_int_equal(gs_history_file_load(place->path, &history), GS_OK);
    assert_int_equal(history.count, GS_HISTORY_MAX);
    gs_history_fini(&history);
}

static void a_directory_in_its_place_is_an_error(void **state)
{
    const struct place *place = *state;
    struct gs_history history = {0};
    assert_int_equal(gs_history_file_load(place->directory, &history), GS_EOS);
    struct gs_history_entry entry = {.host = (char[]){"a"}, .service = (char[]){""}};
    assert_int_equal(gs_history_file_append(place->directory, &entry), GS_EOS);
}

static void the_path_follows_the_environment(void **state)
{
    (void)state;
    char path[PATH_MAX];
    char *home = gs_mem_copy_text(getenv("HOME"));
    (void)setenv("XDG_STATE_HOME", "/somewhere", 1);
    assert_true(gs_history_file_path(path, sizeof path));
    assert_string_equal(path, "/somewhere/gaiscope/history");
    (void)setenv("XDG_STATE_HOME", "relative", 1);
    (void)setenv("HOME", "/home/her", 1);
    assert_true(gs_history_file_path(path, sizeof path));
    assert_string_equal(path, "/home/her/.local/state/gaiscope/history");
    (void)unsetenv("XDG_STATE_HOME");
    (void)unsetenv("HOME");
    assert_false(gs_history_file_path(path, sizeof path));
    if (home != NULL) {
        (void)setenv("HOME", home, 1);
    }
    free(home);
}

int main(void)
{
#define WITH_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)
    const struct CMUnitTest tests[] = {
        WITH_PLACE(questions_survive_a_run),
        WITH_PLACE(a_missing_file_is_an_empty_history),
        WITH_PLACE(only_the_owner_can_read_the_file),
        WITH_PLACE(bad_lines_are_skipped_and_good_ones_kept),
        WITH_PLACE(a_host_longer_than_a_question_takes_is_skipped),
        WITH_PLACE(a_grown_file_is_rewritten_with_what_is_kept),
        WITH_PLACE(a_directory_in_its_place_is_an_error),
        cmocka_unit_test(the_path_follows_the_environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
