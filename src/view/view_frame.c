/* SPDX-License-Identifier: MIT */
/*
 * The panes of a frame: where they stand and what they show. Both are kept from frame to frame
 * while what they come from is the same, told by a stamp.
 */
#include "footer_watched.h"
#include "record_items.h"
#include "stamp.h"
#include "view_state.h"
#include "watch_pane.h"

#include "gaiscope/base/text.h"

#include <string.h>

enum {
    FIT_PASSES = 5, /* a shorter list moves the selection, the window, and its start */
};

static uint64_t mix_numbers(const uint64_t *numbers, size_t count)
{
    uint64_t hash = 1;
    for (size_t i = 0; i < count; i++) {
        hash = gs_stamp_mix(hash, numbers[i]);
    }
    return hash;
}

/* What the monitor knows counts in its own view alone: rounds end all the time. */
static uint64_t monitor_stamp(const struct gs_view *view)
{
    return view->tab == GS_TAB_MONITOR ? view->session->monitor.revision : 0;
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
    struct gs_pane_context context = gs_view_context_of(view, view->focus);
    gs_view_follow(view, &context);
    view->cols = cols;
    const struct gs_layout_size size = {cols, rows, view->focus};
    view->place_count = gs_layout_place(&context, view->tab, &size, view->places);
    if (!has_place(view, view->focus)) {
        view->focus = view->places[0].pane;
    }
}

size_t gs_view_places(struct gs_view *view, size_t cols, size_t rows,
                      struct gs_place out[GS_PANES_MAX])
{
    const uint64_t numbers[] = {view->session->revision,
                                view->epoch,
                                (uint64_t)view->tab,
                                (uint64_t)view->focus,
                                cols,
                                rows,
                                view->is_v6_sender,
                                monitor_stamp(view)};
    uint64_t stamp = mix_numbers(numbers, sizeof numbers / sizeof *numbers);
    size_t count = 0;
    view->frame++;
    if (view->tab == GS_TAB_MONITOR) {
        struct gs_pane_context context = gs_view_context_of(view, GS_PANE_WATCHED);
        gs_watched_renew(&context);
    }
    view->drawn_monitor = view->session->monitor.revision;
    view->drawn_summary = gs_footer_summary_stamp(&view->session->monitor);
    if (view->told_us == 0 || view->told_rounds != view->session->monitor.rounds ||
        view->session->monitor.status.waiting == 0) {
        view->told_rounds = view->session->monitor.rounds;
        view->told_us = view->now.us;
    }
    view->drawn_us = view->now.us;
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

const char *gs_view_filter(const struct gs_view *view, int pane)
{
    return gs_buf_text(&view->lists[pane].filter);
}

static void build_window(struct gs_view *view, int pane,
                         const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_list_state *list = &view->lists[pane];
    gs_rows_begin(rows, context->width, list->from, context->height);
    rows->watched = list->selected;
    if (gs_view_filter(view, pane)[0] == '\0' || gs_pane_kind_of(pane)->filters_itself) {
        gs_pane_kind_of(pane)->build(context, rows);
        return;
    }
    struct gs_rows all = {0};
    struct gs_item_list items = {0};
    gs_rows_begin(&all, context->width, 0, SIZE_MAX);
    gs_pane_kind_of(pane)->build(context, &all);
    gs_rows_filter(&all, gs_view_filter(view, pane), rows, &items);
    if (items.count == 0 && all.item_count > 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, "No row passes the filter: Esc shows all.");
    }
    gs_rows_fini(&all);
    gs_vec_fini(&items);
}

static void describe_filter(const struct gs_view *view, int pane, struct gs_pane *out)
{
    const char *filter = gs_view_filter(view, pane);
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
        view->session->revision,
        view->epoch,
        (uint64_t)pane,
        width,
        height,
        has_focus,
        list->selected,
        list->from,
        list->is_loose,
        list->is_following,
        view->sorts[pane].column,
        view->sorts[pane].is_reversed,
        view->message.record,
        view->message.form,
        view->lists[GS_PANE_ORDER].selected, /* the context's order_item, of any pane */
        view->lists[GS_PANE_REFERRALS].selected, /* and its whois_hop */
        view->lists[GS_PANE_REFERRALS].is_following,
        gs_race_slow_ms(&view->race),
        monitor_stamp(view),
        view->hosts.turn,
        view->tags_stamp,
        view->groups_hosts,
        view->shows_answers,
        view->status.is_unsaved,
    };
    uint64_t stamp = mix_numbers(numbers, sizeof numbers / sizeof *numbers);
    stamp = gs_stamp_mix_text(stamp, gs_buf_text(&list->filter));
    if (has_focus) {
        stamp = gs_stamp_mix_text(stamp, gs_buf_text(&view->search));
    }
    return stamp | 1;
}

