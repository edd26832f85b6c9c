/* SPDX-License-Identifier: MIT */
/*
 * The panes of a frame, and the commands that move in them.
 */
#include "view_state.h"

#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    FIT_PASSES = 5, /* a shorter list moves the selection, the window, and its start */
};

/* -- frames -------------------------------------------------------------------------- */

#define FIRST_STAMP UINT64_C(0xcbf29ce484222325)

static uint64_t mix(uint64_t hash, const void *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) { /* FNV-1a */
        hash = (hash ^ ((const uint8_t *)bytes)[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

/* The focus goes to the failure once; after that it is the person's. */
static void follow_failure(struct gs_view *view, const struct gs_pane_context *context)
{
    bool is_address = view->focus == GS_PANE_V4 || view->focus == GS_PANE_V6;
    if (context->is_dead && !view->was_dead && is_address) {
        view->focus = GS_PANE_COMPARE;
    }
    view->was_dead = context->is_dead;
}

static bool has_place(const struct gs_view *view, int pane)
{
    for (size_t i = 0; i < view->place_count; i++) {
        if (view->places[i].pane == pane) {
            return true;
        }
    }
    return false;
}

static void place_panes(struct gs_view *view, size_t cols, size_t rows)
{
    struct gs_pane_context context = gs_view_context_of(view);
    follow_failure(view, &context);
    view->cols = cols;
    view->place_count = gs_panes_place(&context, view->focus, cols, rows, view->places);
    if (!has_place(view, view->focus)) {
        view->focus = view->places[0].pane;
    }
}

size_t gs_view_places(struct gs_view *view, size_t cols, size_t rows,
                      struct gs_place out[GS_PANES_MAX])
{
    const uint64_t numbers[] = {view->session->revision, view->epoch,
                                (uint64_t)view->focus, cols, rows};
    uint64_t stamp = mix(FIRST_STAMP, numbers, sizeof numbers);
    size_t count = 0;
    if (view->places_stamp != stamp) {
        place_panes(view, cols, rows);
        view->places_stamp = stamp;
    }
    for (size_t i = 0; i < view->place_count; i++) {
        if (view->is_zoomed && view->places[i].pane == view->focus) {
            out[0] = view->places[i];
            out[0].band = 0;
            out[0].weight = 1;
            return 1;
        }
        if (view->places[i].band != UINT8_MAX) {
            out[count++] = view->places[i];
        }
    }
    return count;
}

static const char *filter_of(const struct gs_view *view, int pane)
{
    return gs_buf_text(&view->lists[pane].filter);
}

static void build_window(struct gs_view *view, int pane,
                         const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_list_state *list = &view->lists[pane];
    gs_rows_begin(rows, context->width, list->from, context->height);
    rows->watched = list->selected;
    if (filter_of(view, pane)[0] == '\0') {
        gs_pane_kind_of(pane)->build(context, rows);
        return;
    }
    struct gs_rows all = {0};
    struct gs_item_list items = {0};
    gs_rows_begin(&all, context->width, 0, SIZE_MAX);
    gs_pane_kind_of(pane)->build(context, &all);
    gs_rows_filter(&all, filter_of(view, pane), rows, &items);
    if (items.count == 0 && all.item_count > 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "No row passes the filter: Esc shows all.");
    }
    gs_rows_fini(&all);
    gs_vec_fini(&items);
}

static void describe_filter(const struct gs_view *view, int pane, struct gs_pane *out)
{
    const char *filter = filter_of(view, pane);
    if (filter[0] == '\0') {
        return;
    }
    bool is_inverted = filter[0] == '!';
    struct gs_buf safe = {0};
    gs_text_sanitise(&safe, filter + (is_inverted ? 1 : 0),
                     strlen(filter) - (is_inverted ? 1 : 0));
    gs_buf_addf(&out->info, "%s%s %s", out->info.len > 0 ? ", " : "",
                is_inverted ? "without" : "only", gs_buf_text(&safe));
    gs_buf_fini(&safe);
}

/* All that a pane's picture depends on, as one number that is never 0: what the session knows,
 * the times that show, and where the person is in it. */
static uint64_t stamp_of(const struct gs_view *view, int pane, size_t width,
                         size_t height)
{
    const struct gs_list_state *list = &view->lists[pane];
    bool has_focus = pane == view->focus && !view->is_editing;
    const uint64_t numbers[] = {
        view->session->revision, view->epoch, (uint64_t)pane, width, height, has_focus,
        list->selected,          list->from,  list->is_loose,
    };
    uint64_t stamp = mix(FIRST_STAMP, numbers, sizeof numbers);
    stamp = mix(stamp, gs_buf_text(&list->filter), list->filter.len);
    if (has_focus) {
        stamp = mix(stamp, gs_buf_text(&view->search), view->search.len);
    }
    return stamp | 1;
}

static void build_pane(struct gs_view *view, int pane, size_t width, size_t height,
                       struct gs_pane *out)
{
    const struct gs_pane_kind *kind = gs_pane_kind_of(pane);
    struct gs_list_state *list = &view->lists[pane];
    struct gs_pane_context context = gs_view_context_of(view);
    context.width = width;
    context.height = height;
    gs_buf_clear(&out->info);
    gs_buf_clear(&out->right);
    out->title = kind->title;
    out->title_role = kind->title_role;
    out->info_role = GS_ROLE_TEXT;
    out->right_role = GS_ROLE_DIM;
    out->has_focus = pane == view->focus && !view->is_editing;
    if (kind->describe != NULL) {
        kind->describe(&context, out);
    }
    describe_filter(view, pane, out);
    for (int pass = 0; pass < FIT_PASSES; pass++) {
        build_window(view, pane, &context, &out->rows);
        if (!gs_list_state_fit(list, &out->rows, height)) {
            break;
        }
    }
    bool shows = out->has_focus || kind->shows_idle_selection;
    out->selected = shows && list->item_count > 0 ? list->selected : GS_NO_ITEM;
    if (out->has_focus && view->search.len > 0) {
        gs_rows_highlight(&out->rows, gs_buf_text(&view->search));
    }
}

void gs_view_pane(struct gs_view *view, int pane, size_t width, size_t height,
                  struct gs_pane *out)
{
    if (out->stamp != stamp_of(view, pane, width, height)) {
        build_pane(view, pane, width, height, out);
        out->stamp = stamp_of(view, pane, width, height); /* building moves the window */
    }
}

/* -- what is selected ---------------------------------------------------------------- */

struct gs_pane_context gs_view_drawn_context(struct gs_view *view, int pane)
{
    struct gs_pane_context context = gs_view_context_of(view);
    if (view->lists[pane].width > 0) {
        context.width = view->lists[pane].width;
        context.height = view->lists[pane].height;
    }
    return context;
}

void gs_view_build_all(struct gs_view *view, int pane, struct gs_rows *rows)
{
    struct gs_pane_context context = gs_view_drawn_context(view, pane);
    struct gs_rows all = {0};
    struct gs_item_list items = {0};
    gs_rows_begin(&all, context.width, 0, SIZE_MAX);
    gs_pane_kind_of(pane)->build(&context, &all);
    gs_rows_begin(rows, context.width, 0, SIZE_MAX);
    gs_rows_filter(&all, filter_of(view, pane), rows, &items);
    gs_rows_fini(&all);
    gs_vec_fini(&items);
}

size_t gs_view_selected(struct gs_view *view, int pane)
{
    struct gs_pane_context context = gs_view_drawn_context(view, pane);
    size_t selected = view->lists[pane].selected;
    struct gs_rows all = {0};
    struct gs_rows kept = {0};
    struct gs_item_list items = {0};
    gs_rows_begin(&all, context.width, 0, SIZE_MAX);
    gs_rows_begin(&kept, context.width, 0, 0);
    gs_pane_kind_of(pane)->build(&context, &all);
    gs_rows_filter(&all, filter_of(view, pane), &kept, &items);
    size_t item = selected < items.count ? items.items[selected] : GS_NO_ITEM;
    gs_rows_fini(&all);
    gs_rows_fini(&kept);
    gs_vec_fini(&items);
    return item;
}

const struct gs_addrinfo *gs_view_address_row(struct gs_view *view, size_t *rank)
{
    bool is_v4 = view->focus == GS_PANE_V4;
    size_t item = gs_view_selected(view, view->focus);
    if ((!is_v4 && view->focus != GS_PANE_V6) || item == GS_NO_ITEM) {
        return NULL;
    }
    struct gs_pane_context context = gs_view_context_of(view);
    return gs_address_row(&context, is_v4 ? AF_INET : AF_INET6, item, rank);
}

/* -- commands ------------------------------------------------------------------------ */

static size_t place_of_focus(const struct gs_view *view)
{
    for (size_t i = 0; i < view->place_count; i++) {
        if (view->places[i].pane == view->focus) {
            return i;
        }
    }
    return 0;
}

static void focus_next(struct gs_view *view, size_t step)
{
    if (view->place_count > 0) {
        size_t at = (place_of_focus(view) + step) % view->place_count;
        view->focus = view->places[at].pane;
    }
}

static void focus_beside(struct gs_view *view, int step)
{
    const struct gs_place *now = &view->places[place_of_focus(view)];
    for (size_t i = 0; i < view->place_count; i++) {
        const struct gs_place *place = &view->places[i];
        if (place->band == now->band && place->column == now->column + step) {
            view->focus = place->pane;
            return;
        }
    }
    gs_view_say(view, GS_ROLE_DIM, "no pane on that side");
}

static void turn_family(struct gs_view *view)
{
    int *family = &view->question.hints.family;
    *family = *family == AF_UNSPEC ? AF_INET : *family == AF_INET ? AF_INET6 : AF_UNSPEC;
}

static void open_prompt(struct gs_view *view, enum gs_prompt_kind kind)
{
    view->prompt_kind = kind;
    gs_line_edit_set(&view->prompt, kind == GS_PROMPT_FILTER
                                        ? filter_of(view, view->focus)
                                        : gs_buf_text(&view->search));
}

/* Esc when nothing waits: back to the whole picture, step by step. */
static unsigned clear_step(struct gs_view *view)
{
    if (view->search.len > 0) {
        gs_buf_clear(&view->search);
    } else if (filter_of(view, view->focus)[0] != '\0') {
        gs_buf_clear(&view->lists[view->focus].filter);
    } else {
        view->is_zoomed = false;
    }
    return GS_EFFECT_REDRAW;
}

static unsigned open_row(struct gs_view *view)
{
    size_t item = gs_view_selected(view, view->focus);
    const struct gs_history *history = &view->session->history;
    if (view->focus == GS_PANE_HISTORY && item < history->count) {
        const struct gs_history_entry *entry = &history->items[history->count - 1 - item];
        return gs_view_ask(view, entry->host, entry->service);
    }
    if (item != GS_NO_ITEM) {
        gs_view_open_details(view);
    } else {
        gs_view_say(view, GS_ROLE_DIM, "no row to open in this pane");
    }
    return GS_EFFECT_REDRAW;
}

static unsigned run_own(struct gs_view *view, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_QUESTION:
        gs_view_edit_question(view);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_FAMILY:
        turn_family(view);
        return view->session->has_lookup ? GS_EFFECT_ASK | GS_EFFECT_REDRAW
                                         : GS_EFFECT_REDRAW;
    case GS_COMMAND_STOP:
        return view->session->has_lookup && gs_lookup_is_waiting(&view->session->lookup)
                   ? GS_EFFECT_NOT_MINE
                   : clear_step(view);
    case GS_COMMAND_BACK:
        return gs_view_walk(view, -1);
    case GS_COMMAND_FORWARD:
        return gs_view_walk(view, 1);
    case GS_COMMAND_DETAILS:
        return open_row(view);
    case GS_COMMAND_COPY_ROW:
        return gs_view_open_copy(view);
    default:
        return GS_EFFECT_NOT_MINE;
    }
}

unsigned gs_view_run_panes(struct gs_view *view, enum gs_command_id command)
{
    if (gs_list_state_run(&view->lists[view->focus], command)) {
        return GS_EFFECT_REDRAW;
    }
    switch (command) {
    case GS_COMMAND_SEARCH:
        open_prompt(view, GS_PROMPT_SEARCH);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_FILTER:
        open_prompt(view, GS_PROMPT_FILTER);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_SEARCH_NEXT:
        gs_view_find(view, 1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_SEARCH_PREVIOUS:
        gs_view_find(view, -1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_ZOOM:
        view->is_zoomed = !view->is_zoomed;
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_LEFT:
        focus_beside(view, -1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_RIGHT:
        focus_beside(view, 1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_NEXT_PANE:
        focus_next(view, 1);
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_PREVIOUS_PANE:
        focus_next(view, view->place_count - 1);
        return GS_EFFECT_REDRAW;
    default:
        return run_own(view, command);
    }
}

unsigned gs_view_point(struct gs_view *view, int pane, size_t item)
{
    if (view->popup != GS_POPUP_NONE || pane < 0 || pane >= GS_PANE_COUNT) {
        return GS_EFFECT_NONE;
    }
    view->is_editing = false;
    view->prompt_kind = GS_PROMPT_NONE;
    view->focus = pane;
    if (item != GS_NO_ITEM) {
        gs_list_state_select(&view->lists[pane], item);
    }
    return GS_EFFECT_REDRAW;
}

unsigned gs_view_wheel(struct gs_view *view, int pane, int rows)
{
    if (view->popup != GS_POPUP_NONE || pane < 0 || pane >= GS_PANE_COUNT) {
        return GS_EFFECT_NONE;
    }
    gs_list_state_scroll(&view->lists[pane], rows);
    return GS_EFFECT_REDRAW;
}
