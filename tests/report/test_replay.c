/* SPDX-License-Identifier: MIT */
/*
 * A recording read line by line: broken lines, cut files, files that are none.
 */
#include "support/check.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/report/replay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unistd.h>

#define HEAD                                                                             \
    "{\"format\":\"gaiscope recording\",\"version\":1,\"program\":\"0.1.0\","            \
    "\"wall_us\":5000000,\"begin_us\":1000}\n"
#define DONE(at) "{\"event\":\"cancelled\",\"at_us\":" #at "}\n"
#define END      "{\"end\":true,\"at_us\":90}\n"

static char path[] = "/tmp/gs_replay_XXXXXX";

static void write_file(const char *text, size_t len)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static struct gs_replay *open_text(const char *text, size_t len)
{
    struct gs_replay *replay = NULL;
    struct gs_buf error = {0};
    write_file(text, len);
    if (gs_replay_open(path, &replay, &error) != GS_OK) {
        assert_true(error.len > 0);
    }
    gs_buf_fini(&error);
    return replay;
}

static size_t play(struct gs_replay *replay)
{
    struct gs_event event = {0};
    size_t count = 0;
    for (; gs_replay_claim(replay, &event); count++) {
        gs_event_fini(&event);
    }
    return count;
}

static void a_file_is_played_as_far_as_it_goes(void **state)
{
    static const struct {
        const char *label;
        const char *text;
        size_t events;
        enum gs_replay_state state;
        size_t broken;
        const char *sentence;
    } cases[] = {
        {"whole", HEAD DONE(1) DONE(2) END, 2, GS_REPLAY_ENDED, 0,
         "the recording is at its end"},
        {"nothing but a head", HEAD, 0, GS_REPLAY_CUT, 0,
         "cut at line 2: replayed as far as it goes"},
        {"cut behind a line", HEAD DONE(1), 1, GS_REPLAY_CUT, 0,
         "cut at line 3: replayed as far as it goes"},
        {"cut inside a line", HEAD DONE(1) "{\"event\":\"canc", 1, GS_REPLAY_CUT, 0,
         "cut at line 3: replayed as far as it goes"},
        {"cut in front of the newline", HEAD "{\"event\":\"cancelled\"}", 1,
         GS_REPLAY_CUT, 0, "cut at line 3: replayed as far as it goes"},
        {"a broken line in the middle", HEAD DONE(1) "oops\n" DONE(2) END, 2,
         GS_REPLAY_ENDED, 1, "the recording is at its end, 1 broken line passed over"},
        {"two, and cut", HEAD "oops\n{}\n" DONE(2), 1, GS_REPLAY_CUT, 2,
         "cut at line 5: replayed as far as it goes, 2 broken lines passed over"},
        {"lines behind the end do not count", HEAD END DONE(1), 0, GS_REPLAY_ENDED, 0,
         "the recording is at its end"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_replay *replay = open_text(cases[i].text, strlen(cases[i].text));
        struct gs_buf sentence = {0};
        check_case(cases[i].label);
        assert_non_null(replay);
        assert_int_equal(play(replay), cases[i].events);
        assert_int_equal(gs_replay_state(replay), cases[i].state);
        assert_int_equal(gs_replay_broken_count(replay), cases[i].broken);
        gs_replay_say_end(replay, &sentence);
        assert_string_equal(gs_buf_text(&sentence), cases[i].sentence);
        gs_buf_fini(&sentence);
        gs_replay_close(replay);
    }
}

static void a_broken_line_is_named_with_its_reason(void **state)
{
    static const char text[] = HEAD DONE(1) "{\"event\":\"dns\"}\n" END;
    (void)state;
    struct gs_replay *replay = open_text(text, sizeof text - 1);
    assert_null(gs_replay_broken(replay, 0));
    (void)play(replay);
    assert_non_null(strstr(gs_replay_broken(replay, 0), ", line 3: \"dns\" is missing"));
    gs_replay_close(replay);
}

/* The first ones by name, the others by number. */
static void each_broken_line_is_named(void **state)
{
    struct gs_buf text = {0};
    char named[32];
    (void)state;
    gs_buf_add_text(&text, HEAD);
    for (size_t i = 0; i < GS_REPLAY_NAMED_MAX + 5; i++) {
        gs_buf_add_text(&text, DONE(1) "oops\n");
    }
    gs_buf_add_text(&text, END);
    struct gs_replay *replay = open_text(text.data, text.len);
    (void)play(replay);
    assert_int_equal(gs_replay_broken_count(replay), GS_REPLAY_NAMED_MAX + 5);
    for (size_t i = 0; i < GS_REPLAY_NAMED_MAX; i++) {
        (void)snprintf(named, sizeof named, ", line %zu: ", 3 + 2 * i);
        assert_non_null(strstr(gs_replay_broken(replay, i), named));
    }
    assert_null(gs_replay_broken(replay, GS_REPLAY_NAMED_MAX));
    gs_replay_close(replay);
    gs_buf_fini(&text);
}

/* The next event is due no earlier than the one in front of it; its own times stay. */
static void time_goes_forwards_alone(void **state)
{
    static const char text[] = HEAD DONE(50) DONE(20) DONE(70) END;
    (void)state;
    struct gs_event event = {0};
    struct gs_replay *replay = open_text(text, sizeof text - 1);
    assert_int_equal(gs_replay_next(replay)->at_us, 1050);
    assert_int_equal(gs_replay_due_us(replay), 1050);
    assert_true(gs_replay_claim(replay, &event));
    assert_int_equal(gs_replay_next(replay)->at_us, 1020);
    assert_int_equal(gs_replay_due_us(replay), 1050);
    assert_true(gs_replay_claim(replay, &event));
    assert_int_equal(gs_replay_state(replay), GS_REPLAY_PLAYING);
    assert_true(gs_replay_claim(replay, &event));
    assert_int_equal(gs_replay_due_us(replay), 1070);
    assert_null(gs_replay_next(replay));
    assert_int_equal(gs_replay_due_us(replay), 1070);
    gs_replay_close(replay);
}

static void what_is_no_recording_is_refused(void **state)
{
    (void)state;
    struct gs_replay *replay = NULL;
    struct gs_buf error = {0};
    assert_null(open_text("", 0));
    assert_null(open_text("\n", 1));
    assert_null(open_text("Dear Ada,\n", 10));
    assert_int_equal(gs_replay_open("/dev/zero", &replay, &error), GS_EOS);
    assert_non_null(strstr(gs_buf_text(&error), "/dev/zero: it is no regular file"));
    assert_int_equal(gs_replay_open("/tmp", &replay, &error), GS_EOS);
    assert_int_equal(gs_replay_open("/tmp/no/such\x1b[31m", &replay, &error), GS_EOS);
    assert_null(strchr(gs_buf_text(&error), '\x1b'));
    assert_non_null(strstr(gs_buf_text(&error), "there is no such file"));
    gs_buf_fini(&error);
}

static void a_line_longer_than_all_is_passed_over(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    gs_buf_add_text(&text, HEAD DONE(1));
    char *blanks = gs_mem_new(GS_RECORDING_LINE_MAX + 70000, 1);
    memset(blanks, ' ', GS_RECORDING_LINE_MAX + 70000);
    gs_buf_add(&text, blanks, GS_RECORDING_LINE_MAX + 70000);
    free(blanks);
    gs_buf_add_text(&text, "\n" DONE(2) END);
    struct gs_replay *replay = open_text(text.data, text.len);
    assert_int_equal(play(replay), 2);
    assert_int_equal(gs_replay_broken_count(replay), 1);
    assert_non_null(strstr(gs_replay_broken(replay, 0), "line 3: is too long"));
    assert_int_equal(gs_replay_state(replay), GS_REPLAY_ENDED);
    gs_replay_close(replay);
    gs_buf_fini(&text);
}

static void a_file_cut_at_any_byte_is_played(void **state)
{
    static const char text[] = HEAD DONE(1) DONE(2) END;
    size_t head = strlen(HEAD);
    (void)state;
    for (size_t len = 0; len < sizeof text - 1; len++) {
        struct gs_replay *replay = open_text(text, len);
        if (len + 1 < head) {
            assert_null(replay);
            continue;
        }
        size_t first = head + strlen(DONE(1)) - 1;
        size_t second = first + strlen(DONE(2));
        assert_int_equal(play(replay), len < first ? 0 : len < second ? 1 : 2);
        assert_int_equal(gs_replay_state(replay),
                         len + 2 < sizeof text ? GS_REPLAY_CUT : GS_REPLAY_ENDED);
        gs_replay_close(replay);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_played_as_far_as_it_goes),
        cmocka_unit_test(a_broken_line_is_named_with_its_reason),
        cmocka_unit_test(each_broken_line_is_named),
        cmocka_unit_test(time_goes_forwards_alone),
        cmocka_unit_test(what_is_no_recording_is_refused),
        cmocka_unit_test(a_line_longer_than_all_is_passed_over),
        cmocka_unit_test(a_file_cut_at_any_byte_is_played),
    };
    int fd = mkstemp(path);
    if (fd < 0) {
        return 1;
    }
    (void)close(fd);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    (void)unlink(path);
    return failed;
}
