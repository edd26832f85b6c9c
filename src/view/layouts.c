/* SPDX-License-Identifier: MIT */
/*
 * Where the panes stand. Places are chosen by the view, the width and the state (nothing
 * asked, no host, a question, an international one, no server) alone, never by how much a pane
 * has to say: what a person has seen once stays where it was.
 */
#include "tabs.h"

/* In which state a pane stands there. */
enum when {
    ALWAYS,
    INTERNATIONAL, /* the name has labels beyond ASCII */
    DEAD,          /* no server answers */
    BOUND,         /* the person had a row bound */
    WANTED,        /* its part was asked, or the person goes to it */
    V4_SENDER,     /* of the two senders this one is turned up */
    V6_SENDER,     /* the same */
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
      {GS_PANE_BIND, 1, 0, 10, 3, 0, BOUND},
      {GS_PANE_ACCEPTED, 1, 0, 10, 2, 0, BOUND},
      {GS_PANE_SOURCES, 2, 0, 4, 2, 3, ALWAYS},
      {GS_PANE_WHY, 2, 0, 4, 4, 0, ALWAYS},
      {GS_PANE_COMPARE, 2, 1, 4, 2, 3, ALWAYS},
      {GS_PANE_SERVICES, 2, 2, 2, 2, 1, ALWAYS},
      {GS_PANE_ALIVE, 3, 0, 10, 2, 0, DEAD},
      {GS_PANE_REVERSE, 4, 0, 4, 2, 3, ALWAYS},
      {GS_PANE_MAIL, 4, 1, 4, 2, 3, ALWAYS},
      {GS_PANE_CALLS, 4, 2, 2, 2, 0, ALWAYS}},
     14},
    {120,
     {{GS_PANE_V4, 0, 0, 3, 2, 4, ALWAYS},
      {GS_PANE_V6, 0, 1, 3, 2, 4, ALWAYS},
      {GS_PANE_IDN, 1, 0, 6, 3, 0, INTERNATIONAL},
      {GS_PANE_BIND, 1, 0, 6, 3, 0, BOUND},
      {GS_PANE_ACCEPTED, 1, 0, 6, 2, 0, BOUND},
      {GS_PANE_SOURCES, 2, 0, 3, 2, 3, ALWAYS},
      {GS_PANE_WHY, 2, 0, 3, 4, 0, ALWAYS},
      {GS_PANE_COMPARE, 2, 1, 3, 2, 3, ALWAYS},
      {GS_PANE_REVERSE, 4, 0, 2, 2, 3, ALWAYS},
      {GS_PANE_SERVICES, 4, 1, 2, 2, 1, ALWAYS},
      {GS_PANE_MAIL, 4, 2, 2, 2, 3, ALWAYS},
      {GS_PANE_ALIVE, 5, 0, 6, 2, 0, DEAD}},
     12},
    {80,
     {{GS_PANE_V4, 0, 0, 2, 2, 4, ALWAYS},
      {GS_PANE_V6, 0, 1, 2, 2, 4, ALWAYS},
      {GS_PANE_IDN, 1, 0, 4, 2, 0, INTERNATIONAL},
      {GS_PANE_BIND, 1, 0, 4, 3, 0, BOUND},
      {GS_PANE_ACCEPTED, 1, 0, 4, 2, 0, BOUND},
      {GS_PANE_SOURCES, 2, 0, 2, 2, 2, ALWAYS},
      {GS_PANE_COMPARE, 2, 1, 2, 2, 2, ALWAYS},
      {GS_PANE_ALIVE, 3, 0, 4, 2, 0, DEAD},
      {GS_PANE_REVERSE, 4, 0, 2, 2, 3, ALWAYS},
      {GS_PANE_SERVICES, 4, 0, 2, 2, 1, ALWAYS},
      {GS_PANE_MAIL, 4, 1, 2, 2, 3, ALWAYS}},
     11},
    {0,
     {{GS_PANE_V4, 0, 0, 2, 3, 2, ALWAYS},
      {GS_PANE_V6, 1, 0, 2, 3, 2, ALWAYS},
      {GS_PANE_IDN, 2, 0, 2, 2, 0, INTERNATIONAL},
      {GS_PANE_BIND, 2, 0, 2, 3, 0, BOUND},
      {GS_PANE_ACCEPTED, 2, 0, 2, 2, 0, BOUND},
      {GS_PANE_SOURCES, 3, 0, 2, 3, 1, ALWAYS},
      {GS_PANE_ALIVE, 4, 0, 2, 2, 0, DEAD},
      {GS_PANE_COMPARE, 5, 0, 2, 3, 1, ALWAYS},
      {GS_PANE_REVERSE, 6, 0, 2, 3, 1, ALWAYS},
      {GS_PANE_SERVICES, 7, 0, 2, 3, 1, ALWAYS},
      {GS_PANE_MAIL, 8, 0, 2, 3, 1, ALWAYS}},
     11},
};

