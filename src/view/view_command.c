/* SPDX-License-Identifier: MIT */
/*
 * The command line's keys: what is typed, and what was chosen of what completes it. It is
 * drawn by view_drawer.c.
 *
 *     typed --Tab, ↓--> chosen --typing, Tab--> typed --Enter--> run, or refused and typed
 */
#include "view_state.h"

#include "gaiscope/base/text.h"

#include <string.h>

enum {
    PAST_MAX = 100,   /* lines kept of one run */
    COLUMNS_MAX = 16, /* of one pane */
};

/* What lines are read against, and the lists that it lends. */
struct world {
    struct gs_choice views[GS_TAB_COUNT];
    struct gs_choice columns[COLUMNS_MAX];
    struct gs_command_world lent;
};

static void make_world(const struct gs_view *view, struct world *out)
{
    const char *const *columns = gs_pane_kind_of(view->focus)->sort_columns;
    const struct gs_session *session = view->session;
    size_t count = 0;
    for (unsigned i = 0; i < GS_TAB_COUNT; i++) {
        const struct gs_tab *tab = gs_tab_of((enum gs_tab_id)i);
        out->views[i] = (struct gs_choice){tab->name, gs_command_of(tab->command)->help,
                                           (uint32_t)(tab->digit - '0')};
    }
    for (; columns != NULL && columns[count] != NULL && count < COLUMNS_MAX; count++) {
        out->columns[count] =
            (struct gs_choice){columns[count], "sorts by it", (uint32_t)count};
    }
    out->lent = (struct gs_command_world){
        .hints = &view->question.hints,
        .first_hints = &view->command.first_hints,
        .records = &view->records,
        .race = &view->race,
        .connect = &view->connect,
        .history = &session->history,
        .machine = session->has_machine ? &session->machine : NULL,
        .tables = session->tables,
        .past = &view->command.past,
        .views = {out->views, GS_TAB_COUNT},
        .themes = view->command.themes,
        .columns = {out->columns, count},
    };
}

/* Looks for what completes the typed line; nothing is chosen of it. */
static void complete(struct gs_view *view)
{
    struct gs_command_state *command = &view->command;
    struct world world;
    make_world(view, &world);
    gs_command_line_complete(gs_line_edit_text(&command->edit), &world.lent,
                             &command->found);
    gs_list_state_fini(&command->list);
    command->is_chosen = false;
}

static void type_anew(struct gs_view *view, const char *line)
{
    gs_line_edit_set(&view->command.edit, line);
    complete(view);
}

void gs_view_open_command(struct gs_view *view)
{
    view->command.is_open = true;
    view->command.past_at = 0;
    gs_buf_clear(&view->command.error);
    type_anew(view, "");
}

void gs_view_close_command(struct gs_view *view)
{
    view->command.is_open = false;
    gs_completions_fini(&view->command.found);
}

void gs_view_fini_command(struct gs_view *view)
{
    struct gs_command_state *command = &view->command;
    gs_line_edit_fini(&command->edit);
    gs_completions_fini(&command->found);
    gs_list_state_fini(&command->list);
    gs_buf_fini(&command->error);
    for (size_t i = 0; i < command->past.count; i++) {
        free(command->past.items[i]);
    }
    gs_vec_fini(&command->past);
}

void gs_view_set_themes(struct gs_view *view, struct gs_choices themes)
{
    view->command.themes = themes;
}

bool gs_view_claim_request(struct gs_view *view, struct gs_request *out)
{
    bool has_one = view->command.request.type != GS_REQUEST_NONE;
    *out = view->command.request;
    view->command.request.type = GS_REQUEST_NONE;
    return has_one;
}

/* -- running ------------------------------------------------------------------------- */

const struct gs_completion *gs_view_chosen(const struct gs_view *view)
{
    const struct gs_command_state *command = &view->command;
    return command->is_chosen && command->list.selected < command->found.count
               ? &command->found.items[command->list.selected]
               : NULL;
}

/* Makes the chosen completion what is typed. Returns: whether one was chosen. */
static bool take_chosen(struct gs_view *view)
{
    const struct gs_completion *one = gs_view_chosen(view);
    if (one == NULL) {
        return false;
    }
    char *line = gs_mem_copy_text(one->line);
    type_anew(view, line);
    free(line);
    return true;
}

