/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/report/changes.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

/* A host with a failing expectation, and what was noted of it. */
struct scene {
    struct gs_watched host;
    struct gs_journal_entry entry;
};

static int open_scene(void **state)
{
    struct scene *scene = gs_mem_new(1, sizeof *scene);
    struct gs_watched *host = &scene->host;
    struct gs_address address = {0};
    struct gs_expect expect = {.kind = GS_EXPECT_FAMILY, .family = AF_INET6};
    host->id = 7;
    host->watch.host = gs_mem_copy_text("www.xn--bcher-kva.example");
    (void)strcpy(host->watch.service, "https");
    gs_vec_push(&host->watch.labels, gs_mem_copy_text("shop"));
    gs_vec_push(&host->watch.expects, expect);
    host->trend.failing = 1;
    host->state = GS_WATCH_LOST_IPV6;
    host->answer = gs_watch_answer_new();
    assert_int_equal(gs_address_parse("192.0.2.7", &address), GS_OK);
    gs_watch_answer_add_address(host->answer, &address);
    scene->entry = (struct gs_journal_entry){
        .number = 1,
        .host_id = 7,
        .host = gs_mem_copy_text("www.bücher.example"),
        .change = {.type = GS_WATCH_IPV6_LOST,
                   .old = gs_mem_copy_text("2001:db8::7"),
                   .remark = gs_mem_copy_text("1 IPv4, \"now\"")},
        .first_wall_s = 1795350000,
        .last_wall_s = 1795353600,
        .count = 3};
    (void)setenv("TZ", "UTC0", 1);
    *state = scene;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *scene = *state;
    gs_watched_fini(&scene->host);
    gs_watch_change_fini(&scene->entry.change);
    free(scene->entry.host);
    free(scene);
    return 0;
}

static void a_change_is_a_line_in_each_form(void **state)
{
    static const struct {
        const char *label;
        enum gs_change_format format;
        const char *line;
    } cases[] = {
        {"text", GS_CHANGE_TEXT,
         "2026-11-22 13:20:00  ▼ www.bücher.example https  lost all IPv6  "
         "2001:db8::7  (1 IPv4, \"now\")  3 times\n"},
        {"JSON", GS_CHANGE_JSON,
         "{\"schema\":1,\"event\":\"change\",\"at\":\"2026-11-22T13:20:00Z\","
         "\"at_s\":1795353600,\"host\":\"www.xn--bcher-kva.example\","
         "\"host_unicode\":\"www.b\\u00FCcher.example\",\"service\":\"https\","
         "\"type\":\"ipv6_lost\",\"words\":\"lost all IPv6\",\"old\":\"2001:db8::7\","
         "\"now\":null,\"remark\":\"1 IPv4, \\\"now\\\"\","
         "\"first\":\"2026-11-22T12:20:00Z\",\"last\":\"2026-11-22T13:20:00Z\","
         "\"count\":3,\"state\":\"lost_ipv6\",\"addresses\":[\"192.0.2.7\"],"
         "\"failing\":[\"ipv6\"],\"labels\":[\"shop\"]}\n"},
        {"CSV", GS_CHANGE_CSV,
         "2026-11-22T13:20:00Z,www.xn--bcher-kva.example,https,ipv6_lost,2001:db8::7,,"
         "\"1 IPv4, \"\"now\"\"\",2026-11-22T12:20:00Z,2026-11-22T13:20:00Z,3,"
         "lost_ipv6\r\n"},
    };
    const struct scene *scene = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf out = {0};
        check_case(cases[i].label);
        gs_changes_add(cases[i].format, &scene->host, &scene->entry, &out);
        assert_string_equal(gs_buf_text(&out), cases[i].line);
        gs_buf_fini(&out);
    }
}

static void the_facts_are_those_of_the_round_that_had_them(void **state)
{
    struct scene *scene = *state;
    struct gs_buf out = {0};
    scene->host.good = scene->host.answer;
    scene->host.answer = gs_watch_answer_new();
    gs_changes_add(GS_CHANGE_JSON, &scene->host, &scene->entry, &out);
    assert_non_null(strstr(gs_buf_text(&out), "\"addresses\":[\"192.0.2.7\"]"));
    gs_buf_fini(&out);
}

