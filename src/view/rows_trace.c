/* SPDX-License-Identifier: MIT */
/*
 * The way from the root to the name: a row a zone, below it the servers that are to be looked
 * at, or all of them where there is room; at the end what was found.
 */
#include "pane_faces.h"
#include "trace_items.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/trace_words.h"

#include <stdio.h>
#include <string.h>

enum {
    INDENT_CELLS = 2,
    INDENT_MAX = 12,
    TIME_CELLS = 9,
    NARROW_ZONE_CELLS = 20, /* the column of the zones */
    WIDE_ZONE_CELLS = 30,
    WORDS_CELLS = 42, /* the column of what was said, where another one follows */
};

/* What is drawn. */
struct drawing {
    const struct gs_pane_context *context;
    struct gs_part_view view;
    const struct gs_trace *trace;
    int zone_cells;
    bool is_large;
};

static size_t depth_of(const struct gs_trace *trace, size_t level)
{
    size_t depth = 0;
    for (size_t i = 1; i <= level; i++) { /* an alias goes on from a zone above */
        bool goes_down = trace->levels.items[i - 1].ended == GS_TRACE_REFERRED;
        depth = goes_down ? depth + 1 : 0;
    }
    return depth;
}

static size_t count_all(const struct gs_trace *trace)
{
    size_t count = trace->levels.count;
    for (size_t i = 0; i < trace->levels.count; i++) {
        count += trace->levels.items[i].servers.count;
    }
    return count;
}

struct gs_trace_item_list gs_trace_items(const struct gs_pane_context *context,
                                         const struct gs_trace *trace)
{
    struct gs_trace_item_list items = {0};
    size_t end_rows = 2 + trace->answer.count;
    bool has_room = count_all(trace) + end_rows <= context->height;
    for (size_t i = 0; i < trace->levels.count; i++) {
        const struct gs_trace_level *level = &trace->levels.items[i];
        struct gs_trace_item item = {.level = level, .depth = depth_of(trace, i)};
        gs_vec_push(&items, item);
        for (size_t j = 0; j < level->servers.count; j++) {
            item.server = &level->servers.items[j];
            if (has_room || gs_trace_is_trouble(item.server)) {
                gs_vec_push(&items, item);
            }
        }
    }
    return items;
}

uint64_t gs_key_trace(const struct gs_pane_context *context, size_t item)
{
    const struct gs_trace *trace = gs_part_view_of(context, GS_PART_TRACE).facts->trace;
    uint64_t key = 0;
    if (trace == NULL) {
        return 0;
    }
    struct gs_trace_item_list items = gs_trace_items(context, trace);
    if (item < items.count) {
        const struct gs_trace_item *row = &items.items[item];
        size_t level = (size_t)(row->level - trace->levels.items);
        size_t server = row->server == NULL
                            ? 0
                            : (size_t)(row->server - row->level->servers.items) + 1;
        key = (uint64_t)(level + 1) << 32 | server;
    }
    gs_vec_fini(&items);
    return key;
}

void gs_describe_trace(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_TRACE);
    const struct gs_trace *trace = view.facts->trace;
    if (trace == NULL) {
        (void)gs_pane_stopped(pane, &view);
        gs_pane_time(pane, &view, 0);
        return;
    }
    size_t trouble = gs_trace_trouble_total(trace);
    if (!gs_pane_stopped(pane, &view)) {
        struct gs_buf end = {0};
        char type[GS_TYPE_TEXT_MAX];
        gs_type_format(trace->type, type);
        gs_trace_end_words(&end, trace);
        gs_pane_info(pane, GS_ROLE_TEXT, "%s: %zu %s, %s", type, trace->levels.count,
                     gs_plural(trace->levels.count, "zone", "zones"), gs_buf_text(&end));
        gs_buf_fini(&end);
        if (trouble > 0 && !view.is_waiting) {
            gs_pane_info(pane, GS_ROLE_WARN, ", ▲ %zu %s to look at", trouble,
                         gs_plural(trouble, "server", "servers"));
        }
    }
    gs_pane_age(pane, &view);
    gs_pane_time(pane, &view, trace->elapsed_us);
}

