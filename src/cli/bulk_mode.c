/* SPDX-License-Identifier: MIT */
/*
 *     line_reader -> bulk_line -> engine/bulk_asker -> row -> row_window -> stream_out
 *
 * Everything is pulled by what comes behind it: a line is read when the output takes more, the
 * window has a place and the asker has room. So memory is bounded, whoever is slow.
 */
#include "gaiscope/cli/bulk_mode.h"

#include "bulk_line.h"
#include "bulk_progress.h"
#include "output.h"
#include "row_window.h"
#include "run_loop.h"
#include "stream_out.h"

#include "gaiscope/cli/settings.h"
#include "gaiscope/demo/demo.h"
#include "gaiscope/engine/bulk_asker.h"
#include "gaiscope/report/bulk.h"
#include "gaiscope/report/report.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unistd.h>

/* The signals that end it. */
static const int signal_numbers[] = {SIGINT, SIGTERM, 0};

/* One name under way; used again. */
struct name {
    struct name *next; /* unused ones */
    uint64_t row;
    uint64_t line;
    struct bulk_line text;
};

/* The whole. */
struct run {
    const struct gs_options *options;
    uv_loop_t loop;
    struct run_signals signals;
    struct line_reader *reader;
    struct gs_bulk_asker *asker;
    struct stream_out *out;
    struct bulk_progress *progress;
    struct row_window window;
    struct name *unused;                   /* owned */
    struct GS_VEC_OF(struct name *) names; /* owned: all of them */
    struct gs_question idn;                /* room for international names */
    struct gs_buf row;                     /* one row, put together */
    bool has_ended;                        /* the list */
    bool is_interrupted;
    bool is_pumping;
    int read_error;
};

static enum gs_bulk_format format_of(const struct gs_options *options)
{
    return options->format == GS_FORMAT_TEXT  ? GS_BULK_TEXT
           : options->format == GS_FORMAT_CSV ? GS_BULK_CSV
                                              : GS_BULK_JSON;
}

/* -- rows -------------------------------------------------------------------------------- */

static void end_if_done(struct run *run)
{
    bool is_over = run->has_ended && run->progress->counts.names == run->window.tail;
    if (is_over || stream_out_error(run->out) != 0) {
        uv_stop(&run->loop);
    }
}

static void put_row(struct run *run, const struct gs_bulk_row *row, uint64_t number)
{
    gs_buf_clear(&run->row);
    gs_bulk_add(format_of(run->options), row, &run->row);
    if (gs_options_wants_ascii(run->options)) {
        gs_report_ascii(&run->row);
    }
    if (run->options->bulk.is_unordered) {
        row_window_skip(&run->window);
        gs_buf_add(stream_out_buf(run->out), gs_buf_text(&run->row), run->row.len);
    } else {
        row_window_end(&run->window, number, gs_buf_text(&run->row), run->row.len,
                       stream_out_buf(run->out));
    }
    bulk_progress_count(run->progress, row);
    stream_out_push(run->out);
}

static struct name *take_name(struct run *run)
{
    struct name *name = run->unused;
    if (name == NULL) {
        name = gs_mem_new(1, sizeof *name);
        gs_vec_push(&run->names, name);
        return name;
    }
    run->unused = name->next;
    return name;
}

static void give_back(struct run *run, struct name *name)
{
    name->next = run->unused;
    run->unused = name;
}

/* NULL: as it stands in the list. */
static const char *asked_of(const struct name *name)
{
    return name->text.asked.len == 0 ? NULL : gs_buf_text(&name->text.asked);
}

static void name_answered(void *context, const struct gs_bulk_answer *answer)
{
    struct run *run = context;
    struct name *name = answer->user;
    const struct gs_bulk_row row = {.line = name->line,
                                    .host = gs_buf_text(&name->text.host),
                                    .asked = asked_of(name),
                                    .canonical = answer->canonical,
                                    .cells = answer->cells,
                                    .cell_count = answer->cell_count};
    put_row(run, &row, name->row);
    give_back(run, name);
    end_if_done(run);
}

/* -- names ------------------------------------------------------------------------------- */

static void refuse(struct run *run, struct name *name, const char *reason)
{
    const struct gs_bulk_row row = {
        .line = name->line, .host = gs_buf_text(&name->text.host), .reason = reason};
    put_row(run, &row, name->row);
    give_back(run, name);
}

static void begin_line(struct run *run, const struct line_reader_line *line)
{
    struct name *name = take_name(run);
    const char *reason = NULL;
    enum bulk_line_state state = bulk_line_read(line, &run->idn, &name->text, &reason);
    if (state == BULK_LINE_EMPTY) {
        give_back(run, name);
        return;
    }
    name->line = line->number;
    name->row = row_window_begin(&run->window);
    if (state == BULK_LINE_NAME) {
        gs_bulk_asker_ask(run->asker, bulk_line_asked(&name->text), name);
    } else {
        refuse(run, name, reason);
    }
}

static void reader_ended(struct run *run, enum line_reader_state state)
{
    run->has_ended = true;
    if (state == LINE_READER_FAILED) {
        run->read_error = line_reader_error(run->reader);
    }
}

