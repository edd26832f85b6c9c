/* SPDX-License-Identifier: MIT */
#include "family_cells.h"

#include "gaiscope/base/duration.h"

#include <stdio.h>
#include <string.h>

enum {
    GAP_CELLS = 2,
    HOST_FROM = 60,  /* cells from which the host stands in the row, else above it */
    SPARK_LEAST = 5, /* cells below which there is none */
    POINTER_LEAST = 12,
};

/* A column: from which width on it is shown, and its cells. */
static const struct column {
    const char *heading;
    size_t from;
    size_t cells; /* 0: as its values need, or what is left */
    bool is_right;
} columns[GS_FAMILY_COUNT] = {
    [GS_FAMILY_HOST] = {"host", HOST_FROM, 0, false},
    [GS_FAMILY_FAMILY] = {"", 0, 4, false},
    [GS_FAMILY_ADDRESSES] = {"addresses", 0, 9, false},
    [GS_FAMILY_DNS] = {"DNS", 0, 8, true},
    [GS_FAMILY_LIBC] = {"libc", 110, 8, true},
    [GS_FAMILY_LEAST] = {"least", 110, 8, true},
    [GS_FAMILY_MEDIAN] = {"connect", 0, 8, true},
    [GS_FAMILY_SPARK] = {"last 30", HOST_FROM, 0, false},
    [GS_FAMILY_WON] = {"won", HOST_FROM, 8, true},
    [GS_FAMILY_FAILED] = {"failed", 110, 6, true},
    [GS_FAMILY_SOURCE] = {"from", 150, 0, false},
    [GS_FAMILY_INTERFACE] = {"by", 150, 8, false},
    [GS_FAMILY_MTU] = {"MTU", 150, 5, true},
    [GS_FAMILY_POINTER] = {"name of the first address", 150, 0, false},
};

/* -- columns ------------------------------------------------------------------------- */

static size_t host_cells(size_t width)
{
    return width >= 150 ? 28 : width >= 110 ? 22 : 20;
}

static size_t source_cells(const struct gs_family_drawing *drawing)
{
    size_t longest = strlen(columns[GS_FAMILY_SOURCE].heading);
    for (size_t i = 0; i < drawing->items.count; i++) {
        const struct gs_family_item *item = &drawing->items.items[i];
        const struct gs_connection *fastest =
            gs_family_side_fastest(&item->row->sides[item->side]);
        char text[GS_ADDRESS_TEXT_MAX] = "";
        if (fastest != NULL && fastest->source.family != 0) {
            gs_address_format(&fastest->source, text);
        }
        longest = strlen(text) > longest ? strlen(text) : longest;
    }
    return longest;
}

/* Those with a width of their own; what is left is for the sparkline, then for the name. */
void gs_family_place(struct gs_family_drawing *drawing, size_t width)
{
    size_t used = 0;
    drawing->has_host_rows = width < HOST_FROM;
    for (int id = 0; id < GS_FAMILY_COUNT; id++) {
        size_t cells = columns[id].cells;
        cells = id == GS_FAMILY_HOST     ? host_cells(width)
                : id == GS_FAMILY_SOURCE ? source_cells(drawing)
                                         : cells;
        drawing->cells[id] = width >= columns[id].from ? cells : 0;
        used += drawing->cells[id] > 0 ? drawing->cells[id] + GAP_CELLS : 0;
    }
    size_t left = width + GAP_CELLS > used + GAP_CELLS ? width - used : 0;
    if (width >= columns[GS_FAMILY_SPARK].from && left >= SPARK_LEAST) {
        size_t most = GS_FAMILIES_SAMPLES_MAX;
        drawing->cells[GS_FAMILY_SPARK] = left > most ? most : left;
        left -= drawing->cells[GS_FAMILY_SPARK];
    }
    if (width >= columns[GS_FAMILY_POINTER].from && left >= POINTER_LEAST + GAP_CELLS) {
        drawing->cells[GS_FAMILY_POINTER] = left - GAP_CELLS;
    }
    int x = 0;
    for (int id = 0; id < GS_FAMILY_COUNT; id++) {
        drawing->x[id] = x;
        x += drawing->cells[id] > 0 ? (int)drawing->cells[id] + GAP_CELLS : 0;
    }
}

void gs_family_put_cell(const struct gs_family_drawing *drawing, struct gs_rows *rows,
                        enum gs_family_column id, enum gs_role role, const char *text)
{
    int x = drawing->x[id];
    size_t cells = drawing->cells[id];
    if (cells == 0) {
        return;
    }
    if (columns[id].is_right) {
        (void)gs_rows_put_right(rows, x + (int)cells, role, text);
    } else {
        (void)gs_rows_put_cut(rows, x, role, text, cells);
    }
}

