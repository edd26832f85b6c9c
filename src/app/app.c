/* SPDX-License-Identifier: MIT */
/*
 * The dashboard's loop. One turn: keys become commands, answers become events and change the
 * session; before the loop sleeps the picture is drawn once, if anything changed, and a timer
 * is set for the moment at which it changes by itself (a spinner, a TTL, the clock).
 */
#include "gaiscope/app/app.h"

#include "watching.h"

#include "gaiscope/app/history_file.h"
#include "gaiscope/cli/settings.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/ui/terminal.h"
#include "gaiscope/view/tour.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    THEMES_MAX = 16,   /* names offered */
    KEYS_A_TURN = 256, /* keys taken before the picture is drawn again */
    FAST_MS = 40,      /* a replay that runs fast is drawn that often at most */
};

static void input_ready(uv_poll_t *handle, int status, int events)
{
    (void)events; /* readable or hung up: reading tells */
    struct gs_app *app = handle->data;
    struct gs_key key = {0};
    if (status < 0) {
        app->is_hung_up = true;
        gs_app_quit(app);
        return;
    }
    for (int i = 0; i < KEYS_A_TURN && !app->is_quitting && gs_terminal_read(&key); i++) {
        gs_dispatch_key(app, &key);
    }
}

static void change_due(uv_timer_t *timer)
{
    struct gs_app *app = timer->data;
    app->is_dirty = true;
}

/* Sets the timer for the moment at which the picture changes by itself. */
static void arm_change(struct gs_app *app)
{
    int64_t next_us = gs_view_next_change_us(app->view);
    int64_t news_us = gs_view_news_us(app->view);
    next_us = news_us < next_us ? news_us : next_us;
    if (next_us == INT64_MAX) {
        (void)uv_timer_stop(&app->change);
        return;
    }
    uint64_t delay_ms = gs_clock_delay_ms(&app->clock, next_us, gs_clock_real_us());
    if (delay_ms == UINT64_MAX) {
        (void)uv_timer_stop(&app->change);
        return;
    }
    if (app->clock.is_replay && delay_ms < FAST_MS) {
        delay_ms = FAST_MS;
    }
    uv_update_time(&app->loop);
    (void)uv_timer_start(&app->change, change_due, delay_ms, 0);
}

static void draw_frame(struct gs_app *app)
{
    size_t cols = 0;
    size_t rows = 0;
    gs_terminal_size(&cols, &rows);
    if (cols != app->surface.cols || rows != app->surface.rows) {
        gs_surface_resize(&app->surface, cols, rows);
    }
    app->status.held_count = app->held.count;
    gs_view_set_now(app->view, gs_clock_now(&app->clock));
    gs_view_set_status(app->view, &app->status);
    gs_screen_draw(app->screen, app->view, &app->surface);
    gs_terminal_flush(&app->surface);
    app->drawn_revision = app->session.revision;
    app->is_dirty = false;
}

/* What the monitor tells is drawn a few times a second: the timer is set for the next time. */
static bool is_news_due(struct gs_app *app)
{
    int64_t due_us = gs_view_news_us(app->view);
    if (due_us <= gs_clock_now(&app->clock).us) {
        return true;
    }
    if (due_us == INT64_MAX || due_us == app->news_us) {
        return false;
    }
    app->news_us = due_us;
    arm_change(app);
    return false;
}

static void draw(uv_prepare_t *handle)
{
    struct gs_app *app = handle->data;
    gs_app_flush_recording(app);
    bool has_news = app->is_dirty || app->drawn_revision != app->session.revision;
    if (app->is_quitting || (!has_news && !is_news_due(app))) {
        return;
    }
    draw_frame(app);
    if (gs_app_take_screen(app)) {
        draw_frame(app); /* with the sentence of it: nothing else may wake the loop */
    }
    arm_change(app);
    gs_app_ask_wanted(app);
}

static void repeat_due(uv_timer_t *timer)
{
    struct gs_app *app = timer->data;
    if (app->session.has_lookup && !app->status.is_paused &&
        !gs_lookup_is_waiting(&app->session.lookup)) {
        gs_app_ask_again(app, gs_app_parts(app) | gs_view_measured(app->view));
    }
}

void gs_app_set_interval(struct gs_app *app, uint32_t interval_s)
{
    app->status.interval_s = interval_s;
    if (interval_s == 0) {
        (void)uv_timer_stop(&app->repeat);
        return;
    }
    uint64_t interval_ms = (uint64_t)interval_s * 1000;
    (void)uv_timer_start(&app->repeat, repeat_due, interval_ms, interval_ms);
}

