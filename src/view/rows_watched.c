/* SPDX-License-Identifier: MIT */
/*
 * The hosts that are watched, the worst first. Ten thousand of them cost what is seen.
 */
#include "watch_pane.h"
#include "watched_answers.h"
#include "watched_cells.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_words.h"

#include <stdio.h>
#include <string.h>

enum {
    LINE_X = 11, /* where the reason of a broken line begins */
};

/* -- what is shown ------------------------------------------------------------------- */

struct gs_outcome_look gs_watch_look(const char *sign)
{
    static const struct {
        const char *sign;
        enum gs_role role;
    } looks[] = {{"✗", GS_ROLE_ERR},
                 {"▼", GS_ROLE_WARN},
                 {"▲", GS_ROLE_WARN},
                 {"~", GS_ROLE_WARN},
                 {"✓", GS_ROLE_OK}};

    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        if (strcmp(looks[i].sign, sign) == 0) {
            return (struct gs_outcome_look){sign, looks[i].role};
        }
    }
    return (struct gs_outcome_look){sign, GS_ROLE_TEXT};
}

struct gs_outcome_look gs_watched_look(const struct gs_watched *host)
{
    bool is_changed =
        host->state == GS_WATCH_CHANGED && host->last_change != GS_WATCH_NO_CHANGE;
    struct gs_outcome_look look =
        gs_watch_look(is_changed ? gs_watch_change_sign(host->last_change)
                                 : gs_watch_state_sign(host->state));
    look.role = is_changed ? GS_ROLE_TEXT : look.role;
    return look;
}

static const struct gs_monitor *monitor_of(const struct gs_pane_context *context)
{
    return &context->session->monitor;
}

static struct gs_watched_wish wish_of(const struct gs_pane_context *context)
{
    return (struct gs_watched_wish){
        .filter = context->filter,
        .column = (enum gs_watched_sort)context->sort.column,
        .is_reversed = context->sort.is_reversed,
        .is_grouped = context->is_grouped,
    };
}

void gs_watched_renew(const struct gs_pane_context *context)
{
    const struct gs_watched_wish wish = wish_of(context);
    gs_watched_order_renew(context->hosts, monitor_of(context), &wish, context->now.us);
}

static const struct gs_watched_order *order_of(const struct gs_pane_context *context)
{
    const struct gs_watched_wish wish = wish_of(context);
    gs_watched_order_follow(context->hosts, monitor_of(context), &wish);
    return context->hosts;
}

size_t gs_watched_count(const struct gs_pane_context *context)
{
    return order_of(context)->items.count;
}

const struct gs_watched *gs_watched_at(const struct gs_pane_context *context, size_t item)
{
    const struct gs_watched_order *order = order_of(context);
    return item < order->items.count
               ? &monitor_of(context)->hosts.items[order->items.items[item].at]
               : NULL;
}

size_t gs_watched_item(const struct gs_pane_context *context, uint64_t id)
{
    const struct gs_watched_order *order = order_of(context);
    const struct gs_watched *host = gs_monitor_find(monitor_of(context), id);
    size_t at =
        host == NULL ? SIZE_MAX : (size_t)(host - monitor_of(context)->hosts.items);
    for (size_t i = 0; i < order->items.count; i++) {
        if (order->items.items[i].at == at) {
            return i;
        }
    }
    return GS_NO_ITEM;
}

uint64_t gs_key_watched(const struct gs_pane_context *context, size_t item)
{
    const struct gs_watched_order *order = order_of(context);
    const struct gs_watched *host = gs_watched_at(context, item);
    return host == NULL
               ? 0
               : host->id * (GS_WATCH_LABELS_MAX + 1) + order->items.items[item].label;
}

void gs_text_watched(const struct gs_pane_context *context, size_t item,
                     struct gs_buf *out)
{
    const struct gs_watched *host = gs_watched_at(context, item);
    if (host != NULL) {
        gs_watched_text(host, out);
    }
}

const char *gs_no_watched(const struct gs_pane_context *context)
{
    if (monitor_of(context)->hosts.count > 0) {
        return "No row passes the filter: Esc shows all.";
    }
    return monitor_of(context)->is_on
               ? "The list has no host: `:watch HOST` adds one."
               : "Nothing is watched yet: `:watch HOST` adds a host, a paste of many "
                 "lines "
                 "adds all of them, `gaiscope -m FILE` begins with a list.";
}

/* -- the pane ------------------------------------------------------------------------ */

static void add_count(struct gs_buf *out, const char *before, size_t count,
                      const char *behind)
{
    char text[GS_COUNT_TEXT_MAX];
    gs_count_format(count, text);
    gs_buf_addf(out, "%s%s%s", before, text, behind);
}

