/* SPDX-License-Identifier: MIT */
#include "watched_cells.h"

#include "spark.h"
#include "watch_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/watch_words.h"

#include <stdio.h>

#include <sys/socket.h>

enum {
    MARK_S = 5, /* how long a change is marked */
    UP_ALL = 10000,
    STEPS = 8, /* of a sparkline */
    US_PER_S = 1000000,
};

struct gs_watched_drawing gs_watched_drawing_of(const struct gs_pane_context *context,
                                                struct gs_rows *rows,
                                                const struct gs_watched *host)
{
    int64_t now_s = context->now.wall_s;
    return (struct gs_watched_drawing){
        .rows = rows,
        .host = host,
        .look = gs_watched_look(host),
        .is_calm = host->state >= GS_WATCH_STEADY,
        .is_fresh =
            host->last_change_wall_s != 0 && now_s - host->last_change_wall_s < MARK_S,
    };
}

enum gs_role gs_watched_tone(const struct gs_watched_drawing *drawing, enum gs_role role)
{
    if (drawing->host->is_paused) {
        return GS_ROLE_OLD;
    }
    bool is_plain = role == GS_ROLE_TEXT || role == GS_ROLE_STRONG || role == GS_ROLE_DIM;
    return drawing->is_fresh && is_plain ? GS_ROLE_CHANGED : role;
}

void gs_watched_put_host(const struct gs_watched_drawing *drawing,
                         const struct gs_pane_context *context, size_t room)
{
    const struct gs_watch *watch = &drawing->host->watch;
    const char *common_service = context->hosts->service;
    bool is_tagged = gs_tags_has(context->tags, drawing->host->id);
    enum gs_role role =
        gs_watched_tone(drawing, drawing->is_calm ? GS_ROLE_TEXT : GS_ROLE_STRONG);
    (void)gs_rows_put(drawing->rows, GS_SIGN_X,
                      drawing->host->is_paused ? GS_ROLE_OLD : drawing->look.role,
                      drawing->look.sign);
    if (is_tagged) {
        (void)gs_rows_put(drawing->rows, GS_SIGN_X + 1, GS_ROLE_MARK, "•");
    }
    int end = gs_rows_put_host(drawing->rows, 0, role, watch->host, room);
    if (common_service == NULL && watch->service[0] != '\0' && end + 1 < (int)room) {
        (void)gs_rows_put_cut(drawing->rows, end + 1,
                              gs_watched_tone(drawing, GS_ROLE_DIM), watch->service,
                              room - (size_t)end - 1);
    }
}

void gs_watched_put_state(const struct gs_watched_drawing *drawing, int x, size_t cells)
{
    const struct gs_watched *host = drawing->host;
    enum gs_role role = drawing->is_calm ? GS_ROLE_DIM : drawing->look.role;
    (void)gs_rows_put_cut(
        drawing->rows, x,
        gs_watched_tone(drawing, role == GS_ROLE_TEXT ? GS_ROLE_STRONG : role),
        host->is_paused ? "paused" : gs_watch_state_word(host->state), cells);
}

/* A name that is not there has no count of addresses; one that cannot be asked has the last. */
static void put_counts(const struct gs_watched_grid *grid,
                       const struct gs_watched_drawing *drawing)
{
    static const enum gs_watch_state lost[2] = {GS_WATCH_LOST_IPV6, GS_WATCH_LOST_IPV4};

    const struct gs_watched *host = drawing->host;
    const struct gs_watch_answer *answer = gs_watched_known(host);
    bool has_counts =
        answer != NULL && !host->watch.is_address &&
        (answer->outcome == GS_OUTCOME_ANSWERED || answer->outcome == GS_OUTCOME_NO_DATA);
    bool is_old = host->answer != NULL && gs_outcome_is_temporary(host->answer->outcome);
    for (unsigned side = 0; side < 2; side++) {
        char text[16] = "–";
        enum gs_role role = GS_ROLE_DIM;
        if (has_counts) {
            uint16_t count = answer->counts[side];
            (void)snprintf(text, sizeof text, "%u", count);
            role = host->state == lost[side] ? GS_ROLE_WARN
                   : count == 0              ? GS_ROLE_DIM
                                             : GS_ROLE_TEXT;
        }
        gs_watched_put_cell(grid, drawing->rows,
                            side == 0 ? GS_WATCHED_V6 : GS_WATCHED_V4,
                            is_old ? GS_ROLE_OLD : gs_watched_tone(drawing, role), text);
    }
}

