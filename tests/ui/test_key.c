/* SPDX-License-Identifier: MIT */
#include "gaiscope/ui/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void names_become_keys(void **state)
{
    (void)state;

    static const struct {
        const char *name;
        struct gs_key want;
    } cases[] = {
        {"q", {.kind = GS_KEY_CHAR, .code = 'q'}},
        {"G", {.kind = GS_KEY_CHAR, .code = 'G'}},
        {"?", {.kind = GS_KEY_CHAR, .code = '?'}},
        {"-", {.kind = GS_KEY_CHAR, .code = '-'}},
        {"C", {.kind = GS_KEY_CHAR, .code = 'C'}},
        {"\\", {.kind = GS_KEY_CHAR, .code = '\\'}},
        {"ä", {.kind = GS_KEY_CHAR, .code = 0xe4}},
        {"Space", {.kind = GS_KEY_CHAR, .code = ' '}},
        {"C-c", {.kind = GS_KEY_CHAR, .code = 'c', .is_ctrl = true}},
        {"C-L", {.kind = GS_KEY_CHAR, .code = 'l', .is_ctrl = true}},
        {"M-b", {.kind = GS_KEY_CHAR, .code = 'b', .is_alt = true}},
        {"M-B", {.kind = GS_KEY_CHAR, .code = 'B', .is_alt = true}},
        {"C--", {.kind = GS_KEY_CHAR, .code = '-', .is_ctrl = true}},
        {"C-Left", {.kind = GS_KEY_LEFT, .is_ctrl = true}},
        {"M-Backspace", {.kind = GS_KEY_BACKSPACE, .is_alt = true}},
        {"Up", {.kind = GS_KEY_UP}},
        {"PgDn", {.kind = GS_KEY_PAGE_DOWN}},
        {"Del", {.kind = GS_KEY_DELETE}},
        {"Tab", {.kind = GS_KEY_TAB}},
        {"S-Tab", {.kind = GS_KEY_BACKTAB}},
        {"Esc", {.kind = GS_KEY_ESCAPE}},
        {"F", {.kind = GS_KEY_CHAR, .code = 'F'}},
        {"F1", {.kind = GS_KEY_F1}},
        {"F10", {.kind = GS_KEY_F1 + 9}},
        {"F12", {.kind = GS_KEY_F12}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_key key;
        print_message("%s\n", cases[i].name);
        assert_int_equal(gs_key_parse(cases[i].name, &key), GS_OK);
        assert_true(gs_key_is_equal(&key, &cases[i].want));
    }
}

static void wrong_names_are_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {"",     " ",    "qq",  "C-",    "F0",   "F13",
                                        "F100", "F01",  "up",  "C-C-c", "\x1b", "\x7f",
                                        "\xff", "C-\n", "S-q", "F1x",   "M-C-", "\u202e"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_key key = {.kind = GS_KEY_HOME};
        print_message("case %zu\n", i);
        assert_int_equal(gs_key_parse(cases[i], &key), GS_EFORMAT);
        assert_int_equal(key.kind, GS_KEY_HOME);
    }
}

static void different_presses_differ(void **state)
{
    (void)state;
    const struct gs_key plain = {.kind = GS_KEY_CHAR, .code = 'c'};
    const struct gs_key others[] = {
        {.kind = GS_KEY_CHAR, .code = 'd'},
        {.kind = GS_KEY_CHAR, .code = 'c', .is_ctrl = true},
        {.kind = GS_KEY_CHAR, .code = 'c', .is_alt = true},
        {.kind = GS_KEY_UP, .code = 'c'},
    };
    assert_true(gs_key_is_equal(&plain, &plain));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_false(gs_key_is_equal(&plain, &others[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_become_keys),
        cmocka_unit_test(wrong_names_are_refused),
        cmocka_unit_test(different_presses_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
