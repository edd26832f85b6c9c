/* SPDX-License-Identifier: MIT */
/*
 * The arguments of getaddrinfo, live: each change asks at once. Enter keeps what was set, Esc
 * brings back the question from before.
 */
#include "hints_choice.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/take_home.h"

#include <stdio.h>
#include <string.h>

enum {
    WIDTH = 96,
    FRAME_ROWS = 4, /* frame and two blank rows */
};

void gs_view_open_hints(struct gs_view *view)
{
    view->popup = GS_POPUP_HINTS;
    view->hints_before = view->question;
    view->hints_group = GS_HINTS_FAMILY;
    memset(view->hints_at, 0, sizeof view->hints_at);
    view->is_hints_typing = false;
    view->hints_other.limit_bytes = GS_PROTOCOL_NAME_MAX;
    gs_list_state_fini(&view->popup_list);
    for (unsigned group = 0; group < GS_HINTS_FLAGS; group++) {
        for (size_t i = 0; i < gs_hints_count((enum gs_hints_group)group); i++) {
            if (gs_hints_choice_at(view, (enum gs_hints_group)group, i).is_set) {
                view->hints_at[group] = i; /* the cursor begins at what is set */
            }
        }
    }
}

/* -- asking -------------------------------------------------------------------------- */

/* Before a question was asked, arguments only wait for it. */
static unsigned ask(const struct gs_view *view)
{
    return view->session->has_lookup ? GS_EFFECT_ASK | GS_EFFECT_REDRAW
                                     : GS_EFFECT_REDRAW;
}

static unsigned turn_host(struct gs_view *view, bool is_null)
{
    char service[GS_SERVICE_MAX + 1];
    if (view->question.is_null == is_null || !view->session->has_lookup ||
        (!is_null && view->kept_host == NULL)) {
        return GS_EFFECT_REDRAW;
    }
    (void)snprintf(service, sizeof service, "%s", view->question.service);
    if (is_null) {
        free(view->kept_host);
        view->kept_host = gs_mem_copy_text(view->question.host);
    }
    return gs_view_ask(view, is_null ? "" : view->kept_host, service);
}

static unsigned begin_typing(struct gs_view *view)
{
    view->is_hints_typing = true;
    gs_line_edit_set(&view->hints_other, "");
    return GS_EFFECT_REDRAW;
}

static unsigned set(struct gs_view *view)
{
    enum gs_hints_group group = (enum gs_hints_group)view->hints_group;
    size_t at = view->hints_at[group];
    if (group == GS_HINTS_HOST) {
        return turn_host(view, at == 1);
    }
    if (gs_hints_choice_at(view, group, at).is_other) {
        return begin_typing(view);
    }
    return gs_hints_set(view, group, at) ? ask(view) : GS_EFFECT_REDRAW;
}

/* What was typed for the protocol is taken; a name that is none stays to be mended. */
static unsigned take_typed(struct gs_view *view)
{
    int protocol = view->question.hints.protocol;
    const char *text = gs_line_edit_text(&view->hints_other);
    if (text[0] == '\0') {
        view->is_hints_typing = false;
        return GS_EFFECT_REDRAW;
    }
    if (gs_hints_find_protocol(view, text, &protocol) != GS_OK) {
        gs_view_say(view, GS_ROLE_WARN, "no such protocol: a name, or 0 to 255");
        return GS_EFFECT_REDRAW;
    }
    view->is_hints_typing = false;
    bool is_new = view->question.hints.protocol != protocol;
    view->question.hints.protocol = protocol;
    return is_new ? ask(view) : GS_EFFECT_REDRAW;
}

unsigned gs_view_run_hints_typing(struct gs_view *view, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_ACCEPT:
        return take_typed(view);
    case GS_COMMAND_CLOSE:
        view->is_hints_typing = false;
        return GS_EFFECT_REDRAW;
    default:
        return gs_line_edit_run(&view->hints_other, command) ? GS_EFFECT_REDRAW
                                                             : GS_EFFECT_NOT_MINE;
    }
}

static bool is_same(const struct gs_question *a, const struct gs_question *b)
{
    return gs_question_is_same_name(a, b) && a->is_null == b->is_null &&
           a->hints.family == b->hints.family && a->hints.socktype == b->hints.socktype &&
           a->hints.protocol == b->hints.protocol && a->hints.flags == b->hints.flags;
}

static unsigned go_back(struct gs_view *view)
{
    view->popup = GS_POPUP_NONE;
    if (is_same(&view->question, &view->hints_before)) {
        return GS_EFFECT_REDRAW;
    }
    view->question = view->hints_before;
    gs_line_edit_set(&view->host, view->question.host);
    gs_line_edit_set(&view->service, view->question.service);
    if (view->session->has_lookup) {
        gs_view_remember(view);
    }
    return ask(view);
}

static unsigned copy_call(struct gs_view *view)
{
    struct gs_buf text = {0};
    gs_call_line(&view->question, &text);
    free(view->copied);
    view->copied = gs_buf_claim(&text);
    return GS_EFFECT_COPY | GS_EFFECT_REDRAW;
}

/* -- moving -------------------------------------------------------------------------- */

static void go_to_group(struct gs_view *view, size_t step)
{
    view->hints_group = (view->hints_group + step) % GS_HINTS_GROUPS;
}

static void move_down(struct gs_view *view)
{
    size_t *at = &view->hints_at[view->hints_group];
    if (*at + 1 < gs_hints_count((enum gs_hints_group)view->hints_group)) {
        (*at)++;
    } else if (view->hints_group + 1 < GS_HINTS_GROUPS) {
        view->hints_group++;
        view->hints_at[view->hints_group] = 0;
    }
}

