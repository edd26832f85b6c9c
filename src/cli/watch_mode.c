/* SPDX-License-Identifier: MIT */
/*
 *     list -> engine -> events -> session -> changes -> standard output
 *
 * The dashboard's road without a screen. Each change goes out as it comes.
 */
#include "gaiscope/cli/watch_mode.h"

#include "output.h"
#include "round_changes.h"
#include "run_loop.h"
#include "watch_exit.h"
#include "watch_out.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/cli/change_hook.h"
#include "gaiscope/cli/metrics_out.h"
#include "gaiscope/cli/recording_run.h"
#include "gaiscope/cli/settings.h"
#include "gaiscope/cli/watch_run.h"
#include "gaiscope/demo/demo.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <unistd.h>

/* The signals that are answered: two end it, one reads the list again. */
static const int signal_numbers[] = {SIGINT, SIGTERM, SIGHUP, 0};

/* The whole. */
struct run {
    const struct gs_options *options;
    uv_loop_t loop;
    struct run_signals signals;
    struct gs_session session;
    struct gs_engine *engine;
    struct gs_watch_run *watching;
    struct gs_metrics_out *metrics;
    struct gs_change_hook *hook;
    struct gs_recorder *recorder;
    struct watch_out *out;
    int64_t started_wall_s; /* answers of an earlier run are older */
    uint64_t round;         /* of the list, told last */
};

/* -- standard output ------------------------------------------------------------------ */

static void hold(void *context, bool is_held)
{
    struct run *run = context;
    gs_engine_watch_pause(run->engine, (struct gs_watch_ids){0}, is_held);
}

static void reader_went(void *context)
{
    struct run *run = context;
    uv_stop(&run->loop);
}

/* -- events --------------------------------------------------------------------------- */

/* A round of the list has ended. */
static void end_round(struct run *run)
{
    const struct gs_monitor *monitor = &run->session.monitor;
    uint32_t count = run->options->monitor.count;
    run->round = monitor->status.round;
    if (run->options->monitor.has_summaries) {
        watch_out_round(run->out, monitor);
    }
    if (count > 0 && run->round >= count &&
        watch_has_asked_all(monitor, run->started_wall_s)) {
        uv_stop(&run->loop);
    }
}

static void tell_change(void *context, const struct gs_watched *host,
                        const struct gs_journal_entry *entry)
{
    struct run *run = context;
    watch_out_change(run->out, host, entry);
}

static void sink(void *context, struct gs_event *event)
{
    struct run *run = context;
    gs_change_hook_note(run->hook, event);
    if (run->recorder != NULL) { /* after the counts were filled in */
        gs_recorder_take(run->recorder, event);
    }
    struct round_changes round = round_changes_of(event);
    gs_session_apply(&run->session, event);
    gs_change_hook_tell(run->hook, &run->session);
    round_changes_tell(&round, &run->session.monitor, tell_change, run);
    gs_metrics_out_note(run->metrics);
    if (run->session.monitor.status.round != run->round) {
        end_round(run);
    }
}

static void heard(uv_signal_t *handle, int number)
{
    struct run *run = handle->data;
    if (number == SIGHUP) {
        gs_watch_run_reload(run->watching);
    } else {
        uv_stop(&run->loop);
    }
}

/* -- the whole ------------------------------------------------------------------------ */

static void say(const char *sentence)
{
    (void)fprintf(stderr, "gaiscope: %s\n", sentence);
}

static void said(void *context, enum gs_watch_run_news news, const char *sentence)
{
    (void)context;
    (void)news;
    say(sentence);
}

static void metrics_said(void *context, const char *sentence)
{
    (void)context;
    say(sentence);
}

/* The list, and what an earlier run saw of it. */
static enum gs_exit open_list(struct run *run, struct gs_buf *error)
{
    const struct gs_monitor_options *options = &run->options->monitor;
    const struct gs_watch_run_settings settings = {.options = options,
                                                   .loop = &run->loop,
                                                   .engine = run->engine,
                                                   .monitor = &run->session.monitor,
                                                   .said = said,
                                                   .context = run,
                                                   .is_unattended = true};
    if (gs_watch_run_open(&settings, &run->watching, error) != GS_OK ||
        gs_watch_run_read(run->watching, options->list, error) != GS_OK) {
        return GS_EXIT_USAGE; /* as for any file that the command line names */
    }
    if (gs_watch_run_list(run->watching)->count == 0) {
        gs_buf_add_text(error, "the list has no host to watch");
        return GS_EXIT_USAGE;
    }
    return GS_EXIT_ANSWERED;
}

