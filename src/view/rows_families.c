/* SPDX-License-Identifier: MIT */
/*
 * IPv6 and IPv4 of the name side by side, round after round, and of the hosts that it is
 * compared with: two rows a host, then what each family comes to.
 *
 *     host         family  addresses      DNS  connect   last 30       won
 *   ✓ www.a.test   IPv6    2            12 ms    21 ms   ▂▃▂▂▅▂▂   12 of 15
 *   ✗ www.a.test   IPv4    1            11 ms  refused   ×××××××    0 of 15
 */
#include "family_items.h"
#include "race_pane.h"
#include "spark.h"

#include "gaiscope/base/duration.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum column_id {
    COLUMN_HOST = 0,
    COLUMN_FAMILY,
    COLUMN_ADDRESSES,
    COLUMN_DNS,
    COLUMN_LIBC,
    COLUMN_LEAST,
    COLUMN_MEDIAN,
    COLUMN_SPARK,
    COLUMN_WON,
    COLUMN_FAILED,
    COLUMN_SOURCE,
    COLUMN_INTERFACE,
    COLUMN_MTU,
    COLUMN_POINTER,
    COLUMN_COUNT,
};

enum {
    GAP_CELLS = 2,
    CELL_MAX = GS_NAME_MAX + 1,
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
} columns[COLUMN_COUNT] = {
    [COLUMN_HOST] = {"host", HOST_FROM, 0, false},
    [COLUMN_FAMILY] = {"", 0, 4, false},
    [COLUMN_ADDRESSES] = {"addresses", 0, 9, false},
    [COLUMN_DNS] = {"DNS", 0, 8, true},
    [COLUMN_LIBC] = {"libc", 110, 8, true},
    [COLUMN_LEAST] = {"least", 110, 8, true},
    [COLUMN_MEDIAN] = {"connect", 0, 8, true},
    [COLUMN_SPARK] = {"last 30", HOST_FROM, 0, false},
    [COLUMN_WON] = {"won", HOST_FROM, 8, true},
    [COLUMN_FAILED] = {"failed", 110, 6, true},
    [COLUMN_SOURCE] = {"from", 150, 0, false},
    [COLUMN_INTERFACE] = {"by", 150, 8, false},
    [COLUMN_MTU] = {"MTU", 150, 5, true},
    [COLUMN_POINTER] = {"name of the first address", 150, 0, false},
};

/* What one build needs. */
struct drawing {
    const struct gs_pane_context *context;
    struct gs_part_view view;
    struct gs_family_item_list items;
    struct gs_spark_scale scale;
    int x[COLUMN_COUNT];
    size_t cells[COLUMN_COUNT]; /* 0: not shown */
    bool has_host_rows;         /* too narrow: the host stands above its families */
};

/* -- columns ------------------------------------------------------------------------- */

static size_t host_cells(size_t width)
{
    return width >= 150 ? 28 : width >= 110 ? 22 : 20;
}