static const struct layout null_node[] = {
    {190,
     {{GS_PANE_V4, 0, 0, 4, 2, 2, ALWAYS},
      {GS_PANE_V6, 0, 1, 4, 2, 2, ALWAYS},
      {GS_PANE_MACHINE, 0, 2, 2, 2, 0, ALWAYS},
      {GS_PANE_BESIDE, 1, 0, 4, 2, 2, ALWAYS},
      {GS_PANE_WHY, 1, 1, 4, 2, 0, ALWAYS},
      {GS_PANE_SERVICES, 1, 2, 2, 2, 1, ALWAYS},
      {GS_PANE_BIND, 2, 0, 10, 3, 3, ALWAYS},
      {GS_PANE_ACCEPTED, 3, 0, 10, 2, 2, ALWAYS}},
     8},
    {120,
     {{GS_PANE_V4, 0, 0, 3, 2, 2, ALWAYS},
      {GS_PANE_V6, 0, 1, 3, 2, 2, ALWAYS},
      {GS_PANE_BESIDE, 1, 0, 3, 2, 2, ALWAYS},
      {GS_PANE_WHY, 1, 1, 3, 2, 0, ALWAYS},
      {GS_PANE_BIND, 2, 0, 6, 3, 3, ALWAYS},
      {GS_PANE_ACCEPTED, 3, 0, 6, 2, 2, ALWAYS}},
     6},
    {80,
     {{GS_PANE_V4, 0, 0, 2, 2, 1, ALWAYS},
      {GS_PANE_V6, 0, 1, 2, 2, 1, ALWAYS},
      {GS_PANE_BIND, 1, 0, 4, 3, 3, ALWAYS},
      {GS_PANE_ACCEPTED, 2, 0, 4, 2, 2, ALWAYS},
      {GS_PANE_BESIDE, 3, 0, 4, 2, 1, ALWAYS}},
     5},
    {0,
     {{GS_PANE_V4, 0, 0, 2, 3, 1, ALWAYS},
      {GS_PANE_V6, 1, 0, 2, 3, 1, ALWAYS},
      {GS_PANE_BIND, 2, 0, 2, 3, 2, ALWAYS},
      {GS_PANE_ACCEPTED, 3, 0, 2, 3, 1, ALWAYS},
      {GS_PANE_BESIDE, 4, 0, 2, 3, 1, ALWAYS}},
     5},
};

/* Of a range of addresses nothing but names is asked. */
static const struct layout range[] = {
    {0, {{GS_PANE_REVERSE, 0, 0, 10, 3, 1, ALWAYS}}, 1}};

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

static const struct layout order[] = {
    {190,
     {{GS_PANE_ORDER, 0, 0, 6, 4, 3, ALWAYS},
      {GS_PANE_POLICY, 0, 1, 4, 4, 0, ALWAYS},
      {GS_PANE_ORDERS, 1, 0, 6, 3, 2, ALWAYS},
      {GS_PANE_RULES, 1, 1, 4, 12, 0, ALWAYS}},
     4},
    {120,
     {{GS_PANE_ORDER, 0, 0, 6, 4, 3, ALWAYS},
      {GS_PANE_ORDERS, 1, 0, 6, 3, 2, ALWAYS},
      {GS_PANE_RULES, 2, 0, 3, 12, 0, ALWAYS},
      {GS_PANE_POLICY, 2, 1, 3, 12, 0, ALWAYS}},
     4},
    {0,
     {{GS_PANE_ORDER, 0, 0, 4, 4, 2, ALWAYS}, {GS_PANE_ORDERS, 1, 0, 4, 3, 1, ALWAYS}},
     2},
};

static const struct layout services[] = {
    {190,
     {{GS_PANE_TABLE, 0, 0, 4, 4, 1, ALWAYS},
      {GS_PANE_PROTOCOLS, 0, 1, 2, 4, 1, ALWAYS},
      {GS_PANE_CALLS, 0, 2, 4, 3, 0, ALWAYS},
      {GS_PANE_NAMEINFO, 0, 2, 4, 3, 1, ALWAYS}},
     4},
    {120,
     {{GS_PANE_TABLE, 0, 0, 4, 4, 1, ALWAYS},
      {GS_PANE_PROTOCOLS, 0, 1, 2, 4, 1, ALWAYS},
      {GS_PANE_CALLS, 1, 0, 3, 3, 0, ALWAYS},
      {GS_PANE_NAMEINFO, 1, 1, 3, 3, 0, ALWAYS}},
     4},
    {0,
     {{GS_PANE_TABLE, 0, 0, 4, 8, 2, ALWAYS},
      {GS_PANE_PROTOCOLS, 1, 0, 4, 8, 1, ALWAYS},
      {GS_PANE_CALLS, 2, 0, 4, 9, 0, ALWAYS},
      {GS_PANE_NAMEINFO, 3, 0, 4, 8, 0, ALWAYS}},
     4},
};

