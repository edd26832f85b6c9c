/* SPDX-License-Identifier: MIT */
#include "family_items.h"

#include "gaiscope/base/text.h"

#include <stdlib.h>

#include <sys/socket.h>

static const int families[] = {AF_INET6, AF_INET};

const char *gs_family_side_name(size_t side)
{
    return side == 0 ? "IPv6" : "IPv4";
}

static bool is_over(const struct gs_family_row *row, size_t side)
{
    const struct gs_connection_list *list = &row->sides[side].connections;
    for (size_t i = 0; i < list->count; i++) {
        if (!gs_connect_is_over(list->items[i].status)) {
            return false;
        }
    }
    return row->is_complete || list->count > 0;
}

bool gs_family_item_is_over(const struct gs_family_item *item)
{
    return is_over(item->row, item->side);
}

static const struct gs_family_row *find_row(const struct gs_families *round,
                                            const char *host)
{
    for (size_t i = 0; round != NULL && i < round->rows.count; i++) {
        if (gs_name_is_equal(round->rows.items[i].host, host)) {
            return &round->rows.items[i];
        }
    }
    return NULL;
}

/* What the round before measured, while this one has not. */
static const struct gs_family_row *before(const struct gs_pane_context *context,
                                          const struct gs_part_view *view,
                                          const struct gs_family_row *row, size_t side)
{
    return !view->is_waiting || is_over(row, side)
               ? NULL
               : find_row(context->lookup->last.families, row->host);
}

static void add_item(const struct gs_pane_context *context,
                     const struct gs_part_view *view, size_t number, size_t side,
                     struct gs_family_item_list *out)
{
    const struct gs_family_row *row = &view->facts->families->rows.items[number];
    const struct gs_family_row *older = before(context, view, row, side);
    const struct gs_family_past *past =
        gs_family_past_find(&context->lookup->families_past, row->host);
    struct gs_family_item item = {
        .row = older == NULL ? row : older,
        .number = number,
        .side = side,
        .samples = past == NULL ? NULL : &past->sides[side],
        .is_old = view->is_old || older != NULL,
    };
    item.stats = gs_family_stats(item.row, past, side);
    gs_vec_push(out, item);
}

/* -- the order ----------------------------------------------------------------------- */

static struct gs_sort sorted_by; /* for qsort, whose functions take no context */

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_given(const struct gs_family_item *a, const struct gs_family_item *b)
{
    int order = compare_numbers((int64_t)a->number, (int64_t)b->number);
    return order != 0 ? order : compare_numbers((int64_t)a->side, (int64_t)b->side);
}

/* What never connected comes last in either direction. */
static int compare_times(const struct gs_family_item *a, const struct gs_family_item *b)
{
    int64_t left = a->stats.median_us;
    int64_t right = b->stats.median_us;
    int turn = sorted_by.is_reversed ? -1 : 1;
    return left < 0 || right < 0 ? turn * ((left < 0) - (right < 0))
                                 : compare_numbers(left, right);
}

static int compare_items(const void *left, const void *right)
{
    const struct gs_family_item *a = left;
    const struct gs_family_item *b = right;
    int order = 0;
    switch ((enum gs_family_sort)sorted_by.column) {
    case GS_FAMILY_SORT_GIVEN:
        break;
    case GS_FAMILY_SORT_HOST:
        order = gs_text_compare_case(a->row->host, b->row->host, SIZE_MAX);
        break;
    case GS_FAMILY_SORT_FAMILY:
        order = compare_numbers((int64_t)a->side, (int64_t)b->side);
        break;
    case GS_FAMILY_SORT_TIME:
        order = compare_times(a, b);
        break;
    }
    order = order != 0 ? order : compare_given(a, b);
    return sorted_by.is_reversed ? -order : order;
}

void gs_family_items(const struct gs_pane_context *context,
                     struct gs_family_item_list *out)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_FAMILIES);
    const struct gs_families *round = view.facts->families;
    for (size_t i = 0; round != NULL && i < round->rows.count; i++) {
        for (size_t side = 0; side < 2; side++) {
            if (gs_family_is_asked(context, families[side])) {
                add_item(context, &view, i, side, out);
            }
        }
    }
    sorted_by = context->sort;
    if (out->count > 1) {
        qsort(out->items, out->count, sizeof *out->items, compare_items);
    }
}

const struct gs_families *gs_families_concluded(const struct gs_pane_context *context)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_FAMILIES);
    const struct gs_families *round = view.facts->families;
    if (round != NULL && !round->is_complete && context->lookup != NULL) {
        round = context->lookup->last.families;
    }
    return round != NULL && round->is_complete ? round : NULL;
}
