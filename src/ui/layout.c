/* SPDX-License-Identifier: MIT */
/**
 * Two levels of the same sharing: the rows of the area among bands, the rows of a band among
 * the panes that stand above each other in one of its columns.
 *
 *     area  ---share_out--->  band  ---share_out--->  pane of a column
 *           gap, gap               1, 1
 */
#include "gaiscope/ui/layout.h"

#include <string.h>

enum {
    HALF_MODULE = GS_MODULE_CELLS / 2,
    MIN_WIDTH = 4,     /* bar, sign, blank, one cell of text */
    WANT_MAX = 0xffff, /* so that sums do not run over */
};

/* What one receiver of rows wishes, and what it got. */
struct share {
    size_t min;
    size_t want;
    size_t weight;
    size_t rows;
};

struct layout {
    const struct gs_place *places;
    const struct gs_area *area;
    size_t order[GS_PANES_MAX]; /* places by band, then column; those left out are gone */
    size_t count;
    size_t gap;
    struct gs_rect rects[GS_PANES_MAX]; /* by index of the place */
};

static const struct gs_place *place_at(const struct layout *layout, size_t at)
{
    return &layout->places[layout->order[at]];
}

static bool is_before(const struct gs_place *a, const struct gs_place *b)
{
    return a->band != b->band ? a->band < b->band : a->column < b->column;
}

static void sort(struct layout *layout)
{
    for (size_t i = 1; i < layout->count; i++) {
        size_t moved = layout->order[i];
        size_t at = i;
        while (at > 0 && is_before(&layout->places[moved], place_at(layout, at - 1))) {
            layout->order[at] = layout->order[at - 1];
            at--;
        }
        layout->order[at] = moved;
    }
}

static size_t end_of_band(const struct layout *layout, size_t from)
{
    size_t end = from;
    while (end < layout->count &&
           place_at(layout, end)->band == place_at(layout, from)->band) {
        end++;
    }
    return end;
}

static size_t end_of_column(const struct layout *layout, size_t from)
{
    size_t end = from;
    while (end < layout->count &&
           !is_before(place_at(layout, from), place_at(layout, end))) {
        end++;
    }
    return end;
}

static void leave_out(struct layout *layout, size_t at)
{
    layout->count--;
    memmove(&layout->order[at], &layout->order[at + 1],
            (layout->count - at) * sizeof *layout->order);
}

/* == columns =========================================================================== */

static size_t half_modules(const struct layout *layout, size_t from, size_t to)
{
    size_t half = 1;
    for (size_t at = from; at < to; at++) {
        size_t wish = place_at(layout, at)->half_modules;
        half = wish > half ? wish : half;
    }
    return half;
}

/* How many columns of a band wish the same width. */
static size_t twins(const struct layout *layout, size_t from, size_t to, size_t half)
{
    size_t count = 0;
    for (size_t at = from; at < to; at = end_of_column(layout, at)) {
        count += half_modules(layout, at, end_of_column(layout, at)) == half ? 1 : 0;
    }
    return count;
}

static void set_columns(struct layout *layout, size_t from, size_t to)
{
    size_t total = 0;
    for (size_t at = from; at < to; at = end_of_column(layout, at)) {
        total += half_modules(layout, at, end_of_column(layout, at));
    }
    size_t before = 0;
    for (size_t at = from; at < to;) {
        size_t end = end_of_column(layout, at);
        size_t own = half_modules(layout, at, end);
        int x = (int)(before * (size_t)layout->area->cols / total);
        int next = (int)((before + own) * (size_t)layout->area->cols / total);
        int share = (int)(own * (size_t)layout->area->cols / total);
        bool has_twin = twins(layout, from, to, own) > 1;
        for (; at < end; at++) {
            struct gs_rect *rect = &layout->rects[layout->order[at]];
            rect->x = x;
            rect->width = (has_twin ? share : next - x) - 1; /* twins' rows align */
        }
        before += own;
    }
}

static void drop_narrow(struct layout *layout)
{
    for (size_t at = layout->count; at > 0; at--) {
        if (layout->rects[layout->order[at - 1]].width < MIN_WIDTH) {
            leave_out(layout, at - 1);
        }
    }
}

/* == rows ============================================================================== */

static struct share pane_share(const struct gs_place *place)
{
    struct share share = {.min = place->min_rows, .want = place->want_rows};
    share.min = share.min == 0 ? 1 : share.min > WANT_MAX ? WANT_MAX : share.min;
    share.want = share.want > WANT_MAX ? WANT_MAX : share.want;
    share.want = share.want < share.min ? share.min : share.want;
    share.weight = place->weight;
    return share;
}

static size_t column_gap(const struct layout *layout)
{
    return layout->gap > 0 ? 1 : 0;
}

/* The panes of one column together. */
static struct share column_share(const struct layout *layout, size_t from, size_t to)
{
    struct share sum = {.min = (to - from - 1) * column_gap(layout)};
    sum.want = sum.min;
    for (size_t at = from; at < to; at++) {
        struct share share = pane_share(place_at(layout, at));
        sum.min += share.min;
        sum.want += share.want;
        sum.weight += share.weight;
    }
    return sum;
}

/* A band is as high as its highest column. */
static struct share band_share(const struct layout *layout, size_t from, size_t to)
{
    struct share most = {0};
    for (size_t at = from; at < to;) {
        size_t end = end_of_column(layout, at);
        struct share share = column_share(layout, at, end);
        most.min = share.min > most.min ? share.min : most.min;
        most.want = share.want > most.want ? share.want : most.want;
        most.weight = share.weight > most.weight ? share.weight : most.weight;
        at = end;
    }
    return most;
}

