/* SPDX-License-Identifier: MIT */
/*
 * The delivery plan, as a sender walks it. One item an exchange; its addresses stand below it,
 * remarks beside them.
 *
 *     pref   exchange and its addresses     v4   v6   ttl   TLSA       remark
 *       10 ┌ mx1.example.org                 1    1  3541   3 1 1  AD  any order, drawn by lot
 *          └   192.0.2.25
 */
#include "pane_faces.h"
#include "plan_exchange.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/mail_verdict.h"
#include "gaiscope/rules/round_diff.h"
#include "gaiscope/rules/sender_plan.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

struct gs_mail_facts gs_mail_facts_of(const struct gs_pane_context *context)
{
    struct gs_mail_facts facts = {
        .view = gs_part_view_of(context, GS_PART_MAIL),
        .delivery_view = gs_part_view_of(context, GS_PART_DELIVERY),
    };
    facts.plan = facts.view.facts->mail;
    facts.delivery = facts.delivery_view.facts->delivery;
    return facts;
}

const char *gs_mail_no_plan(const struct gs_mail_facts *facts)
{
    return facts->view.is_waiting   ? "Waiting for the MX records."
           : facts->view.is_stopped ? "Stopped before the plan was known."
           : facts->view.is_range   ? GS_RANGE_SENTENCE
                                    : "The delivery plan was not asked.";
}

const char *gs_mail_bracket(bool is_alone, bool is_first_line, bool is_last_line)
{
    return is_alone ? "" : is_first_line ? "┌" : is_last_line ? "└" : "│";
}

static struct gs_plan_columns columns_of(size_t width)
{
    if (width >= FULL_CELLS) {
        return (struct gs_plan_columns){52, 57, 65, 68, 83};
    }
    if (width >= MIDDLE_CELLS) {
        return (struct gs_plan_columns){42, 46, 0, 0, 49};
    }
    return (struct gs_plan_columns){(int)width - 4, (int)width, 0, 0, 0};
}

/* -- the title ----------------------------------------------------------------------- */

void gs_describe_plan(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_mail_facts facts = gs_mail_facts_of(context);
    const struct gs_mx_plan *plan = facts.plan;
    if (gs_pane_stopped(pane, &facts.view)) {
        return;
    }
    if (plan != NULL && plan->kind == GS_MX_LISTED) {
        size_t groups = gs_mx_plan_groups(plan);
        size_t count = plan->exchanges.count + plan->left_out;
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu %s, %zu %s", count,
                     gs_plural(count, "exchange", "exchanges"), groups,
                     gs_plural(groups, "group", "groups"));
    } else if (plan != NULL && plan->kind != GS_MX_WAITING) {
        bool is_fine = plan->kind == GS_MX_IMPLICIT;
        gs_pane_info(
            pane, is_fine ? GS_ROLE_TEXT : GS_ROLE_ERR, "%s%s", is_fine ? "" : "✗ ",
            plan->kind == GS_MX_NULL ? "takes no mail" : gs_mx_kind_word(plan->kind));
    }
    if (plan != NULL && pane->info.len > 0) {
        gs_pane_age(pane, &facts.view);
    }
    gs_pane_time(pane, &facts.view, plan == NULL ? 0 : plan->elapsed_us);
    bool is_long = context->width >= MIDDLE_CELLS;
    if (plan != NULL && !facts.view.is_waiting && plan->kind == GS_MX_LISTED && is_long) {
        gs_buf_clear(&pane->right);
        gs_buf_add_text(&pane->right, "lowest preference first, RFC 5321");
    }
}

