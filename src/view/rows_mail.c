/* SPDX-License-Identifier: MIT */
/*
 * The delivery plan. A bracket holds what may be tried in any order:
 *
 *     pref   exchange               v4  v6
 *       10 ┌ mx1.example.org         1   1
 *          └ mx2.example.org         1   1
 *            any order
 */
#include "pane_faces.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/round_diff.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    PREF_END = 4,
    BRACKET_X = 5,
    NAME_X = 7,
    COUNT_CELLS = 7, /* both counts with their gap */
};

void gs_describe_mail(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_MAIL);
    const struct gs_mx_plan *plan = view.facts->mail;
    if (gs_pane_stopped(pane, &view)) {
        return;
    }
    if (plan != NULL && plan->kind == GS_MX_LISTED) {
        size_t count = plan->exchanges.count;
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s", count,
                     gs_plural(count, "exchange", "exchanges"));
    } else if (plan != NULL) {
        bool is_fault = plan->kind == GS_MX_TEMPORARY_FAILURE;
        gs_pane_info(pane, is_fault ? GS_ROLE_ERR : GS_ROLE_TEXT, "%s%s",
                     is_fault ? "✗ " : "", gs_mx_kind_word(plan->kind));
    }
    if (plan != NULL && pane->info.len > 0) {
        gs_pane_age(pane, &view);
    }
    gs_pane_time(pane, &view, plan == NULL ? 0 : plan->elapsed_us);
}

struct drawing {
    const struct gs_pane_context *context;
    struct gs_part_view view;
    const struct gs_mx_plan *plan;
    bool has_addresses; /* each exchange has a second line */
    bool is_past;       /* of the round before: nothing can be selected */
    bool marks;         /* changes are marked */
};

static enum gs_change change_at(const struct drawing *drawing, size_t at)
{
    return drawing->marks ? gs_exchange_change(drawing->context->lookup->last.mail,
                                               &drawing->plan->exchanges.items[at])
                          : GS_CHANGE_NONE;
}

static bool is_grouped(const struct gs_mx_plan *plan, size_t a, size_t b)
{
    return b < plan->exchanges.count &&
           plan->exchanges.items[a].preference == plan->exchanges.items[b].preference;
}

/* "┌" at a group's first line, "└" at its last, "│" between, "" for one alone. */
static const char *bracket_of(const struct gs_mx_plan *plan, size_t at, bool is_first,
                              bool is_last)
{
    bool has_before = at > 0 && is_grouped(plan, at - 1, at);
    bool has_behind = is_grouped(plan, at, at + 1);
    if (!has_before && !has_behind) {
        return "";
    }
    if (!has_before && is_first) {
        return "┌";
    }
    return !has_behind && is_last ? "└" : "│";
}

static void put_count(struct gs_rows *rows, int end, const struct drawing *drawing,
                      const struct gs_exchange *exchange, int family)
{
    bool has_answer =
        family == AF_INET ? exchange->has_v4_answer : exchange->has_v6_answer;
    size_t count = gs_exchange_count(exchange, family);
    char text[24];
    if (!has_answer && drawing->view.is_waiting && count == 0) {
        (void)gs_rows_put_right(rows, end, GS_ROLE_WAIT,
                                gs_spinner(drawing->view.waited_us));
        return;
    }
    (void)snprintf(text, sizeof text, "%zu", count);
    (void)gs_rows_put_right(
        rows, end, gs_tone(&drawing->view, count > 0 ? GS_ROLE_TEXT : GS_ROLE_DIM),
        count > 0 ? text : "–");
}

static void put_exchange(struct gs_rows *rows, const struct drawing *drawing, size_t at,
                         enum gs_change change)
{
    const struct gs_exchange *exchange = &drawing->plan->exchanges.items[at];
    int end = (int)rows->width_cells;
    bool is_first = at == 0 || !is_grouped(drawing->plan, at - 1, at);
    bool has_second = drawing->has_addresses && exchange->addresses.count > 0;
    bool is_useless = exchange->status == GS_EXCHANGE_NONE ||
                      exchange->status == GS_EXCHANGE_NXDOMAIN ||
                      exchange->status == GS_EXCHANGE_NODATA;
    bool is_gone = change == GS_CHANGE_REMOVED; /* stands alone, its group may be left */
    gs_rows_put_change(rows, change);
    if (is_first || is_gone) {
        char text[24];
        (void)snprintf(text, sizeof text, "%u", exchange->preference);
        (void)gs_rows_put_right(rows, PREF_END, gs_tone(&drawing->view, GS_ROLE_TEXT),
                                text);
    }
    (void)gs_rows_put(rows, BRACKET_X, GS_ROLE_RULE,
                      is_gone ? "" : bracket_of(drawing->plan, at, true, !has_second));
    enum gs_role role = gs_tone(&drawing->view, is_useless ? GS_ROLE_DIM : GS_ROLE_TEXT);
    (void)gs_rows_put_host(rows, NAME_X,
                           change == GS_CHANGE_NONE ? role : GS_ROLE_CHANGED,
                           exchange->name, (size_t)(end - COUNT_CELLS - NAME_X));
    put_count(rows, end - 4, drawing, exchange, AF_INET);
    put_count(rows, end, drawing, exchange, AF_INET6);
}

static void put_addresses(struct gs_rows *rows, const struct drawing *drawing, size_t at)
{
    const struct gs_exchange *exchange = &drawing->plan->exchanges.items[at];
    int x = NAME_X;
    (void)gs_rows_put(rows, BRACKET_X, GS_ROLE_RULE,
                      bracket_of(drawing->plan, at, false, true));
    for (size_t i = 0; i < exchange->addresses.count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&exchange->addresses.items[i], text);
        if (x + (int)gs_text_cells(text) > (int)rows->width_cells && i > 0) {
            (void)gs_rows_put(rows, x, GS_ROLE_DIM, "…");
            break;
        }
        x = gs_rows_put(rows, x, gs_tone(&drawing->view, GS_ROLE_DIM), text) + 3;
    }
}