static void put_change(const struct gs_watched_grid *grid,
                       const struct gs_watched_drawing *drawing, int64_t now_s)
{
    const struct gs_watched *host = drawing->host;
    enum gs_role role =
        gs_watched_tone(drawing, drawing->is_calm ? GS_ROLE_DIM : GS_ROLE_TEXT);
    int64_t changed_s = gs_watched_changed_s(host);
    char ago[GS_DURATION_TEXT_MAX] = "";
    if (host->last_change_words != NULL) {
        gs_watched_put_cell(grid, drawing->rows, GS_WATCHED_CHANGE, role,
                            host->last_change_words);
    }
    if (changed_s != 0) {
        gs_ago_format(changed_s, now_s, ago);
        gs_watched_put_cell(grid, drawing->rows, GS_WATCHED_AGO, role, ago);
    }
}

/* Each step is about twice the time before it, for all hosts alike: a line can be compared with
 * its neighbours', and what a network always does is no alarm. */
static int64_t step_of(uint32_t sample_us)
{
    static const uint32_t bounds_us[STEPS - 1] = {2000,  5000,   10000,  20000,
                                                  50000, 200000, 1000000};
    int64_t step = 0;
    while (step < STEPS - 1 && sample_us >= bounds_us[step]) {
        step++;
    }
    return step;
}

static void put_spark(const struct gs_watched_grid *grid,
                      const struct gs_watched_drawing *drawing)
{
    static const struct gs_spark_scale scale = {0, STEPS - 1};

    const struct gs_watched *host = drawing->host;
    int64_t steps[GS_WATCH_SAMPLES_MAX];
    size_t cells = grid->cells[GS_WATCHED_SPARK];
    if (cells == 0) {
        return;
    }
    for (size_t i = 0; i < host->sample_count; i++) {
        uint32_t sample_us = gs_watched_sample(host, i);
        steps[i] = sample_us == GS_WATCH_FAILED_US ? -1 : step_of(sample_us);
    }
    (void)gs_rows_put_spark(drawing->rows, grid->x[GS_WATCHED_SPARK], cells, &scale,
                            (struct gs_spark_values){steps, host->sample_count});
}

static void put_numbers(const struct gs_watched_grid *grid,
                        const struct gs_watched_drawing *drawing)
{
    const struct gs_watched *host = drawing->host;
    char text[GS_DURATION_TEXT_MAX] = "–";
    int64_t median_us = gs_watched_median_us(host);
    int up = gs_watched_up(host);
    if (median_us >= 0) {
        gs_duration_format(median_us, text);
    }
    gs_watched_put_cell(
        grid, drawing->rows, GS_WATCHED_MEDIAN,
        gs_watched_tone(drawing, median_us >= 0 ? GS_ROLE_TEXT : GS_ROLE_DIM), text);
    if (up >= 0) {
        (void)snprintf(text, sizeof text, "%d.%02d", up / 100, up % 100);
        gs_watched_put_cell(
            grid, drawing->rows, GS_WATCHED_UP,
            gs_watched_tone(drawing, up == UP_ALL ? GS_ROLE_DIM : GS_ROLE_TEXT), text);
    }
}

