/* SPDX-License-Identifier: MIT */
/*
 *     FLOWS --too much waits--> LEAVES_OUT --the reader took it--> FLOWS, and it is said
 *     FLOWS --full, --count---> HELD       --the reader took it--> FLOWS
 */
#include "watch_out.h"

#include "stream_out.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/report/changes.h"
#include "gaiscope/report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum state {
    FLOWS,
    HELD,
    LEAVES_OUT,
};

struct watch_out {
    struct watch_out_settings settings;
    struct stream_out *stream;
    enum state state;
    uint64_t left_out; /* lines, not yet said */
    uint64_t changes;  /* since the last round */
};

static enum gs_change_format format_of(const struct watch_out *out)
{
    enum gs_format format = out->settings.options->format;
    return format == GS_FORMAT_TEXT  ? GS_CHANGE_TEXT
           : format == GS_FORMAT_CSV ? GS_CHANGE_CSV
                                     : GS_CHANGE_JSON;
}

static void add_line(struct watch_out *out, struct gs_buf *line)
{
    const struct gs_options *options = out->settings.options;
    if (options->format == GS_FORMAT_TEXT && gs_options_wants_ascii(options)) {
        gs_report_ascii(line);
        gs_report_escape(line);
    }
    gs_buf_add(stream_out_buf(out->stream), gs_buf_text(line), line->len);
}

/* -- the reader ----------------------------------------------------------------------- */

static void look_at_reader(struct watch_out *out)
{
    bool is_counted = out->settings.options->monitor.count > 0;
    if (out->state != FLOWS) {
        return;
    }
    if (is_counted && stream_out_is_full(out->stream)) {
        out->state = HELD;
        out->settings.hold(out->settings.context, true);
    } else if (!is_counted && stream_out_waiting(out->stream) > WATCH_OUT_BYTES_MAX) {
        out->state = LEAVES_OUT;
        (void)fputs("gaiscope: standard output is not read: the watching goes on, lines "
                    "are left out\n",
                    stderr);
    }
}

static void push(struct watch_out *out, struct gs_buf *line)
{
    if (out->state == LEAVES_OUT) {
        out->left_out++;
        return;
    }
    add_line(out, line);
    stream_out_push(out->stream);
    look_at_reader(out);
}

static void say_left_out(struct watch_out *out)
{
    struct gs_buf line = {0};
    if (out->left_out > 0) {
        gs_changes_add_left_out(format_of(out), out->left_out, (int64_t)time(NULL),
                                &line);
        add_line(out, &line);
        out->left_out = 0;
    }
    gs_buf_fini(&line);
}

/* The reader takes lines again, or has gone. */
static void drained(void *context)
{
    struct watch_out *out = context;
    enum state before = out->state;
    if (stream_out_error(out->stream) != 0) {
        out->settings.ended(out->settings.context);
        return;
    }
    out->state = FLOWS;
    say_left_out(out);
    stream_out_push(out->stream);
    if (before == HELD) {
        out->settings.hold(out->settings.context, false);
    }
}

/* -- lines ---------------------------------------------------------------------------- */

void watch_out_begin(struct watch_out *out)
{
    gs_changes_begin(format_of(out), stream_out_buf(out->stream));
    stream_out_push(out->stream);
}

void watch_out_change(struct watch_out *out, const struct gs_watched *host,
                      const struct gs_journal_entry *entry)
{
    struct gs_buf line = {0};
    gs_changes_add(format_of(out), host, entry, &line);
    push(out, &line);
    gs_buf_fini(&line);
    out->changes++;
}

void watch_out_round(struct watch_out *out, const struct gs_monitor *monitor)
{
    struct gs_buf line = {0};
    gs_changes_add_round(format_of(out), monitor, out->changes, (int64_t)time(NULL),
                         &line);
    push(out, &line);
    gs_buf_fini(&line);
    out->changes = 0;
}

/* -- the whole ------------------------------------------------------------------------ */

struct watch_out *watch_out_open(uv_loop_t *loop, int fd,
                                 const struct watch_out_settings *settings)
{
    struct watch_out *out = gs_mem_new(1, sizeof *out);
    out->settings = *settings;
    out->stream = stream_out_open(loop, fd, drained, out);
    return out;
}

bool watch_out_finish(struct watch_out *out)
{
    say_left_out(out);
    return stream_out_finish(out->stream);
}

int watch_out_error(const struct watch_out *out)
{
    return stream_out_error(out->stream);
}

void watch_out_close(struct watch_out *out)
{
    stream_out_close(out->stream);
    free(out);
}
