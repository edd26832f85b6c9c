/* SPDX-License-Identifier: MIT */
#include "race_drawing.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/race_reach.h"

#include <stdio.h>

enum {
    FAMILY_CELLS = 6,   /* "IPv6" and a gap, where there is room for it */
    FAMILY_WIDTH = 100, /* text columns from which there is */
    NAME_CELLS =
        24, /* a short address: so many at least, that lanes begin in one place */
    NAME_GAP = 3,
    RESULT_CELLS = 11, /* "42 of 50 ms" */
    AXIS_MIN = 16,     /* columns of an axis that is worth its place */
    US_PER_MS = 1000,
};

/* -- where all stands ----------------------------------------------------------------- */

static size_t longest_name(const struct gs_race *race)
{
    size_t cells = NAME_CELLS;
    for (size_t i = 0; i < race->lanes.count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&race->lanes.items[i].connection.endpoint.address, text);
        cells = gs_text_cells(text) > cells ? gs_text_cells(text) : cells;
    }
    return cells;
}

static size_t longest_result(const struct gs_race_drawing *drawing)
{
    size_t cells = RESULT_CELLS;
    struct gs_buf text = {0};
    for (size_t i = 0; i < drawing->race->lanes.count; i++) {
        gs_buf_clear(&text);
        gs_race_result(drawing, i, &text);
        size_t own = gs_text_cells(gs_buf_text(&text));
        cells = own > cells ? own : cells;
    }
    gs_buf_fini(&text);
    for (size_t i = 0; i < 2; i++) {
        size_t own = gs_text_cells(gs_outcome_word(drawing->race->dns[i].outcome));
        cells = own > cells ? own : cells;
    }
    return cells;
}

struct gs_race_drawing gs_race_drawing_of(const struct gs_part_view *view, size_t width)
{
    const struct gs_race *race = view->facts->race;
    bool has_family = width >= FAMILY_WIDTH;
    struct gs_race_drawing out = {
        .race = race,
        .view = *view,
        .is_running = view->is_waiting && !view->is_old && !race->is_complete,
        .now_us = race->elapsed_us,
        .name_x = has_family ? FAMILY_CELLS : 0,
    };
    int64_t seen_us = out.is_running     ? view->waited_us
                      : view->is_stopped ? view->took_us
                                         : 0;
    out.now_us = seen_us > out.now_us ? seen_us : out.now_us;
    int x = out.name_x + (int)longest_name(race) + (has_family ? NAME_GAP : 2);
    int cells = (int)width - x - (int)longest_result(&out) - 2;
    cells = cells < GS_TRACK_CELLS_MAX ? cells : GS_TRACK_CELLS_MAX - 1;
    out.has_axis = cells >= AXIS_MIN;
    if (out.has_axis) {
        out.axis = gs_axis_of(gs_race_reach(race, out.now_us), x, cells);
    }
    return out;
}

/* -- the axis ------------------------------------------------------------------------- */

static void format_tick(const struct gs_axis *axis, int64_t at_us, char *out, size_t size)
{
    bool is_fine = axis->tick_us * (int64_t)axis->ticks_a_label < US_PER_MS;
    if (axis->span_us >= 20 * INT64_C(1000000)) {
        (void)snprintf(out, size, "%d%s", (int)(at_us / 1000000), at_us == 0 ? " s" : "");
    } else {
        (void)snprintf(out, size, "%.*f%s", is_fine && at_us > 0 ? 1 : 0,
                       (double)at_us / US_PER_MS, at_us == 0 ? " ms" : "");
    }
}

static void put_numbers(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    const struct gs_axis *axis = &drawing->axis;
    int64_t step_us = axis->tick_us * (int64_t)axis->ticks_a_label;
    int end = (int)rows->width_cells - (int)sizeof "result";
    for (int64_t at_us = 0; at_us <= axis->span_us; at_us += step_us) {
        char text[24];
        format_tick(axis, at_us, text, sizeof text);
        int cells = (int)gs_text_cells(text);
        int x = gs_axis_column(axis, at_us) - (at_us == 0 ? 0 : cells / 2);
        if (x + cells <= end) {
            (void)gs_rows_put(rows, x, gs_tone(&drawing->view, GS_ROLE_HEAD), text);
        }
    }
}

static void put_ticks(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    struct gs_track track;
    const struct gs_axis *axis = &drawing->axis;
    gs_track_begin(&track, axis);
    gs_track_fill(&track, 0, axis->span_us, "─", GS_ROLE_RULE);
    gs_track_mark(&track, axis->span_us, "─", GS_ROLE_RULE);
    for (int64_t at_us = 0; at_us <= axis->span_us; at_us += axis->tick_us) {
        gs_track_mark(&track, at_us, "┬", GS_ROLE_RULE);
    }
    if (drawing->race->won_us >= 0) {
        gs_track_mark(&track, drawing->race->won_us, "┬", GS_ROLE_OK);
    }
    gs_track_put(&track, rows, drawing->view.is_old);
}

void gs_race_put_axis(const struct gs_race_drawing *drawing, struct gs_rows *rows)
{
    enum gs_role role = gs_tone(&drawing->view, GS_ROLE_HEAD);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, 0, role, "lane");
        put_numbers(drawing, rows);
        (void)gs_rows_put_right(rows, (int)rows->width_cells, role, "result");
    }
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        put_ticks(drawing, rows);
    }
}

/* -- one row -------------------------------------------------------------------------- */

void gs_race_begin_track(const struct gs_race_drawing *drawing, struct gs_track *track)
{
    gs_track_begin(track, &drawing->axis);
    if (drawing->has_axis && drawing->race->won_us >= 0) {
        gs_track_mark(track, drawing->race->won_us, "│", GS_ROLE_OK);
    }
}

void gs_race_put_row(const struct gs_race_drawing *drawing, struct gs_rows *rows,
                     const struct gs_track *track, const struct gs_race_words *words)
{
    const struct gs_part_view *view = &drawing->view;
    if (!drawing->has_axis && words->sign[0] != '\0') {
        (void)gs_rows_put(rows, GS_SIGN_X, gs_tone(view, words->sign_role), words->sign);
    }
    if (drawing->name_x > 0) {
        (void)gs_rows_put(rows, 0, gs_tone(view, words->family_role), words->family);
    }
    (void)gs_rows_put(rows, drawing->name_x, gs_tone(view, words->name_role),
                      words->name);
    if (drawing->has_axis) {
        gs_track_put(track, rows, view->is_old);
    }
    (void)gs_rows_put_right(rows, (int)rows->width_cells,
                            gs_tone(view, words->result_role), words->result);
}

/* Until when something lasts that may have no end yet. */
int64_t gs_race_end_of(const struct gs_race_drawing *drawing, int64_t ended_us)
{
    return ended_us >= 0 ? ended_us : drawing->now_us;
}

/* "42 of 50 ms", "50 ms". */
void gs_race_format_wait(int64_t waited_us, uint32_t rule_ms, char *out, size_t size)
{
    int64_t waited_ms = (waited_us + US_PER_MS / 2) / US_PER_MS;
    if (waited_ms >= rule_ms) {
        (void)snprintf(out, size, "%u ms", (unsigned)rule_ms);
    } else {
        (void)snprintf(out, size, "%d of %u ms", (int)waited_ms, (unsigned)rule_ms);
    }
}

struct gs_race_words gs_race_wait_words(const char *name, const char *result)
{
    return (struct gs_race_words){.name = name,
                                  .family = "",
                                  .sign = "",
                                  .name_role = GS_ROLE_DIM,
                                  .result = result,
                                  .result_role = GS_ROLE_DIM};
}
