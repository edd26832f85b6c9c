/* SPDX-License-Identifier: MIT */
/*
 * Every way a signal can take the program: window changes and job control go through the loop;
 * a fatal one gives the terminal back first and then does what it would have done.
 */
#include "app_private.h"

#include "gaiscope/ui/terminal.h"

#include <signal.h>

#include <unistd.h>

static const int loop_signals[GS_APP_SIGNALS] = {
    [GS_APP_WINDOW] = SIGWINCH,  [GS_APP_STOP] = SIGTSTP,  [GS_APP_TERMINATE] = SIGTERM,
    [GS_APP_INTERRUPT] = SIGINT, [GS_APP_HANGUP] = SIGHUP,
};

static const int fatal_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGQUIT};

enum {
    FATAL_COUNT = sizeof fatal_signals / sizeof *fatal_signals,
};

static struct sigaction before[FATAL_COUNT];

/* Gives the terminal back, then lets the signal do what it did before we came. */
static void fatal(int number)
{
    gs_terminal_restore();
    for (size_t i = 0; i < FATAL_COUNT; i++) {
        if (fatal_signals[i] == number) {
            (void)sigaction(number, &before[i], NULL); /* nothing is left to be done */
        }
    }
    (void)raise(number);
}

static void heard(uv_signal_t *handle, int number)
{
    struct gs_app *app = handle->data;
    switch (number) {
    case SIGWINCH:
        gs_terminal_resized();
        app->is_dirty = true;
        break;
    case SIGTSTP:
        gs_app_suspend(app);
        break;
    case SIGHUP:
        app->is_hung_up = true;
        gs_app_quit(app);
        break;
    default:
        gs_app_quit(app);
        break;
    }
}

void gs_app_suspend(struct gs_app *app)
{
    uv_signal_t *stop = &app->signals[GS_APP_STOP];
    gs_terminal_suspend();
    (void)uv_signal_stop(stop); /* so that the signal does what it always does */
    (void)kill(0, SIGTSTP);     /* the whole job, as a key would without us */
    (void)uv_signal_start(stop, heard, SIGTSTP);
    gs_terminal_resume();
    app->is_dirty = true;
}

void gs_app_open_signals(struct gs_app *app)
{
    for (int i = 0; i < GS_APP_SIGNALS; i++) {
        (void)uv_signal_init(&app->loop,
                             &app->signals[i]); /* fails only without memory */
        app->signals[i].data = app;
        (void)uv_signal_start(&app->signals[i], heard, loop_signals[i]);
        uv_unref((uv_handle_t *)&app->signals[i]);
    }
    (void)signal(SIGPIPE, SIG_IGN);
    for (size_t i = 0; i < FATAL_COUNT; i++) {
        struct sigaction action = {.sa_handler = fatal,
                                   .sa_flags = SA_NODEFER | SA_ONSTACK};
        (void)sigaction(fatal_signals[i], &action, &before[i]);
    }
}
