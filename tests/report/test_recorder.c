/* SPDX-License-Identifier: MIT */
/*
 * The file of a recording: who may read it, what it never overwrites, where it ends.
 */
#include "support/check.h"

#include "gaiscope/base/file.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/report/recorder.h"
#include "gaiscope/report/replay.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct gs_recording_head head = {"0.1.0", 1795350665000000, 1000};

struct fixture {
    char folder[64];
    char path[96];
};

static int open_fixture(void **state)
{
    struct fixture *fixture = gs_mem_new(1, sizeof *fixture);
    (void)snprintf(fixture->folder, sizeof fixture->folder, "/tmp/gs_recorder_XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    (void)snprintf(fixture->path, sizeof fixture->path, "%s/a.rec", fixture->folder);
    *state = fixture;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *fixture = *state;
    (void)unlink(fixture->path);
    (void)rmdir(fixture->folder);
    free(fixture);
    return 0;
}

static struct gs_event log_event(int64_t at_us, const char *about)
{
    struct gs_log_entry *entry = gs_mem_new(1, sizeof *entry);
    entry->about = gs_mem_copy_text(about);
    entry->result = gs_mem_copy_text("2 rows");
    return (struct gs_event){.type = GS_EVENT_LOG, .at_us = at_us, .of.log = entry};
}

static void take_log(struct gs_recorder *recorder, int64_t at_us, const char *about)
{
    struct gs_event event = log_event(at_us, about);
    gs_recorder_take(recorder, &event);
    gs_event_fini(&event);
}

static char *content(const char *path)
{
    struct gs_buf text = {0};
    assert_true(gs_file_read(path, SIZE_MAX, &text));
    return gs_buf_claim(&text);
}

static void a_recording_has_a_head_its_events_and_an_end(void **state)
{
    const struct fixture *fixture = *state;
    struct gs_recorder *recorder = NULL;
    struct stat file = {0};
    assert_int_equal(gs_recorder_open(fixture->path, &head, GS_RECORDER_LIMIT, &recorder),
                     GS_OK);
    assert_int_equal(stat(fixture->path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    take_log(recorder, 1500, "a.test");
    assert_true(gs_recorder_has_lines(recorder));
    assert_int_equal(gs_recorder_flush(recorder), GS_RECORDER_ON);
    assert_false(gs_recorder_has_lines(recorder));
    assert_int_equal(gs_recorder_close(recorder, 2000), GS_RECORDER_ON);
    char *text = content(fixture->path);
    assert_string_equal(text,
                        "{\"format\":\"gaiscope recording\",\"version\":1,\"program\":"
                        "\"0.1.0\",\"wall_us\":1795350665000000,\"begin_us\":1000}\n"
                        "{\"event\":\"log\",\"at_us\":500,\"log\":{\"about\":\"a.test\","
                        "\"result\":\"2 rows\"}}\n"
                        "{\"end\":true,\"at_us\":1000}\n");
    free(text);
}

static void only_a_recording_is_replaced(void **state)
{
    static const struct {
        const char *label;
        const char *before; /* the file's content */
        enum gs_status status;
    } cases[] = {
        {"an empty file", "", GS_OK},
        {"a recording", "{\"format\":\"gaiscope recording\",\"version\":1}\nx\n", GS_OK},
        {"a later one", "{\"format\":\"gaiscope recording\",\"version\":9}\n", GS_OK},
        {"a letter", "Dear Ada,\n", GS_EFORMAT},
        {"one line without its end", "{\"format\":\"gaiscope recording\",\"version\":1}",
         GS_EFORMAT},
    };
    const struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_recorder *recorder = NULL;
        FILE *file = fopen(fixture->path, "w");
        check_case(cases[i].label);
        assert_non_null(file);
        (void)fputs(cases[i].before, file);
        assert_int_equal(fclose(file), 0);
        assert_int_equal(
            gs_recorder_open(fixture->path, &head, GS_RECORDER_LIMIT, &recorder),
            cases[i].status);
        (void)gs_recorder_close(recorder, 2000);
        char *text = content(fixture->path);
        assert_int_equal(strcmp(text, cases[i].before) == 0, cases[i].status != GS_OK);
        free(text);
    }
}

static void a_link_and_a_folder_are_left_alone(void **state)
{
    const struct fixture *fixture = *state;
    struct gs_recorder *recorder = NULL;
    assert_int_equal(symlink("/etc/hostname", fixture->path), 0);
    assert_int_equal(gs_recorder_open(fixture->path, &head, GS_RECORDER_LIMIT, &recorder),
                     GS_EFORMAT);
    assert_int_equal(
        gs_recorder_open(fixture->folder, &head, GS_RECORDER_LIMIT, &recorder), GS_EOS);
    assert_int_equal(errno, EISDIR);
}

static void two_recorders_do_not_share_a_file(void **state)
{
    const struct fixture *fixture = *state;
    struct gs_recorder *one = NULL;
    struct gs_recorder *two = NULL;
    assert_int_equal(gs_recorder_open(fixture->path, &head, GS_RECORDER_LIMIT, &one),
                     GS_OK);
    assert_int_equal(gs_recorder_open(fixture->path, &head, GS_RECORDER_LIMIT, &two),
                     GS_ELIMIT);
    assert_int_equal(gs_recorder_close(one, 2000), GS_RECORDER_ON);
}

static void a_full_recording_ends_properly(void **state)
{
    const struct fixture *fixture = *state;
    struct gs_recorder *recorder = NULL;
    struct gs_replay *replay = NULL;
    struct gs_buf error = {0};
    struct stat file = {0};
    size_t taken = 0;
    assert_int_equal(gs_recorder_open(fixture->path, &head, 4096, &recorder), GS_OK);
    while (gs_recorder_state(recorder) == GS_RECORDER_ON && taken < 1000) {
        take_log(recorder, 2000, "a.test");
        taken++;
    }
    assert_int_equal(gs_recorder_state(recorder), GS_RECORDER_FULL);
    take_log(recorder, 2000, "b.test"); /* nothing comes of it */
    assert_int_equal(gs_recorder_close(recorder, 9000), GS_RECORDER_FULL);
    assert_int_equal(stat(fixture->path, &file), 0);
    assert_in_range(file.st_size, 3900, 4096);
    assert_int_equal(gs_replay_open(fixture->path, &replay, &error), GS_OK);
    struct gs_event event = {0};
    size_t found = 0;
    for (; gs_replay_claim(replay, &event); found++) {
        gs_event_fini(&event);
    }
    assert_int_equal(found, taken - 1);
    assert_int_equal(gs_replay_state(replay), GS_REPLAY_ENDED);
    gs_replay_close(replay);
    gs_buf_fini(&error);
}

static void a_removed_file_is_noticed(void **state)
{
    const struct fixture *fixture = *state;
    struct gs_recorder *recorder = NULL;
    assert_int_equal(gs_recorder_open(fixture->path, &head, GS_RECORDER_LIMIT, &recorder),
                     GS_OK);
    assert_int_equal(unlink(fixture->path), 0);
    take_log(recorder, 2000, "a.test");
    assert_int_equal(gs_recorder_flush(recorder), GS_RECORDER_REMOVED);
    assert_int_equal(gs_recorder_close(recorder, 3000), GS_RECORDER_REMOVED);
}

static void a_full_disk_ends_it_with_the_reason(void **state)
{
    const struct fixture *fixture = *state;
    struct gs_recorder *recorder = NULL;
    struct rlimit before = {0};
    assert_int_equal(gs_recorder_open(fixture->path, &head, GS_RECORDER_LIMIT, &recorder),
                     GS_OK);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = {.rlim_cur = 200, .rlim_max = before.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    take_log(recorder, 2000, "a.test");
    take_log(recorder, 2000, "b.test");
    enum gs_recorder_state state_then = gs_recorder_flush(recorder);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(state_then, GS_RECORDER_FAILED);
    assert_int_equal(gs_recorder_error(recorder), EFBIG);
    take_log(recorder, 3000, "c.test"); /* nothing comes of it */
    assert_int_equal(gs_recorder_close(recorder, 4000), GS_RECORDER_FAILED);
}

/* Returns: whether a recording can begin on a full disk. */
static bool begins_on_full_disk(const char *path)
{
    struct gs_recorder *recorder = NULL;
    struct rlimit before = {0};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit none = {.rlim_cur = 0, .rlim_max = before.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    enum gs_status status = gs_recorder_open(path, &head, GS_RECORDER_LIMIT, &recorder);
    int error = errno;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    if (status != GS_OK) {
        assert_int_equal(status, GS_EOS);
        assert_int_equal(error, EFBIG);
    }
    (void)gs_recorder_close(recorder, 2000);
    return status == GS_OK;
}

static void what_cannot_begin_leaves_no_file_and_an_older_one_as_it_was(void **state)
{
    const struct fixture *fixture = *state;
    struct gs_recorder *recorder = NULL;
    (void)unlink(fixture->path);
    assert_false(begins_on_full_disk(fixture->path));
    assert_int_equal(access(fixture->path, F_OK), -1);
    assert_int_equal(gs_recorder_open(fixture->path, &head, GS_RECORDER_LIMIT, &recorder),
                     GS_OK);
    take_log(recorder, 2000, "a.test");
    assert_int_equal(gs_recorder_close(recorder, 3000), GS_RECORDER_ON);
    char *before = content(fixture->path);
    assert_false(begins_on_full_disk(fixture->path));
    char *after = content(fixture->path);
    assert_string_equal(after, before);
    free(before);
    free(after);
}

/* What is on the screen already is told first, so that a replay shows it. */
static void a_recording_from_the_middle_begins_with_what_is_known(void **state)
{
    const struct fixture *fixture = *state;
    struct gs_session session = {0};
    struct gs_session again = {0};
    struct gs_event event = {.type = GS_EVENT_STARTED, .round = 7, .at_us = 100};
    event.of.started.question = gs_mem_new(1, sizeof *event.of.started.question);
    assert_int_equal(gs_question_set(event.of.started.question, "a.test", "http"), GS_OK);
    event.of.started.parts = GS_PART_BIT(GS_PART_SYSTEM) | GS_PART_BIT(GS_PART_DNS);
    event.of.started.wall_s = 1795350600;
    gs_session_apply(&session, &event);
    event = (struct gs_event){.type = GS_EVENT_QUERY, .round = 7, .at_us = 110};
    event.of.query.name = gs_mem_copy_text("a.test");
    event.of.query.type = 1;
    gs_session_apply(&session, &event);
    struct gs_system_answer *answer = gs_system_answer_new();
    answer->outcome = GS_OUTCOME_NO_SUCH_NAME;
    event = (struct gs_event){
        .type = GS_EVENT_SYSTEM, .round = 7, .at_us = 200, .of.system = answer};
    gs_session_apply(&session, &event);
    event = (struct gs_event){.type = GS_EVENT_PART_DONE, .round = 7, .at_us = 210};
    event.of.part = GS_PART_SYSTEM;
    gs_session_apply(&session, &event);

    struct gs_recorder *recorder = NULL;
    struct gs_replay *replay = NULL;
    struct gs_buf error = {0};
    assert_int_equal(gs_recorder_open(fixture->path, &head, GS_RECORDER_LIMIT, &recorder),
                     GS_OK);
    gs_recorder_take_session(recorder, &session, 1000);
    assert_int_equal(gs_recorder_close(recorder, 1000), GS_RECORDER_ON);
    assert_int_equal(gs_replay_open(fixture->path, &replay, &error), GS_OK);
    while (gs_replay_claim(replay, &event)) {
        gs_session_apply(&again, &event);
        gs_event_fini(&event);
    }
    assert_string_equal(again.lookup.question.host, "a.test");
    assert_int_equal(again.lookup.now.system->outcome, GS_OUTCOME_NO_SUCH_NAME);
    assert_memory_equal(&again.lookup.parts[GS_PART_SYSTEM],
                        &session.lookup.parts[GS_PART_SYSTEM],
                        sizeof session.lookup.parts[0]);
    assert_int_equal(again.lookup.parts[GS_PART_DNS].progress, GS_PROGRESS_WAITING);
    assert_int_equal(again.lookup.parts[GS_PART_DNS].started_us, 100);
    assert_int_equal(again.lookup.now.dns.count, 1);
    gs_replay_close(replay);
    gs_buf_fini(&error);
    gs_session_fini(&session);
    gs_session_fini(&again);
}

#define FILE_TEST(test) cmocka_unit_test_setup_teardown(test, open_fixture, close_fixture)

static void an_event_too_long_for_a_line_is_told(void **state)
{
    const struct fixture *fixture = *state;
    struct gs_recorder *recorder = NULL;
    struct gs_buf said = {0};
    char *about = gs_mem_new(GS_RECORDING_LINE_MAX + 1, 1);
    memset(about, 'a', GS_RECORDING_LINE_MAX);
    assert_int_equal(gs_recorder_open(fixture->path, &head, GS_RECORDER_LIMIT, &recorder),
                     GS_OK);
    take_log(recorder, 1500, "a.test");
    gs_recorder_say_left_out(recorder, &said);
    assert_string_equal(gs_buf_text(&said), "");
    take_log(recorder, 1600, about);
    gs_recorder_say_left_out(recorder, &said);
    assert_string_equal(gs_buf_text(&said),
                        "1 event is too long for a line and not in it");
    take_log(recorder, 1700, about);
    gs_buf_clear(&said);
    gs_recorder_say_left_out(recorder, &said);
    assert_string_equal(gs_buf_text(&said),
                        "2 events are too long for a line and not in it");
    assert_int_equal(gs_recorder_close(recorder, 2000), GS_RECORDER_ON);
    gs_buf_fini(&said);
    free(about);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILE_TEST(a_recording_has_a_head_its_events_and_an_end),
        FILE_TEST(only_a_recording_is_replaced),
        FILE_TEST(a_link_and_a_folder_are_left_alone),
        FILE_TEST(two_recorders_do_not_share_a_file),
        FILE_TEST(a_full_recording_ends_properly),
        FILE_TEST(a_removed_file_is_noticed),
        FILE_TEST(a_full_disk_ends_it_with_the_reason),
        FILE_TEST(what_cannot_begin_leaves_no_file_and_an_older_one_as_it_was),
        FILE_TEST(an_event_too_long_for_a_line_is_told),
        FILE_TEST(a_recording_from_the_middle_begins_with_what_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
