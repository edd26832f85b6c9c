/* SPDX-License-Identifier: MIT */
/*
 * The table of panes, and where they stand. Places are chosen by the width and by the state
 * (nothing asked, a question, an international one, no server) alone, never by how much a
 * pane has to say: what a person has seen once stays where it was.
 *
 *     80     V4   V6          120    V4      V6           190    V4     V6     machine
 *            IDN                     IDN                  and    IDN
 *            compare reverse         compare    machine   more   compare mail  services
 *            services mail           reverse services mail       reverse
 */
#include "pane.h"

static const struct gs_pane_kind kinds[GS_PANE_COUNT] = {
    [GS_PANE_V4] = {"IPv4", GS_ROLE_V4, GS_PART_SYSTEM, true, gs_describe_v4, gs_build_v4,
                    gs_details_v4, NULL},
    [GS_PANE_V6] = {"IPv6", GS_ROLE_V6, GS_PART_SYSTEM, true, gs_describe_v6, gs_build_v6,
                    gs_details_v6, NULL},
    [GS_PANE_IDN] = {"International name", GS_ROLE_TITLE, GS_PART_SYSTEM, false,
                     gs_describe_idn, gs_build_idn, gs_details_idn, NULL},
    [GS_PANE_COMPARE] = {"libc and DNS", GS_ROLE_TITLE, GS_PART_DNS, false,
                         gs_describe_compare, gs_build_compare, gs_details_compare,
                         gs_target_compare},
    [GS_PANE_REVERSE] = {"Reverse", GS_ROLE_TITLE, GS_PART_REVERSE, false,
                         gs_describe_reverse, gs_build_reverse, gs_details_reverse,
                         gs_target_reverse},
    [GS_PANE_SERVICES] = {"Services", GS_ROLE_TITLE, GS_PART_SERVICES, false,
                          gs_describe_services, gs_build_services, gs_details_services,
                          NULL},
    [GS_PANE_MAIL] = {"Mail", GS_ROLE_TITLE, GS_PART_MAIL, false, gs_describe_mail,
                      gs_build_mail, gs_details_mail, gs_target_mail},
    [GS_PANE_MACHINE] = {"This machine", GS_ROLE_TITLE, GS_PART_SYSTEM, false,
                         gs_describe_machine, gs_build_machine, NULL, NULL},
    [GS_PANE_ALIVE] = {"What still works", GS_ROLE_TITLE, GS_PART_SYSTEM, false, NULL,
                       gs_build_alive, NULL, NULL},
    [GS_PANE_EXAMPLES] = {"What can be typed", GS_ROLE_TITLE, GS_PART_SYSTEM, false, NULL,
                          gs_build_examples, NULL, NULL},
    [GS_PANE_HISTORY] = {"Asked before", GS_ROLE_TITLE, GS_PART_SYSTEM, false,
                         gs_describe_history, gs_build_history, NULL, NULL},
};

const struct gs_pane_kind *gs_pane_kind_of(int pane)
{
    return &kinds[pane >= 0 && pane < GS_PANE_COUNT ? pane : GS_PANE_V4];
}

enum when {
    ALWAYS,
    INTERNATIONAL, /* the name has labels beyond ASCII */
    DEAD,          /* no server answers */
};

/* One line of a layout. */
struct seat {
    uint8_t pane;
    uint8_t band;
    uint8_t column;
    uint8_t half_modules;
    uint8_t min_rows;
    uint8_t weight;
    enum when when;
};

/* One layout: from how many columns on, and its seats. */
struct layout {
    size_t cols;
    struct seat seats[GS_PANES_MAX];
    size_t count;
};

static const struct layout asked[] = {
    {190,
     {{GS_PANE_V4, 0, 0, 4, 2, 4, ALWAYS},
      {GS_PANE_V6, 0, 1, 4, 2, 4, ALWAYS},
      {GS_PANE_MACHINE, 0, 2, 2, 2, 0, ALWAYS},
      {GS_PANE_IDN, 1, 0, 10, 3, 0, INTERNATIONAL},
      {GS_PANE_COMPARE, 2, 0, 4, 2, 3, ALWAYS},
      {GS_PANE_REVERSE, 2, 0, 4, 2, 3, ALWAYS},
      {GS_PANE_MAIL, 2, 1, 4, 2, 3, ALWAYS},
      {GS_PANE_SERVICES, 2, 2, 2, 2, 1, ALWAYS},
      {GS_PANE_ALIVE, 3, 0, 10, 2, 0, DEAD}},
     9},
    {120,
     {{GS_PANE_V4, 0, 0, 3, 2, 4, ALWAYS},
      {GS_PANE_V6, 0, 1, 3, 2, 4, ALWAYS},
      {GS_PANE_IDN, 1, 0, 6, 3, 0, INTERNATIONAL},
      {GS_PANE_COMPARE, 2, 0, 4, 2, 3, ALWAYS},
      {GS_PANE_MACHINE, 2, 1, 2, 2, 0, ALWAYS},
      {GS_PANE_ALIVE, 3, 0, 6, 2, 0, DEAD},
      {GS_PANE_REVERSE, 4, 0, 2, 2, 3, ALWAYS},
      {GS_PANE_SERVICES, 4, 1, 2, 2, 1, ALWAYS},
      {GS_PANE_MAIL, 4, 2, 2, 2, 3, ALWAYS}},
     9},
    {80,
     {{GS_PANE_V4, 0, 0, 2, 2, 4, ALWAYS},
      {GS_PANE_V6, 0, 1, 2, 2, 4, ALWAYS},
      {GS_PANE_IDN, 1, 0, 4, 2, 0, INTERNATIONAL},
      {GS_PANE_COMPARE, 2, 0, 2, 2, 2, ALWAYS},
      {GS_PANE_REVERSE, 2, 1, 2, 2, 3, ALWAYS},
      {GS_PANE_ALIVE, 3, 0, 4, 2, 0, DEAD},
      {GS_PANE_SERVICES, 4, 0, 2, 2, 1, ALWAYS},
      {GS_PANE_MAIL, 4, 1, 2, 2, 3, ALWAYS}},
     8},
    {0,
     {{GS_PANE_V4, 0, 0, 2, 3, 2, ALWAYS},
      {GS_PANE_V6, 1, 0, 2, 3, 2, ALWAYS},
      {GS_PANE_IDN, 2, 0, 2, 2, 0, INTERNATIONAL},
      {GS_PANE_COMPARE, 3, 0, 2, 3, 1, ALWAYS},
      {GS_PANE_ALIVE, 4, 0, 2, 2, 0, DEAD},
      {GS_PANE_REVERSE, 5, 0, 2, 3, 1, ALWAYS},
      {GS_PANE_SERVICES, 6, 0, 2, 3, 1, ALWAYS},
      {GS_PANE_MAIL, 7, 0, 2, 3, 1, ALWAYS}},
     8},
};

