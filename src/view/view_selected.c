/* SPDX-License-Identifier: MIT */
/* All rows of a pane, and what is selected in it. */
#include "view_state.h"

#include <sys/socket.h>

struct gs_pane_context gs_view_drawn_context(struct gs_view *view, int pane)
{
    struct gs_pane_context context = gs_view_context_of(view, pane);
    if (view->lists[pane].width > 0) {
        context.width = view->lists[pane].width;
        context.height = view->lists[pane].height;
    }
    return context;
}

static void build_in(struct gs_view *view, int pane, const struct gs_pane_context *drawn,
                     size_t width_cells, struct gs_rows *rows)
{
    struct gs_pane_context context = *drawn;
    context.width = width_cells;
    bool own_filter = gs_pane_kind_of(pane)->filters_itself;
    struct gs_rows all = {0};
    struct gs_item_list items = {0};
    gs_rows_begin(&all, context.width, 0, SIZE_MAX);
    gs_pane_kind_of(pane)->build(&context, &all);
    gs_rows_begin(rows, context.width, 0, SIZE_MAX);
    gs_rows_filter(&all, own_filter ? "" : gs_view_filter(view, pane), rows, &items);
    gs_rows_fini(&all);
    gs_vec_fini(&items);
}

void gs_view_build_all(struct gs_view *view, int pane, struct gs_rows *rows)
{
    struct gs_pane_context context = gs_view_drawn_context(view, pane);
    build_in(view, pane, &context, context.width, rows);
}

void gs_view_build_wide(struct gs_view *view, int pane, size_t width_cells,
                        struct gs_rows *rows)
{
    struct gs_pane_context context = gs_view_drawn_context(view, pane);
    build_in(view, pane, &context, width_cells, rows);
}

void gs_view_build_item(struct gs_view *view, int pane, size_t item, struct gs_rows *rows)
{
    if (!gs_pane_kind_of(pane)->filters_itself) {
        gs_view_build_all(view, pane, rows);
        return;
    }
    struct gs_pane_context context = gs_view_drawn_context(view, pane);
    gs_rows_begin(rows, context.width, 0, 0);
    rows->watched = item;
    gs_pane_kind_of(pane)->build(&context, rows);
    size_t from = rows->watched_row;
    size_t height = rows->watched_rows;
    gs_rows_begin(rows, context.width, from, height);
    gs_pane_kind_of(pane)->build(&context, rows);
}

/* Without looking at any of a long list's items. */
static size_t count_items(int pane, const struct gs_pane_context *context)
{
    struct gs_rows rows = {0};
    gs_rows_begin(&rows, context->width, 0, 0);
    gs_pane_kind_of(pane)->build(context, &rows);
    size_t count = rows.item_count;
    gs_rows_fini(&rows);
    return count;
}

size_t gs_view_selected(struct gs_view *view, int pane)
{
    struct gs_pane_context context = gs_view_drawn_context(view, pane);
    size_t selected = view->lists[pane].selected;
    if (gs_pane_kind_of(pane)->filters_itself) { /* its numbers are those shown */
        return selected < count_items(pane, &context) ? selected : GS_NO_ITEM;
    }
    struct gs_rows all = {0};
    struct gs_rows kept = {0};
    struct gs_item_list items = {0};
    gs_rows_begin(&all, context.width, 0, SIZE_MAX);
    gs_rows_begin(&kept, context.width, 0, 0);
    gs_pane_kind_of(pane)->build(&context, &all);
    gs_rows_filter(&all, gs_view_filter(view, pane), &kept, &items);
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
    struct gs_pane_context context = gs_view_context_of(view, view->focus);
    return gs_address_row(&context, is_v4 ? AF_INET : AF_INET6, item, rank);
}
