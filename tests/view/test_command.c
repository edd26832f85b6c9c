/* SPDX-License-Identifier: MIT */
#include "gaiscope/view/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_table_lists_every_command_once(void **state)
{
    (void)state;
    size_t count = 0;
    const struct gs_command *table = gs_commands(&count);
    assert_int_equal(count, GS_COMMAND_COUNT - 1);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(table[i].id, i + 1);
        assert_ptr_equal(gs_command_of(table[i].id), &table[i]);
        assert_true(strlen(table[i].name) > 0);
        assert_true(strlen(table[i].help) > 0);
        assert_true(strlen(table[i].keys) > 0);
        assert_true(table[i].contexts != 0);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(table[i].name, table[j].name);
        }
    }
}

/* Whether `keys` names `key`. */
static int names(const char *keys, const char *key, size_t len)
{
    for (const char *at = keys; *at != '\0'; at += strcspn(at, " ")) {
        at += strspn(at, " ");
        if (strcspn(at, " ") == len && memcmp(at, key, len) == 0) {
            return 1;
        }
    }
    return 0;
}

static void a_key_means_one_thing_in_a_context(void **state)
{
    (void)state;
    size_t count = 0;
    const struct gs_command *table = gs_commands(&count);
    for (size_t i = 0; i < count; i++) {
        for (const char *at = table[i].keys; *at != '\0'; at += strcspn(at, " ")) {
            at += strspn(at, " ");
            size_t len = strcspn(at, " ");
            for (size_t j = i + 1; j < count; j++) {
                int both = (table[i].contexts & table[j].contexts) != 0;
                int close_or_quit = table[i].id == GS_COMMAND_CLOSE && *at == 'q';
                if (both && !close_or_quit && names(table[j].keys, at, len)) {
                    fail_msg("%s and %s share %.*s", table[i].name, table[j].name,
                             (int)len, at);
                }
            }
        }
    }
}

static void a_footer_names_a_key_that_works_there(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        enum gs_command_id id;
        enum gs_context context;
        const char *key; /* NULL: none */
    } cases[] = {
        {"help in panes", GS_COMMAND_HELP, GS_CONTEXT_PANES, "?"},
        {"help while typing", GS_COMMAND_HELP, GS_CONTEXT_QUESTION, "F1"},
        {"an arrow is a sign", GS_COMMAND_HISTORY_OLDER, GS_CONTEXT_QUESTION, "↑"},
        {"quit while typing", GS_COMMAND_QUIT, GS_CONTEXT_PROMPT, "F10"},
        {"no search while typing", GS_COMMAND_SEARCH, GS_CONTEXT_QUESTION, NULL},
        {"a backslash", GS_COMMAND_FILTER, GS_CONTEXT_PANES, "\\"},
        {"arrows in a menu", GS_COMMAND_DOWN, GS_CONTEXT_MENU, "↓"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char key[GS_KEY_NAME_MAX] = "";
        bool has = gs_command_key(cases[i].id, cases[i].context, key);
        print_message("%s\n", cases[i].label);
        assert_int_equal(has, cases[i].key != NULL);
        assert_string_equal(key, cases[i].key == NULL ? "" : cases[i].key);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_lists_every_command_once),
        cmocka_unit_test(a_key_means_one_thing_in_a_context),
        cmocka_unit_test(a_footer_names_a_key_that_works_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
