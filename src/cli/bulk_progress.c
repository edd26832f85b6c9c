/* SPDX-License-Identifier: MIT */
#include "bulk_progress.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"
#include "gaiscope/report/report.h"

#include <stdio.h>
#include <stdlib.h>

#include <sys/ioctl.h>
#include <unistd.h>

enum {
    SHOW_MS = 250,
    DIGITS = 3, /* from comma to comma */
    NUMBER_MAX = 32,
    CELLS = 80, /* of a terminal that does not say */
};

/* "12,345" */
static void add_number(struct gs_buf *out, uint64_t number)
{
    char digits[NUMBER_MAX];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % DIGITS == 0) {
            gs_buf_add_text(out, ",");
        }
        gs_buf_add(out, &digits[i], 1);
    }
}

static uint64_t rate_of(const struct bulk_counts *counts, int64_t elapsed_us)
{
    return elapsed_us <= 0 ? 0
                           : (uint64_t)((double)counts->names * 1e6 / (double)elapsed_us);
}

void bulk_progress_line(const struct bulk_counts *counts, int64_t elapsed_us,
                        struct gs_buf *out)
{
    add_number(out, counts->names);
    gs_buf_addf(out, " %s · ", gs_plural(counts->names, "name", "names"));
    add_number(out, rate_of(counts, elapsed_us));
    gs_buf_add_text(out, " a second");
    if (counts->total_bytes > 0 && counts->bytes > 0 &&
        counts->bytes <= counts->total_bytes) {
        char left[GS_DURATION_TEXT_MAX];
        double share = (double)counts->bytes / (double)counts->total_bytes;
        gs_duration_format((int64_t)((double)elapsed_us * (1 - share) / share), left);
        gs_buf_addf(out, " · %d %% · %s left", (int)(share * 100), left);
    }
    if (counts->failed + counts->partial > 0) {
        gs_buf_add_text(out, " · ");
        add_number(out, counts->failed + counts->partial);
        gs_buf_add_text(out, " failed");
    }
}

static void add_part(struct gs_buf *out, uint64_t count, const char *word)
{
    if (count > 0) {
        gs_buf_add_text(out, ", ");
        add_number(out, count);
        gs_buf_addf(out, " %s", word);
    }
}

void bulk_progress_sum(const struct bulk_counts *counts, int64_t elapsed_us,
                       struct gs_buf *out)
{
    char took[GS_DURATION_TEXT_MAX];
    gs_duration_format(elapsed_us, took);
    add_number(out, counts->names);
    gs_buf_addf(out, " %s in %s (", gs_plural(counts->names, "name", "names"), took);
    add_number(out, rate_of(counts, elapsed_us));
    gs_buf_add_text(out, " a second): ");
    add_number(out, counts->answered);
    gs_buf_add_text(out, " answered");
    add_part(out, counts->partial, "answered in part");
    add_part(out, counts->no_name, "no such name");
    add_part(out, counts->no_data, "no data");
    add_part(out, counts->failed, "failed");
    add_part(out, counts->refused, "not asked");
}

static int64_t elapsed_of(const struct bulk_progress *progress)
{
    return (int64_t)(uv_hrtime() / 1000) - progress->begun_us;
}

static size_t terminal_cells(void)
{
    struct winsize size = {0};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col
                                                                           : CELLS;
}

/* A line that is longer than the terminal is wide could not be taken away. */
static void show(uv_timer_t *timer)
{
    struct bulk_progress *progress = timer->data;
    struct gs_buf line = {0};
    struct gs_buf shown = {0};
    bulk_progress_line(&progress->counts, elapsed_of(progress), &line);
    gs_text_cut_end(&shown, gs_buf_text(&line), terminal_cells() - 1);
    if (gs_text_is_ascii_only()) {
        gs_report_ascii(&shown);
    }
    (void)fprintf(stderr, "\r%s\033[K", gs_buf_text(&shown));
    (void)fflush(stderr);
    progress->is_shown = true;
    gs_buf_fini(&line);
    gs_buf_fini(&shown);
}

struct bulk_progress *bulk_progress_open(uv_loop_t *loop, bool is_quiet)
{
    struct bulk_progress *progress = gs_mem_new(1, sizeof *progress);
    progress->is_quiet = is_quiet;
    progress->is_terminal =
        !is_quiet && isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) != 1;
    progress->begun_us = (int64_t)(uv_hrtime() / 1000);
    (void)uv_timer_init(loop, &progress->timer);
    progress->timer.data = progress;
    if (progress->is_terminal) {
        (void)uv_timer_start(&progress->timer, show, SHOW_MS, SHOW_MS);
    }
    return progress;
}

void bulk_progress_count(struct bulk_progress *progress, const struct gs_bulk_row *row)
{
    struct bulk_counts *counts = &progress->counts;
    counts->names++;
    switch (gs_bulk_outcome(row)) {
    case GS_OUTCOME_ANSWERED:
        *(gs_bulk_is_partial(row) ? &counts->partial : &counts->answered) += 1;
        break;
    case GS_OUTCOME_NO_SUCH_NAME:
        counts->no_name++;
        break;
    case GS_OUTCOME_NO_DATA:
        counts->no_data++;
        break;
    case GS_OUTCOME_BAD_QUESTION:
        counts->refused++;
        break;
    default:
        counts->failed++;
        break;
    }
}

void bulk_progress_end(struct bulk_progress *progress, bool is_interrupted)
{
    struct gs_buf sum = {0};
    if (progress->is_quiet) {
        return;
    }
    (void)uv_timer_stop(&progress->timer);
    bulk_progress_sum(&progress->counts, elapsed_of(progress), &sum);
    if (gs_text_is_ascii_only()) {
        gs_report_ascii(&sum);
    }
    (void)fprintf(stderr, "%s%s%s\n", progress->is_shown ? "\r\033[K" : "",
                  is_interrupted ? "interrupted: " : "", gs_buf_text(&sum));
    gs_buf_fini(&sum);
}

static void closed(uv_handle_t *handle)
{
    free(handle->data);
}

void bulk_progress_close(struct bulk_progress *progress)
{
    if (progress != NULL) {
        uv_close((uv_handle_t *)&progress->timer, closed);
    }
}
