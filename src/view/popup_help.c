/* SPDX-License-Identifier: MIT */
/*
 * The keys of the command table and the signs, in one or two columns.
 */
#include "view_state.h"

#include <stdio.h>
#include <string.h>

enum {
    WIDE = 100,
    COLUMN = 49,
    WORD_X = 20,
    ENTRIES_MAX = 32,
};

static const struct {
    const char *sign;
    enum gs_role role;
    const char *meaning;
} signs[] = {
    {"✓", GS_ROLE_OK, "answered, agrees"}, {"✗", GS_ROLE_ERR, "failed"},
    {"▲", GS_ROLE_WARN, "look here"},      {"⠹", GS_ROLE_WAIT, "under way"},
    {"+", GS_ROLE_TEXT, "added"},          {"-", GS_ROLE_TEXT, "removed"},
    {"~", GS_ROLE_WARN, "changed"},        {"–", GS_ROLE_DIM, "none"},
};

static const struct {
    enum gs_command_group group;
    const char *title;
} groups[] = {
    {GS_GROUP_ASK, "Ask"},   {GS_GROUP_LOOK, "Look"}, {GS_GROUP_MOVE, "Move"},
    {GS_GROUP_TAKE, "Take"}, {GS_GROUP_EDIT, "Type"}, {GS_GROUP_PROGRAM, "The program"},
};

_Static_assert(sizeof signs / sizeof signs[0] % 4 == 0, "signs stand four in a row");
_Static_assert(sizeof groups / sizeof groups[0] % 2 == 0, "groups stand two in a row");

/* The commands of one group, in the table's order. */
static size_t commands_of(enum gs_command_group group,
                          const struct gs_command *out[ENTRIES_MAX])
{
    size_t all = 0;
    size_t count = 0;
    const struct gs_command *table = gs_commands(&all);
    for (size_t i = 0; i < all && count < ENTRIES_MAX; i++) {
        if (table[i].group == group) {
            out[count++] = &table[i];
        }
    }
    return count;
}

/* One line of a group: its title, a command, or nothing behind its end. */
static void put_line(struct gs_rows *rows, int x, size_t group, size_t line)
{
    const struct gs_command *commands[ENTRIES_MAX];
    size_t count = commands_of(groups[group].group, commands);
    if (line == 0) {
        (void)gs_rows_put(rows, x, GS_ROLE_TITLE, groups[group].title);
    } else if (line <= count) {
        const struct gs_command *command = commands[line - 1];
        (void)gs_rows_put_cut(rows, x, GS_ROLE_KEY, command->keys, WORD_X - 1);
        (void)gs_rows_put_cut(rows, x + WORD_X, GS_ROLE_TEXT, command->help,
                              COLUMN - WORD_X - 2);
    }
}

static size_t lines_of(size_t group)
{
    const struct gs_command *commands[ENTRIES_MAX];
    return 1 + commands_of(groups[group].group, commands);
}

/* Groups from `first` on: one below the other, or two beside each other. */
static void build_groups(struct gs_rows *rows, size_t first, size_t columns)
{
    size_t lines = 0;
    for (size_t i = 0; i < columns; i++) {
        lines = lines_of(first + i) > lines ? lines_of(first + i) : lines;
    }
    for (size_t line = 0; line < lines; line++) {
        bool is_visible = gs_rows_next(rows, GS_NO_ITEM);
        for (size_t i = 0; is_visible && i < columns; i++) {
            put_line(rows, (int)i * COLUMN, first + i, line);
        }
    }
    gs_rows_blank(rows);
}

static void build_signs(struct gs_rows *rows, size_t columns)
{
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, GS_ROLE_TITLE, "Signs");
    }
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i += columns) {
        bool is_visible = gs_rows_next(rows, GS_NO_ITEM);
        for (size_t j = 0; is_visible && j < columns; j++) {
            int x = gs_rows_put(rows, (int)j * 24, signs[i + j].role, signs[i + j].sign);
            (void)gs_rows_put(rows, x + 1, GS_ROLE_TEXT, signs[i + j].meaning);
        }
    }
    gs_rows_blank(rows);
    gs_rows_sentence(
        rows, GS_ROLE_DIM,
        "A heavy rule is the pane with the keys. Grey is the last answer while "
        "a new one is asked. TTL is in seconds and counts down.");
}

static void build(struct gs_rows *rows, bool is_wide)
{
    size_t columns = is_wide ? 2 : 1;
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i += columns) {
        build_groups(rows, i, columns);
    }
    build_signs(rows, is_wide ? 4 : 1);
}

void gs_popup_help(struct gs_view *view, size_t cols, size_t rows, struct gs_popup *popup)
{
    struct gs_list_state *list = &view->popup_list;
    bool is_wide = cols >= WIDE + 4;
    popup->width = is_wide ? WIDE : cols > 60 ? 60 : cols;
    gs_rows_begin(&popup->rows, popup->width - 6, 0, 0);
    build(&popup->rows, is_wide);
    size_t height = gs_popup_fit(list, rows, popup);
    gs_rows_begin(&popup->rows, popup->width - 6, list->from, height);
    build(&popup->rows, is_wide);
    gs_buf_add_text(&popup->title, "Help for Lookup");
    if (popup->rows.total > height) {
        gs_buf_add_text(&popup->keys, "PgDn\tmore\t");
    }
    gs_buf_add_text(&popup->keys, "Esc\tclose");
}
