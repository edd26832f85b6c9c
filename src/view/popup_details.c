/* SPDX-License-Identifier: MIT */
/*
 * All that is known of the selected row. What the row leads to is asked by Enter.
 */
#include "view_state.h"

#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

enum {
    WIDTH = 84,
    WATCH_WIDTH = 118, /* of hosts and their changes, whose rows are long */
    MARGIN = 2,        /* beside a popup of all the width */
    HIGH_ROWS = 20,    /* from which the verdict on the hosts stays in sight */
};

void gs_view_open_details(struct gs_view *view)
{
    view->popup = GS_POPUP_DETAILS;
    gs_list_state_fini(&view->popup_list);
}

static const char *target_of(struct gs_view *view)
{
    const struct gs_pane_kind *kind = gs_pane_kind_of(view->focus);
    size_t item = gs_view_selected(view, view->focus);
    struct gs_pane_context context = gs_view_drawn_context(view, view->focus);
    return kind->target == NULL || item == GS_NO_ITEM ? NULL
                                                      : kind->target(&context, item);
}

/* The row itself, for panes that know no more. */
static void build_row(struct gs_view *view, struct gs_popup *popup)
{
    char *text = gs_view_copy_row(view);
    gs_rows_sentence(&popup->rows, GS_ROLE_TEXT, text == NULL ? "" : text);
    free(text);
}

static void build(struct gs_view *view, struct gs_popup *popup, size_t from,
                  size_t height)
{
    const struct gs_pane_kind *kind = gs_pane_kind_of(view->focus);
    size_t item = gs_view_selected(view, view->focus);
    struct gs_pane_context context = gs_view_drawn_context(view, view->focus);
    gs_buf_clear(&popup->title);
    gs_buf_clear(&popup->right);
    gs_rows_begin(&popup->rows, popup->width - 6, from, height);
    if (kind->details != NULL && item != GS_NO_ITEM) {
        kind->details(&context, item, popup);
    } else {
        build_row(view, popup);
    }
    if (popup->title.len == 0) {
        gs_buf_add_text(&popup->title, kind->title);
    }
}

size_t gs_popup_fit(struct gs_list_state *list, size_t rows, struct gs_popup *popup)
{
    size_t room = rows > 8 ? rows - 4 : 4;
    size_t wanted = popup->rows.total + 4;
    popup->height = wanted < room ? wanted : room;
    size_t height = popup->height > 4 ? popup->height - 4 : 1;
    (void)gs_list_state_fit(list, &popup->rows, height); /* clamps the scroll */
    return height;
}

/* A popup stands in the middle: so many rows leave the verdict in sight. */
static size_t rows_below_verdict(size_t rows)
{
    return rows < HIGH_ROWS ? rows : rows + 2 - 2 * gs_frame_floors(rows).verdict;
}

void gs_popup_details(struct gs_view *view, size_t cols, size_t rows,
                      struct gs_popup *popup)
{
    struct gs_list_state *list = &view->popup_list;
    bool is_watch = view->tab == GS_TAB_MONITOR;
    size_t margins = (size_t)2 * MARGIN;
    size_t width = !is_watch || cols < WIDTH + margins ? WIDTH : cols - margins;
    width = width < WATCH_WIDTH ? width : WATCH_WIDTH;
    popup->width = cols < width ? cols : width;
    build(view, popup, 0, 0);
    size_t height = gs_popup_fit(list, is_watch ? rows_below_verdict(rows) : rows, popup);
    build(view, popup, list->from, height);
    if (view->tab == GS_TAB_MONITOR && view->focus != GS_PANE_BROKEN) {
        gs_buf_addf(&popup->keys, "Enter\t%s\t",
                    view->focus == GS_PANE_WATCHED ? "asks it" : "its host");
    } else if (target_of(view) != NULL) {
        gs_buf_add_text(&popup->keys, "Enter\tasks it\t");
    }
    if (view->focus == GS_PANE_V4 || view->focus == GS_PANE_V6) {
        gs_buf_add_text(&popup->keys, "b\tlisten there\t");
    }
    if (popup->rows.total > height) {
        gs_buf_add_text(&popup->keys, "PgDn\tmore\t");
    }
    gs_buf_add_text(&popup->keys, "y\tcopy as\tj k\tnext\tEsc\tclose");
}

static unsigned follow(struct gs_view *view)
{
    const char *target = target_of(view);
    if (target == NULL) {
        return GS_EFFECT_NONE;
    }
    char *host = gs_mem_copy_text(target);
    unsigned effects = gs_view_ask(view, host, view->question.service);
    view->popup = GS_POPUP_NONE;
    free(host);
    return effects;
}

/* j and k go to the row before and behind; the other moves scroll the popup. */
static unsigned run_details(struct gs_view *view, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_ACCEPT:
        if (view->tab == GS_TAB_MONITOR) {
            view->popup = GS_POPUP_NONE;
            return gs_view_run_watch(view, GS_COMMAND_DETAILS) | GS_EFFECT_REDRAW;
        }
        return follow(view);
    case GS_COMMAND_COPY_ROW:
        view->popup = GS_POPUP_NONE;
        return gs_view_open_copy(view);
    case GS_COMMAND_LISTEN:
        view->popup = GS_POPUP_NONE;
        return gs_view_toggle_listening(view);
    case GS_COMMAND_UP:
    case GS_COMMAND_DOWN:
        gs_list_state_fini(&view->popup_list);
        (void)gs_list_state_run(&view->lists[view->focus], command); /* it is a move */
        return GS_EFFECT_REDRAW;
    default:
        return gs_list_state_run(&view->popup_list, command) ? GS_EFFECT_REDRAW
                                                             : GS_EFFECT_NONE;
    }
}

unsigned gs_view_run_popup(struct gs_view *view, enum gs_command_id command)
{
    switch (command) {
    case GS_COMMAND_CLOSE:
        view->popup = GS_POPUP_NONE;
        return GS_EFFECT_REDRAW;
    case GS_COMMAND_QUIT:
    case GS_COMMAND_REDRAW:
    case GS_COMMAND_SUSPEND:
        return GS_EFFECT_NOT_MINE;
    default:
        break;
    }
    if (view->popup == GS_POPUP_COPY) {
        return gs_view_run_copy(view, command);
    }
    if (view->popup == GS_POPUP_HELP) {
        return gs_view_run_help(view, command);
    }
    if (view->popup == GS_POPUP_LISTEN) {
        return gs_view_run_listen(view, command);
    }
    if (view->popup == GS_POPUP_MATRIX) {
        return gs_view_run_matrix(view, command);
    }
    if (view->popup == GS_POPUP_DETAILS) {
        return run_details(view, command);
    }
    return gs_list_state_run(&view->popup_list, command) ? GS_EFFECT_REDRAW
                                                         : GS_EFFECT_NONE;
}
