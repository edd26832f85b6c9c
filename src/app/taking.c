/* SPDX-License-Identifier: MIT */
/*
 * What the engine says goes into the session: at once, or when the picture is no longer
 * paused.
 */
#include "watching.h"

#include "gaiscope/app/history_file.h"

/* Keeps the question in the history file, once its outcome is known: not each time that it is
 * asked again. */
static void keep_question(struct gs_app *app)
{
    const struct gs_history *history = &app->session.history;
    const struct gs_lookup *lookup = &app->session.lookup;
    bool is_answered =
        lookup->now.system != NULL || gs_question_is_range(&lookup->question);
    if (!app->is_unkept || !is_answered || app->history_path[0] == '\0' ||
        history->count == 0) {
        return;
    }
    app->is_unkept = false;
    if (gs_history_file_append(app->history_path, &history->items[history->count - 1]) !=
        GS_OK) {
        app->history_path[0] = '\0'; /* said once */
        gs_view_say(app->view, GS_ROLE_WARN, "questions are not kept: no place to write");
    }
}

static void take(struct gs_app *app, struct gs_event *event)
{
    bool is_answer = event->type == GS_EVENT_SYSTEM || event->type == GS_EVENT_REVERSE;
    gs_session_apply(&app->session, event);
    if (is_answer) {
        keep_question(app);
    }
}

/* Lets the events through that were held back, in their order. */
static void release(struct gs_app *app)
{
    for (size_t i = 0; i < app->held.count; i++) {
        take(app, &app->held.items[i]);
    }
    gs_vec_fini(&app->held);
}

void gs_app_take(void *context, struct gs_event *event)
{
    struct gs_app *app = context;
    gs_change_hook_note(app->hook, event); /* first: its counts are recorded, too */
    gs_app_record_event(app, event);
    if (gs_app_is_of_monitor(event)) {
        gs_app_take_watched(app, event);
        return;
    }
    if (!app->status.is_paused) {
        take(app, event);
        return;
    }
    if (app->held.count == GS_HELD_MAX) {
        release(app);
    }
    gs_vec_push(&app->held, *event);
    app->is_dirty = true;
}

void gs_app_pause(struct gs_app *app, bool is_paused)
{
    app->status.is_paused = is_paused;
    if (!is_paused) {
        release(app);
    }
}