static void a_round_is_a_line_in_each_form(void **state)
{
    static const struct {
        const char *label;
        enum gs_change_format format;
        const char *has;
    } cases[] = {
        {"text", GS_CHANGE_TEXT, "2026-11-22 12:20:00    round 4: "},
        {"JSON", GS_CHANGE_JSON,
         "{\"schema\":1,\"event\":\"round\",\"at\":\"2026-11-22T12:20:00Z\","
         "\"at_s\":1795350000,\"round\":4,\"elapsed_us\":52000,\"hosts\":2,"
         "\"states\":{\"try_again\":0,\"no_such_name\":0,\"no_data\":0,\"unexpected\":0,"
         "\"lost_ipv6\":1,\"lost_ipv4\":0,\"flapping\":0,\"changed\":0,\"slow\":0,"
         "\"steady\":1,\"waiting\":0},\"failing\":1,\"changes\":5,\"questions\":10,"
         "\"answered\":9,\"failed\":1}\n"},
        {"CSV", GS_CHANGE_CSV, "2026-11-22T12:20:00Z,,,round,,"},
    };
    struct gs_watched hosts[2] = {{.id = 1}, {.id = 2}};
    struct gs_monitor monitor = {
        .hosts = {.items = hosts, .count = 2},
        .status = {.round = 4, .round_us = 52000, .sent = 10, .answered = 9, .failed = 1},
        .failing = 1,
    };
    (void)state;
    monitor.states[GS_WATCH_LOST_IPV6] = monitor.states[GS_WATCH_STEADY] = 1;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf out = {0};
        check_case(cases[i].label);
        gs_changes_add_round(cases[i].format, &monitor, 5, 1795350000, &out);
        assert_memory_equal(gs_buf_text(&out), cases[i].has, strlen(cases[i].has));
        assert_ptr_equal(strchr(gs_buf_text(&out), '\n'),
                         gs_buf_text(&out) + out.len - 1);
        gs_buf_fini(&out);
    }
}

static void lines_left_out_are_a_line_in_each_form(void **state)
{
    static const struct {
        const char *label;
        enum gs_change_format format;
        uint64_t lines;
        const char *line;
    } cases[] = {
        {"text", GS_CHANGE_TEXT, 12,
         "2026-11-22 12:20:00    12 lines are left out: nobody read them\n"},
        {"text, one", GS_CHANGE_TEXT, 1,
         "2026-11-22 12:20:00    1 line is left out: nobody read it\n"},
        {"JSON", GS_CHANGE_JSON, 12,
         "{\"schema\":1,\"event\":\"left_out\",\"at\":\"2026-11-22T12:20:00Z\","
         "\"at_s\":1795350000,\"lines\":12}\n"},
        {"CSV", GS_CHANGE_CSV, 12, "2026-11-22T12:20:00Z,,,left_out,,,,,,12,\r\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_buf out = {0};
        check_case(cases[i].label);
        gs_changes_add_left_out(cases[i].format, cases[i].lines, 1795350000, &out);
        assert_string_equal(gs_buf_text(&out), cases[i].line);
        gs_buf_fini(&out);
    }
}

static void csv_alone_begins_with_its_columns(void **state)
{
    struct gs_buf out = {0};
    (void)state;
    gs_changes_begin(GS_CHANGE_TEXT, &out);
    gs_changes_begin(GS_CHANGE_JSON, &out);
    assert_int_equal(out.len, 0);
    gs_changes_begin(GS_CHANGE_CSV, &out);
    assert_string_equal(gs_buf_text(&out),
                        "at,host,service,type,old,now,remark,first,last,count,state\r\n");
    gs_buf_fini(&out);
}

static void a_command_hears_how_many_were_left_out(void **state)
{
    struct scene *scene = *state;
    struct gs_buf line = {0};
    struct gs_buf hook = {0};
    gs_changes_add(GS_CHANGE_JSON, &scene->host, &scene->entry, &line);
    gs_changes_add_hook(&scene->host, &scene->entry, 12, &hook);
    line.data[line.len - 2] = '\0'; /* without its end */
    assert_memory_equal(hook.data, line.data, strlen(line.data));
    assert_string_equal(hook.data + strlen(line.data), ",\"left_out\":12}\n");
    gs_buf_fini(&line);
    gs_buf_fini(&hook);
}

int main(void)
{
#define IN_SCENE(test) cmocka_unit_test_setup_teardown(test, open_scene, close_scene)
    const struct CMUnitTest tests[] = {
        IN_SCENE(a_change_is_a_line_in_each_form),
        IN_SCENE(the_facts_are_those_of_the_round_that_had_them),
        IN_SCENE(a_round_is_a_line_in_each_form),
        IN_SCENE(lines_left_out_are_a_line_in_each_form),
        cmocka_unit_test(csv_alone_begins_with_its_columns),
        cmocka_unit_test_setup_teardown(a_command_hears_how_many_were_left_out,
                                        open_scene, close_scene),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