void gs_family_put_heading(const struct gs_family_drawing *drawing, struct gs_rows *rows)
{
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    for (int id = 0; id < GS_FAMILY_COUNT; id++) {
        gs_family_put_cell(drawing, rows, (enum gs_family_column)id, GS_ROLE_HEAD,
                           columns[id].heading);
    }
}

/* -- one row ------------------------------------------------------------------------- */

static enum gs_role tone(const struct gs_family_item *item, enum gs_role role)
{
    return item->is_old ? GS_ROLE_OLD : role;
}

void gs_family_format_addresses(size_t all, size_t synthetic,
                                char out[GS_FAMILY_CELL_MAX])
{
    if (synthetic == 0) {
        (void)snprintf(out, GS_FAMILY_CELL_MAX, "%zu", all);
    } else if (synthetic == all) {
        (void)snprintf(out, GS_FAMILY_CELL_MAX, "%zu NAT64", all);
    } else {
        (void)snprintf(out, GS_FAMILY_CELL_MAX, "%zu+%zu NAT64", all - synthetic,
                       synthetic);
    }
}

/* How long a source took; what failed says so, what is under way turns. */
static void put_source(const struct gs_family_drawing *drawing, struct gs_rows *rows,
                       const struct gs_family_item *item, enum gs_family_column id)
{
    const struct gs_family_side *side = &item->row->sides[item->side];
    bool is_dns = id == GS_FAMILY_DNS;
    enum gs_outcome outcome = is_dns ? side->dns_outcome : side->libc_outcome;
    int64_t took_us = is_dns ? side->dns_us : side->libc_us;
    char time[GS_DURATION_TEXT_MAX];
    char text[GS_FAMILY_CELL_MAX];
    bool is_waiting = took_us < 0 && drawing->view.is_waiting && !item->row->is_complete;
    if (took_us < 0) {
        gs_family_put_cell(drawing, rows, id,
                           is_waiting ? GS_ROLE_WAIT : tone(item, GS_ROLE_DIM),
                           is_waiting ? gs_spinner(drawing->view.waited_us) : "–");
        return;
    }
    gs_duration_format(took_us, time);
    bool is_fine = outcome == GS_OUTCOME_ANSWERED;
    bool is_empty = outcome == GS_OUTCOME_NO_DATA || outcome == GS_OUTCOME_NO_SUCH_NAME;
    (void)snprintf(text, sizeof text, "%s%s", is_fine || is_empty ? "" : "✗ ", time);
    gs_family_put_cell(drawing, rows, id,
                       tone(item, is_fine    ? GS_ROLE_TEXT
                                  : is_empty ? GS_ROLE_DIM
                                             : GS_ROLE_ERR),
                       text);
}

static void put_median(const struct gs_family_drawing *drawing, struct gs_rows *rows,
                       const struct gs_family_item *item)
{
    const struct gs_family_side *side = &item->row->sides[item->side];
    bool has_won = item->row->winner_family != 0 &&
                   gs_race_side(item->row->winner_family) == item->side;
    char text[GS_DURATION_TEXT_MAX];
    if (item->stats.median_us >= 0) {
        gs_duration_format(item->stats.median_us, text);
        gs_family_put_cell(drawing, rows, GS_FAMILY_MEDIAN,
                           tone(item, has_won ? GS_ROLE_STRONG : GS_ROLE_TEXT), text);
        gs_duration_format(item->stats.min_us, text);
        gs_family_put_cell(drawing, rows, GS_FAMILY_LEAST, tone(item, GS_ROLE_DIM), text);
    } else if (!gs_family_item_is_over(item) && drawing->view.is_waiting) {
        gs_family_put_cell(drawing, rows, GS_FAMILY_MEDIAN, GS_ROLE_WAIT,
                           gs_spinner(drawing->view.waited_us));
    } else if (side->connections.count > 0) {
        gs_family_put_cell(drawing, rows, GS_FAMILY_MEDIAN, tone(item, GS_ROLE_ERR),
                           gs_connect_word(side->connections.items[0].status));
    } else {
        gs_family_put_cell(drawing, rows, GS_FAMILY_MEDIAN, tone(item, GS_ROLE_DIM), "–");
    }
}

