/* SPDX-License-Identifier: MIT */
#include "gaiscope/view/line_edit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define L    GS_COMMAND_EDIT_LEFT
#define R    GS_COMMAND_EDIT_RIGHT
#define WL   GS_COMMAND_EDIT_WORD_LEFT
#define WR   GS_COMMAND_EDIT_WORD_RIGHT
#define HOME GS_COMMAND_EDIT_HOME
#define END  GS_COMMAND_EDIT_END
#define BS   GS_COMMAND_EDIT_BACKSPACE
#define DEL  GS_COMMAND_EDIT_DELETE
#define KW   GS_COMMAND_EDIT_KILL_WORD
#define KS   GS_COMMAND_EDIT_KILL_TO_START
#define KE   GS_COMMAND_EDIT_KILL_TO_END
#define Y    GS_COMMAND_EDIT_YANK

static void commands_edit_as_in_a_shell(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *before;
        enum gs_command_id commands[6];
        const char *after;
        size_t at;
    } cases[] = {
        {"backspace at the start does nothing", "ab", {HOME, BS}, "ab", 0},
        {"delete at the end does nothing", "ab", {DEL}, "ab", 2},
        {"backspace takes a whole cluster", "ae\xcc\x81", {BS}, "a", 1},
        {"left goes over two marks",
         "xye\xcc\x81\xcc\xa7",
         {L, BS},
         "xe\xcc\x81\xcc\xa7",
         1},
        {"delete takes a wide character", "五粮", {HOME, DEL}, "粮", 0},
        {"word left stops at a label", "www.iana.org", {WL, WL}, "www.iana.org", 4},
        {"word right stops behind a label",
         "www.iana.org",
         {HOME, WR},
         "www.iana.org",
         3},
        {"a word is cut to its dot", "www.iana.org", {KW}, "www.iana.", 9},
        {"cuts in a row come back as one", "a.b.c", {KW, KW, Y}, "a.b.c", 5},
        {"cut to the start and put at the end", "abc", {L, KS, END, Y}, "cab", 3},
        {"cut to the end", "abc", {HOME, R, KE}, "a", 1},
        {"a move parts two cuts", "a b", {KW, L, KS, Y}, "a ", 1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct gs_line_edit edit = {.limit_bytes = 100};
        gs_line_edit_set(&edit, cases[i].before);
        for (size_t j = 0; j < 6 && cases[i].commands[j] != GS_COMMAND_NONE; j++) {
            assert_true(gs_line_edit_run(&edit, cases[i].commands[j]));
        }
        print_message("%s\n", cases[i].label);
        assert_string_equal(gs_line_edit_text(&edit), cases[i].after);
        assert_int_equal(edit.at, cases[i].at);
        gs_line_edit_fini(&edit);
    }
}

static void other_commands_are_not_its_own(void **state)
{
    (void)state;
    struct gs_line_edit edit = {.limit_bytes = 10};
    assert_false(gs_line_edit_run(&edit, GS_COMMAND_ACCEPT));
    gs_line_edit_fini(&edit);
}

static void the_limit_drops_whole_characters(void **state)
{
    (void)state;
    struct gs_line_edit edit = {.limit_bytes = 5};
    assert_true(gs_line_edit_insert(&edit, "五粮", strlen("五粮")));
    assert_string_equal(gs_line_edit_text(&edit), "五");
    assert_false(gs_line_edit_insert(&edit, "液", strlen("液")));
    gs_line_edit_fini(&edit);
}

static void line_ends_become_blanks_and_nul_is_left_out(void **state)
{
    (void)state;
    struct gs_line_edit edit = {.limit_bytes = 50};
    (void)gs_line_edit_insert(&edit, "a\nb\tc\0d", 7);
    assert_string_equal(gs_line_edit_text(&edit), "a b cd");
    gs_line_edit_fini(&edit);
}

/* The field as one line, the cursor in brackets. */
static char *drawn(struct gs_line_edit *edit, size_t width, bool has_cursor)
{
    struct gs_rows rows = {0};
    struct gs_buf out = {0};
    gs_rows_begin(&rows, 200, 0, 1);
    (void)gs_rows_next(&rows, GS_NO_ITEM);
    assert_int_equal(gs_line_edit_put(edit, &rows, 3, width, has_cursor), 3 + (int)width);
    for (size_t i = 0; i < rows.runs.count; i++) {
        const struct gs_run *run = &rows.runs.items[i];
        bool is_cursor = run->role == GS_ROLE_CURSOR;
        gs_buf_addf(&out, is_cursor ? "[%s]" : "%s", gs_rows_text(&rows, run));
    }
    gs_rows_fini(&rows);
    return gs_buf_claim(&out);
}

static void a_narrow_field_follows_its_cursor(void **state)
{
    (void)state;
    struct gs_line_edit edit = {.limit_bytes = 100};
    gs_line_edit_set(&edit, "abcdefghijklmno");
    char *end = drawn(&edit, 8, true);
    assert_string_equal(end, "…jklmno[ ]");
    (void)gs_line_edit_run(&edit, HOME);
    char *home = drawn(&edit, 8, true);
    assert_string_equal(home, "[a]bcdefg…");
    char *idle = drawn(&edit, 8, false);
    assert_string_equal(idle, "abcdefg…");
    gs_line_edit_set(&edit, "ab");
    char *small = drawn(&edit, 6, true);
    assert_string_equal(small, "ab[ ]   ");
    free(end);
    free(home);
    free(idle);
    free(small);
    gs_line_edit_fini(&edit);
}

static void what_cannot_be_shown_is_escaped_in_the_field(void **state)
{
    (void)state;
    struct gs_line_edit edit = {.limit_bytes = 100};
    gs_line_edit_set(&edit, "a\x1b[2Jb");
    char *text = drawn(&edit, 12, true);
    assert_string_equal(text, "a\\x1B[2Jb[ ]  ");
    free(text);
    gs_line_edit_fini(&edit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_edit_as_in_a_shell),
        cmocka_unit_test(other_commands_are_not_its_own),
        cmocka_unit_test(the_limit_drops_whole_characters),
        cmocka_unit_test(line_ends_become_blanks_and_nul_is_left_out),
        cmocka_unit_test(a_narrow_field_follows_its_cursor),
        cmocka_unit_test(what_cannot_be_shown_is_escaped_in_the_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