static void pump(struct run *run)
{
    if (run->is_pumping) {
        return;
    }
    run->is_pumping = true;
    while (!run->has_ended && !stream_out_is_full(run->out) &&
           row_window_has_room(&run->window) && gs_bulk_asker_room(run->asker) > 0) {
        struct line_reader_line line = {0};
        enum line_reader_state state = line_reader_next(run->reader, &line);
        if (state == LINE_READER_LATER) {
            break;
        }
        if (state != LINE_READER_LINE) {
            reader_ended(run, state);
            break;
        }
        begin_line(run, &line);
    }
    run->is_pumping = false;
    line_reader_progress(run->reader, &run->progress->counts.bytes,
                         &run->progress->counts.total_bytes);
    end_if_done(run);
}

static void may_go_on(void *context)
{
    pump(context);
}

static void interrupted(uv_signal_t *handle, int number)
{
    (void)number;
    struct run *run = handle->data;
    run->is_interrupted = true;
    uv_stop(&run->loop);
}

/* -- the whole --------------------------------------------------------------------------- */

static enum gs_status open_asker(struct run *run,
                                 const struct gs_engine_settings *settings)
{
    struct gs_bulk_asking asking = {
        .resolver = settings->resolver,
        .patience_ms = run->options->timeout_ms,
        .type_count = run->options->type_count,
        .is_libc = run->options->bulk.is_libc,
        .question = run->options->question,
        .answered = name_answered,
        .has_room = may_go_on,
        .context = run,
    };
    memcpy(asking.types, run->options->types, sizeof asking.types);
    return gs_bulk_asker_open(&run->loop, &asking, &run->asker);
}

static enum gs_exit status_of(const struct run *run)
{
    const struct bulk_counts *counts = &run->progress->counts;
    if (run->is_interrupted) {
        return GS_EXIT_OTHER;
    }
    if (counts->failed > 0 || counts->partial > 0) {
        return GS_EXIT_TEMPORARY;
    }
    return counts->answered == counts->names ? GS_EXIT_ANSWERED : GS_EXIT_NOT_FOUND;
}

static enum gs_exit finish(struct run *run)
{
    enum gs_exit status = status_of(run);
    run_signals_stop(&run->signals); /* the reader may be slow: they end the program */
    row_window_flush(&run->window, stream_out_buf(run->out));
    if (run->read_error != 0) {
        run_say_error(run->options->bulk.list, run->read_error);
        status = GS_EXIT_OTHER;
    }
    if (!stream_out_finish(run->out)) {
        run_say_error("standard output", stream_out_error(run->out));
        status = GS_EXIT_OTHER;
    }
    bulk_progress_end(run->progress, run->is_interrupted);
    return status;
}

static void close_run(struct run *run)
{
    if (run->asker != NULL) {
        gs_bulk_asker_close(run->asker);
    }
    if (run->reader != NULL) {
        line_reader_close(run->reader);
    }
    if (run->out != NULL) {
        stream_out_close(run->out);
    }
    bulk_progress_close(run->progress);
    run_signals_close(&run->signals);
    (void)run_loop_close(&run->loop); /* a thread that hangs may keep its handle */
    for (size_t i = 0; i < run->names.count; i++) {
        bulk_line_fini(&run->names.items[i]->text);
        free(run->names.items[i]);
    }
    gs_vec_fini(&run->names);
    row_window_fini(&run->window);
    gs_buf_fini(&run->row);
}

static enum gs_exit run_list(struct run *run, const struct gs_engine_settings *settings)
{
    const struct gs_options *options = run->options;
    run_signals_open(&run->signals, &run->loop, signal_numbers, interrupted, run);
    run->out = stream_out_open(&run->loop, STDOUT_FILENO, may_go_on, run);
    run->progress = bulk_progress_open(&run->loop, options->bulk.is_quiet);
    if (line_reader_open(&run->loop, options->bulk.list, may_go_on, run, &run->reader) !=
        GS_OK) {
        run_say_error(options->bulk.list, errno);
        return GS_EXIT_USAGE;
    }
    enum gs_status status = open_asker(run, settings);
    if (status != GS_OK) {
        (void)fputs(status == GS_EUNSUPPORTED
                        ? "gaiscope: --libc: this libc cannot be led to another server\n"
                        : "gaiscope: no more descriptors or threads\n",
                    stderr);
        return GS_EXIT_OTHER;
    }
    gs_bulk_begin(format_of(options), stream_out_buf(run->out));
    pump(run);
    if (!run->has_ended || run->progress->counts.names < run->window.tail) {
        (void)uv_run(&run->loop, UV_RUN_DEFAULT);
    }
    return finish(run);
}

enum gs_exit gs_bulk_mode_run(const struct gs_options *options)
{
    struct run *run = gs_mem_new(1, sizeof *run);
    struct gs_engine_settings settings = {0};
    struct gs_demo *demo = NULL;
    struct gs_buf error = {0};
    enum gs_exit result = GS_EXIT_OTHER;
    run->options = options;
    (void)signal(SIGPIPE, SIG_IGN);
    if (!output_is_open(STDOUT_FILENO)) {
        (void)fputs("gaiscope: standard output: it is closed\n", stderr);
    } else if (gs_options_settings(options, &settings, &demo, &error) != GS_OK) {
        (void)fprintf(stderr, "gaiscope: %s\n", gs_buf_text(&error));
    } else if (uv_loop_init(&run->loop) == 0) {
        result = run_list(run, &settings);
        close_run(run);
    }
    gs_demo_stop(demo);
    gs_buf_fini(&error);
    free(run);
    return result;
}
