/* SPDX-License-Identifier: MIT */
/*
 * One row a host. What leaves first in a narrow pane: the share of good rounds, then the last
 * change, then the times.
 *
 *     host             state       v4   v6  last change     ago  latency   median    up %
 *   ▼ www.example.com  lost IPv6    1    0  lost all IPv6  2 min  ▂▃▃▃▂▂▃    13 ms  100.00
 */
#include "watched_cells.h"

#include "spark.h"
#include "watch_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/rules/watch_words.h"

#include <stdio.h>

#include <sys/socket.h>

enum {
    GAP_CELLS = 2,
    HOST_CELLS = 22,
    HOST_LEAST = 8,
    CHANGE_CELLS = 20,
    UP_FROM = 110,    /* cells from which there is the share of good rounds */
    CHANGE_FROM = 98, /* and from which the last change is said */
    SPARK_FROM = 73,  /* and from which there is a sparkline */
    MEDIAN_FROM = 65, /* a median */
    COUNTS_FROM = 48, /* the counts of addresses */
    AGO_FROM = 44,    /* and the age of the last change */
    MARK_S = 5,       /* how long a change is marked */
    UP_ALL = 10000,
    STEPS = 8, /* of a sparkline */
};

static const struct column {
    const char *heading;
    size_t from;
    size_t cells; /* 0: as the width allows */
    bool is_right;
} columns[GS_WATCHED_COLUMNS] = {
    [GS_WATCHED_HOST] = {"host", 0, HOST_CELLS, false},
    [GS_WATCHED_STATE] = {"state", 0, 13, false},
    [GS_WATCHED_V4] = {"v4", COUNTS_FROM, 3, true},
    [GS_WATCHED_V6] = {"v6", COUNTS_FROM, 3, true},
    [GS_WATCHED_CHANGE] = {"last change", CHANGE_FROM, CHANGE_CELLS, false},
    [GS_WATCHED_AGO] = {"ago", AGO_FROM, 0, true},
    [GS_WATCHED_SPARK] = {"latency", SPARK_FROM, 0, false},
    [GS_WATCHED_MEDIAN] = {"median", MEDIAN_FROM, 7, true},
    [GS_WATCHED_UP] = {"up %", UP_FROM, 6, true},
};

struct gs_watched_grid gs_watched_grid_of(size_t width)
{
    struct gs_watched_grid grid = {.cells = {0}};
    size_t used = 0;
    for (int id = 0; id < GS_WATCHED_COLUMNS; id++) {
        size_t cells =
            id == GS_WATCHED_AGO ? (width >= CHANGE_FROM ? 6 : 7) : columns[id].cells;
        grid.cells[id] = width >= columns[id].from ? cells : 0;
        used += grid.cells[id] > 0 ? grid.cells[id] + GAP_CELLS : 0;
    }
    size_t left = width + GAP_CELLS > used ? width + GAP_CELLS - used : 0;
    if (width >= SPARK_FROM && left > GAP_CELLS) {
        left -= GAP_CELLS;
        grid.cells[GS_WATCHED_SPARK] =
            left < GS_WATCH_SAMPLES_MAX ? left : GS_WATCH_SAMPLES_MAX;
        left -= grid.cells[GS_WATCHED_SPARK];
    }
    size_t missing = used > width + GAP_CELLS ? used - width - GAP_CELLS : 0;
    size_t host = HOST_CELLS + left;
    grid.cells[GS_WATCHED_HOST] =
        host > missing + HOST_LEAST ? host - missing : HOST_LEAST;
    int x = 0;
    for (int id = 0; id < GS_WATCHED_COLUMNS; id++) {
        grid.x[id] = x;
        x += grid.cells[id] > 0 ? (int)grid.cells[id] + GAP_CELLS : 0;
    }
    return grid;
}

static void put_cell(const struct gs_watched_grid *grid, struct gs_rows *rows,
                     enum gs_watched_column id, enum gs_role role, const char *text)
{
    if (grid->cells[id] == 0) {
        return;
    }
    if (columns[id].is_right) {
        (void)gs_rows_put_right(rows, grid->x[id] + (int)grid->cells[id], role, text);
    } else {
        (void)gs_rows_put_cut(rows, grid->x[id], role, text, grid->cells[id]);
    }
}

void gs_watched_put_head(const struct gs_watched_grid *grid, struct gs_rows *rows,
                         uint32_t interval_s)
{
    bool has_change = grid->cells[GS_WATCHED_CHANGE] > 0;
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    for (int id = 0; id < GS_WATCHED_COLUMNS; id++) {
        const char *heading = columns[id].heading;
        char text[GS_DURATION_TEXT_MAX + 16];
        if (id == GS_WATCHED_AGO && !has_change) {
            heading = "changed";
        } else if (id == GS_WATCHED_SPARK && has_change) {
            char span[GS_DURATION_TEXT_MAX];
            gs_age_format((int64_t)grid->cells[id] * interval_s, span);
            (void)snprintf(text, sizeof text, "latency, %s", span);
            heading = text;
        }
        put_cell(grid, rows, (enum gs_watched_column)id, GS_ROLE_HEAD, heading);
    }
}

/* -- one host ------------------------------------------------------------------------ */

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
    const struct gs_watch_answer *answer = gs_watched_shown(host);
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
        put_cell(grid, drawing->rows, side == 0 ? GS_WATCHED_V6 : GS_WATCHED_V4,
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
        put_cell(grid, drawing->rows, GS_WATCHED_CHANGE, role, host->last_change_words);
    }
    if (changed_s != 0) {
        gs_ago_format(changed_s, now_s, ago);
        put_cell(grid, drawing->rows, GS_WATCHED_AGO, role, ago);
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
    put_cell(grid, drawing->rows, GS_WATCHED_MEDIAN,
             gs_watched_tone(drawing, median_us >= 0 ? GS_ROLE_TEXT : GS_ROLE_DIM), text);
    if (up >= 0) {
        (void)snprintf(text, sizeof text, "%d.%02d", up / 100, up % 100);
        put_cell(grid, drawing->rows, GS_WATCHED_UP,
                 gs_watched_tone(drawing, up == UP_ALL ? GS_ROLE_DIM : GS_ROLE_TEXT),
                 text);
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
}