static enum gs_exit open_metrics(struct run *run, struct gs_buf *error)
{
    const struct gs_metrics_out_settings settings = {.options = &run->options->monitor,
                                                     .monitor = &run->session.monitor,
                                                     .say = metrics_said,
                                                     .context = run};
    return gs_metrics_out_open(&run->loop, &settings, &run->metrics, error) == GS_OK
               ? GS_EXIT_ANSWERED
               : GS_EXIT_OTHER;
}

/* Everything up to the first question. Returns: GS_EXIT_ANSWERED; else it was said why not. */
static enum gs_exit open_run(struct run *run, const struct gs_engine_settings *given)
{
    struct gs_engine_settings settings = *given;
    struct gs_buf error = {0};
    enum gs_exit result = GS_EXIT_OTHER;
    settings.sink = sink;
    settings.sink_context = run;
    if (gs_engine_open(&run->loop, &settings, &run->engine) != GS_OK) {
        gs_buf_add_text(&error,
                        "the engine cannot start: no more descriptors or threads");
    } else {
        result = open_list(run, &error);
    }
    if (result == GS_EXIT_ANSWERED) {
        result = open_metrics(run, &error);
    }
    if (error.len > 0) {
        say(gs_buf_text(&error));
    }
    gs_buf_fini(&error);
    return result;
}

/* A second signal ends the program while it waits for the reader of its last lines. */
static void close_signals(struct run *run)
{
    run_signals_close(&run->signals);
    (void)uv_run(&run->loop, UV_RUN_NOWAIT);
}

static enum gs_exit finish(struct run *run)
{
    enum gs_exit status = watch_exit_of(&run->session.monitor, run->started_wall_s);
    if (!watch_out_finish(run->out)) {
        run_say_error("standard output", watch_out_error(run->out));
        status = GS_EXIT_OTHER;
    }
    return status;
}

/* Returns: whether the metrics hold what was seen. */
static bool close_run(struct run *run)
{
    gs_watch_run_close(run->watching);
    bool is_written = gs_metrics_out_close(run->metrics) == GS_OK;
    gs_change_hook_close(run->hook);
    if (run->engine != NULL) {
        gs_engine_close(run->engine);
    }
    watch_out_close(run->out);
    (void)run_loop_close(&run->loop); /* a thread that hangs may keep its handle */
    gs_recording_end(run->recorder);
    gs_session_fini(&run->session);
    return is_written;
}

static enum gs_exit watch(struct run *run, const struct gs_engine_settings *settings)
{
    const struct watch_out_settings lines = {
        .options = run->options, .hold = hold, .ended = reader_went, .context = run};
    run->started_wall_s = (int64_t)time(NULL);
    run->out = watch_out_open(&run->loop, STDOUT_FILENO, &lines);
    enum gs_exit result = open_run(run, settings);
    /* Before, they end a program that waits for a list to be typed. */
    run_signals_open(&run->signals, &run->loop, signal_numbers, heard, run);
    if (result == GS_EXIT_ANSWERED && !gs_recording_begin(run->options, &run->recorder)) {
        result = GS_EXIT_OTHER;
    }
    if (result == GS_EXIT_ANSWERED) {
        watch_out_begin(run->out);
        run->hook = gs_change_hook_open(&run->loop, &run->options->monitor, sink, run);
        gs_watch_run_start(run->watching);
        (void)uv_run(&run->loop,
                     UV_RUN_DEFAULT);      /* non-zero: stopped with handles left */
        gs_watch_run_close(run->watching); /* the state, before a reader is waited for */
        run->watching = NULL;
        close_signals(run);
        result = finish(run);
    } else {
        close_signals(run);
    }
    return close_run(run) ? result : GS_EXIT_OTHER;
}

enum gs_exit gs_watch_mode_run(const struct gs_options *options)
{
    struct run *run = gs_mem_new(1, sizeof *run);
    struct gs_engine_settings settings = {0};
    struct gs_demo *demo = NULL;
    struct gs_buf error = {0};
    enum gs_exit result = GS_EXIT_OTHER;
    run->options = options;
    (void)signal(SIGPIPE, SIG_IGN); /* a broken pipe is then an error of write() */
    if (!output_is_open(STDOUT_FILENO)) {
        say("standard output is closed");
    } else if (gs_options_settings(options, &settings, &demo, &error) != GS_OK) {
        say(gs_buf_text(&error));
    } else if (uv_loop_init(&run->loop) != 0) {
        say("the event loop cannot start");
    } else {
        result = watch(run, &settings);
    }
    gs_demo_stop(demo);
    gs_buf_fini(&error);
    free(run);
    return result;
}
