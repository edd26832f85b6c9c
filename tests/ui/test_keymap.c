/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/mem.h"
#include "gaiscope/ui/keymap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int make_keymap(void **state)
{
    *state = gs_keymap_new();
    return 0;
}

static int free_keymap(void **state)
{
    gs_keymap_free(*state);
    return 0;
}

static enum gs_command_id find(void **state, enum gs_context context, const char *name)
{
    struct gs_key key;
    assert_int_equal(gs_key_parse(name, &key), GS_OK);
    return gs_keymap_find(*state, context, &key);
}

static void the_default_keys_reach_their_commands(void **state)
{
    static const struct {
        enum gs_context context;
        const char *key;
        enum gs_command_id want;
    } cases[] = {
        {GS_CONTEXT_PANES, "q", GS_COMMAND_QUIT},
        {GS_CONTEXT_PANES, "F10", GS_COMMAND_QUIT},
        {GS_CONTEXT_PANES, "C-c", GS_COMMAND_QUIT},
        {GS_CONTEXT_PANES, "j", GS_COMMAND_DOWN},
        {GS_CONTEXT_PANES, "Down", GS_COMMAND_DOWN},
        {GS_CONTEXT_PANES, "G", GS_COMMAND_LAST},
        {GS_CONTEXT_PANES, "g", GS_COMMAND_FIRST},
        {GS_CONTEXT_PANES, "r", GS_COMMAND_AGAIN},
        {GS_CONTEXT_PANES, "R", GS_COMMAND_AGAIN_ALL},
        {GS_CONTEXT_PANES, "S-Tab", GS_COMMAND_PREVIOUS_PANE},
        {GS_CONTEXT_PANES, "C-l", GS_COMMAND_REDRAW},
        {GS_CONTEXT_PANES, "F12", GS_COMMAND_NONE},
        {GS_CONTEXT_QUESTION, "Enter", GS_COMMAND_ACCEPT},
        {GS_CONTEXT_QUESTION, "q", GS_COMMAND_NONE},
        {GS_CONTEXT_QUESTION, "ä", GS_COMMAND_NONE},
        {GS_CONTEXT_QUESTION, "Space", GS_COMMAND_NONE},
        {GS_CONTEXT_QUESTION, "Left", GS_COMMAND_EDIT_LEFT},
        {GS_CONTEXT_QUESTION, "C-c", GS_COMMAND_QUIT},
        {GS_CONTEXT_PROMPT, "Backspace", GS_COMMAND_EDIT_BACKSPACE},
        {GS_CONTEXT_PROMPT, "Esc", GS_COMMAND_CLOSE},
        {GS_CONTEXT_POPUP, "Esc", GS_COMMAND_CLOSE},
        {GS_CONTEXT_POPUP, "j", GS_COMMAND_DOWN},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("%s in %d\n", cases[i].key, (int)cases[i].context);
        assert_int_equal(find(state, cases[i].context, cases[i].key), cases[i].want);
    }
}

/* The command that `key` reaches in `context` is `id`, or one that stands before it. */
static void expect_reached(void **state, enum gs_context context, const char *name,
                           enum gs_command_id id)
{
    struct gs_key key;
    print_message("%s\n", name);
    assert_int_equal(gs_key_parse(name, &key), GS_OK);
    bool is_text = key.kind == GS_KEY_CHAR && !key.is_ctrl && !key.is_alt &&
                   gs_context_takes_text(context);
    enum gs_command_id found = gs_keymap_find(*state, context, &key);
    if (is_text) {
        assert_int_equal(found, GS_COMMAND_NONE);
    } else {
        assert_true(found != GS_COMMAND_NONE && found <= id);
    }
}

static void every_key_of_the_table_is_a_key(void **state)
{
    size_t count = 0;
    const struct gs_command *commands = gs_commands(&count);
    assert_true(count > 20);
    for (size_t i = 0; i < count; i++) {
        char *keys = gs_mem_copy_text(commands[i].keys == NULL ? "" : commands[i].keys);
        char *rest = NULL;
        for (char *name = strtok_r(keys, " ", &rest); name != NULL;
             name = strtok_r(NULL, " ", &rest)) {
            for (unsigned context = 0; context < GS_CONTEXT_COUNT; context++) {
                if ((commands[i].contexts & GS_CONTEXT_BIT(context)) != 0) {
                    expect_reached(state, (enum gs_context)context, name, commands[i].id);
                }
            }
        }
        free(keys);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_default_keys_reach_their_commands),
        cmocka_unit_test(every_key_of_the_table_is_a_key),
    };
    return cmocka_run_group_tests(tests, make_keymap, free_keymap);
}
