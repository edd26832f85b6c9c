/* SPDX-License-Identifier: MIT */
/*
 * Standard output is looked at first (a closed one would become the loop's own descriptor),
 * and written once, at the end:
 *
 *     settings -> engine -> events -> session -> all asked parts done -> report -> write
 */
#include "gaiscope/cli/report_mode.h"

#include "exit_status.h"
#include "output.h"
#include "replay_mode.h"
#include "take_mode.h"
#include "watch_exit.h"

#include "gaiscope/cli/recording_run.h"
#include "gaiscope/cli/settings.h"
#include "gaiscope/report/recorder.h"
#include "gaiscope/report/report.h"
#include "gaiscope/rules/bind_plan.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <langinfo.h>
#include <unistd.h>
#include <uv.h>

enum {
    REASON_MAX = 128, /* words for an errno */
};

/* One report under way. */
struct run {
    struct gs_session session;    /* what is known */
    uv_loop_t *loop;              /* stopped when all is known */
    struct gs_recorder *recorder; /* takes down what is told; NULL: nobody wants it */
    struct gs_engine *engine;     /* for what is asked when the addresses are known */
    unsigned asked;               /* GS_PART_BIT()s */
};

/* Names and order of addresses, sockets and connections need the addresses, though the system
 * part may not be printed; delivery needs the plan; a log alone is that of a usual question. */
static unsigned parts_to_ask(unsigned parts)
{
    if (parts == GS_PART_BIT(GS_PART_LOG)) {
        return parts | GS_PARTS_DEFAULT;
    }
    unsigned needing = GS_PART_BIT(GS_PART_REVERSE) | GS_PART_BIT(GS_PART_NAMEINFO) |
                       GS_PART_BIT(GS_PART_BIND) | GS_PART_BIT(GS_PART_ORDER) |
                       GS_PART_BIT(GS_PART_CONNECT);
    if ((parts & GS_PART_BIT(GS_PART_DELIVERY)) != 0) {
        parts |= GS_PART_BIT(GS_PART_MAIL);
    }
    return parts | ((parts & needing) != 0 ? GS_PART_BIT(GS_PART_SYSTEM) : 0);
}

static bool is_done(const struct run *run)
{
    const struct gs_lookup *lookup = &run->session.lookup;
    for (int part = 0; part < GS_PART_COUNT; part++) {
        if ((run->asked & GS_PART_BIT(part)) != 0 &&
            lookup->parts[part].progress != GS_PROGRESS_DONE) {
            return lookup->is_cancelled;
        }
    }
    return run->session.has_lookup;
}

/* Opens the sockets of libc's rows and closes them: who came meanwhile is not waited for. */
static void listen_once(struct run *run)
{
    const struct gs_lookup *lookup = &run->session.lookup;
    struct gs_bind_row_list rows = {0};
    gs_bind_plan_add_all(&rows, lookup->now.system, 0);
    (void)gs_engine_bind(run->engine, &lookup->question, &rows);
    gs_engine_unbind(run->engine);
    gs_vec_fini(&rows);
}

static void sink(void *context, struct gs_event *event)
{
    struct run *run = context;
    enum gs_event_type told = event->type;
    if (run->recorder != NULL) {
        gs_recorder_take(run->recorder, event);
    }
    gs_session_apply(&run->session, event);
    if (told == GS_EVENT_SYSTEM && (run->asked & GS_PART_BIT(GS_PART_BIND)) != 0) {
        listen_once(run);
    }
    if (is_done(run)) {
        uv_stop(run->loop);
    }
}

static void format(struct gs_buf *out, const struct gs_options *options,
                   const struct gs_session *session)
{
    switch (options->format) {
    case GS_FORMAT_JSON:
        gs_report_json(out, session, options->parts);
        return;
    case GS_FORMAT_JSONL:
        gs_report_jsonl(out, session, options->parts);
        return;
    case GS_FORMAT_CSV:
        gs_report_csv(out, session, options->parts);
        return;
    case GS_FORMAT_TAKE:
    case GS_FORMAT_TEXT:
        break;
    }
    gs_report_text(out, session, options->parts);
    gs_report_messages(out, session, options->messages);
    const char *charset = nl_langinfo(CODESET);
    if (options->ascii || strcmp(charset, "UTF-8") != 0) {
        gs_report_ascii(out);
    }
    if (options->ascii || strcmp(charset, "UTF-8") != 0) {
        gs_report_escape(out);
    }
}

static bool write_out(const struct gs_buf *out)
{
    bool is_written = output_write(STDOUT_FILENO, gs_buf_text(out), out->len);
    if (!is_written) {
        char reason[REASON_MAX];
        (void)uv_strerror_r(uv_translate_sys_error(errno), reason, sizeof reason);
        (void)fprintf(stderr, "gaiscope: standard output: %s\n", reason);
    }
    return is_written;
}

/* Prints a text to take home. Takes: the session, NULL where no answer is needed. */
static enum gs_exit print_taken(const struct gs_session *session,
                                const struct gs_options *options)
{
    struct gs_buf out = {0};
    enum gs_exit status =
        session == NULL ? GS_EXIT_ANSWERED
                        : exit_status_of(&session->lookup, GS_PART_BIT(GS_PART_SYSTEM));
    const char *lack = take_text(options, session, &out);
    if (lack != NULL) {
        (void)fprintf(stderr, "gaiscope: no %s text: %s\n", gs_take_name(options->take),
                      lack);
        status = status == GS_EXIT_ANSWERED ? GS_EXIT_OTHER : status;
    } else if (!write_out(&out)) {
        status = GS_EXIT_OTHER;
    }
    gs_buf_fini(&out);
    return status;
}

