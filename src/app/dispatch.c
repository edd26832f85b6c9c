/* SPDX-License-Identifier: MIT */
/*
 * From a key to what it does. The keymap gives the command; a command that only moves the view
 * is the view's; the rest are handlers in one table. A handler moves something or starts a
 * request, and never waits.
 */
#include "app_private.h"
#include "watching.h"

#include "gaiscope/base/text.h"
#include "gaiscope/report/report.h"
#include "gaiscope/ui/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void (*handler_fn)(struct gs_app *app);

static void again(struct gs_app *app)
{
    if (gs_view_is_in_tables(app->view)) {
        gs_engine_ask_tables(app->engine);
        return;
    }
    gs_app_ask_again(app, GS_PART_BIT(gs_view_part(app->view)));
}

static void again_all(struct gs_app *app)
{
    gs_app_ask_again(app, gs_app_parts(app));
}

static void stop(struct gs_app *app)
{
    gs_engine_cancel_all(app->engine);
}

static void toggle_pause(struct gs_app *app)
{
    gs_app_pause(app, !app->status.is_paused);
}

static const uint32_t intervals_s[] = {0, 60, 30, 10, 5, 2, 1};

enum {
    INTERVALS = sizeof intervals_s / sizeof *intervals_s,
};

/* Moves along the intervals: by +1 to the shorter, by -1 to the longer one. */
static void step_interval(struct gs_app *app, int step)
{
    int at = 0;
    while (at < INTERVALS - 1 && intervals_s[at] != app->status.interval_s) {
        at++;
    }
    int next = at + step;
    if (next >= 0 && next < INTERVALS) {
        gs_app_set_interval(app, intervals_s[next]);
    }
    gs_app_say_interval(app);
}

static void faster(struct gs_app *app)
{
    step_interval(app, 1);
}

static void slower(struct gs_app *app)
{
    step_interval(app, -1);
}

/* Puts a text on the clipboard and says so. Takes `text` over; NULL: nothing is selected. */
static void copy(struct gs_app *app, char *text)
{
    if (text == NULL) {
        gs_view_say(app->view, GS_ROLE_WARN, "nothing here to copy");
    } else if (gs_terminal_copy(text, strlen(text)) == GS_OK) {
        gs_view_say(app->view, GS_ROLE_DIM, "copied");
    } else {
        gs_view_say(app->view, GS_ROLE_WARN, "too long for the clipboard: C-s saves it");
    }
    free(text);
}

static void copy_report(struct gs_app *app)
{
    struct gs_buf text = {0};
    gs_report_json(&text, &app->session, GS_PARTS_ALL);
    copy(app, gs_buf_claim(&text));
}

static void copy_pane(struct gs_app *app)
{
    copy(app, gs_view_copy_pane(app->view));
}

static void save_table(struct gs_app *app)
{
    gs_app_save_table(app, "");
}

static void save_screen(struct gs_app *app)
{
    gs_app_save_screen(app, "");
}

static void redraw(struct gs_app *app)
{
    (void)app; /* there is one terminal */
    gs_terminal_invalidate();
}

static void step(struct gs_app *app)
{
    gs_view_say(app->view, GS_ROLE_WARN, "no tour is under way, and no replay");
}

/* The commands that are not the view's own. */
static void quit(struct gs_app *app)
{
    if (gs_app_may_quit(app)) {
        gs_app_quit(app);
    }
}

static const handler_fn handlers[GS_COMMAND_COUNT] = {
    [GS_COMMAND_AGAIN] = again,
    [GS_COMMAND_AGAIN_ALL] = again_all,
    [GS_COMMAND_SERVERS] = again,
    [GS_COMMAND_TRACE] = again,
    [GS_COMMAND_CONNECT] = again,
    [GS_COMMAND_STOP] = stop,
    [GS_COMMAND_PAUSE] = toggle_pause,
    [GS_COMMAND_FASTER] = faster,
    [GS_COMMAND_SLOWER] = slower,
    [GS_COMMAND_STEP] = step,
    [GS_COMMAND_STEP_BACK] = step,
    [GS_COMMAND_COPY_PANE] = copy_pane,
    [GS_COMMAND_SAVE] = gs_app_save_pane,
    [GS_COMMAND_SAVE_TABLE] = save_table,
    [GS_COMMAND_SAVE_SCREEN] = save_screen,
    [GS_COMMAND_REDRAW] = redraw,
    [GS_COMMAND_SUSPEND] = gs_app_suspend,
    [GS_COMMAND_QUIT] = quit,
};