/* Whether `a` is to get the next row rather than `b`: who misses some and is shorter; when
 * nobody misses any, who has less of the spare rows for its weight. */
static bool comes_first(const struct share *a, const struct share *b)
{
    bool a_misses = a->rows < a->want;
    bool b_misses = b->rows < b->want;
    if (a_misses || b_misses) {
        return a_misses && (!b_misses || a->rows < b->rows);
    }
    return a->weight * (b->rows - b->want + 1) > b->weight * (a->rows - a->want + 1);
}

/* Hands `rows` out, one by one; at least the sum of the minima. */
static void share_out(struct share *shares, size_t count, size_t rows)
{
    for (size_t i = 0; i < count; i++) {
        shares[i].rows = shares[i].min;
        rows -= shares[i].min;
    }
    for (; rows > 0; rows--) {
        struct share *first = &shares[0];
        for (size_t i = 1; i < count; i++) {
            first = comes_first(&shares[i], first) ? &shares[i] : first;
        }
        if (first->rows >= first->want && first->weight == 0) {
            return;
        }
        first->rows++;
    }
}

static size_t bands(const struct layout *layout, struct share out[GS_PANES_MAX])
{
    size_t count = 0;
    for (size_t at = 0; at < layout->count; at = end_of_band(layout, at)) {
        out[count++] = band_share(layout, at, end_of_band(layout, at));
    }
    return count;
}

/* Rows that all minima and gaps take. */
static size_t min_rows(const struct layout *layout)
{
    struct share shares[GS_PANES_MAX];
    size_t count = bands(layout, shares);
    size_t rows = count > 1 ? (count - 1) * layout->gap : 0;
    for (size_t i = 0; i < count; i++) {
        rows += shares[i].min;
    }
    return rows;
}

/* Leaves out the lowest pane of the last band's highest column. */
static void drop_last(struct layout *layout)
{
    size_t dropped = layout->count - 1;
    size_t from = dropped;
    while (from > 0 && place_at(layout, from - 1)->band == place_at(layout, from)->band) {
        from--;
    }
    size_t most = 0;
    for (size_t at = from; at < layout->count;) {
        size_t end = end_of_column(layout, at);
        size_t min = column_share(layout, at, end).min;
        if (min >= most) {
            most = min;
            dropped = end - 1;
        }
        at = end;
    }
    leave_out(layout, dropped);
}

static void make_fit(struct layout *layout, size_t rows)
{
    size_t wished = layout->area->gap > 0 ? (size_t)layout->area->gap : 0;
    layout->gap = 0;
    while (layout->count > 0 && min_rows(layout) > rows) {
        drop_last(layout);
    }
    for (layout->gap = wished; layout->gap > 0 && min_rows(layout) > rows;) {
        layout->gap--;
    }
}

static void set_column_rows(struct layout *layout, size_t from, size_t to,
                            const struct gs_rect *band)
{
    struct share shares[GS_PANES_MAX] = {0};
    for (size_t at = from; at < to; at++) {
        shares[at - from] = pane_share(place_at(layout, at));
    }
    share_out(shares, to - from,
              (size_t)band->height - (to - from - 1) * column_gap(layout));
    int y = band->y;
    for (size_t at = from; at < to; at++) {
        struct gs_rect *rect = &layout->rects[layout->order[at]];
        rect->y = y;
        rect->height = (int)shares[at - from].rows;
        y += rect->height + (int)column_gap(layout);
    }
}

static void set_rows(struct layout *layout, size_t rows)
{
    struct share shares[GS_PANES_MAX];
    size_t count = bands(layout, shares);
    if (count == 0) {
        return;
    }
    share_out(shares, count, rows - (count - 1) * layout->gap);
    struct gs_rect band = {.y = layout->area->top};
    size_t from = 0;
    for (size_t i = 0; i < count; i++) {
        size_t to = end_of_band(layout, from);
        band.height = (int)shares[i].rows;
        while (from < to) {
            size_t end = end_of_column(layout, from);
            set_column_rows(layout, from, end, &band);
            from = end;
        }
        band.y += band.height + (int)layout->gap;
    }
}

size_t gs_layout_arrange(const struct gs_place *places, size_t count,
                         const struct gs_area *area, struct gs_rect *out)
{
    struct layout layout = {.places = places, .area = area};
    if (area->cols < 1 || area->bottom <= area->top) {
        return 0;
    }
    layout.count = count < GS_PANES_MAX ? count : GS_PANES_MAX;
    for (size_t i = 0; i < layout.count; i++) {
        layout.order[i] = i;
        layout.rects[i].pane = places[i].pane;
    }
    sort(&layout);
    for (size_t at = 0; at < layout.count; at = end_of_band(&layout, at)) {
        set_columns(&layout, at, end_of_band(&layout, at));
    }
    drop_narrow(&layout);
    make_fit(&layout, (size_t)(area->bottom - area->top));
    set_rows(&layout, (size_t)(area->bottom - area->top));
    size_t written = 0;
    for (size_t i = 0; i < GS_PANES_MAX; i++) {
        if (layout.rects[i].height > 0) {
            out[written++] = layout.rects[i];
        }
    }
    return written;
}
