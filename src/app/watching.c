/* SPDX-License-Identifier: MIT */
/*
 * The list of hosts that are watched, and what the person does with it: cli/watch_run with a
 * screen behind it.
 */
#include "watching.h"

#include "gaiscope/cli/watch_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NS_PER_US = 1000,
    QUIT_US = 10000000, /* so long a warning is known to whoever quits */
};

/* Before there is a screen, and after it, sentences go where words of the shell go. Broken lines
 * stand in view 8. */
static void said(void *context, enum gs_watch_run_news news, const char *sentence)
{
    struct gs_app *app = context;
    if (app->view != NULL && app->screen != NULL && !app->is_quitting) {
        if (news != GS_WATCH_RUN_LINE) {
            gs_view_say(app->view, news == GS_WATCH_RUN_NOTE ? GS_ROLE_DIM : GS_ROLE_WARN,
                        sentence);
            app->is_dirty = true;
        }
    } else if (news == GS_WATCH_RUN_TROUBLE) {
        (void)fprintf(stderr, "gaiscope: %s\n", sentence);
        (void)snprintf(app->trouble, sizeof app->trouble, "%s", sentence);
    }
}

static void trouble(void *context, const char *sentence)
{
    said(context, GS_WATCH_RUN_TROUBLE, sentence);
}

/* The list, and the terminal in the place of a standard input that was the list. */
static enum gs_status read_list(struct gs_app *app, const char *list,
                                struct gs_buf *error)
{
    enum gs_status status = gs_watch_run_read(app->watching, list, error);
    return status == GS_OK && strcmp(list, "-") == 0 ? gs_watch_file_take_terminal(error)
                                                     : status;
}

enum gs_status gs_app_open_watching(struct gs_app *app, struct gs_buf *error)
{
    const struct gs_monitor_options *options = &app->options->monitor;
    const struct gs_watch_run_settings settings = {.options = options,
                                                   .loop = &app->loop,
                                                   .engine = app->engine,
                                                   .monitor = &app->session.monitor,
                                                   .said = said,
                                                   .context = app};
    enum gs_status status = gs_watch_run_open(&settings, &app->watching, error);
    app->hook = gs_change_hook_open(&app->loop, options, gs_app_take, app);
    return status == GS_OK && options->list != NULL ? read_list(app, options->list, error)
                                                    : status;
}

void gs_app_start_watching(struct gs_app *app)
{
    const struct gs_monitor_options *options = &app->options->monitor;
    const struct gs_metrics_out_settings settings = {.options = options,
                                                     .monitor = &app->session.monitor,
                                                     .say = trouble,
                                                     .context = app};
    struct gs_buf error = {0};
    if (options->list != NULL) {
        gs_watch_run_start(app->watching);
        gs_view_show_monitor(app->view);
    }
    if (gs_metrics_out_open(&app->loop, &settings, &app->metrics, &error) != GS_OK) {
        trouble(app, gs_buf_text(&error)); /* the dashboard goes on without */
    } else if (app->trouble[0] != '\0') {
        trouble(app, app->trouble);
    }
    gs_buf_fini(&error);
}

/* -- events --------------------------------------------------------------------------- */

bool gs_app_is_of_monitor(const struct gs_event *event)
{
    return event->type >= GS_EVENT_WATCH_LIST && event->type <= GS_EVENT_WATCH_STATUS;
}

void gs_app_note_unsaved(struct gs_app *app)
{
    app->status.is_unsaved =
        app->watching != NULL && gs_watch_run_is_unsaved(app->watching);
}

void gs_app_take_watched(struct gs_app *app, struct gs_event *event)
{
    if (event->type == GS_EVENT_WATCH_LIST) {
        gs_app_note_unsaved(app);
    }
    gs_app_ring(app, event);
    gs_session_apply(&app->session, event);
    gs_change_hook_tell(app->hook, &app->session);
    gs_metrics_out_note(app->metrics);
}

bool gs_app_may_quit(struct gs_app *app)
{
    char key[GS_KEY_NAME_MAX] = "";
    struct gs_buf sentence = {0};
    int64_t now_us = (int64_t)(uv_hrtime() / NS_PER_US);
    bool is_again = app->quit_asked_us != 0 && now_us - app->quit_asked_us < QUIT_US;
    if (is_again || app->watching == NULL || !gs_watch_run_is_unsaved(app->watching)) {
        return true;
    }
    app->quit_asked_us = now_us;
    (void)gs_command_key(GS_COMMAND_QUIT, GS_CONTEXT_PANES, key); /* it has one */
    gs_buf_addf(&sentence, "the list has changes that are not saved: :write, or %s again",
                key);
    gs_view_say(app->view, GS_ROLE_WARN, gs_buf_text(&sentence));
    app->is_dirty = true;
    gs_buf_fini(&sentence);
    return false;
}

/* The end waits for nobody, but says what is lost. */
static void say_unsaved(const struct gs_app *app)
{
    if (app->watching != NULL && !app->is_hung_up &&
        gs_watch_run_is_unsaved(app->watching)) {
        (void)fputs("gaiscope: changes of the list of hosts were not saved\n", stderr);
    }
}

void gs_app_close_watching(struct gs_app *app)
{
    say_unsaved(app);
    gs_watch_run_close(app->watching);
    (void)gs_metrics_out_close(app->metrics); /* it was said */
    gs_change_hook_close(app->hook);
    app->watching = NULL;
    app->metrics = NULL;
    app->hook = NULL;
}
