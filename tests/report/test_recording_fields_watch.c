/* SPDX-License-Identifier: MIT */
/*
 * Events of what is watched, both ways: made by chance, from one seed a case.
 */
#include "support/check.h"
#include "support/some_watched.h"

#include "gaiscope/model/session.h"
#include "gaiscope/report/recorder.h"
#include "gaiscope/report/recording.h"
#include "gaiscope/report/replay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unistd.h>

enum {
    BEGIN_US = 7000,
    CASES = 300,
};

static struct gs_event some_event(void)
{
    struct gs_event event = {.at_us = BEGIN_US + some_number(999)};
    switch (some_number(3)) {
    case 0:
        event.type = GS_EVENT_WATCH_LIST;
        event.of.watch_list = some_list(some_number(5), some_number(5));
        break;
    case 1:
        event.type = GS_EVENT_WATCH_ROUND;
        event.of.watch_round = some_round();
        break;
    case 2:
        event.type = GS_EVENT_WATCH_HOST;
        event.of.watch_host = (struct gs_watch_setting){.id = 1 + some_number(9),
                                                        .is_paused = some_number(1) == 1,
                                                        .due_us = INT64_MAX};
        break;
    default:
        event.type = GS_EVENT_WATCH_STATUS;
        event.of.watch_status = gs_mem_new(1, sizeof *event.of.watch_status);
        event.of.watch_status->sent = some_number(99999);
        event.of.watch_status->round_us = -1;
        event.of.watch_status->next_due_us = INT64_MAX;
        break;
    }
    return event;
}

static void events_of_the_monitor_come_back_the_same(void **state)
{
    (void)state;
    for (unsigned i = 0; i < CASES; i++) {
        char label[32];
        struct gs_event again = {0};
        struct gs_buf one = {0};
        struct gs_buf two = {0};
        struct gs_buf reason = {0};
        (void)snprintf(label, sizeof label, "seed %u", i);
        check_case(label);
        some_begin(i);
        struct gs_event event = some_event();
        assert_int_equal(gs_recording_write_event(&event, BEGIN_US, &one), GS_OK);
        enum gs_recording_line result =
            gs_recording_read_line(one.data, one.len - 1, BEGIN_US, &again, &reason);
        assert_string_equal(gs_buf_text(&reason), "");
        assert_int_equal(result, GS_RECORDING_EVENT);
        assert_int_equal(gs_recording_write_event(&again, BEGIN_US, &two), GS_OK);
        assert_string_equal(gs_buf_text(&one), gs_buf_text(&two));
        gs_event_fini(&event);
        gs_event_fini(&again);
        gs_buf_fini(&one);
        gs_buf_fini(&two);
        gs_buf_fini(&reason);
    }
}