static void build_exchange(const struct drawing *drawing, struct gs_rows *rows, size_t at)
{
    const struct gs_exchange *exchange = &drawing->plan->exchanges.items[at];
    const char *trouble = gs_exchange_trouble(exchange);
    size_t item = drawing->is_past ? GS_NO_ITEM : at;
    if (gs_rows_next(rows, item)) {
        enum gs_change change = change_at(drawing, at);
        put_exchange(rows, drawing, at, change);
        if (trouble[0] != '\0' && change == GS_CHANGE_NONE) {
            (void)gs_rows_put(rows, GS_SIGN_X, gs_tone(&drawing->view, GS_ROLE_WARN),
                              "▲");
        }
    }
    if (drawing->has_addresses && exchange->addresses.count > 0 &&
        gs_rows_next(rows, item)) {
        put_addresses(rows, drawing, at);
    }
    if (trouble[0] != '\0' && gs_rows_next(rows, item)) {
        (void)gs_rows_put(rows, NAME_X, gs_tone(&drawing->view, GS_ROLE_DIM), trouble);
    }
    bool ends_group = at > 0 && is_grouped(drawing->plan, at - 1, at) &&
                      !is_grouped(drawing->plan, at, at + 1);
    if (ends_group && gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_put(rows, NAME_X, gs_tone(&drawing->view, GS_ROLE_DIM),
                          "any order");
    }
}

/* What the plan means, where its rows do not say it. */
static void build_meaning(const struct gs_mx_plan *plan, struct gs_rows *rows)
{
    bool is_fault = plan->kind == GS_MX_TEMPORARY_FAILURE;
    const char *sentence = gs_mx_plan_sentence(plan);
    if (plan->exchanges.count > 0 && sentence[0] != '\0') {
        gs_rows_blank(rows);
    }
    gs_rows_sentence(rows, is_fault ? GS_ROLE_TEXT : GS_ROLE_DIM, sentence);
}

static void build_heading(struct gs_rows *rows)
{
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        int end = (int)rows->width_cells;
        (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "pref");
        (void)gs_rows_put(rows, NAME_X, GS_ROLE_HEAD, "exchange");
        (void)gs_rows_put_right(rows, end, GS_ROLE_HEAD, "v4  v6");
    }
}

/* The exchanges of the last plan that was known, below one that is not known now. */
static void build_past(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_lookup *lookup = context->lookup;
    const struct gs_mx_plan *plan = lookup->last.mail;
    struct drawing drawing = {
        .context = context, .view.is_old = true, .plan = plan, .is_past = true};
    char clock[GS_DURATION_TEXT_MAX];
    gs_clock_format(lookup->last_parts[GS_PART_MAIL].started_wall_s, clock);
    gs_rows_blank(rows);
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        (void)gs_rows_putf(rows, 0, GS_ROLE_OLD, "%zu %s at %s", plan->exchanges.count,
                           gs_plural(plan->exchanges.count, "exchange", "exchanges"),
                           clock);
    }
    for (size_t i = 0; i < plan->exchanges.count; i++) {
        build_exchange(&drawing, rows, i);
    }
}

/* The exchanges that the round before had and this one has not. */
static void build_removed(const struct drawing *drawing, struct gs_rows *rows)
{
    const struct gs_mx_plan *last = drawing->context->lookup->last.mail;
    struct drawing past = *drawing;
    past.plan = last;
    for (size_t i = 0; i < last->exchanges.count; i++) {
        bool is_gone = gs_exchange_change(drawing->plan, &last->exchanges.items[i]) ==
                       GS_CHANGE_ADDED;
        if (is_gone && gs_rows_next(rows, GS_NO_ITEM)) {
            put_exchange(rows, &past, i, GS_CHANGE_REMOVED);
        }
    }
}

void gs_build_mail(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view = gs_part_view_of(context, GS_PART_MAIL);
    const struct gs_mx_plan *plan = view.facts->mail;
    if (plan == NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         view.is_waiting   ? "Waiting for the MX records."
                         : view.is_stopped ? "Stopped before the plan was known."
                                           : "The delivery plan was not asked.");
        return;
    }
    bool is_large = rows->width_cells >= GS_LARGE_CELLS;
    struct drawing drawing = {
        .context = context,
        .view = view,
        .plan = plan,
        .has_addresses = is_large || plan->kind == GS_MX_IMPLICIT,
        .marks = gs_marks_changes(context, GS_PART_MAIL) &&
                 plan->kind != GS_MX_TEMPORARY_FAILURE,
    };
    for (size_t i = 0; i < plan->aliases.count; i++) {
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            int x = gs_rows_put(rows, 0, gs_tone(&view, GS_ROLE_DIM), "alias of ");
            (void)gs_rows_put_host(rows, x, gs_tone(&view, GS_ROLE_TEXT),
                                   plan->aliases.items[i], rows->width_cells - (size_t)x);
        }
    }
    if (gs_mx_plan_has_exchanges(plan)) {
        build_heading(rows);
        for (size_t i = 0; i < plan->exchanges.count; i++) {
            build_exchange(&drawing, rows, i);
        }
    }
    build_meaning(plan, rows);
    bool has_past = !view.is_old && gs_mx_plan_has_exchanges(context->lookup->last.mail);
    if (has_past && plan->kind == GS_MX_TEMPORARY_FAILURE) {
        build_past(context, rows);
    } else if (has_past && drawing.marks) {
        build_removed(&drawing, rows);
    }
}