/* -- rows ---------------------------------------------------------------------------- */

static int indent_of(size_t depth)
{
    int cells = (int)depth * INDENT_CELLS;
    return cells < INDENT_MAX ? cells : INDENT_MAX;
}

static void put_level(const struct drawing *drawing, struct gs_rows *rows,
                      const struct gs_trace_item *item)
{
    const struct gs_trace_level *level = item->level;
    const struct gs_trace_server *fastest = gs_trace_fastest(level);
    int x = indent_of(item->depth);
    struct gs_buf words = {0};
    gs_trace_level_words(&words, level);
    bool is_waiting = level->ended == GS_TRACE_WAITING;
    if (level->ended == GS_TRACE_FAILED) {
        (void)gs_rows_put(rows, GS_SIGN_X, gs_tone(&drawing->view, GS_ROLE_ERR), "✗");
    }
    if (item->depth > 0) {
        (void)gs_rows_put(rows, x - INDENT_CELLS, GS_ROLE_RULE, "└");
    }
    (void)gs_rows_put_host(rows, x, gs_tone(&drawing->view, GS_ROLE_STRONG), level->zone,
                           (size_t)(drawing->zone_cells - x - 1));
    (void)gs_rows_put_cut(
        rows, drawing->zone_cells,
        gs_tone(&drawing->view, is_waiting ? GS_ROLE_WAIT : GS_ROLE_TEXT),
        gs_buf_text(&words),
        drawing->is_large ? (size_t)WORDS_CELLS
                          : gs_rows_room(rows, drawing->zone_cells, TIME_CELLS));
    if (fastest != NULL) {
        if (drawing->is_large) {
            int host_x = drawing->zone_cells + WORDS_CELLS + 2;
            int after = gs_rows_put(rows, host_x, gs_tone(&drawing->view, GS_ROLE_DIM),
                                    "fastest ");
            (void)gs_rows_put_host(rows, after, gs_tone(&drawing->view, GS_ROLE_DIM),
                                   fastest->host, gs_rows_room(rows, after, TIME_CELLS));
        }
        gs_rows_put_time(rows, (int)rows->width_cells,
                         gs_tone(&drawing->view, GS_ROLE_DIM), fastest->elapsed_us);
    }
    gs_buf_fini(&words);
}

void gs_rows_put_trace_sign(struct gs_rows *rows, const struct gs_part_view *view,
                            const struct gs_trace_server *server)
{
    if (gs_trace_is_trouble(server)) {
        bool is_bad = server->said == GS_TRACE_FAILED;
        (void)gs_rows_put(rows, GS_SIGN_X,
                          gs_tone(view, is_bad ? GS_ROLE_ERR : GS_ROLE_WARN),
                          gs_trace_server_sign(server));
    }
}

static void put_server(const struct drawing *drawing, struct gs_rows *rows,
                       const struct gs_trace_item *item)
{
    const struct gs_trace_server *server = item->server;
    int x = indent_of(item->depth) + INDENT_CELLS;
    int words_x = drawing->zone_cells;
    size_t room = gs_rows_room(rows, words_x, TIME_CELLS);
    char address[GS_ENDPOINT_TEXT_MAX] = "";
    struct gs_buf words = {0};
    gs_trace_server_words(&words, server);
    gs_rows_put_trace_sign(rows, &drawing->view, server);
    (void)gs_rows_put_host(rows, x, gs_tone(&drawing->view, GS_ROLE_DIM), server->host,
                           (size_t)(drawing->zone_cells - x - 1));
    if (drawing->is_large && server->endpoint.address.family != 0) {
        gs_endpoint_format(&server->endpoint, GS_DNS_PORT, address);
        (void)gs_rows_put(rows, words_x + WORDS_CELLS + 2,
                          gs_tone(&drawing->view, GS_ROLE_DIM), address);
        room = WORDS_CELLS;
    }
    enum gs_role role = server->said == GS_TRACE_WAITING ? GS_ROLE_WAIT
                        : gs_trace_is_trouble(server)    ? GS_ROLE_TEXT
                                                         : GS_ROLE_DIM;
    (void)gs_rows_put_cut(rows, words_x, gs_tone(&drawing->view, role),
                          gs_buf_text(&words), room);
    if (server->said > GS_TRACE_WAITING) {
        gs_rows_put_time(rows, (int)rows->width_cells,
                         gs_tone(&drawing->view, GS_ROLE_DIM), server->elapsed_us);
    }
    gs_buf_fini(&words);
}

