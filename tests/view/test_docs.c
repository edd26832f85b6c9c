/* SPDX-License-Identifier: MIT */
/*
 * docs/keys.md is made from the table of commands, and the role table of docs/themes.md from
 * the table of roles: a change of either shows here, and GS_GOLDEN_RENEW=1 writes it.
 */
#include "support/golden.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/view/command.h"
#include "gaiscope/view/command_line.h"
#include "gaiscope/view/role.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const groups[] = {
    [GS_GROUP_ASK] = "Ask",
    [GS_GROUP_LOOK] = "Look",
    [GS_GROUP_MOVE] = "Move",
    [GS_GROUP_TAKE] = "Take",
    [GS_GROUP_PROGRAM] = "The program",
    [GS_GROUP_EDIT] = "Typing",
};

static const char *const contexts[GS_CONTEXT_COUNT] = {
    [GS_CONTEXT_PANES] = "panes",   [GS_CONTEXT_QUESTION] = "question",
    [GS_CONTEXT_PROMPT] = "prompt", [GS_CONTEXT_POPUP] = "popup",
    [GS_CONTEXT_MENU] = "menu",     [GS_CONTEXT_COMMAND] = "command line",
    [GS_CONTEXT_HINTS] = "hints",   [GS_CONTEXT_MATRIX] = "matrix",
};

/* Each key in a code span; a bar would end the table's cell. */
static void add_keys(struct gs_buf *out, const char *keys)
{
    while (*keys != '\0') {
        size_t len = strcspn(keys, " ");
        gs_buf_addf(out, "`%.*s` ", (int)len, keys);
        keys += len + strspn(keys + len, " ");
    }
}

static void add_contexts(struct gs_buf *out, unsigned bits)
{
    if (bits == GS_CONTEXT_ANY) {
        gs_buf_add_text(out, "everywhere");
        return;
    }
    const char *separator = "";
    for (int i = 0; i < GS_CONTEXT_COUNT; i++) {
        if ((bits & GS_CONTEXT_BIT(i)) != 0) {
            gs_buf_addf(out, "%s%s", separator, contexts[i]);
            separator = ", ";
        }
    }
}

static void add_group(struct gs_buf *out, enum gs_command_group group)
{
    size_t count = 0;
    const struct gs_command *commands = gs_commands(&count);
    gs_buf_addf(
        out, "\n## %s\n\n| keys | what | where | command |\n| --- | --- | --- | --- |\n",
        groups[group]);
    for (size_t i = 0; i < count; i++) {
        if (commands[i].group == group) {
            gs_buf_add_text(out, "| ");
            add_keys(out, commands[i].keys);
            gs_buf_addf(out, "| %s | ", commands[i].help);
            add_contexts(out, commands[i].contexts);
            gs_buf_addf(out, " | `%s` |\n", commands[i].name);
        }
    }
}

/* A bar would end the table's cell. */
static void add_cell(struct gs_buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        gs_buf_add_text(out, *text == '|' ? "\\" : "");
        gs_buf_add(out, text, 1);
    }
}

static void add_typed(struct gs_buf *out)
{
    gs_buf_add_text(
        out, "\n## Typed commands\n\n`:` opens the command line. Each command that works "
             "in panes can be typed by its name; these\nhave something behind them. Tab "
             "completes hosts of the history, services, flags, views, themes and\n"
             "columns.\n\n| command | what |\n| --- | --- |\n");
    for (size_t i = 0; i < gs_typed_command_count(); i++) {
        struct gs_typed_command typed = gs_typed_command_at(i);
        gs_buf_addf(out, "| `%s%s", typed.name, typed.usage[0] == '\0' ? "" : " ");
        add_cell(out, typed.usage);
        gs_buf_addf(out, "` | %s |\n", typed.help);
    }
}

static void the_key_page_is_the_table_of_commands(void **state)
{
    (void)state;
    struct gs_buf page = {0};
    gs_buf_add_text(
        &page, "# Keys\n\nMade from the table of commands in `src/view/command.c`. "
               "`C-x` is Ctrl with x, `M-x` Alt with x,\n`S-Tab` Shift with Tab. Where "
               "text is typed, plain characters are text.\n");
    for (size_t group = 0; group < sizeof groups / sizeof *groups; group++) {
        add_group(&page, (enum gs_command_group)group);
    }
    add_typed(&page);
    gs_golden_compare("../docs/keys.md", gs_buf_text(&page));
    gs_buf_fini(&page);
}

static void every_role_stands_in_the_theme_page(void **state)
{
    (void)state;
    char *page = gs_golden_read("../docs/themes.md");
    for (int role = 0; role < GS_ROLE_COUNT; role++) {
        struct gs_buf row = {0};
        gs_buf_addf(&row, "| `%s` | %s |", gs_role_name((enum gs_role)role),
                    gs_role_meaning((enum gs_role)role));
        if (strstr(page, gs_buf_text(&row)) == NULL) {
            fail_msg("docs/themes.md lacks the row: %s", gs_buf_text(&row));
        }
        gs_buf_fini(&row);
    }
    free(page);
}

/* The picture of view 8 in the page is the golden screen. */
static void the_monitoring_page_shows_the_screen(void **state)
{
    (void)state;
    char *page = gs_golden_read("../docs/monitoring.md");
    char *screen = gs_golden_read("golden/screens/monitor_80x24.txt");
    size_t lines = 0;
    char *rest = NULL;
    for (char *line = strtok_r(screen, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        struct gs_buf row = {0};
        gs_buf_addf(&row, "\n    %s\n", line);
        if (strstr(page, gs_buf_text(&row)) == NULL) {
            fail_msg("docs/monitoring.md lacks the line: %s", line);
        }
        gs_buf_fini(&row);
        lines++;
    }
    assert_true(lines > 20);
    free(screen);
    free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_key_page_is_the_table_of_commands),
        cmocka_unit_test(every_role_stands_in_the_theme_page),
        cmocka_unit_test(the_monitoring_page_shows_the_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
