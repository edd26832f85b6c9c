/* SPDX-License-Identifier: MIT */
/*
 * A recording is played: its events go into the session when the clock of the recording has
 * come to their time.
 *
 *     PLAYING -- pause --> STANDING -- step --> STANDING (one event later)
 *        |  ^                 |
 *        |  +---- pause ------+
 *        +---- no more events ----> ENDED: the clock stands, nothing wakes the program
 */
#include "app_private.h"

#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

#include <strings.h>

enum {
    EVENTS_A_TURN = 256,        /* taken before keys are looked at again */
    DELAY_MAX_MS = 3600 * 1000, /* the timer looks again at least that often */
};

static const unsigned speeds[] = {1, 2, 4, 8, 16, 32, 64, 128, 256};

enum {
    SPEEDS = sizeof speeds / sizeof *speeds,
};

static void format_speed(unsigned quarters, char *out, size_t size)
{
    if (quarters >= GS_CLOCK_ONE) {
        (void)snprintf(out, size, "%ux", quarters / GS_CLOCK_ONE);
    } else {
        (void)snprintf(out, size, "1/%ux", GS_CLOCK_ONE / quarters);
    }
}

static void show_state(struct gs_app *app)
{
    char speed[16];
    struct gs_view_status *status = &app->status;
    format_speed(app->clock.quarters, speed, sizeof speed);
    status->replay_quarters = app->clock.quarters;
    status->is_replay_paused = app->clock.is_stopped && !app->has_replay_ended;
    (void)snprintf(status->replay, sizeof status->replay, "replay %s",
                   app->has_replay_ended   ? "ended"
                   : app->clock.is_stopped ? "paused"
                                           : speed);
    app->is_dirty = true;
}

/* The question line follows what is played, unless the person writes in it. */
static void take_next(struct gs_app *app)
{
    struct gs_event event = {0};
    size_t broken_before = gs_replay_broken_count(app->replay);
    if (!gs_replay_claim(app->replay, &event)) {
        return;
    }
    bool is_question = event.type == GS_EVENT_STARTED;
    gs_session_apply(&app->session, &event);
    gs_event_fini(&event);
    if (is_question && gs_view_context(app->view) != GS_CONTEXT_QUESTION) {
        gs_view_set_question(app->view, &app->session.lookup.question);
    }
    (void)gs_replay_next(app->replay); /* looks ahead: what is broken is said at once */
    const char *broken = gs_replay_broken(app->replay, broken_before);
    if (broken != NULL) {
        gs_view_say(app->view, GS_ROLE_WARN, broken);
    }
}

static void end(struct gs_app *app)
{
    struct gs_buf sentence = {0};
    bool is_whole = gs_replay_state(app->replay) == GS_REPLAY_ENDED &&
                    gs_replay_broken_count(app->replay) == 0;
    app->has_replay_ended = true;
    gs_clock_stop(&app->clock, true, gs_clock_real_us());
    (void)uv_timer_stop(&app->play);
    gs_replay_say_end(app->replay, &sentence);
    gs_view_set_now(app->view, gs_clock_now(&app->clock));
    gs_view_say(app->view, is_whole ? GS_ROLE_DIM : GS_ROLE_WARN, gs_buf_text(&sentence));
    gs_buf_fini(&sentence);
    show_state(app);
}

static void play_due(uv_timer_t *timer)
{
    gs_app_play(timer->data);
}

/* Takes what is due, and sets the timer for what comes next. */
void gs_app_play(struct gs_app *app)
{
    for (int i = 0; i < EVENTS_A_TURN && !app->clock.is_stopped; i++) {
        if (gs_replay_next(app->replay) == NULL) {
            end(app);
            return;
        }
        if (gs_replay_due_us(app->replay) > gs_clock_now(&app->clock).us) {
            break;
        }
        take_next(app);
    }
    uint64_t delay_ms =
        gs_clock_delay_ms(&app->clock, gs_replay_due_us(app->replay), gs_clock_real_us());
    if (delay_ms == UINT64_MAX) {
        (void)uv_timer_stop(&app->play);
        return;
    }
    uv_update_time(&app->loop);
    (void)uv_timer_start(&app->play, play_due,
                         delay_ms < DELAY_MAX_MS ? delay_ms : DELAY_MAX_MS, 0);
}

