/* SPDX-License-Identifier: MIT */
/*
 * What the sink takes is recorded. Whatever goes wrong with the file ends the recording, is
 * said once, and disturbs nothing else.
 */
#include "app_private.h"

#include "gaiscope/base/text.h"
#include "gaiscope/cli/recording_run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SENTENCE_MAX = 256,
    NAME_CELLS = 40, /* of the file in a sentence */
    MIB = 1024 * 1024,
};

/* The file's name, safe and short. */
static void format_name(const char *path, char *out, size_t size)
{
    struct gs_buf name = {0};
    char *safe = gs_text_sanitised(path);
    gs_text_cut_middle(&name, safe, NAME_CELLS);
    (void)snprintf(out, size, "%s", gs_buf_text(&name));
    gs_buf_fini(&name);
    free(safe);
}

/* Begins. Returns: false with a sentence. */
static bool open_recorder(struct gs_app *app, const char *path, char *sentence,
                          size_t size)
{
    struct gs_recording_head head = {.wall_us = gs_clock_wall_us(),
                                     .begin_us = gs_clock_real_us()};
    (void)snprintf(head.program, sizeof head.program, "%s", GS_VERSION);
    enum gs_status status =
        gs_recorder_open(path, &head, app->options->record_limit, &app->recorder);
    if (status != GS_OK) {
        struct gs_buf why = {0};
        gs_recording_say_refusal(path, status, errno, &why);
        (void)snprintf(sentence, size, "%s", gs_buf_text(&why));
        gs_buf_fini(&why);
        return false;
    }
    app->status.is_recording = true;
    return true;
}

enum gs_status gs_app_open_recording(struct gs_app *app, struct gs_buf *error)
{
    char sentence[SENTENCE_MAX];
    if (app->options->record == NULL ||
        open_recorder(app, app->options->record, sentence, sizeof sentence)) {
        return GS_OK;
    }
    gs_buf_addf(error, "--record: %s", sentence);
    return GS_EOS;
}

/* Appends how many events are not in it to a sentence. */
static void add_left_out(const struct gs_app *app, char *sentence, size_t size)
{
    struct gs_buf left_out = {0};
    size_t len = strlen(sentence);
    gs_recorder_say_left_out(app->recorder, &left_out);
    if (left_out.len > 0) {
        (void)snprintf(sentence + len, size - len, "; %s", gs_buf_text(&left_out));
    }
    gs_buf_fini(&left_out);
}

/* Says how it ended, and closes it. */
static void close_recorder(struct gs_app *app, enum gs_recorder_state state)
{
    char reason[96];
    char sentence[SENTENCE_MAX];
    int error = gs_recorder_error(app->recorder);
    (void)uv_strerror_r(uv_translate_sys_error(error), reason, sizeof reason);
    if (state == GS_RECORDER_FULL) {
        (void)snprintf(sentence, sizeof sentence,
                       "the recording is full at %u MiB and has ended",
                       (unsigned)((app->options->record_limit + MIB - 1) / MIB));
    } else if (state == GS_RECORDER_REMOVED) {
        (void)snprintf(sentence, sizeof sentence,
                       "recording has ended: its file was removed");
    } else {
        (void)snprintf(sentence, sizeof sentence, "recording has ended: %s", reason);
    }
    add_left_out(app, sentence, sizeof sentence);
    (void)gs_recorder_close(app->recorder, gs_clock_real_us());
    app->recorder = NULL;
    app->status.is_recording = false;
    gs_view_say(app->view, GS_ROLE_WARN, sentence);
    app->is_dirty = true;
}

void gs_app_record_event(struct gs_app *app, const struct gs_event *event)
{
    if (app->recorder != NULL) {
        gs_recorder_take(app->recorder, event);
    }
}

void gs_app_flush_recording(struct gs_app *app)
{
    if (app->recorder == NULL) {
        return;
    }
    enum gs_recorder_state state = gs_recorder_has_lines(app->recorder)
                                       ? gs_recorder_flush(app->recorder)
                                       : gs_recorder_state(app->recorder);
    if (state != GS_RECORDER_ON) {
        close_recorder(app, state);
    }
}

static void stop_recording(struct gs_app *app)
{
    if (app->recorder == NULL) {
        gs_view_say(app->view, GS_ROLE_WARN, "nothing is recorded: :record FILE begins");
        return;
    }
    char left_out[SENTENCE_MAX] = "the recording has ended";
    size_t whole_len = strlen(left_out);
    add_left_out(app, left_out, sizeof left_out);
    bool is_whole = strlen(left_out) == whole_len;
    enum gs_recorder_state state = gs_recorder_close(app->recorder, gs_clock_real_us());
    app->recorder = NULL;
    app->status.is_recording = false;
    bool is_good = state == GS_RECORDER_ON && is_whole;
    gs_view_say(app->view, is_good ? GS_ROLE_DIM : GS_ROLE_WARN,
                state != GS_RECORDER_ON
                    ? "the recording has ended, its last lines are lost"
                : is_whole ? "the recording has ended: gaiscope --replay FILE plays it"
                           : left_out);
}

void gs_app_record(struct gs_app *app, const char *path)
{
    char sentence[SENTENCE_MAX];
    char name[128];
    if (path[0] == '\0') {
        stop_recording(app);
        return;
    }
    if (app->recorder != NULL) {
        gs_view_refuse(app->view, "A recording is under way: :record alone ends it.");
        return;
    }
    if (!open_recorder(app, path, sentence, sizeof sentence)) {
        gs_view_refuse(app->view, sentence);
        return;
    }
    gs_recorder_take_session(app->recorder, &app->session, gs_clock_real_us());
    for (size_t i = 0; i < app->held.count; i++) {
        gs_app_record_event(app, &app->held.items[i]); /* the session hears them later */
    }
    format_name(path, name, sizeof name);
    (void)snprintf(sentence, sizeof sentence, "records to %s: :record alone ends it",
                   name);
    gs_view_say(app->view, GS_ROLE_DIM, sentence);
}

void gs_app_close_recording(struct gs_app *app)
{
    gs_recording_end(app->recorder); /* the terminal is the shell's again */
    app->recorder = NULL;
}
