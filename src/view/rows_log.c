/* SPDX-License-Identifier: MIT */
/*
 * What was asked of whom, one line a call, the newest below. Ten thousand lines cost what is
 * seen of them: those outside of the window are counted at once, and a filter looks at all
 * lines only when there are new ones.
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/log_verdict.h"
#include "gaiscope/view/list_state.h"

#include <stdio.h>
#include <string.h>

enum {
    US_PER_S = 1000000,
    US_PER_MS = 1000,
    CLOCK_CELLS = 8,
    FINE_CELLS = 12, /* with milliseconds */
    BY_CELLS = 4,
    CALL_CELLS = 14,
    NARROW_CALL_CELLS = 11,
    TOOK_CELLS = 8,
    GAP = 2,
    FINE_FROM = 96,  /* columns from which a time has milliseconds */
    BY_FROM = 90,    /* and from which it is said who was called */
    CLOCK_FROM = 50, /* and from which there is a time at all */
};

/* Where the columns of one width stand. */
struct grid {
    size_t clock_cells; /* 0: no such column */
    int by_x;           /* -1: no such column */
    int call_x;
    size_t call_cells;
    int about_x;
    size_t about_cells;
    int sign_x; /* the result stands two cells behind */
    int end;    /* of the results */
};

static struct grid grid_of(size_t width)
{
    struct grid grid = {.by_x = -1, .call_cells = CALL_CELLS};
    int x = 0;
    if (width >= CLOCK_FROM) {
        grid.clock_cells = width >= FINE_FROM ? FINE_CELLS : CLOCK_CELLS;
        x = (int)grid.clock_cells + GAP;
    }
    if (width >= BY_FROM) {
        grid.by_x = x;
        x += BY_CELLS + GAP + 1;
    }
    grid.call_x = x;
    grid.call_cells = width >= CLOCK_FROM ? CALL_CELLS : NARROW_CALL_CELLS;
    grid.about_x = x + (int)grid.call_cells + (width >= BY_FROM ? GAP : 1);
    grid.end = (int)width - (width >= CLOCK_FROM ? TOOK_CELLS : 0);
    int room = grid.end - grid.about_x;
    grid.about_cells = room > 8 ? (size_t)room * 45 / 100 : 4;
    grid.sign_x = grid.about_x + (int)grid.about_cells + (width >= BY_FROM ? GAP : 1);
    return grid;
}

/* "13:19:40.002" */
static void format_time(int64_t wall_us, char out[GS_DURATION_TEXT_MAX + 8])
{
    char clock[GS_DURATION_TEXT_MAX];
    gs_clock_format(wall_us / US_PER_S, clock);
    (void)snprintf(out, GS_DURATION_TEXT_MAX + 8, "%s.%03d", clock,
                   (int)(wall_us % US_PER_S / US_PER_MS));
}

/* A whole line as text, as a filter reads it: nothing is cut. */
static void add_text(struct gs_buf *out, const struct gs_log_entry *entry)
{
    char time[GS_DURATION_TEXT_MAX + 8];
    char took[GS_DURATION_TEXT_MAX];
    format_time(entry->at_wall_us, time);
    gs_duration_format(entry->elapsed_us, took);
    gs_buf_addf(out, "%s %s %s %s %s %s", time, gs_log_by_word(entry->by), entry->call,
                entry->about, entry->result, took);
}

/* A line never changes: its text is made and read once a filter. */
static bool passes(const struct gs_pane_context *context,
                   const struct gs_log_entry *entry, struct gs_buf *text)
{
    bool is_kept = false;
    if (!gs_picks_recall(context->picks, entry->number, &is_kept)) {
        gs_buf_clear(text);
        add_text(text, entry);
        is_kept = gs_match_keeps(context->filter, gs_buf_text(text));
        gs_picks_note(context->picks, entry->number, is_kept);
    }
    return is_kept;
}

/* Finds the lines that pass the filter, if those found are of an older log. */
static void renew_picks(const struct gs_pane_context *context)
{
    const struct gs_log *log = &context->session->log;
    if (!gs_picks_begin(context->picks, context->filter, log->total)) {
        return;
    }
    struct gs_buf text = {0};
    for (size_t i = 0; i < log->entries.count; i++) {
        if (passes(context, gs_log_at(log, i), &text)) {
            gs_picks_add(context->picks, i);
        }
    }
    gs_buf_fini(&text);
}

static size_t count_shown(const struct gs_pane_context *context)
{
    if (context->filter[0] == '\0') {
        return context->session->log.entries.count;
    }
    renew_picks(context);
    return context->picks->items.count;
}

/* The line of an item; NULL: there is no such item. */
static const struct gs_log_entry *entry_of(const struct gs_pane_context *context,
                                           size_t item)
{
    if (item >= count_shown(context)) {
        return NULL;
    }
    bool is_filtered = context->filter[0] != '\0';
    return gs_log_at(&context->session->log,
                     is_filtered ? context->picks->items.items[item] : item);
}

void gs_text_log(const struct gs_pane_context *context, size_t item, struct gs_buf *out)
{
    const struct gs_log_entry *entry = entry_of(context, item);
    if (entry != NULL) {
        add_text(out, entry);
    }
}