static size_t source_cells(const struct drawing *drawing)
{
    size_t longest = strlen(columns[COLUMN_SOURCE].heading);
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
static void place_columns(struct drawing *drawing, size_t width)
{
    size_t used = 0;
    drawing->has_host_rows = width < HOST_FROM;
    for (int id = 0; id < COLUMN_COUNT; id++) {
        size_t cells = columns[id].cells;
        cells = id == COLUMN_HOST     ? host_cells(width)
                : id == COLUMN_SOURCE ? source_cells(drawing)
                                      : cells;
        drawing->cells[id] = width >= columns[id].from ? cells : 0;
        used += drawing->cells[id] > 0 ? drawing->cells[id] + GAP_CELLS : 0;
    }
    size_t left = width + GAP_CELLS > used + GAP_CELLS ? width - used : 0;
    if (width >= columns[COLUMN_SPARK].from && left >= SPARK_LEAST) {
        size_t most = GS_FAMILIES_SAMPLES_MAX;
        drawing->cells[COLUMN_SPARK] = left > most ? most : left;
        left -= drawing->cells[COLUMN_SPARK];
    }
    if (width >= columns[COLUMN_POINTER].from && left >= POINTER_LEAST + GAP_CELLS) {
        drawing->cells[COLUMN_POINTER] = left - GAP_CELLS;
    }
    int x = 0;
    for (int id = 0; id < COLUMN_COUNT; id++) {
        drawing->x[id] = x;
        x += drawing->cells[id] > 0 ? (int)drawing->cells[id] + GAP_CELLS : 0;
    }
}

static void put_cell(const struct drawing *drawing, struct gs_rows *rows,
                     enum column_id id, enum gs_role role, const char *text)
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

static void put_heading(const struct drawing *drawing, struct gs_rows *rows)
{
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    for (int id = 0; id < COLUMN_COUNT; id++) {
        put_cell(drawing, rows, (enum column_id)id, GS_ROLE_HEAD, columns[id].heading);
    }
}

/* -- one row ------------------------------------------------------------------------- */

static enum gs_role tone(const struct gs_family_item *item, enum gs_role role)
{
    return item->is_old ? GS_ROLE_OLD : role;
}

/* "2", "2 NAT64", "2+1 NAT64": the synthetic ones are named. */
static void format_addresses(size_t all, size_t synthetic, char out[CELL_MAX])
{
    if (synthetic == 0) {
        (void)snprintf(out, CELL_MAX, "%zu", all);
    } else if (synthetic == all) {
        (void)snprintf(out, CELL_MAX, "%zu NAT64", all);
    } else {
        (void)snprintf(out, CELL_MAX, "%zu+%zu NAT64", all - synthetic, synthetic);
    }
}

/* How long a source took; what failed says so, what is under way turns. */
static void put_source(const struct drawing *drawing, struct gs_rows *rows,
                       const struct gs_family_item *item, enum column_id id)
{
    const struct gs_family_side *side = &item->row->sides[item->side];
    bool is_dns = id == COLUMN_DNS;
    enum gs_outcome outcome = is_dns ? side->dns_outcome : side->libc_outcome;
    int64_t took_us = is_dns ? side->dns_us : side->libc_us;
    char time[GS_DURATION_TEXT_MAX];
    char text[CELL_MAX];
    bool is_waiting = took_us < 0 && drawing->view.is_waiting && !item->row->is_complete;
    if (took_us < 0) {
        put_cell(drawing, rows, id, is_waiting ? GS_ROLE_WAIT : tone(item, GS_ROLE_DIM),
                 is_waiting ? gs_spinner(drawing->view.waited_us) : "–");
        return;
    }
    gs_duration_format(took_us, time);
    bool is_fine = outcome == GS_OUTCOME_ANSWERED;
    bool is_empty = outcome == GS_OUTCOME_NO_DATA || outcome == GS_OUTCOME_NO_SUCH_NAME;
    (void)snprintf(text, sizeof text, "%s%s", is_fine || is_empty ? "" : "✗ ", time);
    put_cell(drawing, rows, id,
             tone(item, is_fine    ? GS_ROLE_TEXT
                        : is_empty ? GS_ROLE_DIM
                                   : GS_ROLE_ERR),
             text);
}

static void put_median(const struct drawing *drawing, struct gs_rows *rows,
                       const struct gs_family_item *item)
{
    const struct gs_family_side *side = &item->row->sides[item->side];
    bool has_won = item->row->winner_family != 0 &&
                   gs_race_side(item->row->winner_family) == item->side;
    char text[GS_DURATION_TEXT_MAX];
    if (item->stats.median_us >= 0) {
        gs_duration_format(item->stats.median_us, text);
        put_cell(drawing, rows, COLUMN_MEDIAN,
                 tone(item, has_won ? GS_ROLE_STRONG : GS_ROLE_TEXT), text);
        gs_duration_format(item->stats.min_us, text);
        put_cell(drawing, rows, COLUMN_LEAST, tone(item, GS_ROLE_DIM), text);
    } else if (!gs_family_item_is_over(item) && drawing->view.is_waiting) {
        put_cell(drawing, rows, COLUMN_MEDIAN, GS_ROLE_WAIT,
                 gs_spinner(drawing->view.waited_us));
    } else if (side->connections.count > 0) {
        put_cell(drawing, rows, COLUMN_MEDIAN, tone(item, GS_ROLE_ERR),
                 gs_connect_word(side->connections.items[0].status));
    } else {
        put_cell(drawing, rows, COLUMN_MEDIAN, tone(item, GS_ROLE_DIM), "–");
    }
}

static void put_rounds(const struct drawing *drawing, struct gs_rows *rows,
                       const struct gs_family_item *item)
{
    const struct gs_family_stats *stats = &item->stats;
    char text[CELL_MAX];
    if (item->samples == NULL) {
        return;
    }
    if (drawing->cells[COLUMN_SPARK] > 0 &&
        item->row->sides[item->side].connections.count > 0) {
        (void)gs_rows_put_spark(rows, drawing->x[COLUMN_SPARK],
                                drawing->cells[COLUMN_SPARK], &drawing->scale,
                                item->samples->connect_us, item->samples->count);
    }
    (void)snprintf(text, sizeof text, "%u of %u", stats->wins, stats->rounds);
    put_cell(drawing, rows, COLUMN_WON,
             tone(item, stats->wins > 0 ? GS_ROLE_TEXT : GS_ROLE_DIM), text);
    if (item->row->sides[item->side].connections.count > 0) {
        (void)snprintf(text, sizeof text, "%u", stats->failures);
    } else {
        (void)snprintf(text, sizeof text, "–"); /* nothing that could fail */
    }
    put_cell(drawing, rows, COLUMN_FAILED, tone(item, GS_ROLE_DIM), text);
}

static void put_path(const struct drawing *drawing, struct gs_rows *rows,
                     const struct gs_family_item *item)
{
    const struct gs_family_side *side = &item->row->sides[item->side];
    const struct gs_connection *fastest = gs_family_side_fastest(side);
    char text[GS_ADDRESS_TEXT_MAX];
    if (fastest != NULL && fastest->source.family != 0) {
        gs_address_format(&fastest->source, text);
        put_cell(drawing, rows, COLUMN_SOURCE, tone(item, GS_ROLE_TEXT), text);
        put_cell(drawing, rows, COLUMN_INTERFACE, tone(item, GS_ROLE_DIM),
                 fastest->interface);
    }
    if (fastest != NULL && fastest->mtu_bytes > 0) {
        (void)snprintf(text, sizeof text, "%u", fastest->mtu_bytes);
        put_cell(drawing, rows, COLUMN_MTU, tone(item, GS_ROLE_DIM), text);
    }
    if (drawing->cells[COLUMN_POINTER] > 0 && side->connections.count > 0) {
        (void)gs_rows_put_host(rows, drawing->x[COLUMN_POINTER], tone(item, GS_ROLE_DIM),
                               side->pointer[0] == '\0' ? "–" : side->pointer,
                               drawing->cells[COLUMN_POINTER]);
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

static bool is_first_of_host(const struct drawing *drawing, size_t at)
{
    return at == 0 ||
           drawing->items.items[at - 1].number != drawing->items.items[at].number;
}

static void put_item(const struct drawing *drawing, struct gs_rows *rows, size_t at)
{
    const struct gs_family_item *item = &drawing->items.items[at];
    const struct gs_family_side *side = &item->row->sides[item->side];
    bool is_first = is_first_of_host(drawing, at);
    char text[CELL_MAX];
    if (drawing->has_host_rows && is_first && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put_host(rows, 0, tone(item, GS_ROLE_DIM), item->row->host,
                               rows->width_cells);
    }
    if (!gs_rows_next(rows, at)) {
        return;
    }
    put_sign(rows, item);
    if (drawing->cells[COLUMN_HOST] > 0) {
        (void)gs_rows_put_host(rows, 0, tone(item, is_first ? GS_ROLE_TEXT : GS_ROLE_DIM),
                               item->row->host, drawing->cells[COLUMN_HOST]);
    }
    put_cell(drawing, rows, COLUMN_FAMILY,
             tone(item, item->side == 0 ? GS_ROLE_V6 : GS_ROLE_V4),
             gs_family_side_name(item->side));
    format_addresses(side->connections.count, side->synthetic_count, text);
    put_cell(drawing, rows, COLUMN_ADDRESSES,
             tone(item, side->connections.count > 0 ? GS_ROLE_TEXT : GS_ROLE_DIM), text);
    put_source(drawing, rows, item, COLUMN_DNS);
    put_source(drawing, rows, item, COLUMN_LIBC);
    put_median(drawing, rows, item);
    put_rounds(drawing, rows, item);
    put_path(drawing, rows, item);
}

/* -- all hosts ----------------------------------------------------------------------- */

static void put_duration(const struct drawing *drawing, struct gs_rows *rows,
                         enum column_id id, int64_t elapsed_us)
{
    char text[GS_DURATION_TEXT_MAX] = "–";
    if (elapsed_us >= 0) {
        gs_duration_format(elapsed_us, text);
    }
    put_cell(drawing, rows, id, GS_ROLE_TEXT, text);
}

static void put_total(const struct drawing *drawing, struct gs_rows *rows,
                      const struct gs_family_total *total, size_t side, size_t hosts)
{
    char text[CELL_MAX];
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    (void)snprintf(text, sizeof text, "%zu of %zu hosts", total->hosts, hosts);
    put_cell(drawing, rows, COLUMN_HOST, GS_ROLE_DIM, text);
    put_cell(drawing, rows, COLUMN_FAMILY, side == 0 ? GS_ROLE_V6 : GS_ROLE_V4,
             gs_family_side_name(side));
    format_addresses(total->addresses, total->synthetic, text);
    put_cell(drawing, rows, COLUMN_ADDRESSES, GS_ROLE_TEXT, text);
    put_duration(drawing, rows, COLUMN_DNS, total->dns_us);
    put_duration(drawing, rows, COLUMN_LIBC, total->libc_us);
    put_duration(drawing, rows, COLUMN_MEDIAN, total->connect_us);
    (void)snprintf(text, sizeof text, "%zu of %zu", total->wins, hosts);
    put_cell(drawing, rows, COLUMN_WON, GS_ROLE_TEXT, text);
    (void)snprintf(text, sizeof text, "%zu", total->failed);
    put_cell(drawing, rows, COLUMN_FAILED, GS_ROLE_DIM, text);
}

static void put_totals(const struct drawing *drawing, struct gs_rows *rows,
                       const struct gs_families *round)
{
    static const int families[] = {AF_INET6, AF_INET};
    struct gs_family_total totals[2];
    gs_family_totals(round, totals);
    gs_rows_blank(rows);
    if (drawing->has_host_rows && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_putf(rows, 0, GS_ROLE_DIM, "all %zu hosts", round->rows.count);
    }
    for (size_t side = 0; side < 2; side++) {
        if (gs_family_is_asked(drawing->context, families[side])) {
            put_total(drawing, rows, &totals[side], side, round->rows.count);
        }
    }
}

static void put_conclusion(const struct drawing *drawing, struct gs_rows *rows)
{
    const struct gs_pane_context *context = drawing->context;
    const struct gs_families *round = gs_families_concluded(context);
    struct gs_buf text = {0};
    if (round == NULL || drawing->view.is_stopped) {
        return;
    }
    if (round->rows.count > 1) {
        put_totals(drawing, rows, round);
    }
    gs_families_words(round, &context->lookup->families_past, &text);
    gs_rows_blank(rows);
    gs_rows_sentence(rows,
                     round == drawing->view.facts->families ? GS_ROLE_TEXT : GS_ROLE_OLD,
                     gs_buf_text(&text));
    gs_buf_fini(&text);
}

/* -- the pane ------------------------------------------------------------------------ */

static const char *empty_sentence(const struct gs_pane_context *context,
                                  const struct gs_part_view *view)
{
    if (context->lookup == NULL) {
        return "Nothing was asked yet.";
    }
    if (view->is_range) {
        return GS_RANGE_SENTENCE;
    }
    if (view->is_stopped) {
        return "Stopped before a host was asked.";
    }
    if (view->is_waiting) {
        return "Both families are asked and connected to.";
    }
    if (context->lookup->question.is_null) {
        return "No host, so no families to compare. :families HOST names some.";
    }
    return "Not asked: r asks both families and connects to each address.";
}

void gs_describe_families(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_FAMILIES);
    const struct gs_families *round = view.facts->families;
    int family = context->lookup == NULL ? 0 : context->lookup->question.hints.family;
    if (round == NULL || round->rows.count == 0) {
        (void)gs_pane_stopped(pane, &view);
        gs_pane_time(pane, &view, view.took_us);
        return;
    }
    size_t hosts = round->rows.count;
    const struct gs_family_past *past =
        gs_family_past_find(&context->lookup->families_past, round->rows.items[0].host);
    if (!gs_pane_stopped(pane, &view)) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s, port %u", hosts,
                     gs_plural(hosts, "host", "hosts"), round->port);
        if (past != NULL && past->rounds > 1) {
            gs_pane_info(pane, GS_ROLE_TEXT, ", %u rounds", past->rounds);
        }
    }
    if (family != AF_UNSPEC) {
        gs_pane_info(pane, GS_ROLE_WARN, ", ▲ %s alone",
                     family == AF_INET6 ? "IPv6" : "IPv4");
    }
    gs_pane_age(pane, &view);
    gs_pane_time(pane, &view, round->elapsed_us);
}