static const struct layout records[] = {
    {190,
     {{GS_PANE_RECORDS, 0, 0, 6, 8, 3, ALWAYS},
      {GS_PANE_MESSAGE, 0, 1, 4, 7, 2, ALWAYS},
      {GS_PANE_SERVERS, 1, 0, 6, 2, 1, ALWAYS},
      {GS_PANE_TRACE, 1, 1, 4, 2, 1, ALWAYS}},
     4},
    {120,
     {{GS_PANE_RECORDS, 0, 0, 6, 14, 3, ALWAYS},
      {GS_PANE_MESSAGE, 1, 0, 6, 8, 1, ALWAYS},
      {GS_PANE_SERVERS, 2, 0, 6, 6, 1, WANTED},
      {GS_PANE_TRACE, 3, 0, 6, 5, 1, WANTED}},
     4},
    {80,
     {{GS_PANE_RECORDS, 0, 0, 6, 11, 3, ALWAYS},
      {GS_PANE_MESSAGE, 1, 0, 6, 7, 1, ALWAYS},
      {GS_PANE_SERVERS, 2, 0, 6, 6, 1, WANTED},
      {GS_PANE_TRACE, 3, 0, 6, 5, 1, WANTED}},
     4},
    {0,
     {{GS_PANE_RECORDS, 0, 0, 6, 8, 3, ALWAYS},
      {GS_PANE_MESSAGE, 1, 0, 6, 7, 1, ALWAYS},
      {GS_PANE_SERVERS, 2, 0, 6, 6, 1, WANTED},
      {GS_PANE_TRACE, 3, 0, 6, 5, 1, WANTED}},
     4},
};

static const struct layout mail[] = {
    {190,
     {{GS_PANE_PLAN, 0, 0, 6, 6, 3, ALWAYS},
      {GS_PANE_SENDER_V4, 0, 1, 4, 3, 0, ALWAYS},
      {GS_PANE_SENDER_V6, 0, 1, 4, 3, 2, ALWAYS},
      {GS_PANE_POLICIES, 1, 0, 6, 3, 1, ALWAYS},
      {GS_PANE_SMTP, 1, 1, 4, 3, 1, ALWAYS}},
     5},
    {120,
     {{GS_PANE_PLAN, 0, 0, 6, 6, 3, ALWAYS},
      {GS_PANE_SENDER_V4, 1, 0, 3, 3, 1, ALWAYS},
      {GS_PANE_SENDER_V6, 1, 1, 3, 3, 1, ALWAYS},
      {GS_PANE_POLICIES, 2, 0, 3, 3, 2, ALWAYS},
      {GS_PANE_SMTP, 2, 1, 3, 3, 2, ALWAYS}},
     5},
    {0,
     {{GS_PANE_PLAN, 0, 0, 4, 9, 3, ALWAYS},
      {GS_PANE_SENDER_V4, 1, 0, 4, 3, 1, V4_SENDER},
      {GS_PANE_SENDER_V6, 1, 0, 4, 3, 1, V6_SENDER},
      {GS_PANE_POLICIES, 3, 0, 4, 3, 1, ALWAYS},
      {GS_PANE_SMTP, 4, 0, 4, 3, 1, WANTED}},
     5},
};

static const struct layout whois[] = {
    {190,
     {{GS_PANE_REFERRALS, 0, 0, 5, 3, 1, ALWAYS},
      {GS_PANE_REGISTRATION, 0, 0, 5, 4, 1, ALWAYS},
      {GS_PANE_STATUS, 0, 0, 5, 3, 1, ALWAYS},
      {GS_PANE_WHOIS_TEXT, 0, 1, 5, 6, 3, ALWAYS}},
     4},
    {120,
     {{GS_PANE_REFERRALS, 0, 0, 6, 3, 0, ALWAYS},
      {GS_PANE_REGISTRATION, 1, 0, 4, 4, 0, ALWAYS},
      {GS_PANE_STATUS, 1, 1, 2, 4, 0, ALWAYS},
      {GS_PANE_WHOIS_TEXT, 2, 0, 6, 6, 3, ALWAYS}},
     4},
    {0,
     {{GS_PANE_REFERRALS, 0, 0, 4, 2, 0, ALWAYS},
      {GS_PANE_REGISTRATION, 1, 0, 4, 3, 0, ALWAYS},
      {GS_PANE_WHOIS_TEXT, 2, 0, 4, 6, 3, ALWAYS}},
     3},
};