static void remember(struct gs_past_lines *past, const char *line)
{
    if (line[0] == '\0' ||
        (past->count > 0 && strcmp(past->items[past->count - 1], line) == 0)) {
        return;
    }
    if (past->count == PAST_MAX) {
        free(past->items[0]);
        past->count--;
        memmove(past->items, past->items + 1, past->count * sizeof *past->items);
    }
    gs_vec_push(past, gs_mem_copy_text(line));
}

void gs_view_refuse(struct gs_view *view, const char *why)
{
    struct gs_command_state *command = &view->command;
    gs_view_open_command(view);
    if (command->past.count > 0) {
        type_anew(view, command->past.items[command->past.count - 1]);
    }
    gs_text_sanitise(&command->error, why, strlen(why));
}

static unsigned run_line(struct gs_view *view)
{
    struct gs_command_state *command = &view->command;
    struct gs_request request;
    struct world world;
    gs_buf_clear(&command->error);
    make_world(view, &world);
    if (!gs_command_line_read(gs_line_edit_text(&command->edit), &world.lent, &request,
                              &command->error)) {
        return GS_EFFECT_REDRAW;
    }
    remember(&command->past, gs_line_edit_text(&command->edit));
    gs_view_close_command(view);
    return GS_EFFECT_REDRAW | gs_view_carry_out(view, &request);
}

static unsigned accept(struct gs_view *view)
{
    const struct gs_completion *one = gs_view_chosen(view);
    bool is_form = one != NULL && one->usage != NULL;
    (void)take_chosen(view); /* else what is typed is run */
    return is_form ? GS_EFFECT_REDRAW : run_line(view);
}

/* -- choosing ------------------------------------------------------------------------ */

/* One step along the completions; before the first and behind the last is what is typed. */
static void choose(struct gs_view *view, int step)
{
    struct gs_command_state *command = &view->command;
    size_t count = command->found.count;
    size_t at = command->is_chosen ? command->list.selected + 1 : 0;
    at = (at + (step > 0 ? 1 : count)) % (count + 1);
    command->is_chosen = at > 0;
    gs_list_state_select(&command->list, at > 0 ? at - 1 : 0);
    command->list.from = at > 0 ? command->list.from : 0;
}

static void complete_key(struct gs_view *view)
{
    struct gs_command_state *command = &view->command;
    if (take_chosen(view)) {
        return;
    }
    char *common =
        gs_completions_common(&command->found, gs_line_edit_text(&command->edit));
    if (common != NULL) {
        type_anew(view, common);
    } else {
        choose(view, 1);
    }
    free(common);
}

/* The line run before, and before that. */
static void recall(struct gs_view *view)
{
    struct gs_command_state *command = &view->command;
    if (command->past_at < command->past.count) {
        command->past_at++;
        type_anew(view, command->past.items[command->past.count - command->past_at]);
        return;
    }
    gs_buf_clear(&command->error);
    gs_buf_add_text(&command->error, command->past.count == 0
                                         ? "no command was run before"
                                         : "this is the oldest command of this run");
}

static unsigned edit(struct gs_view *view, enum gs_command_id command)
{
    struct gs_line_edit *line = &view->command.edit;
    if (command == GS_COMMAND_EDIT_BACKSPACE && line->text.len == 0 &&
        gs_view_chosen(view) == NULL) {
        gs_view_close_command(view);
        return GS_EFFECT_REDRAW;
    }
    (void)take_chosen(view);
    if (!gs_line_edit_run(line, command)) {
        return GS_EFFECT_NOT_MINE;
    }
    gs_buf_clear(&view->command.error);
    complete(view);
    return GS_EFFECT_REDRAW;
}

unsigned gs_view_run_command(struct gs_view *view, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_ACCEPT:
        return accept(view);
    case GS_COMMAND_CLOSE:
        gs_view_close_command(view);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_COMPLETE:
        complete_key(view);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_CHOOSE_NEXT:
        choose(view, 1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_CHOOSE_PREVIOUS:
        choose(view, -1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_RECALL:
        recall(view);
        return GS_EFFECT_REDRAW;
    default:
        return edit(view, command);
    }
}

unsigned gs_view_type_command(struct gs_view *view, const char *text, size_t len)
{
    (void)take_chosen(view);
    (void)gs_line_edit_insert(&view->command.edit, text,
                              len); /* a full one takes no more */
    gs_buf_clear(&view->command.error);
    view->command.past_at = 0;
    complete(view);
    return GS_EFFECT_REDRAW;
}
