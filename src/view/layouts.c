/* SPDX-License-Identifier: MIT */
/*
 * Where the panes stand. Places are chosen by the view, the width and the state (nothing
 * asked, no host, a question, an international one, no server) alone, never by how much a pane
 * has to say: what a person has seen once stays where it was.
 */
#include "seats.h"

/* The rows a pane would have with room for all, its title included. Counts, builds nothing. */
static size_t wanted_rows(const struct gs_pane_context *context,
                          const struct gs_seat *seat)
{
    struct gs_rows rows = {0};
    struct gs_pane_context all = *context;
    const struct gs_pane_kind *kind = gs_pane_kind_of(seat->pane);
    if (kind->is_endless) {
        return seat->min_rows;
    }
    all.width = (size_t)seat->half_modules * (GS_MODULE_CELLS / 2) - 4;
    all.height = SIZE_MAX;
    all.message = NULL; /* what one row leads to moves no neighbour */
    gs_rows_begin(&rows, all.width, 0, 0);
    kind->build(&all, &rows);
    size_t wanted = rows.total;
    gs_rows_fini(&rows);
    return 1 +
           (kind->most_rows > 0 && wanted > kind->most_rows ? kind->most_rows : wanted);
}

static bool is_wanted(const struct gs_pane_context *context, int pane, int focus)
{
    enum gs_part part = gs_pane_kind_of(pane)->part;
    return pane == focus || (context->lookup != NULL &&
                             context->lookup->parts[part].progress != GS_PROGRESS_IDLE);
}

static bool applies(const struct gs_pane_context *context, const struct gs_seat *seat,
                    int focus)
{
    enum gs_when when = seat->when;
    return when == GS_WHEN_ALWAYS || (when == GS_WHEN_DEAD && context->is_dead) ||
           (when == GS_WHEN_INTERNATIONAL && context->labels->count > 0) ||
           (when == GS_WHEN_BOUND && context->lookup->now.bind != NULL) ||
           (when == GS_WHEN_WANTED && is_wanted(context, seat->pane, focus)) ||
           (when == GS_WHEN_BROKEN && context->session->monitor.errors.count > 0) ||
           when == (context->is_v6_sender ? GS_WHEN_V6_SENDER : GS_WHEN_V4_SENDER);
}

/* Rows between verdict and footer, without the blank ones. */
static size_t rows_for_panes(size_t rows)
{
    struct gs_floors floors = gs_frame_floors(rows);
    return floors.panes_bottom - floors.panes_top;
}

/* On a screen that is lower than a pane wants to be it has all of it: it never goes away. */
static size_t min_rows_of(const struct gs_seat *seat, size_t room)
{
    return seat->min_rows < room ? seat->min_rows : room;
}

/* The rows that a band needs at least: those of its highest column. */
static size_t band_min(const struct gs_pane_context *context,
                       const struct gs_layout *layout, uint8_t band, int focus)
{
    size_t highest = 0;
    for (uint8_t column = 0; column < 4; column++) {
        size_t sum = 0;
        for (size_t i = 0; i < layout->count; i++) {
            const struct gs_seat *seat = &layout->seats[i];
            bool counts = seat->band == band && seat->column == column &&
                          applies(context, seat, focus);
            sum += counts ? seat->min_rows : 0;
        }
        highest = sum > highest ? sum : highest;
    }
    return highest;
}

/* The uppermost band from which on there is room for the focused pane's band. */
static uint8_t first_band(const struct gs_pane_context *context,
                          const struct gs_layout *layout, int focus, size_t room)
{
    uint8_t band = 0;
    for (size_t i = 0; i < layout->count; i++) {
        band = layout->seats[i].pane == focus ? layout->seats[i].band : band;
    }
    size_t needed = band_min(context, layout, band, focus);
    while (band > 0 &&
           needed + 1 + band_min(context, layout, (uint8_t)(band - 1), focus) <= room) {
        needed += 1 + band_min(context, layout, (uint8_t)(band - 1), focus);
        band--;
    }
    return band;
}

size_t gs_layout_place(const struct gs_pane_context *context, enum gs_tab_id tab,
                       const struct gs_layout_size *size,
                       struct gs_place out[GS_PANES_MAX])
{
    size_t room = rows_for_panes(size->rows);
    const struct gs_layout *layout = gs_layouts_of(context, tab, room);
    size_t count = 0;
    while (size->cols < layout->cols) {
        layout++;
    }
    uint8_t first = first_band(context, layout, size->focus, room);
    for (size_t i = 0; i < layout->count; i++) {
        const struct gs_seat *seat = &layout->seats[i];
        if (applies(context, seat, size->focus)) {
            out[count++] = (struct gs_place){
                .pane = seat->pane,
                .band = seat->band < first ? UINT8_MAX : seat->band,
                .column = seat->column,
                .half_modules = seat->half_modules,
                .want_rows = wanted_rows(context, seat),
                .min_rows = (uint8_t)min_rows_of(seat, room),
                .weight = seat->weight,
            };
        }
    }
    return count;
}
