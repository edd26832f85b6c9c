/* SPDX-License-Identifier: MIT */
/*
 * Every record of the name. What the rows are grouped by stands first; a value that stands in
 * the row above is left blank, so groups are seen without lines. Four thousand records cost
 * what is seen of them (record_items.c).
 */
#include "pane_faces.h"
#include "record_items.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    GAP = 2,
    NAME_CELLS = 25,
    LETTER_BYTES = 4,   /* of an A-label, for one letter that it stands for */
    SECTION_CELLS = 10, /* "additional" */
    TTL_CELLS = 6,
    WIDE_FROM = 90,    /* columns from which there is room for names */
    NARROW_BELOW = 50, /* and below which a long group leaves none for the TTL */
};

/* What rows are grouped by. */
enum column {
    TYPE,
    NAME,
    SECTION,
    COLUMNS,
};

/* The columns of groups from left to right, each group within the one before. */
struct order {
    enum column columns[COLUMNS];
    size_t count;
};

static struct order order_of(const struct gs_pane_context *context)
{
    size_t sort = context->sort.column;
    return sort == GS_RECORD_SORT_NAME      ? (struct order){{NAME, TYPE}, 2}
           : sort == GS_RECORD_SORT_SECTION ? (struct order){{SECTION, TYPE, NAME}, 3}
                                            : (struct order){{TYPE, NAME}, 2};
}

/* Where the columns of one width stand. */
struct grid {
    struct order order;
    int x[COLUMNS];     /* -1: no such column; other names stand behind the value */
    int cells[COLUMNS]; /* how wide they are */
    int ttl_end;        /* -1: no such column */
    int value_x;
};

static struct grid grid_of(const struct gs_pane_context *context, size_t width)
{
    size_t type_cells = context->digest->records.type_cells;
    int third = (int)width / 3;
    struct grid grid = {.order = order_of(context),
                        .x = {-1, -1, -1},
                        .cells = {(int)type_cells,
                                  third < NAME_CELLS ? third : NAME_CELLS, SECTION_CELLS},
                        .ttl_end = -1};
    enum column first = grid.order.columns[0];
    int x = 0;
    for (size_t i = 0; i < grid.order.count; i++) {
        enum column column = grid.order.columns[i];
        if (column != NAME || column == first || width >= WIDE_FROM) {
            grid.x[column] = x;
            x += grid.cells[column] + GAP;
        }
    }
    if (first == TYPE || width >= NARROW_BELOW) {
        grid.ttl_end = x + TTL_CELLS;
        x = grid.ttl_end + GAP;
    }
    grid.value_x = x;
    return grid;
}

static void describe_order(const struct gs_pane_context *context, struct gs_pane *pane)
{
    const struct gs_sort *sort = &context->sort;
    if (sort->column != GS_RECORD_SORT_TYPE || sort->is_reversed) {
        gs_pane_info(pane, GS_ROLE_TEXT, ", by %s%s",
                     gs_pane_kind_of(GS_PANE_RECORDS)->sort_columns[sort->column],
                     sort->is_reversed ? " from the end" : "");
    }
}

void gs_describe_records(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RECORDS);
    size_t count = context->digest->records.rows.count;
    size_t shown = gs_record_item_count(context);
    if (count == 0) {
        return;
    }
    if (context->filter[0] != '\0') {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu of ", shown);
    } else {
        count = shown; /* by section there are more */
    }
    gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s", count, gs_plural(count, "row", "rows"));
    if (!gs_family_is_asked(context, AF_INET)) {
        gs_pane_info(pane, GS_ROLE_WARN, ", ▲ without A");
    } else if (!gs_family_is_asked(context, AF_INET6)) {
        gs_pane_info(pane, GS_ROLE_WARN, ", ▲ without AAAA");
    }
    describe_order(context, pane);
    if (view.is_stopped) {
        gs_pane_info(pane, GS_ROLE_TEXT, ", ");
        (void)gs_pane_stopped(pane, &view);
    }
    gs_pane_age(pane, &view);
    if (view.is_waiting) {
        gs_pane_time(pane, &view, 0);
    }
}

/* A text whose end is cut anyway is not looked at whole: a TXT may have 64 KiB. */
static int put_value(struct gs_rows *rows, int x, int end, enum gs_role role,
                     const char *text)
{
    size_t room = end > x ? (size_t)(end - x) : 0;
    size_t len = strnlen(text, room * LETTER_BYTES + 1);
    struct gs_buf shown = {0};
    char *start = gs_mem_copy_span(text, len);
    gs_idn_show_words(&shown, start);
    bool is_rtl = gs_idn_is_rtl(gs_buf_text(&shown)); /* digits would change places */
    x = gs_rows_put_cut(rows, x, role, is_rtl ? start : gs_buf_text(&shown), room);
    gs_buf_fini(&shown);
    free(start);
    return x;
}