static void what_the_engine_never_says_is_refused(void **state)
{
    static const struct {
        const char *label;
        const char *line;
        const char *reason;
    } cases[] = {
        {"a round without an answer",
         "{\"event\":\"watch_round\",\"watch_round\":{\"id\":1}}",
         "a round has no answer"},
        {"a round that is due beyond time",
         "{\"event\":\"watch_round\",\"watch_round\":{\"id\":1,\"answer\":{},"
         "\"due_us\":-9223372036854775808}}",
         "due beyond all time"},
        {"a set that is counted wrongly",
         "{\"event\":\"watch_round\",\"watch_round\":{\"answer\":{\"counts\":[1,0]}}}",
         "counted wrongly"},
        {"a set with a value twice",
         "{\"event\":\"watch_round\",\"watch_round\":{\"answer\":{\"counts\":[0,2],"
         "\"addresses\":[{\"family\":\"inet\"},{\"family\":\"inet\"}]}}}",
         "is not sorted"},
        {"names that are not sorted",
         "{\"event\":\"watch_round\",\"watch_round\":{\"answer\":"
         "{\"pointers\":[\"b\",\"a\"]}}}",
         "is not sorted"},
        {"a change of tomorrow",
         "{\"event\":\"watch_round\",\"watch_round\":{\"answer\":{},"
         "\"changes\":[{\"type\":\"moved_house\"}]}}",
         "is a word that this version does not know"},
        {"a host without an id",
         "{\"event\":\"watch_list\",\"watch_list\":{\"hosts\":[{}]}}", "has none"},
        {"two hosts with one id",
         "{\"event\":\"watch_list\",\"watch_list\":{\"hosts\":[{\"id\":1},{\"id\":1}]}}",
         "have the same id"},
        {"more answers than rounds",
         "{\"event\":\"watch_list\",\"watch_list\":{\"hosts\":[{\"id\":1,\"ups\":1}]}}",
         "more rounds answered"},
        {"samples beside their ring",
         "{\"event\":\"watch_list\",\"watch_list\":{\"hosts\":[{\"id\":1,"
         "\"sample_count\":3}]}}",
         "not in their ring"},
        {"a prefix of no address",
         "{\"event\":\"watch_list\",\"watch_list\":{\"hosts\":[{\"id\":1,\"watch\":"
         "{\"expects\":[{\"kind\":\"prefix\"}]}}]}}",
         "an expectation is not whole"},
        {"a hole in the journal",
         "{\"event\":\"watch_list\",\"watch_list\":{\"journal\":[null]}}",
         "missing in the journal"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_event event = {0};
        struct gs_buf reason = {0};
        check_case(cases[i].label);
        assert_int_equal(gs_recording_read_line(cases[i].line, strlen(cases[i].line),
                                                BEGIN_US, &event, &reason),
                         GS_RECORDING_BROKEN);
        if (strstr(gs_buf_text(&reason), cases[i].reason) == NULL) {
            fail_msg("the reason is: %s", gs_buf_text(&reason));
        }
        gs_buf_fini(&reason);
    }
}

/* Plays a file into a session. */
static void play(const char *path, struct gs_session *session)
{
    struct gs_replay *replay = NULL;
    struct gs_buf error = {0};
    struct gs_event event = {0};
    assert_int_equal(gs_replay_open(path, &replay, &error), GS_OK);
    while (gs_replay_claim(replay, &event)) {
        gs_session_apply(session, &event);
        gs_event_fini(&event);
    }
    assert_int_equal(gs_replay_state(replay), GS_REPLAY_ENDED);
    assert_int_equal(gs_replay_broken_count(replay), 0);
    gs_replay_close(replay);
    gs_buf_fini(&error);
}

/* A monitor as the line of an event. Owns: the caller frees. */
static char *monitor_text(const struct gs_monitor *monitor, size_t from)
{
    struct gs_watch_told told = {.hosts = {.items = monitor->hosts.items + from,
                                           .count = monitor->hosts.count - from}};
    struct gs_event event = {.type = GS_EVENT_WATCH_LIST, .of.watch_list = &told};
    struct gs_buf text = {0};
    assert_int_equal(gs_recording_write_event(&event, 0, &text), GS_OK);
    return gs_buf_claim(&text);
}

static void a_long_list_with_its_history_is_recorded_in_pieces(void **state)
{
    enum {
        HOSTS = 345,
        ENTRIES = 2345,
    };
    static const struct gs_recording_head head = {"0.1.0", 1795350665000000, BEGIN_US};
    char path[] = "/tmp/gs_watch_XXXXXX";
    struct gs_session one = {0};
    struct gs_session two = {0};
    struct gs_recorder *recorder = NULL;
    (void)state;
    some_begin(7);
    (void)close(mkstemp(path));
    assert_int_equal(gs_recorder_open(path, &head, GS_RECORDER_LIMIT, &recorder), GS_OK);
    struct gs_event event = {.type = GS_EVENT_WATCH_LIST,
                             .of.watch_list = some_list(HOSTS, ENTRIES)};
    gs_session_apply(&one, &event);
    gs_recorder_take_session(recorder, &one, BEGIN_US);
    assert_int_equal(gs_recorder_close(recorder, BEGIN_US), GS_RECORDER_ON);
    play(path, &two);
    (void)unlink(path);
    assert_int_equal(two.monitor.hosts.count, HOSTS);
    assert_string_equal(two.monitor.name, one.monitor.name);
    assert_int_equal(two.monitor.errors.count, 1);
    for (size_t from = 0; from < HOSTS; from += 100) {
        char *first = monitor_text(&one.monitor, from);
        char *second = monitor_text(&two.monitor, from);
        assert_string_equal(first, second);
        free(first);
        free(second);
    }
    assert_int_equal(two.monitor.journal.count, ENTRIES);
    for (size_t i = 0; i < ENTRIES; i++) {
        const struct gs_journal_entry *a = gs_journal_at(&one.monitor.journal, i);
        const struct gs_journal_entry *b = gs_journal_at(&two.monitor.journal, i);
        assert_string_equal(a->host, b->host);
        assert_int_equal(a->number, b->number);
        assert_int_equal(a->count, b->count);
    }
    gs_session_fini(&one);
    gs_session_fini(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_of_the_monitor_come_back_the_same),
        cmocka_unit_test(what_the_engine_never_says_is_refused),
        cmocka_unit_test(a_long_list_with_its_history_is_recorded_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
