/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/view/command_line.h"

#include <stdio.h>
#include <string.h>

/* A world without anything. */
struct fixture {
    struct gs_record_choice records;
    struct gs_hints hints;
    struct gs_history history;
    struct gs_race_settings race;
    struct gs_command_world world;
};

static int set_up(void **state)
{
    static struct fixture of;
    of = (struct fixture){.hints = gs_hints_default(),
                          .records = gs_record_choice_default(),
                          .race = gs_race_settings_default()};
    of.world = (struct gs_command_world){.hints = &of.hints,
                                         .first_hints = &of.hints,
                                         .records = &of.records,
                                         .race = &of.race,
                                         .history = &of.history};
    *state = &of;
    return 0;
}

static void lines_of_the_monitor_are_requests(void **state)
{
    const struct fixture *of = *state;

    static const struct {
        const char *line;
        enum gs_request_type type;
        enum gs_command_id command;
        const char *text;
    } cases[] = {
        {"watch a.test https expect ipv6 every 5s", GS_REQUEST_WATCH, 0,
         "a.test https expect ipv6 every 5s"},
        {"watch 五粮液.中国", GS_REQUEST_WATCH, 0, "五粮液.中国"},
        {"unwatch", GS_REQUEST_COMMAND, GS_COMMAND_UNWATCH, ""},
        {"unwatch a.test https", GS_REQUEST_UNWATCH, 0, "a.test https"},
        {"expect ipv6,>=2", GS_REQUEST_WATCH_CHANGE, 0, "expect ipv6,>=2"},
        {"expect none", GS_REQUEST_WATCH_CHANGE, 0, "expect none"},
        {"label web, paris", GS_REQUEST_WATCH_CHANGE, 0, "label web, paris"},
        {"label none", GS_REQUEST_WATCH_CHANGE, 0, "label none"},
        {"monitor", GS_REQUEST_COMMAND, GS_COMMAND_VIEW_MONITOR, ""},
        {"monitor my hosts.txt", GS_REQUEST_MONITOR, 0, "my hosts.txt"},
        {"write", GS_REQUEST_WRITE, 0, ""},
        {"write new.txt", GS_REQUEST_WRITE, 0, "new.txt"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request;
        struct gs_buf why = {0};
        check_case(cases[i].line);
        assert_true(gs_command_line_read(cases[i].line, &of->world, &request, &why));
        assert_int_equal(request.type, cases[i].type);
        assert_int_equal(request.command, cases[i].command);
        assert_string_equal(request.text, cases[i].text);
        assert_null(request.pasted);
    }
}

static void wrong_lines_of_the_monitor_say_what_would_be_right(void **state)
{
    const struct fixture *of = *state;

    static const struct {
        const char *line;
        const char *why;
    } cases[] = {
        {"watch", "watch needs something behind it: HOST [SERVICE] [expect …]"},
        {"watch # a.test", "watch needs a host behind it"},
        {"watch a..test", "\"a..test\" has an empty label between two dots"},
        {"watch a.test every 0s", "\"0s\" is no time from 1s to 1d: use 30s, 5m or 2h"},
        {"unwatch a..test", "\"a..test\" has an empty label between two dots"},
        {"expect >2", "\">2\" compares otherwise than by >=: use >=2"},
        {"expect", "expect needs something behind it: WHAT,…|none"},
        {"label a,b,c,d,e,f,g,h,i", "a line has at most 8 labels"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_request request;
        struct gs_buf why = {0};
        check_case(cases[i].line);
        assert_false(gs_command_line_read(cases[i].line, &of->world, &request, &why));
        assert_string_equal(gs_buf_text(&why), cases[i].why);
        gs_buf_fini(&why);
    }
}

static void words_of_a_line_are_offered_one_after_the_other(void **state)
{
    const struct fixture *of = *state;

    static const struct {
        const char *line;
        const char *first;
        size_t count;
    } cases[] = {
        {"watch a.test ", "watch a.test expect", 4},
        {"watch a.test ev", "watch a.test every 30s", 1},
        {"watch a.test expect ip", "watch a.test expect ipv6", 3},
        {"watch a.test expect ipv4,no", "watch a.test expect ipv4,no-sinkhole", 1},
        {"expect ", "expect ipv6", 10},
        {"expect ipv4,nu", "expect ipv4,null-mx", 1},
        {"expect zzz", "expect ", 1}, /* its form */
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_completions found = {0};
        check_case(cases[i].line);
        gs_command_line_complete(cases[i].line, &of->world, &found);
        assert_int_equal(found.count, cases[i].count);
        assert_string_equal(found.items[0].line, cases[i].first);
        gs_completions_fini(&found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(lines_of_the_monitor_are_requests, set_up),
        cmocka_unit_test_setup(wrong_lines_of_the_monitor_say_what_would_be_right,
                               set_up),
        cmocka_unit_test_setup(words_of_a_line_are_offered_one_after_the_other, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