/* Keeps the selection on its item, and the window with it, while a list moves: the oldest
 * lines of a full log leave, a slow call's line comes in between. */
static void keep_item(struct gs_view *view, int pane,
                      const struct gs_pane_context *context)
{
    const struct gs_pane_kind *kind = gs_pane_kind_of(pane);
    const struct gs_kept_item *kept = &view->kept[pane];
    struct gs_list_state *list = &view->lists[pane];
    size_t at = list->selected;
    if (list->is_on_top) {
        list->selected = 0;
        return;
    }
    if (kept->key == 0 || list->is_following || kept->item != at ||
        kind->key(context, at) == kept->key) {
        return;
    }
    for (size_t away = 1; away <= list->item_count; away++) {
        if (away <= at && kind->key(context, at - away) == kept->key) {
            list->selected = at - away;
            list->from -= list->from > away ? away : list->from;
            return;
        }
        if (kind->key(context, at + away) == kept->key) {
            list->selected = at + away;
            /* at the top of the list what comes there is to be seen */
            list->from += kind->holds_top && list->from == 0 ? 0 : away;
            return;
        }
    }
}

/* Rows that column heads take above a window that has scrolled past them. */
static size_t heading_rows(const struct gs_view *view, int pane,
                           const struct gs_pane_context *context, size_t height)
{
    const struct gs_pane_kind *kind = gs_pane_kind_of(pane);
    size_t from = view->lists[pane].from;
    size_t rows = !kind->has_heading           ? 0
                  : kind->heading_rows == NULL ? 1
                                               : kind->heading_rows(context);
    rows = rows < from ? rows : from;
    return height > rows + 2 ? rows : 0;
}

/* To the row where the person was before, until all answers are there or a key is pressed. */
static void go_back_to_row(struct gs_view *view, int pane)
{
    const struct gs_session *session = view->session;
    if (!view->wanted.is_wanted || view->wanted.pane != pane || !session->has_lookup ||
        !gs_question_is_same_name(&session->lookup.question, &view->question)) {
        return;
    }
    enum gs_progress progress =
        session->lookup.parts[gs_pane_kind_of(pane)->part].progress;
    gs_list_state_select(&view->lists[pane], view->wanted.selected);
    view->wanted.is_wanted =
        progress == GS_PROGRESS_IDLE || progress == GS_PROGRESS_WAITING;
}

static void build_pane(struct gs_view *view, int pane, size_t width, size_t height,
                       struct gs_pane *out)
{
    const struct gs_pane_kind *kind = gs_pane_kind_of(pane);
    struct gs_list_state *list = &view->lists[pane];
    struct gs_pane_context context = gs_view_context_of(view, pane);
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
    keep_item(view, pane, &context);
    go_back_to_row(view, pane);
    for (int pass = 0; pass < FIT_PASSES; pass++) {
        context.height = height - heading_rows(view, pane, &context, height);
        build_window(view, pane, &context, &out->rows);
        bool is_moved = gs_list_state_fit(list, &out->rows, context.height);
        if (!is_moved &&
            context.height + heading_rows(view, pane, &context, height) == height) {
            break;
        }
    }
    gs_rows_begin(&out->heading, width, 0, heading_rows(view, pane, &context, height));
    if (heading_rows(view, pane, &context, height) > 0) {
        kind->build(&context, &out->heading);
    }
    if (kind->key !=
        NULL) { /* of what a filter leaves out elsewhere numbers tell nothing */
        bool is_item = kind->filters_itself || list->filter.len == 0;
        view->kept[pane] = (struct gs_kept_item){
            .key = is_item ? kind->key(&context, list->selected) : 0,
            .item = list->selected};
    }
    if (pane == GS_PANE_RECORDS) {
        view->message.record = gs_record_message_key(view->kept[pane].key);
    }
    view->seen_total =
        kind->follows && list->is_following ? view->session->log.total : view->seen_total;
    bool shows = out->has_focus || kind->shows_idle_selection;
    out->selected = shows && list->item_count > 0 ? list->selected : GS_NO_ITEM;
    if (out->has_focus && view->search.len > 0) {
        gs_rows_highlight(&out->rows, gs_buf_text(&view->search));
    }
}

bool gs_view_is_in_sight(const struct gs_view *view, int pane)
{
    return view->frame > 0 && view->drawn_in[pane] == view->frame;
}

void gs_view_pane(struct gs_view *view, int pane, size_t width, size_t height,
                  struct gs_pane *out)
{
    view->drawn_in[pane] = view->frame;
    if (out->stamp != stamp_of(view, pane, width, height)) {
        build_pane(view, pane, width, height, out);
        out->stamp = stamp_of(view, pane, width, height); /* building moves the window */
    }
}