void gs_app_quit(struct gs_app *app)
{
    app->is_quitting = true;
    uv_stop(&app->loop);
}

static void open_handles(struct gs_app *app)
{
    /* These cannot fail: the loop is open and the terminal's descriptor can be polled. */
    (void)uv_poll_init(&app->loop, &app->input, gs_terminal_input_fd());
    (void)uv_prepare_init(&app->loop, &app->draw);
    (void)uv_timer_init(&app->loop, &app->change);
    (void)uv_timer_init(&app->loop, &app->repeat);
    (void)uv_timer_init(&app->loop, &app->pace);
    app->input.data = app->draw.data = app->change.data = app->repeat.data =
        app->pace.data = app;
    (void)uv_poll_start(&app->input, UV_READABLE | UV_DISCONNECT, input_ready);
    (void)uv_prepare_start(&app->draw, draw);
    gs_app_open_signals(app);
}

/* The built-in themes, for completion. */
static struct gs_choices known_themes(void)
{
    static struct gs_choice themes[THEMES_MAX];
    size_t count = 0;
    for (const char *name = gs_theme_name(0); name != NULL && count < THEMES_MAX;
         name = gs_theme_name(count)) {
        themes[count++].name = name;
    }
    return (struct gs_choices){themes, count};
}

static void open_view(struct gs_app *app)
{
    app->view = gs_view_new(&app->session);
    app->screen = gs_screen_new();
    app->keymap = gs_keymap_new();
    app->is_dirty = true;
    gs_view_set_hints(app->view, &app->options->question.hints);
    const struct gs_record_choice records = gs_options_records(app->options);
    gs_view_set_records(app->view, &records);
    gs_view_set_race(app->view, &app->options->race);
    gs_view_set_connect(app->view, &app->options->connect);
    app->connects_always = app->options->connect.is_always;
    gs_view_set_themes(app->view, known_themes());
    if (app->has_wrong_hosts) {
        gs_view_say(app->view, GS_ROLE_WARN,
                    "lines of the file of hosts are wrong: standard error names them");
    }
    if (!app->options->is_demo && app->replay == NULL &&
        gs_history_file_path(app->history_path, sizeof app->history_path) &&
        gs_history_file_load(app->history_path, &app->session.history) != GS_OK) {
        gs_view_say(app->view, GS_ROLE_WARN, "earlier questions cannot be read");
    }
}

/* The last station stays. What the person does meanwhile is not torn away. */
static void pace_due(uv_timer_t *timer)
{
    struct gs_app *app = timer->data;
    size_t at = gs_view_tour_at(app->view);
    if (at == 0 || at == GS_TOUR_STATIONS) {
        (void)uv_timer_stop(timer);
    } else if (gs_view_context(app->view) == GS_CONTEXT_PANES) {
        gs_dispatch_tour(app, at + 1);
    }
}

static void begin_tour(struct gs_app *app)
{
    uint32_t pace_ms = app->options->tour_pace_ms;
    gs_dispatch_tour(app, 1);
    if (pace_ms > 0) {
        (void)uv_timer_start(&app->pace, pace_due, pace_ms, pace_ms);
    }
}

/* The question of the command line, or the one the demo opens with. */
static void ask_first(struct gs_app *app)
{
    struct gs_question question = app->options->question;
    const char *host = NULL;
    const char *service = NULL;
    if (!app->options->has_question && app->demo != NULL) {
        gs_demo_first_question(&host, &service);
        (void)gs_question_set(&question, host, service); /* both are short */
        gs_idn_complete(&question);
    } else if (!app->options->has_question) {
        return;
    }
    gs_view_set_question(app->view, &question);
    gs_app_ask(app);
}

static void close_handle(uv_handle_t *handle, void *context)
{
    (void)context;
    if (!uv_is_closing(handle)) {
        uv_close(handle, NULL);
    }
}

