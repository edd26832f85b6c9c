/* SPDX-License-Identifier: MIT */
/*
 * What leaves first in a narrow pane: the median beside the times of the last answers, these
 * times, the source, the time to the next round, the share of good rounds, the last change, then
 * the latency. A long host takes cells from the sparkline alone.
 *
 *     host    state   v4  v6  last change    ago  source  latency     DNS  libc  up %  next
 */
#include "watched_grid.h"

#include "gaiscope/base/text.h"

#include <stdio.h>

enum {
    GAP_CELLS = 2,
    HOST_LEAST = 8,
    SPARK_LEAST = 12,  /* what a long host leaves of the sparkline */
    ALL_FROM = 145,    /* cells from which there is the median beside both times */
    TIMES_FROM = 136,  /* and from which the times of DNS and libc stand in its place */
    SOURCE_FROM = 129, /* where libc has the name from */
    NEXT_FROM = 120,   /* the time to the next round */
    UP_FROM = 110,     /* the share of good rounds */
    CHANGE_FROM = 98,  /* what changed last */
    SPARK_FROM = 73,   /* a sparkline */
    MEDIAN_FROM = 65,  /* the median of the times of DNS */
    COUNTS_FROM = 48,  /* the counts of addresses */
    AGO_FROM = 44,     /* and the age of the last change */
};

static const struct column {
    const char *heading;
    size_t from;
    size_t cells; /* 0: as the width allows */
    bool is_right;
} columns[GS_WATCHED_COLUMNS] = {
    [GS_WATCHED_HOST] = {"host", 0, GS_WATCHED_HOST_CELLS, false},
    [GS_WATCHED_STATE] = {"state", 0, 13, false},
    [GS_WATCHED_V4] = {"v4", COUNTS_FROM, 3, true},
    [GS_WATCHED_V6] = {"v6", COUNTS_FROM, 3, true},
    [GS_WATCHED_CHANGE] = {"last change", CHANGE_FROM, 20, false},
    [GS_WATCHED_AGO] = {"ago", AGO_FROM, 6, true},
    [GS_WATCHED_SOURCE] = {"source", SOURCE_FROM, 7, false}, /* "hosts ≠" */
    [GS_WATCHED_SPARK] = {"latency", SPARK_FROM, 0, false},
    [GS_WATCHED_MEDIAN] = {"median", MEDIAN_FROM, 7, true},
    [GS_WATCHED_DNS] = {"DNS", TIMES_FROM, 6, true},
    [GS_WATCHED_LIBC] = {"libc", TIMES_FROM, 6, true},
    [GS_WATCHED_UP] = {"up %", UP_FROM, 6, true},
    [GS_WATCHED_NEXT] = {"next", NEXT_FROM, 6, true}, /* "paused" */
};

static size_t cells_of(enum gs_watched_column id, size_t width)
{
    bool is_left_out = id == GS_WATCHED_MEDIAN && width >= TIMES_FROM && width < ALL_FROM;
    bool says_changed = id == GS_WATCHED_AGO && width < CHANGE_FROM;
    return width < columns[id].from || is_left_out ? 0 : columns[id].cells + says_changed;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* What the other columns leave: to the sparkline, but for what a long host needs of it. */
static void share_rest(struct gs_watched_grid *grid, size_t width, size_t rest,
                       size_t host_cells)
{
    size_t *host = &grid->cells[GS_WATCHED_HOST];
    size_t missing = host_cells > *host ? host_cells - *host : 0;
    if (width >= SPARK_FROM && rest > GAP_CELLS) {
        rest -= GAP_CELLS;
        size_t more = least(missing, rest > SPARK_LEAST ? rest - SPARK_LEAST : 0);
        size_t spark = least(rest - more, GS_WATCH_SAMPLES_MAX);
        grid->cells[GS_WATCHED_SPARK] = spark;
        rest -= spark;
    }
    *host += rest;
}

struct gs_watched_grid gs_watched_grid_of(size_t width, size_t host_cells)
{
    struct gs_watched_grid grid = {.cells = {0}};
    size_t used = 0;
    for (int id = 0; id < GS_WATCHED_COLUMNS; id++) {
        grid.cells[id] = cells_of((enum gs_watched_column)id, width);
        used += grid.cells[id] > 0 ? grid.cells[id] + GAP_CELLS : 0;
    }
    size_t room = width + GAP_CELLS;
    if (used <= room) {
        share_rest(&grid, width, room - used, host_cells);
    } else {
        size_t missing = used - room;
        size_t host = grid.cells[GS_WATCHED_HOST];
        grid.cells[GS_WATCHED_HOST] =
            host > missing + HOST_LEAST ? host - missing : HOST_LEAST;
    }
    int x = 0;
    for (int id = 0; id < GS_WATCHED_COLUMNS; id++) {
        grid.x[id] = x;
        x += grid.cells[id] > 0 ? (int)grid.cells[id] + GAP_CELLS : 0;
    }
    return grid;
}

void gs_watched_put_cell(const struct gs_watched_grid *grid, struct gs_rows *rows,
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

/* How many rounds it has: each host has an interval of its own, so no span of time is true. */
static const char *spark_heading(size_t cells, char out[32])
{
    int len = snprintf(out, 32, "latency, %zu rounds", cells);
    if (len > (int)cells) {
        len = snprintf(out, 32, "latency, last %zu", cells);
    }
    return len > (int)cells ? columns[GS_WATCHED_SPARK].heading : out;
}

void gs_watched_put_head(const struct gs_watched_grid *grid, struct gs_rows *rows)
{
    bool has_change = grid->cells[GS_WATCHED_CHANGE] > 0;
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    for (int id = 0; id < GS_WATCHED_COLUMNS; id++) {
        char text[32];
        const char *heading = id == GS_WATCHED_AGO && !has_change ? "changed"
                              : id == GS_WATCHED_SPARK
                                  ? spark_heading(grid->cells[id], text)
                                  : columns[id].heading;
        gs_watched_put_cell(grid, rows, (enum gs_watched_column)id, GS_ROLE_HEAD,
                            heading);
    }
}
