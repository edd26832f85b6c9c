/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/file.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/cli/recording_run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <unistd.h>

enum {
    TOO_LONG = 9 * 1024 * 1024, /* bytes of a text: no line holds them */
};

/* A folder, and what standard error gets meanwhile. */
struct fixture {
    char folder[64];
    char path[96];
    char errors[96];
    int kept; /* the real standard error */
};

static int set_up(void **state)
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    (void)snprintf(fixture->folder, sizeof fixture->folder, "/tmp/gaiscope-run-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    (void)snprintf(fixture->path, sizeof fixture->path, "%s/s.rec", fixture->folder);
    (void)snprintf(fixture->errors, sizeof fixture->errors, "%s/errors", fixture->folder);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    (void)unlink(fixture->path);
    (void)unlink(fixture->errors);
    assert_int_equal(rmdir(fixture->folder), 0);
    free(fixture);
    return 0;
}

static void listen_to_errors(struct fixture *fixture)
{
    int fd = open(fixture->errors, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(fflush(stderr), 0);
    fixture->kept = dup(STDERR_FILENO);
    assert_true(fixture->kept >= 0 && dup2(fd, STDERR_FILENO) == STDERR_FILENO);
    assert_int_equal(close(fd), 0);
}

/* Returns: what was said since. Owns: the caller. */
static char *errors_of(const struct fixture *fixture)
{
    struct gs_buf text = {0};
    assert_int_equal(fflush(stderr), 0);
    assert_int_equal(dup2(fixture->kept, STDERR_FILENO), STDERR_FILENO);
    assert_int_equal(close(fixture->kept), 0);
    assert_true(gs_file_read(fixture->errors, SIZE_MAX, &text));
    return gs_buf_claim(&text);
}

static struct gs_options options_of(char *path)
{
    return (struct gs_options){.record = path, .record_limit = 64 * 1024 * 1024};
}

static void a_refusal_names_the_file(void **state)
{
    struct fixture *fixture = *state;
    struct gs_recorder *recorder = NULL;
    char wanted[256];
    FILE *file = fopen(fixture->path, "w");
    assert_non_null(file);
    assert_true(fputs("Dear Ada,\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    struct gs_options options = options_of(fixture->path);
    listen_to_errors(fixture);
    bool has_begun = gs_recording_begin(&options, &recorder);
    char *errors = errors_of(fixture);
    (void)snprintf(
        wanted, sizeof wanted,
        "gaiscope: --record: not recorded to %s: it is there and is no recording\n",
        fixture->path);
    assert_false(has_begun);
    assert_string_equal(errors, wanted);
    free(errors);
}

static void each_reason_has_its_words(void **state)
{
    static const struct {
        const char *label;
        enum gs_status status;
        int error;
        const char *words;
    } cases[] = {
        {"no folder", GS_EOS, ENOENT, "not recorded to s.rec: no such file or directory"},
        {"no room", GS_EOS, ENOSPC, "not recorded to s.rec: no space left on device"},
        {"a letter", GS_EFORMAT, 0,
         "not recorded to s.rec: it is there and is no recording"},
        {"another program", GS_ELIMIT, 0,
         "not recorded to s.rec: another gaiscope records to it"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf out = {0};
        check_case(cases[i].label);
        gs_recording_say_refusal("s.rec", cases[i].status, cases[i].error, &out);
        assert_string_equal(gs_buf_text(&out), cases[i].words);
        gs_buf_fini(&out);
    }
}

static void what_is_left_out_is_said_at_the_end(void **state)
{
    struct fixture *fixture = *state;
    struct gs_recorder *recorder = NULL;
    struct gs_options options = options_of(fixture->path);
    struct gs_event event = {.type = GS_EVENT_QUERY};
    event.of.query.name = gs_mem_new(TOO_LONG + 1, 1);
    memset(event.of.query.name, 'a', TOO_LONG);
    listen_to_errors(fixture);
    bool has_begun = gs_recording_begin(&options, &recorder);
    if (has_begun) {
        gs_recorder_take(recorder, &event);
        gs_recording_end(recorder);
    }
    char *errors = errors_of(fixture);
    gs_event_fini(&event);
    assert_true(has_begun);
    assert_string_equal(errors,
                        "gaiscope: the recording is not whole: 1 event is too long "
                        "for a line and not in it\n");
    free(errors);
}

static void a_whole_recording_ends_without_a_word(void **state)
{
    struct fixture *fixture = *state;
    struct gs_recorder *recorder = NULL;
    struct gs_options options = options_of(fixture->path);
    listen_to_errors(fixture);
    bool has_begun = gs_recording_begin(&options, &recorder);
    gs_recording_end(recorder);
    gs_recording_end(NULL);
    char *errors = errors_of(fixture);
    assert_true(has_begun);
    assert_string_equal(errors, "");
    free(errors);
}

#define RUN_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_TEST(a_refusal_names_the_file),
        cmocka_unit_test(each_reason_has_its_words),
        RUN_TEST(what_is_left_out_is_said_at_the_end),
        RUN_TEST(a_whole_recording_ends_without_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