static void move_up(struct gs_view *view)
{
    size_t *at = &view->hints_at[view->hints_group];
    if (*at > 0) {
        (*at)--;
    } else if (view->hints_group > 0) {
        view->hints_group--;
        view->hints_at[view->hints_group] =
            gs_hints_count((enum gs_hints_group)view->hints_group) - 1;
    }
}

/* To the column beside, on the same row: Host stands below Family. */
static void move_beside(struct gs_view *view, int step)
{
    static const enum gs_hints_group columns[] = {GS_HINTS_FAMILY, GS_HINTS_SOCKTYPE,
                                                  GS_HINTS_PROTOCOL};

    bool is_host = view->hints_group == GS_HINTS_HOST;
    size_t families = gs_hints_count(GS_HINTS_FAMILY);
    size_t row = view->hints_at[view->hints_group] + (is_host ? families + 1 : 0);
    int column = view->hints_group == GS_HINTS_SOCKTYPE   ? 1
                 : view->hints_group == GS_HINTS_PROTOCOL ? 2
                                                          : 0;
    int to = column + step;
    if (view->hints_group == GS_HINTS_FLAGS || to < 0 || to > 2) {
        return;
    }
    enum gs_hints_group group = columns[to];
    if (to == 0 && row >= families) {
        group = GS_HINTS_HOST;
        row = row > families ? row - families - 1 : 0;
    }
    size_t count = gs_hints_count(group);
    view->hints_group = group;
    view->hints_at[group] = row < count ? row : count - 1;
}

static int page_rows(const struct gs_view *view)
{
    return view->popup_list.height > 1 ? (int)view->popup_list.height - 1 : 1;
}

static unsigned move(struct gs_view *view, enum gs_command_id command)
{
    view->popup_list.is_loose = false;
    switch (command) {
    case GS_COMMAND_UP:
        move_up(view);
        break;
    case GS_COMMAND_DOWN:
        move_down(view);
        break;
    case GS_COMMAND_LEFT:
        move_beside(view, -1);
        break;
    case GS_COMMAND_RIGHT:
        move_beside(view, 1);
        break;
    case GS_COMMAND_NEXT_PANE:
        go_to_group(view, 1);
        break;
    case GS_COMMAND_PREVIOUS_PANE:
        go_to_group(view, GS_HINTS_GROUPS - 1);
        break;
    case GS_COMMAND_PAGE_UP:
        gs_list_state_scroll(&view->popup_list, -page_rows(view));
        break;
    case GS_COMMAND_PAGE_DOWN:
        gs_list_state_scroll(&view->popup_list, page_rows(view));
        break;
    default:
        return GS_EFFECT_NONE;
    }
    return GS_EFFECT_REDRAW;
}

unsigned gs_view_run_hints(struct gs_view *view, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_SET:
        return set(view);
    case GS_COMMAND_ACCEPT:
        view->popup = GS_POPUP_NONE;
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_CLOSE:
        return go_back(view);
    case GS_COMMAND_COPY_ROW:
        return copy_call(view);
    case GS_COMMAND_QUIT:
    case GS_COMMAND_REDRAW:
    case GS_COMMAND_SUSPEND:
        return GS_EFFECT_NOT_MINE;
    default:
        return move(view, command);
    }
}

/* -- drawing ------------------------------------------------------------------------- */

/* Moves the window to the row of the cursor and what is said below it, unless a page was
 * turned. */
static void follow_cursor(struct gs_list_state *list, size_t row, size_t height)
{
    size_t below = height > 8 ? 3 : height > 3 ? 2 : 0;
    if (list->is_loose || height == 0) {
        return;
    }
    if (row <= 1) {
        list->from = 0; /* with the title above */
    } else if (row < list->from) {
        list->from = row;
    } else if (row + below >= list->from + height) {
        list->from = row + below - height + 1;
    }
}

static void put_keys(const struct gs_view *view, struct gs_popup *popup)
{
    if (view->is_hints_typing) {
        gs_buf_add_text(&popup->keys, "Enter\ttake\tEsc\tleave");
    } else if (popup->width < GS_MODULE_CELLS * 3 / 2) {
        gs_buf_add_text(&popup->keys, "Space\tset\tEnter\tkeep\tEsc\tback");
    } else {
        gs_buf_add_text(&popup->keys,
                        "Space\tset\tTab\tgroup\ty\tcopy call\tEnter\tkeep\tEsc\tback");
    }
}

void gs_popup_hints(struct gs_view *view, size_t cols, size_t rows,
                    struct gs_popup *popup)
{
    struct gs_list_state *list = &view->popup_list;
    size_t cursor_row = 0;
    popup->width = cols < WIDTH ? cols : WIDTH;
    gs_rows_begin(&popup->rows, popup->width - 6, 0, 0);
    gs_hints_build(view, &popup->rows, &cursor_row);
    size_t wanted = popup->rows.total + FRAME_ROWS;
    size_t room = rows > 8 ? rows - 4 : 4;
    follow_cursor(list, cursor_row, (wanted < room ? wanted : room) - FRAME_ROWS);
    size_t height = gs_popup_fit(list, rows, popup);
    gs_rows_begin(&popup->rows, popup->width - 6, list->from, height);
    gs_hints_build(view, &popup->rows, &cursor_row);
    gs_buf_add_text(&popup->title, "Hints");
    gs_buf_add_text(&popup->right, "the arguments of getaddrinfo");
    bool is_flag = view->hints_group == GS_HINTS_FLAGS;
    popup->selected = is_flag ? view->hints_at[GS_HINTS_FLAGS] : GS_NO_ITEM;
    put_keys(view, popup);
}