static const struct layout unasked[] = {
    {120,
     {{GS_PANE_EXAMPLES, 0, 0, 4, 2, 0, ALWAYS},
      {GS_PANE_HISTORY, 0, 0, 4, 2, 1, ALWAYS},
      {GS_PANE_MACHINE, 0, 1, 2, 2, 0, ALWAYS}},
     3},
    {80,
     {{GS_PANE_EXAMPLES, 0, 0, 4, 2, 0, ALWAYS},
      {GS_PANE_HISTORY, 1, 0, 2, 3, 1, ALWAYS},
      {GS_PANE_MACHINE, 1, 1, 2, 2, 0, ALWAYS}},
     3},
    {0,
     {{GS_PANE_EXAMPLES, 0, 0, 2, 2, 0, ALWAYS},
      {GS_PANE_HISTORY, 1, 0, 2, 2, 1, ALWAYS},
      {GS_PANE_MACHINE, 2, 0, 2, 2, 0, ALWAYS}},
     3},
};

/* The rows a pane would have with room for all, its title included. Counts, builds nothing. */
static size_t wanted_rows(const struct gs_pane_context *context, const struct seat *seat)
{
    struct gs_rows rows = {0};
    struct gs_pane_context all = *context;
    all.width = (size_t)seat->half_modules * (GS_MODULE_CELLS / 2) - 4;
    all.height = SIZE_MAX;
    gs_rows_begin(&rows, all.width, 0, 0);
    kinds[seat->pane].build(&all, &rows);
    size_t wanted = rows.total + 1;
    gs_rows_fini(&rows);
    return wanted;
}

static bool applies(const struct gs_pane_context *context, enum when when)
{
    return when == ALWAYS || (when == DEAD && context->is_dead) ||
           (when == INTERNATIONAL && context->labels->count > 0);
}

/* Rows between verdict and footer, without the blank ones. */
static size_t rows_for_panes(size_t rows)
{
    struct gs_floors floors = gs_frame_floors(rows);
    return floors.panes_bottom - floors.panes_top;
}

/* The rows that a band needs at least: those of its highest column. */
static size_t band_min(const struct layout *layout, uint8_t band)
{
    size_t highest = 0;
    for (uint8_t column = 0; column < 4; column++) {
        size_t sum = 0;
        for (size_t i = 0; i < layout->count; i++) {
            const struct seat *seat = &layout->seats[i];
            sum += seat->band == band && seat->column == column ? seat->min_rows : 0;
        }
        highest = sum > highest ? sum : highest;
    }
    return highest;
}

/* The uppermost band from which on there is room for the focused pane's band. */
static uint8_t first_band(const struct layout *layout, int focus, size_t room)
{
    uint8_t band = 0;
    for (size_t i = 0; i < layout->count; i++) {
        band = layout->seats[i].pane == focus ? layout->seats[i].band : band;
    }
    size_t needed = band_min(layout, band);
    while (band > 0 && needed + 1 + band_min(layout, (uint8_t)(band - 1)) <= room) {
        needed += 1 + band_min(layout, (uint8_t)(band - 1));
        band--;
    }
    return band;
}

size_t gs_panes_place(const struct gs_pane_context *context, int focus, size_t cols,
                      size_t rows, struct gs_place out[GS_PANES_MAX])
{
    const struct layout *layout = context->lookup == NULL ? unasked : asked;
    size_t count = 0;
    while (cols < layout->cols) {
        layout++;
    }
    uint8_t first = first_band(layout, focus, rows_for_panes(rows));
    for (size_t i = 0; i < layout->count; i++) {
        const struct seat *seat = &layout->seats[i];
        if (applies(context, seat->when)) {
            out[count++] = (struct gs_place){
                .pane = seat->pane,
                .band = seat->band < first ? UINT8_MAX : seat->band,
                .column = seat->column,
                .half_modules = seat->half_modules,
                .want_rows = wanted_rows(context, seat),
                .min_rows = seat->min_rows,
                .weight = seat->weight,
            };
        }
    }
    return count;
}