void gs_app_start_replay(struct gs_app *app)
{
    const struct gs_recording_head *head = gs_replay_head(app->replay);
    int64_t real_us = gs_clock_real_us();
    (void)uv_timer_init(&app->loop, &app->play);
    app->play.data = app;
    gs_clock_replay(&app->clock, head->begin_us, head->wall_us, real_us);
    if (app->options->speed_quarters == 0) {
        gs_clock_stop(&app->clock, true, real_us);
    } else {
        gs_clock_set_speed(&app->clock, app->options->speed_quarters, real_us);
    }
    (void)gs_view_run(app->view, GS_COMMAND_CLOSE); /* there is nothing to type */
    show_state(app);
    gs_app_play(app);
}

bool gs_app_refuses(struct gs_app *app)
{
    if (app->replay != NULL) {
        gs_view_say(app->view, GS_ROLE_WARN,
                    "a replay asks nothing: q ends it, gaiscope HOST asks");
    }
    return app->replay != NULL;
}

static bool say_ended(struct gs_app *app)
{
    if (app->has_replay_ended) {
        end(app); /* the same words once more */
    }
    return app->has_replay_ended;
}

static void pause_replay(struct gs_app *app)
{
    if (!say_ended(app)) {
        gs_clock_stop(&app->clock, !app->clock.is_stopped, gs_clock_real_us());
        show_state(app);
        gs_app_play(app);
    }
}

static void step_speed(struct gs_app *app, int step)
{
    char speed[16];
    char sentence[48];
    int at = 0;
    while (at < SPEEDS - 1 && speeds[at] < app->clock.quarters) {
        at++;
    }
    at = at + step < 0 ? 0 : at + step >= SPEEDS ? SPEEDS - 1 : at + step;
    gs_clock_set_speed(&app->clock, speeds[at], gs_clock_real_us());
    format_speed(speeds[at], speed, sizeof speed);
    (void)snprintf(sentence, sizeof sentence, "replays at %s", speed);
    gs_view_say(app->view, GS_ROLE_DIM, sentence);
    show_state(app);
    gs_app_play(app);
}

/* Shows the next event and stands there. */
static void step_event(struct gs_app *app)
{
    int64_t real_us = gs_clock_real_us();
    if (say_ended(app)) {
        return;
    }
    if (gs_replay_next(app->replay) == NULL) {
        end(app);
        return;
    }
    gs_clock_stop(&app->clock, true, real_us);
    gs_clock_advance(&app->clock, gs_replay_due_us(app->replay), real_us);
    take_next(app);
    show_state(app);
    if (gs_replay_next(app->replay) == NULL) {
        end(app);
    }
}

bool gs_app_play_command(struct gs_app *app, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_PAUSE:
        pause_replay(app);
        return true;
    case GS_COMMAND_SLOWER: /* + makes an interval longer, and a replay faster */
        step_speed(app, 1);
        return true;
    case GS_COMMAND_FASTER:
        step_speed(app, -1);
        return true;
    case GS_COMMAND_STEP:
        step_event(app);
        return true;
    case GS_COMMAND_STEP_BACK:
        gs_view_say(app->view, GS_ROLE_WARN, "a replay goes forwards alone");
        return true;
    case GS_COMMAND_COPY_PANE:
    case GS_COMMAND_SAVE:
    case GS_COMMAND_SAVE_TABLE:
    case GS_COMMAND_SAVE_SCREEN:
    case GS_COMMAND_REDRAW:
    case GS_COMMAND_SUSPEND:
    case GS_COMMAND_QUIT:
        return false;
    default:
        return gs_app_refuses(app);
    }
}
