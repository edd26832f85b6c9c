/* SPDX-License-Identifier: MIT */
/**
 * The dashboard's own state, shared by app.c (loop and wiring), wanted.c (what is asked on
 * demand), dispatch.c (commands), requests.c and signals.c. Private to the app room; one thread.
 */
#ifndef GAISCOPE_APP_APP_PRIVATE_H
#define GAISCOPE_APP_APP_PRIVATE_H

#include "clock.h"

#include "gaiscope/app/app.h"
#include "gaiscope/cli/change_hook.h"
#include "gaiscope/cli/metrics_out.h"
#include "gaiscope/cli/watch_run.h"
#include "gaiscope/demo/demo.h"
#include "gaiscope/engine/engine.h"
#include "gaiscope/model/session.h"
#include "gaiscope/report/recorder.h"
#include "gaiscope/report/replay.h"
#include "gaiscope/ui/keymap.h"
#include "gaiscope/ui/screen.h"
#include "gaiscope/view/view.h"

#include <limits.h>

#include <uv.h>

#define GS_HELD_MAX                                                                      \
    10000 /**< events held back while paused; with one more they go through */

/** Events held back while the picture is paused, oldest first. */
struct gs_held_events GS_VEC_OF(struct gs_event);

/** Signals the loop answers. */
enum gs_app_signal {
    GS_APP_WINDOW = 0, /**< SIGWINCH */
    GS_APP_STOP,       /**< SIGTSTP */
    GS_APP_TERMINATE,  /**< SIGTERM */
    GS_APP_INTERRUPT,  /**< SIGINT */
    GS_APP_HANGUP,     /**< SIGHUP */
    GS_APP_SIGNALS,    /**< how many */
};

/** The dashboard. */
struct gs_app {
    uv_loop_t loop;                       /**< the one loop */
    const struct gs_options *options;     /**< borrowed */
    struct gs_engine *engine;             /**< owned; NULL while a recording is played */
    struct gs_replay *replay;             /**< owned; NULL: the engine tells */
    struct gs_recorder *recorder;         /**< owned; NULL: nothing is recorded */
    struct gs_watch_run *watching;        /**< owned; NULL while a recording is played */
    struct gs_change_hook *hook;          /**< owned; NULL: no command is run */
    struct gs_metrics_out *metrics;       /**< owned; NULL: nobody wants them */
    char trouble[256];                    /**< said before there was a screen; "": none */
    struct gs_clock clock;                /**< what time it is */
    struct gs_demo *demo;                 /**< owned; NULL without --demo */
    struct gs_session session;            /**< the model */
    struct gs_view *view;                 /**< owned */
    struct gs_screen *screen;             /**< owned */
    struct gs_surface surface;            /**< the frame */
    struct gs_keymap *keymap;             /**< owned */
    struct gs_held_events held;           /**< owned */
    struct gs_view_status status;         /**< paused, interval: what the view shows */
    struct gs_root_hints first_roots;     /**< where a trace began with the program */
    struct gs_resolver demo_resolver;     /**< the demo's own server, with --demo */
    char first_whois[GS_WHOIS_FIRST_MAX]; /**< the first whois server at the start */
    char history_path[PATH_MAX];          /**< "" when questions are not kept */
    uv_poll_t input;                      /**< the terminal's keys */
    uv_prepare_t draw;                    /**< draws before the loop sleeps */
    uv_timer_t change;                    /**< when the picture changes by itself */
    uv_timer_t repeat;                    /**< asking again at an interval */
    uv_timer_t pace;                      /**< the tour goes on by itself */
    uv_timer_t play;                      /**< when the next event of a replay is due */
    uv_signal_t signals[GS_APP_SIGNALS];  /**< by enum gs_app_signal */
    unsigned wanted;       /**< GS_PART_BIT()s asked because the picture shows them */
    char *service;         /**< libc was asked about this entry last; NULL: none */
    uint16_t service_port; /**< of `service` */
    struct gs_endpoint nameinfo; /**< getnameinfo's flags were asked about it last */
    bool has_asked_nameinfo;     /**< of the present question */
    bool connects_always;        /**< the connect part goes with every question */
    bool has_asked_tables;       /**< the services and protocols files were asked for */
    char screen_path[PATH_MAX];  /**< the next picture is saved there; "": not */
    bool has_warned_unsaved; /**< a list with changes that are not saved may be left */
    int64_t quit_asked_us;   /**< quitting was asked back last, monotonic; 0: not yet */
    int64_t rung_us;         /**< the bell rang last, monotonic; 0: not yet */
    uint64_t drawn_revision; /**< of the session, in the present picture */
    int64_t news_us;         /**< the timer is set for news of this time */
    bool has_wrong_hosts;    /**< the file of --families has wrong lines */
    bool is_dirty;           /**< the picture must be drawn anew */
    bool is_unkept;          /**< the question is not in the history file yet */
    bool is_quitting;        /**< the loop is to end */
    bool has_replay_ended;   /**< nothing of the recording is left */
    bool is_hung_up;         /**< the terminal is gone: nothing may be written */
};

