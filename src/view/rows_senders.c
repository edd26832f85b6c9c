/* SPDX-License-Identifier: MIT */
/*
 * The same plan for a sender that has one family alone.
 *
 *     1 ┌ 192.0.2.25        mx1.example.org          any order
 *       └ 192.0.2.26        mx2.example.org
 *     then the mail waits and is tried again
 */
#include "mail_pane.h"
#include "pane_faces.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/mail_verdict.h"
#include "gaiscope/rules/sender_plan.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    NUMBER_END = 2,
    BRACKET_X = 2,
    ADDRESS_X = 4,
    NAME_X = 22,     /* where an address of usual length leaves room */
    NAME_CELLS = 16, /* a name narrower than that goes to a row of its own */
    LOT_CELLS = 12,  /* "any order" with its gap */
};

static bool make(const struct gs_pane_context *context, int family,
                 struct gs_sender_plan *out)
{
    struct gs_mail_facts facts = gs_mail_facts_of(context);
    if (facts.plan == NULL || facts.plan->kind == GS_MX_WAITING) {
        return false;
    }
    gs_sender_plan_make(facts.plan, facts.delivery, family, out);
    return true;
}

static void describe(const struct gs_pane_context *context, int family,
                     struct gs_pane *pane)
{
    struct gs_mail_facts facts = gs_mail_facts_of(context);
    struct gs_sender_plan sender;
    if (!make(context, family, &sender)) {
        gs_pane_time(pane, &facts.view, 0);
        return;
    }
    size_t count = sender.steps.count;
    if (count > 0) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s", count,
                     gs_plural(count, "address", "addresses"));
        gs_pane_age(pane, &facts.view);
    } else if (sender.ending[0] != '\0') {
        gs_pane_info(pane, GS_ROLE_ERR, "✗ %s",
                     sender.unknown > 0 || facts.plan->kind == GS_MX_TEMPORARY_FAILURE
                         ? "try again"
                         : "cannot deliver");
    }
    if (count > 0 && !facts.view.is_waiting) {
        gs_buf_add_text(&pane->right, "tried in this order");
    } else if (facts.view.is_waiting) {
        gs_pane_time(pane, &facts.view, 0);
    }
    gs_sender_plan_fini(&sender);
}

void gs_describe_sender_v4(const struct gs_pane_context *context, struct gs_pane *pane)
{
    describe(context, AF_INET, pane);
}

void gs_describe_sender_v6(const struct gs_pane_context *context, struct gs_pane *pane)
{
    describe(context, AF_INET6, pane);
}

/* Where the names stand: behind the longest address; 0: on rows of their own. */
static int name_column(const struct gs_sender_plan *sender, size_t width)
{
    int x = NAME_X;
    for (size_t i = 0; i < sender->steps.count; i++) {
        char text[GS_ADDRESS_TEXT_MAX];
        gs_address_format(&sender->steps.items[i].address, text);
        int behind = ADDRESS_X + (int)gs_text_cells(text) + 2;
        x = behind > x ? behind : x;
    }
    return x + NAME_CELLS <= (int)width ? x : 0;
}

static void put_name(struct gs_rows *rows, int x, enum gs_role role, const char *name,
                     int end)
{
    (void)gs_rows_put_host(rows, x, role, name, (size_t)(end > x ? end - x : 1));
}

static void build_step(const struct gs_sender_plan *sender, size_t at, int name_x,
                       const struct gs_part_view *view, struct gs_rows *rows)
{
    const struct gs_sender_step *step = &sender->steps.items[at];
    int width = (int)rows->width_cells;
    const char *bracket =
        step->is_any_order
            ? gs_mail_bracket(false, step->is_first, step->is_last && name_x > 0)
            : "";
    if (gs_rows_next(rows, at)) {
        char text[GS_ADDRESS_TEXT_MAX];
        bool has_lot = step->is_any_order && step->is_first;
        if (step->is_first) {
            (void)snprintf(text, sizeof text, "%zu", step->number);
            (void)gs_rows_put_right(rows, step->number < 10 ? NUMBER_END - 1 : NUMBER_END,
                                    gs_tone(view, GS_ROLE_TEXT), text);
        }
        (void)gs_rows_put(rows, BRACKET_X, GS_ROLE_RULE, bracket);
        gs_address_format(&step->address, text);
        int x = gs_rows_put(rows, ADDRESS_X, gs_tone(view, GS_ROLE_TEXT), text);
        int end = width - (has_lot ? LOT_CELLS : 0);
        if (name_x > 0) {
            put_name(rows, name_x, gs_tone(view, GS_ROLE_DIM), step->exchange, end);
        }
        if (has_lot && x + LOT_CELLS <= width) {
            (void)gs_rows_put_right(rows, width, gs_tone(view, GS_ROLE_DIM), "any order");
        }
    }
    if (name_x == 0 && gs_rows_next(rows, at)) {
        (void)gs_rows_put(
            rows, BRACKET_X, GS_ROLE_RULE,
            step->is_any_order ? gs_mail_bracket(false, false, step->is_last) : "");
        put_name(rows, ADDRESS_X + 2, gs_tone(view, GS_ROLE_DIM), step->exchange, width);
    }
}