static enum gs_exit print(const struct run *run, const struct gs_options *options)
{
    struct gs_buf out = {0};
    if (options->format == GS_FORMAT_TAKE) {
        return print_taken(&run->session, options);
    }
    format(&out, options, &run->session);
    enum gs_exit status = run->session.has_lookup
                              ? exit_status_of(&run->session.lookup, options->parts)
                              : watch_exit_of(&run->session.monitor, 0);
    status = write_out(&out) ? status : GS_EXIT_OTHER;
    gs_buf_fini(&out);
    return status;
}

/* Asks, waits until all is known, prints. */
static enum gs_exit look_up(const struct gs_options *options,
                            struct gs_engine_settings *settings)
{
    unsigned parts =
        options->format == GS_FORMAT_TAKE ? GS_PART_BIT(GS_PART_SYSTEM) : options->parts;
    unsigned applying = gs_parts_of_question(&options->question);
    struct run run = {.loop = uv_default_loop(), .asked = parts_to_ask(parts) & applying};
    if (!gs_recording_begin(options, &run.recorder)) {
        return GS_EXIT_OTHER;
    }
    settings->sink = sink;
    settings->sink_context = &run;
    enum gs_status status = gs_engine_open(run.loop, settings, &run.engine);
    settings->sink_context = NULL; /* the engine has its own copy */
    if (status != GS_OK) {
        (void)fprintf(stderr, "gaiscope: the engine does not start: %s\n",
                      gs_status_text(status));
        gs_recording_end(run.recorder);
        return GS_EXIT_OTHER;
    }
    gs_engine_ask_facts(run.engine);
    (void)gs_engine_ask(run.engine, &options->question, run.asked, NULL);
    (void)uv_run(run.loop, UV_RUN_DEFAULT); /* non-zero: stopped with handles left */
    gs_recording_end(run.recorder);
    enum gs_exit exit_status = print(&run, options);
    gs_engine_close(run.engine);
    (void)uv_run(run.loop, UV_RUN_NOWAIT); /* lets what can close at once close */
    gs_session_fini(&run.session);
    return exit_status;
}

/* Those that were asked when it was recorded; of others that are wanted it is said. */
static unsigned replayed_parts(const struct gs_lookup *lookup, unsigned parts)
{
    unsigned shown = 0;
    for (int part = 0; part < GS_PART_COUNT; part++) {
        bool is_asked =
            part == GS_PART_LOG || lookup->parts[part].progress != GS_PROGRESS_IDLE;
        if ((parts & GS_PART_BIT(part)) != 0 && is_asked) {
            shown |= GS_PART_BIT(part);
        } else if ((parts & GS_PART_BIT(part)) != 0 && parts != GS_PARTS_DEFAULT) {
            (void)fprintf(stderr, "gaiscope: --replay: %s was not asked in it\n",
                          gs_part_id((enum gs_part)part));
        }
    }
    return shown;
}

/* What was watched is no part of a look-up: who names parts of one does not want it. */
static enum gs_exit print_recorded(struct run *run, const struct gs_options *options)
{
    struct gs_options shown = *options;
    struct gs_session *session = &run->session;
    if (!session->has_lookup && options->format == GS_FORMAT_TAKE) {
        (void)fprintf(stderr, "gaiscope: --replay: nothing was looked up in it\n");
        return GS_EXIT_OTHER;
    }
    if (session->has_lookup && options->parts != GS_PARTS_DEFAULT) {
        gs_monitor_fini(&session->monitor);
    }
    shown.parts =
        session->has_lookup ? replayed_parts(&session->lookup, options->parts) : 0;
    bool has_any = shown.parts != 0 || session->monitor.is_on;
    return has_any ? print(run, &shown) : GS_EXIT_OTHER;
}

/* The report of a recording's last look-up, and of what was watched at its end. */
static enum gs_exit print_replay(const struct gs_options *options)
{
    struct run run = {0};
    enum gs_exit status = replay_into(options->replay, &run.session);
    if (status == GS_EXIT_ANSWERED) {
        status = print_recorded(&run, options);
    }
    gs_session_fini(&run.session);
    return status;
}

enum gs_exit gs_report_mode_run(const struct gs_options *options)
{
    (void)signal(SIGPIPE, SIG_IGN); /* a broken pipe is then an error of write() */
    if (!output_is_open(STDOUT_FILENO)) {
        (void)fprintf(stderr, "gaiscope: standard output is closed\n");
        return GS_EXIT_OTHER;
    }
    output_fill_standard();
    if (options->format == GS_FORMAT_TAKE && !gs_take_needs_answer(options->take)) {
        return print_taken(NULL, options);
    }
    if (options->replay != NULL) {
        return print_replay(options);
    }
    struct gs_engine_settings settings;
    struct gs_demo *demo = NULL;
    struct gs_buf error = {0};
    enum gs_exit status = GS_EXIT_OTHER;
    if (gs_options_settings(options, &settings, &demo, &error) == GS_OK) {
        (void)fputs(gs_buf_text(&error), stderr); /* wrong lines of a file of hosts */
        status = look_up(options, &settings);
    } else {
        (void)fprintf(stderr, "gaiscope: %s\n", gs_buf_text(&error));
    }
    gs_demo_stop(demo);
    gs_buf_fini(&error);
    return status;
}