/** A station of the tour: gs_view_tour(). */
void gs_dispatch_tour(struct gs_app *app, size_t station);

/** Takes one key to its command, or to the line being edited. */
void gs_dispatch_key(struct gs_app *app, const struct gs_key *key);

/** Runs a command: the view's, or one of the app's. */
void gs_dispatch_command(struct gs_app *app, enum gs_command_id command);

/** Does what a typed line asks of the app: gs_view_claim_request(). */
void gs_app_do_request(struct gs_app *app);

/** Says how often all is asked again. */
void gs_app_say_interval(struct gs_app *app);

/** What is asked with every question. */
unsigned gs_app_parts(const struct gs_app *app);

/** Asks the view's question anew: all parts of the command line. */
void gs_app_ask(struct gs_app *app);

/** Asks the named parts of the present question again. */
void gs_app_ask_again(struct gs_app *app, unsigned parts);

/** Asks what the picture shows and nobody asked yet, each part once a question. */
void gs_app_ask_wanted(struct gs_app *app);

/** Asks libc about a service again the next time that its details are seen. */
void gs_app_forget_service(struct gs_app *app);

/** Takes an event of the engine. Takes: `context`, the struct gs_app. */
void gs_app_take(void *context, struct gs_event *event);

/** Holds events back, or lets all of them through. */
void gs_app_pause(struct gs_app *app, bool is_paused);

/** Takes what of a replay is due, and waits for the rest. */
void gs_app_play(struct gs_app *app);

/** Puts the recording in the place of the engine: its clock, its first events. */
void gs_app_start_replay(struct gs_app *app);

/** Runs a command in the way of a replay, which asks nothing. Returns: false when it does what
 *  it does anyway. */
bool gs_app_play_command(struct gs_app *app, enum gs_command_id command);

/** Whether nothing can be asked, which is then said: a recording is played. */
bool gs_app_refuses(struct gs_app *app);

/** Begins the recording of the command line. Returns: GS_OK; else a sentence in `error`. */
enum gs_status gs_app_open_recording(struct gs_app *app, struct gs_buf *error);

/** Records to a file from now on, or ends it: "". */
void gs_app_record(struct gs_app *app, const char *path);

/** Takes an event down, if anything is recorded. */
void gs_app_record_event(struct gs_app *app, const struct gs_event *event);

/** Writes what was taken down; where that ends the recording, says so. */
void gs_app_flush_recording(struct gs_app *app);

/** Ends the recording with the program. */
void gs_app_close_recording(struct gs_app *app);

/** Asks again every `interval_s` seconds; 0: not. */
void gs_app_set_interval(struct gs_app *app, uint32_t interval_s);

/** Saves the focused pane as text, to a new file named after it. */
void gs_app_save_pane(struct gs_app *app);

/** Saves the focused pane's table as CSV or, to a name that ends so, as JSON. Takes: the
 *  file; "": a new one named after the pane. */
void gs_app_save_table(struct gs_app *app, const char *wanted);

/** Has the next picture saved: as text, with colours or as SVG, as the file's name ends; "":
 *  a new SVG file. */
void gs_app_save_screen(struct gs_app *app, const char *wanted);

/** Saves the picture just drawn, where that was asked for. Returns: whether it said so. */
bool gs_app_take_screen(struct gs_app *app);

/** Gives the terminal back, stops the process, and takes the terminal again. */
void gs_app_suspend(struct gs_app *app);

/** Ends the loop at the end of this turn. */
void gs_app_quit(struct gs_app *app);

/** Starts the loop's signals and the last-resort handlers of fatal ones. */
void gs_app_open_signals(struct gs_app *app);

#endif