void gs_watched_put_source(const struct gs_watched_drawing *drawing, int x)
{
    static const char *const sources[] = {
        [GS_WATCH_SOURCE_NONE] = "–",
        [GS_WATCH_SOURCE_DNS] = "DNS",
        [GS_WATCH_SOURCE_HOSTS] = "hosts",
        [GS_WATCH_SOURCE_OTHER] = "other",
    };

    const struct gs_watch_answer *answer = gs_watched_known(drawing->host);
    if (answer == NULL) {
        return;
    }
    bool is_other = answer->libc_outcome == GS_OUTCOME_ANSWERED && !answer->is_libc_same;
    x = gs_rows_put(drawing->rows, x, gs_watched_tone(drawing, GS_ROLE_DIM),
                    sources[answer->source]);
    if (is_other) {
        (void)gs_rows_put(drawing->rows, x + 1, gs_watched_tone(drawing, GS_ROLE_WARN),
                          "≠");
    }
}

static void put_time(const struct gs_watched_drawing *drawing, int end, int64_t us)
{
    char text[GS_DURATION_TEXT_MAX] = "–";
    if (us >= 0) {
        gs_duration_format(us, text);
    }
    (void)gs_rows_put_right(
        drawing->rows, end,
        gs_watched_tone(drawing, us >= 0 ? GS_ROLE_TEXT : GS_ROLE_DIM), text);
}

void gs_watched_put_dns(const struct gs_watched_drawing *drawing, int end)
{
    const struct gs_watch_answer *answer = drawing->host->answer;
    put_time(drawing, end, answer == NULL ? -1 : answer->dns_us);
}

void gs_watched_put_libc(const struct gs_watched_drawing *drawing, int end)
{
    const struct gs_watch_answer *shown = gs_watched_known(drawing->host);
    put_time(drawing, end, shown == NULL ? -1 : shown->libc_us);
}

void gs_watched_put_next(const struct gs_watched_drawing *drawing,
                         const struct gs_pane_context *context, int end)
{
    const struct gs_watched *host = drawing->host;
    int64_t left_us = host->due_us - context->now.us;
    bool is_paused = host->is_paused || context->session->monitor.status.is_paused;
    char text[GS_DURATION_TEXT_MAX] = "now";
    if (is_paused) {
        (void)snprintf(text, sizeof text, "paused");
    } else if (host->due_us != INT64_MAX && left_us > 0) {
        gs_age_format((left_us + US_PER_S - 1) / US_PER_S, text);
    }
    (void)gs_rows_put_right(drawing->rows, end, gs_watched_tone(drawing, GS_ROLE_DIM),
                            text);
}

/* Where a column ends that has cells. */
static int end_of(const struct gs_watched_grid *grid, enum gs_watched_column id)
{
    return grid->x[id] + (int)grid->cells[id];
}

static void put_facts(const struct gs_watched_grid *grid,
                      const struct gs_watched_drawing *drawing,
                      const struct gs_pane_context *context)
{
    if (grid->cells[GS_WATCHED_SOURCE] > 0) {
        gs_watched_put_source(drawing, grid->x[GS_WATCHED_SOURCE]);
    }
    if (grid->cells[GS_WATCHED_DNS] > 0) {
        gs_watched_put_dns(drawing, end_of(grid, GS_WATCHED_DNS));
        gs_watched_put_libc(drawing, end_of(grid, GS_WATCHED_LIBC));
    }
    if (grid->cells[GS_WATCHED_NEXT] > 0) {
        gs_watched_put_next(drawing, context, end_of(grid, GS_WATCHED_NEXT));
    }
}

void gs_watched_put_row(const struct gs_watched_grid *grid, struct gs_rows *rows,
                        const struct gs_pane_context *context,
                        const struct gs_watched *host)
{
    struct gs_watched_drawing drawing = gs_watched_drawing_of(context, rows, host);
    gs_watched_put_host(&drawing, context, grid->cells[GS_WATCHED_HOST]);
    gs_watched_put_state(&drawing, grid->x[GS_WATCHED_STATE],
                         grid->cells[GS_WATCHED_STATE]);
    put_counts(grid, &drawing);
    put_change(grid, &drawing, context->now.wall_s);
    put_spark(grid, &drawing);
    put_numbers(grid, &drawing);
    put_facts(grid, &drawing, context);
}
