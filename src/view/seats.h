/* SPDX-License-Identifier: MIT */
/*
 * The tables of seats: which panes a view has at which width, and where they stand.
 */
#ifndef GAISCOPE_SRC_VIEW_SEATS_H
#define GAISCOPE_SRC_VIEW_SEATS_H

#include "tabs.h"

/* In which state a pane stands there. */
enum gs_when {
    GS_WHEN_ALWAYS,
    GS_WHEN_INTERNATIONAL, /* the name has labels beyond ASCII */
    GS_WHEN_DEAD,          /* no server answers */
    GS_WHEN_BOUND,         /* the person had a row bound */
    GS_WHEN_WANTED,        /* its part was asked, or the person goes to it */
    GS_WHEN_V4_SENDER,     /* of the two senders this one is turned up */
    GS_WHEN_V6_SENDER,     /* the same */
    GS_WHEN_BROKEN,        /* lines of the list of hosts are not watched */
};

/* One line of a layout. */
struct gs_seat {
    uint8_t pane;
    uint8_t band;
    uint8_t column;
    uint8_t half_modules;
    uint8_t min_rows;
    uint8_t weight;
    enum gs_when when;
};

/* One layout: from how many columns on, and its seats. */
struct gs_layout {
    size_t cols;
    struct gs_seat seats[GS_PANES_MAX];
    size_t count;
};

/* The layouts of a view in the present state on a screen with so many rows for panes, the
 * widest first; the last fits any width. */
const struct gs_layout *gs_layouts_of(const struct gs_pane_context *context,
                                      enum gs_tab_id tab, size_t rows);

#endif
