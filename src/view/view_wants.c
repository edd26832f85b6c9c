/* SPDX-License-Identifier: MIT */
/*
 * What the panes that are seen need and nobody asked yet: it is asked on demand.
 */
#include "table_items.h"
#include "view_state.h"

#include <string.h>

#include <sys/socket.h>

/* The row of getaddrinfo that getnameinfo is to be asked about: the selected one of the
 * address pane where the person was last, else the first. */
static const struct gs_addrinfo *chosen_row(struct gs_view *view)
{
    const struct gs_system_answer *answer = view->session->lookup.now.system;
    int pane = view->tab == GS_TAB_LOOKUP ? view->focus : view->tab_focus[GS_TAB_LOOKUP];
    const struct gs_addrinfo *row = NULL;
    if (answer == NULL || answer->rows.count == 0) {
        return NULL;
    }
    if (pane == GS_PANE_V4 || pane == GS_PANE_V6) {
        struct gs_pane_context context = gs_view_drawn_context(view, pane);
        size_t item = gs_view_selected(view, pane);
        size_t rank = 0;
        row = item == GS_NO_ITEM
                  ? NULL
                  : gs_address_row(&context, pane == GS_PANE_V4 ? AF_INET : AF_INET6,
                                   item, &rank);
    }
    return row != NULL ? row : &answer->rows.items[0];
}

static void want_nameinfo(struct gs_view *view, struct gs_view_wants *wants)
{
    const struct gs_lookup *lookup = &view->session->lookup;
    const struct gs_nameinfo_table *table = lookup->now.nameinfo;
    const struct gs_part_state *state = &lookup->parts[GS_PART_NAMEINFO];
    const struct gs_addrinfo *row = view->session->has_lookup ? chosen_row(view) : NULL;
    if (row == NULL) {
        return;
    }
    wants->endpoint = (struct gs_endpoint){row->address, row->port};
    bool is_other =
        table != NULL && !gs_endpoint_is_equal(&table->endpoint, &wants->endpoint);
    wants->has_nameinfo = state->progress == GS_PROGRESS_IDLE || is_other;
}

/* The entry whose details are open, unless libc was asked about it already. */
static void want_service(struct gs_view *view, struct gs_view_wants *wants)
{
    if (view->popup != GS_POPUP_DETAILS || view->focus != GS_PANE_TABLE) {
        return;
    }
    struct gs_pane_context context = gs_view_context_of(view, GS_PANE_TABLE);
    const struct gs_service_check *known = view->session->service;
    const struct gs_table_service *entry =
        gs_table_service_at(&context, view->lists[GS_PANE_TABLE].selected);
    if (entry != NULL && (known == NULL || known->port != entry->port ||
                          strcmp(known->name, entry->name) != 0)) {
        wants->service = entry->name;
        wants->port = entry->port;
    }
}

/* While a race runs nothing else connects: that would disturb its times; and its lanes may
 * take the room of a pane that is seen before they are there. */
static bool is_racing(const struct gs_lookup *lookup, unsigned wanted)
{
    return lookup->parts[GS_PART_RACE].progress == GS_PROGRESS_WAITING ||
           (wanted & GS_PART_BIT(GS_PART_RACE)) != 0;
}

struct gs_view_wants gs_view_wants(struct gs_view *view)
{
    const struct gs_lookup *lookup = &view->session->lookup;
    struct gs_view_wants wants = {.parts = gs_tab_of(view->tab)->wants};
    bool has_nameinfo = false;
    for (size_t i = 0; i < view->place_count; i++) {
        const struct gs_pane_kind *kind = gs_pane_kind_of(view->places[i].pane);
        if (gs_view_is_in_sight(view, view->places[i].pane)) {
            wants.parts |= kind->wants;
            wants.has_tables = wants.has_tables || kind->wants_tables;
            has_nameinfo = has_nameinfo || kind->wants_nameinfo;
        }
    }
    wants.has_tables = (wants.has_tables || view->popup == GS_POPUP_HINTS) &&
                       view->session->tables == NULL;
    if (view->popup == GS_POPUP_MATRIX) {
        wants.parts |= GS_PART_BIT(GS_PART_MATRIX);
    }
    for (int part = 0; part < GS_PART_COUNT; part++) {
        bool is_asked = lookup->parts[part].progress != GS_PROGRESS_IDLE;
        wants.parts &= is_asked || !view->session->has_lookup ? ~GS_PART_BIT(part) : ~0u;
    }
    wants.parts &= gs_parts_of_question(&lookup->question);
    if (is_racing(lookup, wants.parts)) {
        wants.parts &= ~GS_PART_BIT(GS_PART_FAMILIES);
    }
    if (has_nameinfo) {
        want_nameinfo(view, &wants);
    }
    want_service(view, &wants);
    return wants;
}

unsigned gs_view_measured(const struct gs_view *view)
{
    unsigned parts = 0;
    for (size_t i = 0; i < view->place_count; i++) {
        const struct gs_pane_kind *kind = gs_pane_kind_of(view->places[i].pane);
        bool is_asked =
            view->session->lookup.parts[kind->part].progress != GS_PROGRESS_IDLE;
        if (kind->is_measured && is_asked &&
            gs_view_is_in_sight(view, view->places[i].pane)) {
            parts |= GS_PART_BIT(kind->part);
        }
    }
    return parts;
}

bool gs_view_is_in_tables(const struct gs_view *view)
{
    return gs_pane_kind_of(view->focus)->wants_tables;
}