static void apply(struct gs_app *app, unsigned effects)
{
    app->is_dirty = app->is_dirty || (effects & GS_EFFECT_REDRAW) != 0;
    if ((effects & GS_EFFECT_CLOSE_SOCKETS) != 0 &&
        app->replay == NULL) { /* first: listening may follow */
        gs_engine_unbind(app->engine);
    }
    if ((effects & GS_EFFECT_ASK) != 0) {
        gs_app_ask(app);
    }
    if ((effects & GS_EFFECT_LISTEN) != 0 && !gs_app_refuses(app)) {
        gs_app_pause(app, false); /* what is open is to be seen, and closed */
        (void)gs_engine_bind(app->engine, &app->session.lookup.question,
                             gs_view_bind_rows(app->view));
    }
    if ((effects & GS_EFFECT_COPY) != 0) {
        copy(app, gs_view_claim_copy(app->view));
        app->is_dirty = true;
    }
    if ((effects & GS_EFFECT_COPY_REPORT) != 0) {
        copy_report(app);
        app->is_dirty = true;
    }
    if ((effects & GS_EFFECT_REQUEST) != 0) {
        gs_app_do_request(app);
        app->is_dirty = true;
    }
}

void gs_dispatch_tour(struct gs_app *app, size_t station)
{
    apply(app, gs_view_tour(app->view, station));
}

void gs_dispatch_command(struct gs_app *app, enum gs_command_id command)
{
    unsigned effects = gs_view_run(app->view, command);
    apply(app, effects);
    if ((effects & GS_EFFECT_NOT_MINE) != 0 && handlers[command] != NULL) {
        if (app->replay == NULL || !gs_app_play_command(app, command)) {
            handlers[command](app);
        }
        app->is_dirty = true;
    }
}

static void type_char(struct gs_app *app, uint32_t code)
{
    struct gs_buf text = {0};
    gs_text_encode(&text, code);
    apply(app, gs_view_type(app->view, gs_buf_text(&text), text.len, false));
    gs_buf_fini(&text);
}

/* Over the hosts that are watched a paste is more of them. Terminals send its line ends as CR. Of
 * what was cut the last line is not whole. */
static void paste_hosts(struct gs_app *app, const struct gs_key *key)
{
    struct gs_buf lines = {0};
    gs_buf_add(&lines, key->paste, key->paste_len);
    for (size_t i = 0; i < lines.len; i++) {
        if (lines.data[i] == '\r' && lines.data[i + 1] != '\n') {
            lines.data[i] = '\n';
        }
    }
    while (key->is_paste_cut && lines.len > 0 && lines.data[lines.len - 1] != '\n') {
        lines.data[--lines.len] = '\0';
    }
    apply(app, gs_view_paste_hosts(app->view, &lines, key->is_paste_cut));
    gs_buf_fini(&lines);
}

/* Elsewhere it goes to a line: over the panes it begins a new question. */
static void paste(struct gs_app *app, const struct gs_key *key)
{
    if (gs_view_takes_hosts(app->view)) {
        paste_hosts(app, key);
        return;
    }
    if (gs_view_context(app->view) == GS_CONTEXT_PANES) {
        gs_dispatch_command(app, GS_COMMAND_QUESTION);
    }
    apply(app, gs_view_type(app->view, key->paste, key->paste_len, true));
}

static void mouse(struct gs_app *app, const struct gs_key *key)
{
    int pane = 0;
    size_t item = GS_NO_ITEM;
    if (!gs_screen_hit(app->screen, key->x, key->y, &pane, &item)) {
        return;
    }
    if (key->mouse == GS_MOUSE_WHEEL_UP || key->mouse == GS_MOUSE_WHEEL_DOWN) {
        int rows = key->mouse == GS_MOUSE_WHEEL_UP ? -3 : 3;
        apply(app, gs_view_wheel(app->view, pane, rows));
        return;
    }
    apply(app, gs_view_point(app->view, pane, item));
    if (key->mouse == GS_MOUSE_DOUBLE && item != GS_NO_ITEM) {
        gs_dispatch_command(app, GS_COMMAND_DETAILS);
    }
}

static void dispatch(struct gs_app *app, const struct gs_key *key)
{
    if (key->kind == GS_KEY_PASTE) {
        paste(app, key);
    } else if (key->kind == GS_KEY_MOUSE) {
        mouse(app, key);
    } else if (key->kind == GS_KEY_HANGUP) {
        app->is_hung_up = true;
        gs_app_quit(app);
    } else if (key->kind == GS_KEY_RESIZE) {
        app->is_dirty = true;
    } else {
        enum gs_context context = gs_view_context(app->view);
        enum gs_command_id command = gs_keymap_find(app->keymap, context, key);
        if (command != GS_COMMAND_NONE) {
            gs_dispatch_command(app, command);
        } else if (key->kind == GS_KEY_CHAR && !key->is_ctrl && !key->is_alt) {
            type_char(app, key->code);
        }
    }
}

void gs_dispatch_key(struct gs_app *app, const struct gs_key *key)
{
    if (app->clock.is_stopped) { /* a sentence would stand for ever */
        gs_view_say(app->view, GS_ROLE_DIM, "");
    }
    dispatch(app, key);
    if (gs_view_context(app->view) != GS_CONTEXT_COMMAND) {
        app->has_warned_unsaved = false; /* the line with the warning was left */
    }
}