/* "⠹ 1.8 s", and how often nobody answered so far. */
static int put_waiting(struct gs_rows *rows, int x, const struct gs_dns_query *query,
                       int64_t now_us)
{
    char took[GS_DURATION_TEXT_MAX];
    int64_t waited_us = now_us > query->started_us ? now_us - query->started_us : 0;
    gs_duration_format(waited_us, took);
    x = gs_rows_putf(rows, x, GS_ROLE_WAIT, "%s %s", gs_spinner(waited_us), took);
    if (query->tries.count > 0) {
        const struct gs_dns_try *last = &query->tries.items[query->tries.count - 1];
        char server[GS_ENDPOINT_TEXT_MAX];
        gs_endpoint_format(&last->server, GS_DNS_PORT, server);
        x = gs_rows_putf(rows, x + 3, GS_ROLE_DIM, "%zu %s failed, %s %s",
                         query->tries.count,
                         gs_plural(query->tries.count, "try", "tries"), server,
                         gs_dns_word(last->outcome, last->rcode));
    }
    return x;
}

/* What became of a question that brought no record of its type. */
static int put_outcome(struct gs_rows *rows, int x, const struct gs_dns_answer *answer)
{
    enum gs_outcome outcome = answer->outcome;
    const char *word = gs_dns_word(outcome, answer->rcode);
    if (outcome == GS_OUTCOME_NO_DATA || outcome == GS_OUTCOME_NO_SUCH_NAME ||
        outcome == GS_OUTCOME_NOT_ASKED || outcome == GS_OUTCOME_CANCELLED) {
        return gs_rows_put(rows, x, GS_ROLE_DIM,
                           outcome == GS_OUTCOME_NOT_ASKED
                               ? "not asked: this name never goes into DNS"
                               : word);
    }
    (void)gs_rows_put(rows, GS_SIGN_X, GS_ROLE_ERR, "✗");
    x = gs_rows_put(rows, x, GS_ROLE_ERR, word);
    if (answer->rcode > 0) {
        char rcode[GS_RCODE_TEXT_MAX];
        gs_rcode_format(answer->rcode, rcode);
        x = gs_rows_put(rows, x + GAP, GS_ROLE_DIM, rcode);
    }
    if (answer->edns.errors.count > 0 && answer->edns.errors.items[0].text != NULL) {
        x = put_value(rows, x + GAP, (int)rows->width_cells, GS_ROLE_TEXT,
                      answer->edns.errors.items[0].text);
    }
    return x;
}

static void put_ttl(struct gs_rows *rows, int end, const struct gs_record_item *item,
                    const struct gs_pane_context *context, enum gs_role role)
{
    char text[16] = "–";
    if (item->record != NULL) {
        (void)snprintf(text, sizeof text, "%u",
                       (unsigned)gs_ttl_left(item->record->ttl_s,
                                             item->query->answer->received_us,
                                             context->now.us));
    }
    (void)gs_rows_put_right(rows, end, item->record == NULL ? GS_ROLE_DIM : role, text);
}

static int put_data(struct gs_rows *rows, int x, const struct gs_record_item *item,
                    const struct gs_pane_context *context, enum gs_role role)
{
    if (item->record != NULL) {
        if (item->record->is_malformed) {
            (void)gs_rows_put(rows, GS_SIGN_X, GS_ROLE_WARN, "▲");
        }
        return put_value(rows, x, (int)rows->width_cells, role, item->record->text);
    }
    return item->query->answer == NULL
               ? put_waiting(rows, x, item->query, context->now.us)
               : put_outcome(rows, x, item->query->answer);
}

static bool is_same(const struct gs_record_item *a, const struct gs_record_item *b,
                    enum column column)
{
    return column == TYPE ? gs_record_item_type(a) == gs_record_item_type(b)
           : column == NAME
               ? gs_name_is_equal(gs_record_item_name(a), gs_record_item_name(b))
               : a->section == b->section;
}

static void put_cell(struct gs_rows *rows, const struct grid *grid, enum column column,
                     const struct gs_record_item *item, enum gs_role role)
{
    char type[GS_TYPE_TEXT_MAX];
    int x = grid->x[column];
    size_t cells = (size_t)grid->cells[column];
    bool is_first = column == grid->order.columns[0];
    role = role != GS_ROLE_TEXT         ? role
           : is_first || column == TYPE ? GS_ROLE_STRONG
                                        : GS_ROLE_DIM;
    switch (column) {
    case NAME:
        (void)gs_rows_put_host(rows, x, role, gs_record_item_name(item), cells);
        break;
    case SECTION:
        (void)gs_rows_put(rows, x, role, gs_record_section_word(item->section));
        break;
    default:
        gs_type_format(gs_record_item_type(item), type);
        (void)gs_rows_put_cut(rows, x, role, type, cells);
        break;
    }
}