static void close_app(struct gs_app *app)
{
    gs_app_close_watching(app);
    gs_engine_close(app->engine);
    gs_app_close_recording(app);
    gs_replay_close(app->replay);
    for (int turn = 0; turn < 100 && uv_loop_alive(&app->loop); turn++) {
        uv_walk(&app->loop, close_handle, NULL);
        (void)uv_run(&app->loop, UV_RUN_NOWAIT);
    }
    (void)uv_loop_close(&app->loop);
    gs_demo_stop(app->demo);
    gs_view_free(app->view);
    gs_app_forget_service(app);
    gs_screen_free(app->screen);
    gs_keymap_free(app->keymap);
    gs_surface_fini(&app->surface);
    for (size_t i = 0; i < app->held.count; i++) {
        gs_event_fini(&app->held.items[i]);
    }
    gs_vec_fini(&app->held);
    gs_session_fini(&app->session);
}

static enum gs_exit open_terminal(const struct gs_options *options, struct gs_buf *error)
{
    struct gs_theme theme = {0};
    const char *name = options->theme == NULL ? "dark" : options->theme;
    if (gs_theme_load(name, &theme, error) != GS_OK) {
        return GS_EXIT_USAGE;
    }
    struct gs_terminal_settings settings = {.theme = &theme,
                                            .no_color = options->no_color,
                                            .ascii = options->ascii,
                                            .no_mouse = options->no_mouse};
    return gs_terminal_open(&settings, error) == GS_OK ? GS_EXIT_ANSWERED : GS_EXIT_OTHER;
}

static enum gs_exit open_engine(struct gs_app *app, struct gs_buf *error)
{
    struct gs_engine_settings settings = {0};
    if (gs_options_settings(app->options, &settings, &app->demo, error) != GS_OK) {
        return GS_EXIT_OTHER;
    }
    app->demo_resolver = settings.resolver;
    memcpy(app->first_whois, settings.whois_server, sizeof app->first_whois);
    app->first_roots = settings.roots;
    settings.sink = gs_app_take;
    settings.sink_context = app;
    if (gs_engine_open(&app->loop, &settings, &app->engine) != GS_OK) {
        gs_buf_add_text(error, "the engine cannot start: no more descriptors or threads");
        return GS_EXIT_OTHER;
    }
    return GS_EXIT_ANSWERED;
}

/* Who tells: the engine, or a recording in its place. */
static enum gs_exit open_source(struct gs_app *app, struct gs_buf *error)
{
    if (app->options->replay != NULL) {
        return gs_replay_open(app->options->replay, &app->replay, error) == GS_OK
                   ? GS_EXIT_ANSWERED
                   : GS_EXIT_USAGE;
    }
    enum gs_exit result = open_engine(app, error);
    if (result == GS_EXIT_ANSWERED && gs_app_open_recording(app, error) != GS_OK) {
        result = GS_EXIT_OTHER;
    }
    return result;
}

static void run(struct gs_app *app)
{
    open_view(app);
    open_handles(app);
    if (app->replay != NULL) {
        gs_app_start_replay(app);
    } else {
        gs_engine_ask_machine(app->engine);
        gs_app_start_watching(app);
        if (app->options->is_tour) {
            begin_tour(app);
        } else {
            ask_first(app);
        }
    }
    (void)uv_run(&app->loop, UV_RUN_DEFAULT);
    if (app->is_hung_up) {
        gs_terminal_restore(); /* nobody reads any more: do not wait for it */
    }
    gs_terminal_close();
}

enum gs_exit gs_dashboard_run(const struct gs_options *options)
{
    struct gs_app app = {.options = options};
    struct gs_buf error = {0};
    if (uv_loop_init(&app.loop) != 0) {
        (void)fputs("gaiscope: the event loop cannot start\n", stderr);
        return GS_EXIT_OTHER;
    }
    enum gs_exit result = open_source(&app, &error);
    if (result == GS_EXIT_ANSWERED) {
        app.has_wrong_hosts = error.len > 0; /* the good ones are asked */
        (void)fputs(gs_buf_text(&error), stderr);
        gs_buf_clear(&error);
    }
    if (result == GS_EXIT_ANSWERED && app.engine != NULL &&
        gs_app_open_watching(&app, &error) != GS_OK) {
        result = GS_EXIT_USAGE;
    }
    if (result == GS_EXIT_ANSWERED) {
        result = open_terminal(options, &error);
    }
    if (result == GS_EXIT_ANSWERED) {
        gs_mem_on_exhausted(gs_terminal_restore);
        run(&app);
    } else {
        (void)fprintf(stderr, "gaiscope: %s\n", gs_buf_text(&error));
    }
    close_app(&app);
    gs_buf_fini(&error);
    return result;
}