static void build_end(const struct drawing *drawing, struct gs_rows *rows)
{
    const struct gs_trace *trace = drawing->trace;
    if (trace->outcome == GS_OUTCOME_NOT_ASKED) {
        return;
    }
    if (trace->problem != NULL) {
        gs_rows_blank(rows);
        gs_rows_sentence(rows, gs_tone(&drawing->view, GS_ROLE_TEXT), trace->problem);
    }
    for (size_t i = 0; i < trace->answer.count; i++) {
        struct gs_buf line = {0};
        gs_text_sanitise(&line, trace->answer.items[i], strlen(trace->answer.items[i]));
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            (void)gs_rows_put(rows, GS_SIGN_X, gs_tone(&drawing->view, GS_ROLE_DIM),
                              trace->outcome == GS_OUTCOME_ANSWERED ? "✓" : "–");
            (void)gs_rows_put(rows, 0, gs_tone(&drawing->view, GS_ROLE_TEXT),
                              gs_buf_text(&line));
        }
        gs_buf_fini(&line);
    }
}

/* Why there is nothing to see. */
static void build_unasked(const struct gs_pane_context *context,
                          const struct gs_part_view *view, struct gs_rows *rows)
{
    const char *sentence = "Not asked: t goes down from the root, zone by zone.";
    const struct gs_part_state *state =
        context->lookup == NULL ? NULL : &context->lookup->parts[GS_PART_TRACE];
    if (context->lookup == NULL) {
        sentence = "Nothing was asked yet.";
    } else if (context->lookup->question.is_null) {
        sentence = "No host, so no way to it.";
    } else if (gs_question_is_literal(&context->lookup->question, NULL)) {
        sentence = "An address has no delegation; the name of its reverse zone has one.";
    } else if (view->is_stopped) {
        sentence = "Stopped before the root was asked.";
    } else if (view->is_waiting) {
        sentence = "The root is being asked.";
    } else if (state->progress == GS_PROGRESS_DONE) {
        sentence = "This name must not be asked of DNS (RFC 6761).";
    }
    gs_rows_sentence(rows, GS_ROLE_DIM, sentence);
}

void gs_build_trace(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_TRACE);
    const struct gs_trace *trace = view.facts->trace;
    if (trace == NULL) {
        build_unasked(context, &view, rows);
        return;
    }
    bool is_large = rows->width_cells >= 100;
    struct drawing drawing = {
        .context = context,
        .view = view,
        .trace = trace,
        .is_large = is_large,
        .zone_cells = is_large ? WIDE_ZONE_CELLS : NARROW_ZONE_CELLS,
    };
    struct gs_trace_item_list items = gs_trace_items(context, trace);
    for (size_t i = 0; i < items.count; i++) {
        const struct gs_trace_item *item = &items.items[i];
        if (!gs_rows_next(rows, i)) {
            continue;
        }
        if (item->server == NULL) {
            put_level(&drawing, rows, item);
        } else {
            put_server(&drawing, rows, item);
        }
    }
    gs_vec_fini(&items);
    build_end(&drawing, rows);
}