/* Which exchanges this sender never reaches. */
static void build_without(const struct gs_sender_plan *sender, struct gs_rows *rows)
{
    char text[96];
    if (sender->without > 0 && sender->steps.count > 0) {
        (void)snprintf(text, sizeof text, "%zu %s no address of this family",
                       sender->without,
                       gs_plural(sender->without, "exchange has", "exchanges have"));
        gs_rows_sentence(rows, GS_ROLE_DIM, text);
    }
    if (sender->unknown > 0) {
        (void)snprintf(text, sizeof text, "of %zu %s it is not known now",
                       sender->unknown,
                       gs_plural(sender->unknown, "exchange", "exchanges"));
        gs_rows_sentence(rows, GS_ROLE_WARN, text);
    }
}

static void build(const struct gs_pane_context *context, int family, struct gs_rows *rows)
{
    struct gs_mail_facts facts = gs_mail_facts_of(context);
    struct gs_sender_plan sender;
    if (!make(context, family, &sender)) {
        gs_rows_sentence(rows, GS_ROLE_DIM, gs_mail_no_plan(&facts));
        return;
    }
    int name_x = name_column(&sender, rows->width_cells);
    for (size_t i = 0; i < sender.steps.count; i++) {
        build_step(&sender, i, name_x, &facts.view, rows);
    }
    gs_rows_sentence(
        rows, gs_tone(&facts.view, sender.steps.count > 0 ? GS_ROLE_DIM : GS_ROLE_TEXT),
        sender.ending);
    build_without(&sender, rows);
    gs_sender_plan_fini(&sender);
}

void gs_build_sender_v4(const struct gs_pane_context *context, struct gs_rows *rows)
{
    build(context, AF_INET, rows);
}

void gs_build_sender_v6(const struct gs_pane_context *context, struct gs_rows *rows)
{
    build(context, AF_INET6, rows);
}

/* The exchange of a step: which of the plan's. NULL: none. */
static const struct gs_exchange *exchange_at(const struct gs_pane_context *context,
                                             int family, size_t item)
{
    struct gs_sender_plan sender;
    const struct gs_exchange *found = NULL;
    if (!make(context, family, &sender)) {
        return NULL;
    }
    const struct gs_mx_plan *plan = gs_mail_facts_of(context).plan;
    for (size_t i = 0; item < sender.steps.count && i < plan->exchanges.count; i++) {
        bool is_it = plan->exchanges.items[i].name == sender.steps.items[item].exchange;
        found = is_it ? &plan->exchanges.items[i] : found;
    }
    gs_sender_plan_fini(&sender);
    return found;
}

const char *gs_target_sender_v4(const struct gs_pane_context *context, size_t item)
{
    const struct gs_exchange *exchange = exchange_at(context, AF_INET, item);
    return exchange == NULL ? NULL : exchange->name;
}

const char *gs_target_sender_v6(const struct gs_pane_context *context, size_t item)
{
    const struct gs_exchange *exchange = exchange_at(context, AF_INET6, item);
    return exchange == NULL ? NULL : exchange->name;
}

void gs_details_sender_v4(const struct gs_pane_context *context, size_t item,
                          struct gs_popup *popup)
{
    const struct gs_exchange *exchange = exchange_at(context, AF_INET, item);
    if (exchange != NULL) {
        gs_details_exchange(context, exchange, popup);
    }
}

void gs_details_sender_v6(const struct gs_pane_context *context, size_t item,
                          struct gs_popup *popup)
{
    const struct gs_exchange *exchange = exchange_at(context, AF_INET6, item);
    if (exchange != NULL) {
        gs_details_exchange(context, exchange, popup);
    }
}