void gs_build_families(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct drawing drawing = {.context = context,
                              .view = gs_part_view_of(context, GS_PART_FAMILIES)};
    gs_family_items(context, &drawing.items);
    if (drawing.items.count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, empty_sentence(context, &drawing.view));
        return;
    }
    for (size_t i = 0; i < drawing.items.count; i++) {
        const struct gs_family_samples *samples = drawing.items.items[i].samples;
        if (samples != NULL) {
            drawing.scale =
                gs_spark_scale_of(&drawing.scale, samples->connect_us, samples->count);
        }
    }
    place_columns(&drawing, rows->width_cells);
    put_heading(&drawing, rows);
    for (size_t i = 0; i < drawing.items.count; i++) {
        put_item(&drawing, rows, i);
    }
    put_conclusion(&drawing, rows);
    gs_vec_fini(&drawing.items);
}

const char *gs_target_families(const struct gs_pane_context *context, size_t item)
{
    struct gs_family_item_list items = {0};
    const char *target = NULL;
    gs_family_items(context, &items);
    if (item < items.count && items.items[item].number > 0) { /* the first is asked */
        target = items.items[item].row->host;
    }
    gs_vec_fini(&items);
    return target;
}

uint64_t gs_key_families(const struct gs_pane_context *context, size_t item)
{
    struct gs_family_item_list items = {0};
    gs_family_items(context, &items);
    uint64_t key = item < items.count
                       ? items.items[item].number * 2 + items.items[item].side + 1
                       : 0;
    gs_vec_fini(&items);
    return key;
}