/* "worst first", "not saved, by host, from the end, 3 tagged". */
void gs_describe_watched(const struct gs_pane_context *context, struct gs_pane *pane)
{
    const char *const *columns = gs_pane_kind_of(GS_PANE_WATCHED)->sort_columns;
    const struct gs_sort *sort = &context->sort;
    if (monitor_of(context)->hosts.count == 0) {
        gs_buf_add_text(&pane->info, context->is_unsaved ? "not saved" : "");
        return;
    }
    const char *unsaved = context->is_unsaved ? "not saved, " : ""; /* never cut */
    if (sort->column == GS_WATCHED_SORT_STATE) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%s%s", unsaved,
                     sort->is_reversed ? "best first" : "worst first");
    } else {
        gs_pane_info(pane, GS_ROLE_TEXT, "%sby %s%s", unsaved, columns[sort->column],
                     sort->is_reversed ? ", from the end" : "");
    }
    if (context->is_grouped) {
        gs_buf_add_text(&pane->info, ", by label");
    }
    if (order_of(context)->items.count > order_of(context)->shown) {
        add_count(&pane->info, ": ", order_of(context)->shown, " hosts");
        add_count(&pane->info, " in ", order_of(context)->items.count, " rows");
    }
    if (order_of(context)->paused > 0) {
        add_count(&pane->info, ", ", order_of(context)->paused, " paused");
    }
    if (context->tags->count > 0) {
        add_count(&pane->info, ", ", context->tags->count, " tagged");
    }
}

static void put_group(struct gs_rows *rows, const struct gs_watched_order *order,
                      const struct gs_watched_group *group)
{
    const char *label = order->items.items[group->first].group;
    if (gs_rows_next(rows, GS_NO_ITEM)) {
        int x =
            gs_rows_put(rows, 0, GS_ROLE_TITLE, label[0] == '\0' ? "no label" : label);
        char count[GS_COUNT_TEXT_MAX];
        gs_count_format(group->count, count);
        (void)gs_rows_putf(rows, x + 2, GS_ROLE_DIM, "%s %s", count,
                           gs_plural(group->count, "host", "hosts"));
    }
}

static void put_row(const struct gs_pane_context *context,
                    const struct gs_watched_grid *grid, struct gs_rows *rows,
                    const struct gs_watched *host)
{
    if (context->shows_answers) {
        gs_watched_put_answer(context, rows, host);
    } else {
        gs_watched_put_row(grid, rows, context, host);
    }
}

static void put_hosts(const struct gs_pane_context *context,
                      const struct gs_watched_grid *grid, struct gs_rows *rows,
                      size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        i += gs_rows_skip(rows, i, end - i, 1);
        if (i < end && gs_rows_next(rows, i)) {
            put_row(context, grid, rows, gs_watched_at(context, i));
        }
    }
}

void gs_build_watched(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_watched_order *order = order_of(context);
    struct gs_watched_grid grid =
        gs_watched_grid_of(rows->width_cells, order->host_cells);
    if (order->items.count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM, gs_no_watched(context));
        return;
    }
    if (context->shows_answers) {
        gs_watched_put_answer_head(rows, order->host_cells);
    } else {
        gs_watched_put_head(&grid, rows);
    }
    if (!context->is_grouped) {
        put_hosts(context, &grid, rows, 0, order->items.count);
        return;
    }
    for (size_t i = 0; i < order->groups.count; i++) {
        const struct gs_watched_group *group = &order->groups.items[i];
        put_group(rows, order, group);
        put_hosts(context, &grid, rows, group->first, group->first + group->count);
    }
}

/* -- lines that are not watched ------------------------------------------------------ */

void gs_describe_broken(const struct gs_pane_context *context, struct gs_pane *pane)
{
    const struct gs_monitor *monitor = monitor_of(context);
    size_t count = monitor->errors.count + monitor->errors_left_out;
    gs_pane_info(pane, GS_ROLE_WARN, "%zu %s not watched", count,
                 gs_plural(count, "is", "are"));
    gs_buf_add_text(&pane->right, monitor->name == NULL ? "" : monitor->name);
}

void gs_build_broken(const struct gs_pane_context *context, struct gs_rows *rows)
{
    const struct gs_monitor *monitor = monitor_of(context);
    for (size_t i = 0; i < monitor->errors.count; i++) {
        const struct gs_watch_error *error = &monitor->errors.items[i];
        if (gs_rows_next(rows, i)) {
            (void)gs_rows_put(rows, GS_SIGN_X, GS_ROLE_WARN, "▲");
            (void)gs_rows_putf(rows, 0, GS_ROLE_DIM, "line %u", (unsigned)error->line);
            (void)gs_rows_put(rows, LINE_X, GS_ROLE_TEXT, error->reason);
        }
    }
    if (monitor->errors_left_out > 0) {
        char text[64];
        (void)snprintf(text, sizeof text, "And %u more.",
                       (unsigned)monitor->errors_left_out);
        gs_rows_sentence(rows, GS_ROLE_DIM, text);
    }
}