uint64_t gs_key_log(const struct gs_pane_context *context, size_t item)
{
    const struct gs_log_entry *entry = entry_of(context, item);
    return entry == NULL ? 0 : entry->number;
}

const struct gs_log_entry *gs_log_entry_of(const struct gs_pane_context *context,
                                           size_t item)
{
    return entry_of(context, item);
}

struct gs_verdict gs_verdict_log(const struct gs_pane_context *context)
{
    return gs_log_verdict(&context->session->log);
}

void gs_describe_log(const struct gs_pane_context *context, struct gs_pane *pane)
{
    const struct gs_log *log = &context->session->log;
    size_t count = log->entries.count;
    if (count == 0) {
        return;
    }
    if (context->filter[0] != '\0') {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu of ", count_shown(context));
    }
    gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s", count,
                 gs_plural(count, "entry", "entries"));
    if (!context->is_following && log->total > context->seen_total) {
        gs_pane_info(pane, GS_ROLE_TEXT, ", %zu new below",
                     (size_t)(log->total - context->seen_total));
    }
    gs_buf_add_text(&pane->right, "newest below");
}

/* How a line looks: only what failed or took long stands out. */
struct look {
    const char *sign;
    enum gs_role sign_role;
    enum gs_role result_role;
    enum gs_role took_role;
};

static struct look look_of(const struct gs_log_entry *entry)
{
    bool is_slow = gs_log_is_slow(entry);
    if (gs_log_is_failed(entry)) {
        return (struct look){"✗", GS_ROLE_ERR, GS_ROLE_TEXT,
                             is_slow ? GS_ROLE_ERR : GS_ROLE_TEXT};
    }
    if (is_slow) {
        return (struct look){"▲", GS_ROLE_WARN, GS_ROLE_TEXT, GS_ROLE_WARN};
    }
    if (entry->outcome == GS_OUTCOME_ANSWERED) {
        return (struct look){"✓", GS_ROLE_OK, GS_ROLE_TEXT, GS_ROLE_TEXT};
    }
    return (struct look){"", GS_ROLE_DIM, GS_ROLE_DIM, GS_ROLE_TEXT};
}

/* A name keeps its ends, and what stands behind it. */
static void put_about(struct gs_rows *rows, const struct grid *grid, const char *about)
{
    bool is_name = strchr(about, ' ') == NULL;
    if (is_name) {
        (void)gs_rows_put_name(rows, grid->about_x, GS_ROLE_TEXT, about,
                               grid->about_cells);
    } else {
        (void)gs_rows_put_cut(rows, grid->about_x, GS_ROLE_TEXT, about,
                              grid->about_cells);
    }
}

static void put_entry(struct gs_rows *rows, const struct gs_log_entry *entry)
{
    struct grid grid = grid_of(rows->width_cells);
    struct look look = look_of(entry);
    int result_x = grid.sign_x + 2;
    if (grid.clock_cells > 0) {
        char time[GS_DURATION_TEXT_MAX + 8];
        format_time(entry->at_wall_us, time);
        time[grid.clock_cells] = '\0';
        (void)gs_rows_put(rows, 0, GS_ROLE_DIM, time);
    }
    if (grid.by_x >= 0) {
        (void)gs_rows_put(rows, grid.by_x, GS_ROLE_DIM, gs_log_by_word(entry->by));
    }
    (void)gs_rows_put_cut(rows, grid.call_x, GS_ROLE_TEXT, entry->call, grid.call_cells);
    put_about(rows, &grid, entry->about);
    (void)gs_rows_put(rows, grid.sign_x, look.sign_role, look.sign);
    (void)gs_rows_put_cut(rows, result_x, look.result_role, entry->result,
                          grid.end > result_x ? (size_t)(grid.end - result_x) : 0);
    if (grid.clock_cells > 0) {
        gs_rows_put_time(rows, (int)rows->width_cells, look.took_role, entry->elapsed_us);
    }
}

static void put_head(struct gs_rows *rows)
{
    struct grid grid = grid_of(rows->width_cells);
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    if (grid.clock_cells > 0) {
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "time");
    }
    if (grid.by_x >= 0) {
        (void)gs_rows_put(rows, grid.by_x, GS_ROLE_HEAD, "by");
    }
    (void)gs_rows_put(rows, grid.call_x, GS_ROLE_HEAD, "call");
    (void)gs_rows_put(rows, grid.about_x, GS_ROLE_HEAD, "about");
    (void)gs_rows_put(rows, grid.sign_x + 2, GS_ROLE_HEAD, "result");
    if (grid.clock_cells > 0) {
        (void)gs_rows_put_right(rows, (int)rows->width_cells, GS_ROLE_HEAD, "took");
    }
}

void gs_build_log(const struct gs_pane_context *context, struct gs_rows *rows)
{
    size_t count = count_shown(context);
    if (context->session->log.entries.count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         "Nothing was asked yet. Each call of libc and each question to "
                         "a name server will be a line here.");
        return;
    }
    if (count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "No row passes the filter: Esc shows all.");
        return;
    }
    put_head(rows);
    for (size_t i = 0; i < count; i++) {
        i += gs_rows_skip(rows, i, count - i, 1);
        if (i < count && gs_rows_next(rows, i)) {
            put_entry(rows, entry_of(context, i));
        }
    }
}