static void build_heading(const struct gs_plan_drawing *drawing, struct gs_rows *rows)
{
    const struct gs_plan_columns *columns = &drawing->columns;
    if (!gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    (void)gs_rows_put(rows, 0, GS_ROLE_HEAD, "pref");
    (void)gs_rows_put(rows, NAME_X, GS_ROLE_HEAD,
                      columns->note_x > 0 ? "exchange and its addresses" : "exchange");
    (void)gs_rows_put_right(rows, columns->v4_end, GS_ROLE_HEAD, "v4");
    (void)gs_rows_put_right(rows, columns->v6_end, GS_ROLE_HEAD, "v6");
    if (columns->tlsa_x > 0) {
        (void)gs_rows_put_right(rows, columns->ttl_end, GS_ROLE_HEAD, "ttl");
        (void)gs_rows_put(rows, columns->tlsa_x, GS_ROLE_HEAD, "TLSA");
    }
    if (columns->note_x > 0) {
        (void)gs_rows_put(rows, columns->note_x, GS_ROLE_HEAD, "remark");
    }
}

/* -- plans without exchanges --------------------------------------------------------- */

/* The one row of a plan that has no exchange to show: what was found, in the grid. */
static void build_finding(const struct gs_plan_drawing *drawing, struct gs_rows *rows)
{
    const struct gs_mx_plan *plan = drawing->plan;
    int end = (int)rows->width_cells < 56 ? (int)rows->width_cells : 56;
    char rcode[GS_RCODE_TEXT_MAX] = "";
    bool is_null = plan->kind == GS_MX_NULL;
    if ((!is_null && plan->kind != GS_MX_TEMPORARY_FAILURE) ||
        !gs_rows_next(rows, GS_NO_ITEM)) {
        return;
    }
    if (plan->rcode > 0) {
        gs_rcode_format(plan->rcode, rcode);
    }
    (void)gs_rows_put_right(rows, PREF_END, GS_ROLE_TEXT, is_null ? "0" : "–");
    (void)gs_rows_put(rows, NAME_X, GS_ROLE_TEXT, is_null ? "." : "not known");
    (void)gs_rows_put_right(rows, end, GS_ROLE_DIM,
                            is_null           ? "null MX"
                            : plan->rcode > 0 ? rcode
                                              : gs_dns_word(plan->outcome, plan->rcode));
}

/* What the plan means: the sentences of the standard in plain words. */
static const char *meaning_of(const struct gs_mx_plan *plan)
{
    switch (plan->kind) {
    case GS_MX_NULL:
        return "The domain accepts no mail: a sender gives up at once, A and AAAA are "
               "not "
               "tried. RFC 7505";
    case GS_MX_TEMPORARY_FAILURE:
        return "Not \"no MX\": a sender keeps the mail and tries again. It never falls "
               "back to A or AAAA.";
    case GS_MX_IMPLICIT:
        return plan->exchanges.count > 0 &&
                       plan->exchanges.items[0].v4_outcome == GS_OUTCOME_NOT_ASKED &&
                       plan->exchanges.items[0].v6_outcome == GS_OUTCOME_NOT_ASKED &&
                       plan->is_complete
                   ? "An address takes mail itself: MX is not asked. RFC 5321, section "
                     "4.1.3"
                   : "No MX record: the domain's own addresses take its place. RFC 5321, "
                     "section 5.1";
    case GS_MX_WAITING:
    case GS_MX_LISTED:
    case GS_MX_NONE:
    case GS_MX_NXDOMAIN:
    case GS_MX_INVALID:
        break;
    }
    return gs_mx_plan_sentence(plan);
}

static void build_meaning(const struct gs_mx_plan *plan, struct gs_rows *rows)
{
    const char *sentence = meaning_of(plan);
    if (sentence[0] != '\0' && plan->exchanges.count > 0) {
        gs_rows_blank(rows);
    }
    gs_rows_sentence(rows,
                     plan->kind == GS_MX_TEMPORARY_FAILURE ? GS_ROLE_TEXT : GS_ROLE_DIM,
                     sentence);
    if (plan->left_out > 0) {
        char text[96];
        (void)snprintf(text, sizeof text,
                       "%u more exchanges are not looked at: %d are enough for a plan.",
                       plan->left_out, GS_EXCHANGES_MAX);
        gs_rows_sentence(rows, GS_ROLE_WARN, text);
    }
}

static void build_aliases(const struct gs_plan_drawing *drawing, struct gs_rows *rows)
{
    for (size_t i = 0; i < drawing->plan->aliases.count; i++) {
        if (gs_rows_next(rows, GS_NO_ITEM)) {
            int x = gs_rows_put(rows, 0, gs_tone(&drawing->facts.view, GS_ROLE_DIM),
                                "alias of ");
            (void)gs_rows_put_name(rows, x, gs_tone(&drawing->facts.view, GS_ROLE_TEXT),
                                   drawing->plan->aliases.items[i], SIZE_MAX);
        }
    }
}

void gs_build_plan(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_plan_drawing drawing = {
        .context = context,
        .facts = gs_mail_facts_of(context),
        .columns = columns_of(rows->width_cells),
    };
    drawing.plan = drawing.facts.plan;
    const struct gs_mx_plan *plan = drawing.plan;
    if (plan == NULL || plan->kind == GS_MX_WAITING) {
        gs_rows_sentence(rows, GS_ROLE_DIM, gs_mail_no_plan(&drawing.facts));
        return;
    }
    drawing.marks =
        gs_marks_changes(context, GS_PART_MAIL) && plan->kind != GS_MX_TEMPORARY_FAILURE;
    bool has_list = gs_mx_plan_has_exchanges(plan);
    bool is_loose = rows->width_cells >= FULL_CELLS;
    if (has_list) {
        build_heading(&drawing, rows); /* the first row: it stays when the list moves */
    }
    build_aliases(&drawing, rows);
    for (size_t i = 0; has_list && i < plan->exchanges.count; i++) {
        if (i > 0 && is_loose && !gs_plan_is_grouped(plan, i - 1, i)) {
            gs_rows_blank(rows);
        }
        gs_build_plan_exchange(&drawing, rows, i);
    }
    build_finding(&drawing, rows);
    build_meaning(plan, rows);
}

/* -- what an item leads to, and all about it ----------------------------------------- */

static const struct gs_exchange *exchange_at(const struct gs_pane_context *context,
                                             size_t item)
{
    const struct gs_mx_plan *plan = gs_mail_facts_of(context).plan;
    return gs_mx_plan_has_exchanges(plan) && item < plan->exchanges.count
               ? &plan->exchanges.items[item]
               : NULL;
}

const char *gs_target_plan(const struct gs_pane_context *context, size_t item)
{
    const struct gs_exchange *exchange = exchange_at(context, item);
    return exchange == NULL ? NULL : exchange->name;
}

void gs_details_plan(const struct gs_pane_context *context, size_t item,
                     struct gs_popup *popup)
{
    const struct gs_exchange *exchange = exchange_at(context, item);
    if (exchange != NULL) {
        gs_details_exchange(context, exchange, popup);
    }
}
