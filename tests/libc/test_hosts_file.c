/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/libc/hosts_file.h"

#include <string.h>

/* "line address name" for each line, with "scoped" where libc passes over it. */
static void check_lines(const char *text, size_t len, const char *wanted)
{
    struct gs_hosts_line_list lines = {0};
    struct gs_buf got = {0};
    gs_hosts_find(text, len, "atlas", &lines);
    for (size_t i = 0; i < lines.count; i++) {
        char address[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&lines.items[i].address, address);
        gs_buf_addf(&got, "%s%zu %s %s%s", i == 0 ? "" : ", ", lines.items[i].line,
                    address, lines.items[i].name,
                    lines.items[i].is_scoped ? " scoped" : "");
    }
    assert_string_equal(gs_buf_text(&got), wanted);
    gs_buf_fini(&got);
    gs_hosts_lines_fini(&lines);
}

static void lines_with_the_name_are_found(void **state)
{
    static const struct {
        const char *label;
        const char *text;
        const char *lines;
    } cases[] = {
        {"official name", "127.0.0.1 localhost\n192.0.2.7 atlas\n", "2 192.0.2.7 atlas"},
        {"alias", "192.0.2.7\tatlas.demo.test atlas\n", "1 192.0.2.7 atlas.demo.test"},
        {"case", "192.0.2.7 ATLAS\n", "1 192.0.2.7 ATLAS"},
        {"several", "192.0.2.7 atlas\n\n2001:db8::7 atlas\n",
         "1 192.0.2.7 atlas, 3 2001:db8::7 atlas"},
        {"comment", "# 192.0.2.7 atlas\n192.0.2.8 b # atlas\n", ""},
        {"part of a name", "192.0.2.7 atlas.demo.test atlas2\n", ""},
        {"the address is no name", "atlas 192.0.2.7\n", ""},
        {"no line's end", "192.0.2.7 atlas", "1 192.0.2.7 atlas"},
        {"scoped", "fe80::1%lo atlas\n", "1 fe80::1%lo atlas scoped"},
        {"no address", "192.0.2.777 atlas\n", "1  atlas"},
        {"carriage return", "192.0.2.7 atlas\r\n", "1 192.0.2.7 atlas"},
        {"control byte", "192.0.2.7 a\x1b atlas\n", "1 192.0.2.7 a\\x1B"},
        {"no text", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        check_lines(cases[i].text, strlen(cases[i].text), cases[i].lines);
    }
}

static void a_nul_ends_its_line_alone(void **state)
{
    static const char text[] = "\0\n192.0.2.7 x\0 atlas\n192.0.2.8 atlas\n";
    (void)state;
    check_lines(text, sizeof text - 1, "3 192.0.2.8 atlas");
}

static void lines_are_bounded(void **state)
{
    struct gs_hosts_line_list lines = {0};
    struct gs_buf text = {0};
    (void)state;
    for (int i = 0; i < GS_HOSTS_LINES_MAX + 10; i++) {
        gs_buf_add_text(&text, "192.0.2.7 atlas\n");
    }
    gs_hosts_find(gs_buf_text(&text), text.len, "atlas", &lines);
    assert_int_equal(lines.count, GS_HOSTS_LINES_MAX);
    gs_hosts_lines_fini(&lines);
    gs_buf_fini(&text);
}

static void on_lines(void *context, uint64_t id, struct gs_hosts_line_list *lines)
{
    bool *is_heard = context;
    assert_int_not_equal(id, 0);
    gs_hosts_lines_fini(lines);
    *is_heard = true;
}

static void the_file_is_read_on_a_lane(void **state)
{
    uv_loop_t loop;
    struct gs_lanes *lanes = NULL;
    bool is_heard = false;
    (void)state;
    assert_int_equal(uv_loop_init(&loop), 0);
    assert_int_equal(gs_lanes_open(&loop, NULL, &lanes), GS_OK);
    (void)gs_hosts_start(lanes, GS_LANE_BACKGROUND, "localhost", on_lines, &is_heard);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_true(is_heard);
    gs_lanes_close(lanes);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_with_the_name_are_found),
        cmocka_unit_test(a_nul_ends_its_line_alone),
        cmocka_unit_test(lines_are_bounded),
        cmocka_unit_test(the_file_is_read_on_a_lane),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