/* What the row belongs to, without what the row above says already; NULL: none is seen. */
static void put_groups(struct gs_rows *rows, const struct grid *grid,
                       const struct gs_record_item *item,
                       const struct gs_record_item *above, enum gs_role role)
{
    bool is_repeated = above != NULL;
    for (size_t i = 0; i < grid->order.count; i++) {
        enum column column = grid->order.columns[i];
        is_repeated = is_repeated && is_same(item, above, column);
        if (!is_repeated && grid->x[column] >= 0) {
            put_cell(rows, grid, column, item, role);
        }
    }
}

/* The name, where it is another one and has no column. */
static void put_rest(const struct gs_pane_context *context, struct gs_rows *rows, int x,
                     const struct grid *grid, const struct gs_record_item *item)
{
    const char *own = gs_record_item_name(item);
    int end = (int)rows->width_cells;
    if (grid->x[NAME] < 0 && !gs_name_is_equal(own, context->digest->records.name) &&
        x + GAP + 8 < end) {
        (void)gs_rows_put_host(rows, x + GAP, GS_ROLE_DIM, own, (size_t)(end - x - GAP));
    }
}

static void put_item(const struct gs_pane_context *context, struct gs_rows *rows,
                     size_t at, enum gs_role role)
{
    struct gs_record_item item;
    struct gs_record_item above;
    struct grid grid = grid_of(context, rows->width_cells);
    if (!gs_record_item_at(context, at, &item)) {
        return;
    }
    bool is_first = rows->rows.count <= 1; /* of the window: nothing above it is seen */
    bool has_above = !is_first && at > 0 && gs_record_item_at(context, at - 1, &above);
    put_groups(rows, &grid, &item, has_above ? &above : NULL, role);
    if (grid.ttl_end >= 0) {
        put_ttl(rows, grid.ttl_end, &item, context, role);
    }
    int x = put_data(rows, grid.value_x, &item, context, role);
    put_rest(context, rows, x, &grid, &item);
}

static void put_head(const struct gs_pane_context *context, struct gs_rows *rows)
{
    static const char *const heads[COLUMNS] = {"type", "name", "section"};
    struct grid grid = grid_of(context, rows->width_cells);
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    for (size_t i = 0; i < grid.order.count; i++) {
        enum column column = grid.order.columns[i];
        if (grid.x[column] >= 0) {
            (void)gs_rows_put(rows, grid.x[column], GS_ROLE_HEAD, heads[column]);
        }
    }
    if (grid.ttl_end >= 0) {
        (void)gs_rows_put_right(rows, grid.ttl_end, GS_ROLE_HEAD, "ttl");
    }
    (void)gs_rows_put(rows, grid.value_x, GS_ROLE_HEAD, "value");
}

static const char *empty_sentence(const struct gs_pane_context *context)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RECORDS);
    bool is_filtered =
        context->filter[0] != '\0' && context->digest->records.rows.count > 0;
    return context->lookup == NULL
               ? "Nothing was asked yet. Each record type of the list will be a row here."
           : context->lookup->question.is_null
               ? "No host, so no name that DNS has records of."
           : is_filtered     ? "No row passes the filter: Esc shows all."
           : view.is_waiting ? "The record types are being asked."
           : view.is_range   ? GS_RANGE_SENTENCE
                             : "The record types were not asked: r asks them.";
}

/* Of a name that IDNA refuses: which label, and the rule it breaks. */
static void build_empty(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_buf text = {0};
    if (context->lookup != NULL && gs_question_is_refused(&context->lookup->question) &&
        context->lookup->question.idn_error[0] != '\0') {
        gs_buf_addf(&text, "IDNA refuses this name, so DNS is not asked: %s.",
                    context->lookup->question.idn_error);
    } else {
        gs_buf_add_text(&text, empty_sentence(context));
    }
    gs_rows_sentence(rows, GS_ROLE_DIM, gs_buf_text(&text));
    gs_buf_fini(&text);
}

void gs_build_records(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_RECORDS);
    size_t count = gs_record_item_count(context);
    if (count == 0) {
        build_empty(context, rows);
        return;
    }
    put_head(context, rows);
    for (size_t i = 0; i < count; i++) {
        i += gs_rows_skip(rows, i, count - i, 1);
        if (i < count && gs_rows_next(rows, i)) {
            put_item(context, rows, i, gs_tone(&view, GS_ROLE_TEXT));
        }
    }
    size_t left_out = context->digest->records.left_out;
    if (left_out > 0 && context->filter[0] == '\0') {
        char text[96];
        (void)snprintf(text, sizeof text, "▲ %zu %s over %d of a message, not kept.",
                       left_out, gs_plural(left_out, "record is", "records are"),
                       GS_RECORDS_MAX);
        gs_rows_sentence(rows, GS_ROLE_DIM, text);
    }
}
