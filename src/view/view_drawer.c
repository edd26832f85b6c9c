/* SPDX-License-Identifier: MIT */
/*
 * The command line on the screen, and the pane of what completes it above.
 */
#include "view_state.h"

#include "gaiscope/base/text.h"

#include <string.h>

#include <strings.h>

enum {
    LEFT = 3,       /* where texts begin */
    SIGN = 1,       /* where the prompt's sign stands */
    REMARK_X = 38,  /* as in the picture: the second module */
    NARROW_X = 20,  /* the same in 40 columns */
    FIT_PASSES = 3, /* to bring the chosen one into the window */
};

/* Bytes of the start that a line shares with what is typed. */
static size_t typed_part(const struct gs_view *view, const char *line)
{
    const char *typed = gs_line_edit_text(&view->command.edit);
    size_t len = strlen(typed);
    return strncasecmp(line, typed, len) == 0 ? len : 0;
}

static int put_span(struct gs_rows *rows, int x, enum gs_role role, const char *text,
                    size_t len)
{
    struct gs_buf safe = {0};
    gs_text_sanitise(&safe, text, len);
    x = gs_rows_put(rows, x, role, gs_buf_text(&safe));
    gs_buf_fini(&safe);
    return x;
}

/* Where the last word begins of what is typed. */
static size_t last_word(const char *line, size_t typed)
{
    while (typed > 0 && strchr(" ,", line[typed - 1]) == NULL) {
        typed--;
    }
    return typed;
}

static int remark_x_of(const struct gs_rows *rows)
{
    return rows->width_cells >= GS_LARGE_CELLS ? REMARK_X : NARROW_X;
}

/* Whether a line is too long for its column. */
static bool has_long(const struct gs_completions *found, const struct gs_rows *rows)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct gs_completion *one = &found->items[i];
        int end = one->remark[0] == '\0' ? (int)rows->width_cells : remark_x_of(rows) - 2;
        if ((int)gs_text_cells(one->line) > end) {
            return true;
        }
    }
    return false;
}

/* Where one is too long the words before the last are left out of all. */
static void put_completion(const struct gs_view *view, struct gs_rows *rows,
                           const struct gs_completion *one, bool is_long)
{
    int remark_x = remark_x_of(rows);
    size_t end = one->remark[0] == '\0' ? rows->width_cells : (size_t)(remark_x - 2);
    size_t typed = typed_part(view, one->line);
    size_t from = is_long ? last_word(one->line, typed) : 0;
    struct gs_buf text = {0};
    gs_text_sanitise(&text, one->line + typed, strlen(one->line) - typed);
    gs_buf_add_text(&text, one->usage == NULL ? "" : one->usage);
    int x = from == 0 ? 0 : gs_rows_put(rows, 0, GS_ROLE_DIM, "… ");
    x = put_span(rows, x, GS_ROLE_MATCH, one->line + from, typed - from);
    size_t room = (size_t)x < end ? end - (size_t)x : 0;
    (void)gs_rows_put_cut(rows, x, GS_ROLE_TEXT, gs_buf_text(&text), room);
    (void)gs_rows_put(rows, remark_x, GS_ROLE_DIM, one->remark);
    gs_buf_fini(&text);
}

static void build(const struct gs_view *view, struct gs_rows *rows)
{
    const struct gs_command_state *command = &view->command;
    if (command->error.len > 0) {
        gs_rows_sentence(rows, GS_ROLE_TEXT, gs_buf_text(&command->error));
    } else if (command->found.count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "No command begins like this.");
    }
    bool is_long = has_long(&command->found, rows);
    for (size_t i = 0; i < command->found.count; i++) {
        if (gs_rows_next(rows, i)) {
            put_completion(view, rows, &command->found.items[i], is_long);
        }
    }
}

static void describe(const struct gs_view *view, struct gs_pane *out)
{
    const struct gs_command_state *command = &view->command;
    const char *typed = gs_line_edit_text(&command->edit);
    size_t count = command->found.count;
    out->title = "Commands";
    out->title_role = GS_ROLE_TITLE;
    out->has_focus = true;
    out->right_role = GS_ROLE_DIM;
    gs_buf_clear(&out->info);
    gs_buf_clear(&out->right);
    if (command->error.len > 0) {
        gs_pane_info(out, GS_ROLE_ERR, "✗ not run");
    } else if (count == GS_COMPLETIONS_MAX) {
        gs_pane_info(out, GS_ROLE_TEXT, "the first %zu that fit", count);
    } else if (strchr(typed, ' ') == NULL) {
        gs_pane_info(out, GS_ROLE_TEXT, "%zu of %zu fit", count, gs_command_line_count());
    } else {
        gs_pane_info(out, GS_ROLE_TEXT, "%zu %s", count, gs_plural(count, "fits", "fit"));
    }
}

size_t gs_view_drawer(struct gs_view *view, size_t cols, size_t rows, struct gs_pane *out)
{
    struct gs_command_state *command = &view->command;
    if (!command->is_open) {
        return 0;
    }
    size_t most = rows / 5 + 2;
    size_t width = cols - 4;
    describe(view, out);
    gs_rows_begin(&out->rows, width, 0, 0);
    build(view, &out->rows);
    size_t height = out->rows.total < most ? out->rows.total : most;
    for (int pass = 0; pass < FIT_PASSES; pass++) {
        gs_rows_begin(&out->rows, width, command->list.from, height);
        out->rows.watched = command->is_chosen ? command->list.selected : GS_NO_ITEM;
        build(view, &out->rows);
        if (!gs_list_state_fit(&command->list, &out->rows, height)) {
            break;
        }
    }
    out->selected = command->is_chosen ? command->list.selected : GS_NO_ITEM;
    return height;
}

/* What was chosen as it would stand in the line: what is typed, and how it goes on. */
static void put_chosen(const struct gs_view *view, struct gs_rows *rows,
                       const struct gs_completion *one)
{
    size_t typed = typed_part(view, one->line);
    const char *rest = one->line + typed;
    size_t next = gs_text_next(rest, strlen(rest));
    bool has_cursor = view->popup == GS_POPUP_NONE;
    int x = put_span(rows, LEFT, GS_ROLE_STRONG, one->line, typed);
    x = put_span(rows, x, has_cursor ? GS_ROLE_CURSOR : GS_ROLE_DIM,
                 next == 0 ? " " : rest, next == 0 ? 1 : next);
    x = put_span(rows, x, GS_ROLE_DIM, rest + next, strlen(rest + next));
    if (one->usage != NULL) {
        (void)gs_rows_put(rows, x, GS_ROLE_DIM, one->usage);
    }
}

void gs_view_put_command(struct gs_view *view, struct gs_rows *rows)
{
    const struct gs_completion *one = gs_view_chosen(view);
    (void)gs_rows_put(rows, SIGN, GS_ROLE_KEY, ":");
    if (one != NULL) {
        put_chosen(view, rows, one);
        return;
    }
    (void)gs_line_edit_put(&view->command.edit, rows, LEFT, rows->width_cells - LEFT - 1,
                           view->popup == GS_POPUP_NONE);
}