static void put_rounds(const struct gs_family_drawing *drawing, struct gs_rows *rows,
                       const struct gs_family_item *item)
{
    const struct gs_family_stats *stats = &item->stats;
    char text[GS_FAMILY_CELL_MAX];
    if (item->samples == NULL) {
        return;
    }
    if (drawing->cells[GS_FAMILY_SPARK] > 0 &&
        item->row->sides[item->side].connections.count > 0) {
        struct gs_spark_values values = {item->samples->connect_us, item->samples->count};
        (void)gs_rows_put_spark(rows, drawing->x[GS_FAMILY_SPARK],
                                drawing->cells[GS_FAMILY_SPARK], &drawing->scale, values);
    }
    if (stats->rounds > 0) {
        (void)snprintf(text, sizeof text, "%u of %u", stats->wins, stats->rounds);
    } else {
        (void)snprintf(text, sizeof text, "–"); /* it took part in none */
    }
    gs_family_put_cell(drawing, rows, GS_FAMILY_WON,
                       tone(item, stats->wins > 0 ? GS_ROLE_TEXT : GS_ROLE_DIM), text);
    if (item->row->sides[item->side].connections.count > 0) {
        (void)snprintf(text, sizeof text, "%u", stats->failures);
    } else {
        (void)snprintf(text, sizeof text, "–"); /* nothing that could fail */
    }
    gs_family_put_cell(drawing, rows, GS_FAMILY_FAILED, tone(item, GS_ROLE_DIM), text);
}

static void put_path(const struct gs_family_drawing *drawing, struct gs_rows *rows,
                     const struct gs_family_item *item)
{
    const struct gs_family_side *side = &item->row->sides[item->side];
    const struct gs_connection *fastest = gs_family_side_fastest(side);
    char text[GS_ADDRESS_TEXT_MAX];
    if (fastest != NULL && fastest->source.family != 0) {
        gs_address_format(&fastest->source, text);
        gs_family_put_cell(drawing, rows, GS_FAMILY_SOURCE, tone(item, GS_ROLE_TEXT),
                           text);
        gs_family_put_cell(drawing, rows, GS_FAMILY_INTERFACE, tone(item, GS_ROLE_DIM),
                           fastest->interface);
    }
    if (fastest != NULL && fastest->mtu_bytes > 0) {
        (void)snprintf(text, sizeof text, "%u", fastest->mtu_bytes);
        gs_family_put_cell(drawing, rows, GS_FAMILY_MTU, tone(item, GS_ROLE_DIM), text);
    }
    if (drawing->cells[GS_FAMILY_POINTER] > 0 && side->connections.count > 0) {
        (void)gs_rows_put_host(rows, drawing->x[GS_FAMILY_POINTER],
                               tone(item, GS_ROLE_DIM),
                               side->pointer[0] == '\0' ? "–" : side->pointer,
                               drawing->cells[GS_FAMILY_POINTER]);
    }
}

/* The gutter: whether a client could use this family. */
static void put_sign(struct gs_rows *rows, const struct gs_family_item *item)
{
    const struct gs_family_side *side = &item->row->sides[item->side];
    bool is_open = gs_family_side_fastest(side) != NULL;
    if (!gs_family_item_is_over(item)) {
        return;
    }
    (void)gs_rows_put(rows, GS_SIGN_X,
                      tone(item, is_open                        ? GS_ROLE_OK
                                 : side->connections.count == 0 ? GS_ROLE_DIM
                                                                : GS_ROLE_ERR),
                      is_open                        ? "✓"
                      : side->connections.count == 0 ? "–"
                                                     : "✗");
}

static bool is_first_of_host(const struct gs_family_drawing *drawing, size_t at)
{
    return at == 0 ||
           drawing->items.items[at - 1].number != drawing->items.items[at].number;
}

void gs_family_put_item(const struct gs_family_drawing *drawing, struct gs_rows *rows,
                        size_t at)
{
    const struct gs_family_item *item = &drawing->items.items[at];
    const struct gs_family_side *side = &item->row->sides[item->side];
    bool is_first = is_first_of_host(drawing, at);
    char text[GS_FAMILY_CELL_MAX];
    if (drawing->has_host_rows && is_first && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put_host(rows, 0, tone(item, GS_ROLE_DIM), item->row->host,
                               rows->width_cells);
    }
    if (!gs_rows_next(rows, at)) {
        return;
    }
    put_sign(rows, item);
    if (drawing->cells[GS_FAMILY_HOST] > 0) {
        (void)gs_rows_put_host(rows, 0, tone(item, is_first ? GS_ROLE_TEXT : GS_ROLE_DIM),
                               item->row->host, drawing->cells[GS_FAMILY_HOST]);
    }
    gs_family_put_cell(drawing, rows, GS_FAMILY_FAMILY,
                       tone(item, item->side == 0 ? GS_ROLE_V6 : GS_ROLE_V4),
                       gs_family_side_name(item->side));
    gs_family_format_addresses(side->connections.count, side->synthetic_count, text);
    gs_family_put_cell(
        drawing, rows, GS_FAMILY_ADDRESSES,
        tone(item, side->connections.count > 0 ? GS_ROLE_TEXT : GS_ROLE_DIM), text);
    put_source(drawing, rows, item, GS_FAMILY_DNS);
    put_source(drawing, rows, item, GS_FAMILY_LIBC);
    put_median(drawing, rows, item);
    put_rounds(drawing, rows, item);
    put_path(drawing, rows, item);
}