static const struct layout entries[] = {{0, {{GS_PANE_LOG, 0, 0, 10, 2, 1, ALWAYS}}, 1}};

static const struct layout *layouts_of(const struct gs_pane_context *context,
                                       enum gs_tab_id tab)
{
    switch (tab) {
    case GS_TAB_LOOKUP:
        return context->lookup == NULL                            ? unasked
               : context->lookup->question.is_null                ? null_node
               : gs_question_is_range(&context->lookup->question) ? range
                                                                  : asked;
    case GS_TAB_ORDER:
        return order;
    case GS_TAB_RECORDS:
        return records;
    case GS_TAB_MAIL:
        return mail;
    case GS_TAB_SERVICES:
        return services;
    case GS_TAB_WHOIS:
        return whois;
    case GS_TAB_LOG:
        break;
    }
    return entries;
}

enum gs_tab_id gs_tab_of_pane(int pane)
{
    static const struct {
        enum gs_tab_id tab;
        const struct layout *widest;
    } views[] = {{GS_TAB_LOOKUP, asked},    {GS_TAB_ORDER, order},
                 {GS_TAB_RECORDS, records}, {GS_TAB_MAIL, mail},
                 {GS_TAB_WHOIS, whois},     {GS_TAB_SERVICES, services},
                 {GS_TAB_LOG, entries}};

    for (size_t i = 0; i < sizeof views / sizeof views[0]; i++) {
        for (size_t seat = 0; seat < views[i].widest->count; seat++) {
            if (views[i].widest->seats[seat].pane == pane) {
                return views[i].tab;
            }
        }
    }
    return GS_TAB_LOOKUP;
}

/* The rows a pane would have with room for all, its title included. Counts, builds nothing. */
static size_t wanted_rows(const struct gs_pane_context *context, const struct seat *seat)
{
    struct gs_rows rows = {0};
    struct gs_pane_context all = *context;
    all.width = (size_t)seat->half_modules * (GS_MODULE_CELLS / 2) - 4;
    all.height = SIZE_MAX;
    all.message = NULL; /* what one row leads to moves no neighbour */
    gs_rows_begin(&rows, all.width, 0, 0);
    gs_pane_kind_of(seat->pane)->build(&all, &rows);
    size_t wanted = rows.total + 1;
    gs_rows_fini(&rows);
    return wanted;
}

static bool is_wanted(const struct gs_pane_context *context, int pane, int focus)
{
    enum gs_part part = gs_pane_kind_of(pane)->part;
    return pane == focus || (context->lookup != NULL &&
                             context->lookup->parts[part].progress != GS_PROGRESS_IDLE);
}

static bool applies(const struct gs_pane_context *context, const struct seat *seat,
                    int focus)
{
    enum when when = seat->when;
    return when == ALWAYS || (when == DEAD && context->is_dead) ||
           (when == INTERNATIONAL && context->labels->count > 0) ||
           (when == BOUND && context->lookup->now.bind != NULL) ||
           (when == WANTED && is_wanted(context, seat->pane, focus)) ||
           when == (context->is_v6_sender ? V6_SENDER : V4_SENDER);
}

/* Rows between verdict and footer, without the blank ones. */
static size_t rows_for_panes(size_t rows)
{
    struct gs_floors floors = gs_frame_floors(rows);
    return floors.panes_bottom - floors.panes_top;
}

/* On a screen that is lower than a pane wants to be it has all of it: it never goes away. */
static size_t min_rows_of(const struct seat *seat, size_t room)
{
    return seat->min_rows < room ? seat->min_rows : room;
}

/* The rows that a band needs at least: those of its highest column. */
static size_t band_min(const struct gs_pane_context *context, const struct layout *layout,
                       uint8_t band, int focus)
{
    size_t highest = 0;
    for (uint8_t column = 0; column < 4; column++) {
        size_t sum = 0;
        for (size_t i = 0; i < layout->count; i++) {
            const struct seat *seat = &layout->seats[i];
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
                          const struct layout *layout, int focus, size_t room)
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
    const struct layout *layout = layouts_of(context, tab);
    size_t count = 0;
    while (size->cols < layout->cols) {
        layout++;
    }
    size_t room = rows_for_panes(size->rows);
    uint8_t first = first_band(context, layout, size->focus, room);
    for (size_t i = 0; i < layout->count; i++) {
        const struct seat *seat = &layout->seats[i];
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
