/* SPDX-License-Identifier: MIT */
/*
 * The delivery plan, as a sender walks it. One item an exchange; its addresses stand below it,
 * remarks beside them.
 *
 *     pref   exchange and its addresses     v4   v6   ttl   TLSA       remark
 *       10 ┌ mx1.example.org                 1    1  3541   3 1 1  AD  any order, drawn by lot
 *          └   192.0.2.25
 */
#include "mail_pane.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/mail_verdict.h"
#include "gaiscope/rules/round_diff.h"
#include "gaiscope/rules/sender_plan.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    PREF_END = 4,
    BRACKET_X = 5,
    NAME_X = 7,
    ADDRESS_X = 9,
    NOTES_MAX = 2,     /* of one exchange */
    FULL_CELLS = 104,  /* from here on all columns */
    MIDDLE_CELLS = 70, /* and from here remarks in a column of their own */
    BLANK_HEIGHT = 12, /* rows of the window from which groups stand apart */
    AD_X = 9,          /* of the TLSA column */
};

/* Where the columns are; 0: not there. */
struct columns {
    int v4_end;
    int v6_end;
    int ttl_end;
    int tlsa_x;
    int note_x;
};

static struct columns columns_of(size_t width)
{
    if (width >= FULL_CELLS) {
        return (struct columns){52, 57, 65, 68, 83};
    }
    if (width >= MIDDLE_CELLS) {
        return (struct columns){42, 46, 0, 0, 49};
    }
    return (struct columns){(int)width - 4, (int)width, 0, 0, 0};
}

struct drawing {
    const struct gs_pane_context *context;
    struct gs_mail_facts facts;
    const struct gs_mx_plan *plan;
    struct columns columns;
    bool marks; /* changes are marked */
};

/* A remark beside an exchange, on a row of its own. */
struct note {
    enum gs_role role;
    const char *sign; /* "▲ " */
    const char *text;
};

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
                                    : "The delivery plan was not asked.";
}

const char *gs_mail_bracket(bool is_alone, bool is_first_line, bool is_last_line)
{
    return is_alone ? "" : is_first_line ? "┌" : is_last_line ? "└" : "│";
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

/* -- one exchange -------------------------------------------------------------------- */

static bool is_grouped(const struct gs_mx_plan *plan, size_t a, size_t b)
{
    return b < plan->exchanges.count &&
           plan->exchanges.items[a].preference == plan->exchanges.items[b].preference;
}

static bool is_useless(const struct gs_exchange *exchange)
{
    return exchange->status == GS_EXCHANGE_NONE ||
           exchange->status == GS_EXCHANGE_NXDOMAIN ||
           exchange->status == GS_EXCHANGE_NODATA;
}

static size_t notes_of(const struct drawing *drawing, size_t at,
                       struct note out[NOTES_MAX])
{
    const struct gs_mx_plan *plan = drawing->plan;
    struct gs_exchange_remark remark = gs_exchange_remark_of(&plan->exchanges.items[at]);
    bool is_first = at == 0 || !is_grouped(plan, at - 1, at);
    size_t count = 0;
    if (remark.kind != GS_REMARK_NONE) {
        bool is_bad = remark.kind == GS_REMARK_BAD;
        out[count++] = (struct note){is_bad ? GS_ROLE_ERR : GS_ROLE_WARN,
                                     is_bad ? "✗ " : "▲ ", remark.text};
    }
    if (is_first && is_grouped(plan, at, at + 1)) {
        out[count++] = (struct note){GS_ROLE_DIM, "", "any order, drawn by lot"};
    }
    return count;
}

static void put_count(struct gs_rows *rows, int end, const struct drawing *drawing,
                      const struct gs_exchange *exchange, int family)
{
    const struct gs_part_view *view = &drawing->facts.view;
    bool has_answer =
        family == AF_INET ? exchange->has_v4_answer : exchange->has_v6_answer;
    size_t count = gs_exchange_count(exchange, family);
    char text[24];
    if (!has_answer && view->is_waiting && count == 0) {
        (void)gs_rows_put_right(rows, end, GS_ROLE_WAIT, gs_spinner(view->waited_us));
        return;
    }
    (void)snprintf(text, sizeof text, "%zu", count);
    (void)gs_rows_put_right(rows, end,
                            gs_tone(view, count > 0 ? GS_ROLE_TEXT : GS_ROLE_DIM),
                            count > 0 ? text : "–");
}

static void put_ttl(struct gs_rows *rows, const struct drawing *drawing,
                    const struct gs_exchange *exchange)
{
    char text[24] = "–";
    bool has_ttl = exchange->ttl_s > 0 && !is_useless(exchange);
    if (has_ttl) {
        (void)snprintf(text, sizeof text, "%u",
                       gs_ttl_left(exchange->ttl_s, drawing->plan->received_us,
                                   drawing->context->now.us));
    }
    (void)gs_rows_put_right(rows, drawing->columns.ttl_end,
                            gs_tone(&drawing->facts.view, GS_ROLE_DIM), text);
}

static void put_tlsa(struct gs_rows *rows, const struct drawing *drawing,
                     const struct gs_exchange *exchange)
{
    const struct gs_part_view *view = &drawing->facts.delivery_view;
    const struct gs_delivery_exchange *found =
        gs_delivery_find(drawing->facts.delivery, exchange->name);
    int x = drawing->columns.tlsa_x;
    bool is_asked = found != NULL && found->addresses.count > 0 &&
                    exchange->v4_outcome != GS_OUTCOME_NOT_ASKED;
    bool is_open =
        found == NULL || (is_asked && found->tlsa.outcome == GS_OUTCOME_NOT_ASKED);
    if (is_open && view->is_waiting && !is_useless(exchange)) {
        (void)gs_rows_put(rows, x, GS_ROLE_WAIT, gs_spinner(view->waited_us));
    } else if (is_open || !is_asked) {
        (void)gs_rows_put(rows, x, gs_tone(view, GS_ROLE_DIM), "–");
    } else if (found->tlsa.records.count > 0) {
        char text[16];
        size_t more = found->tlsa.records.count + found->tlsa.left_out - 1;
        gs_tlsa_short(gs_tlsa_best(&found->tlsa), text);
        x = gs_rows_put(rows, x, gs_tone(view, GS_ROLE_TEXT), text);
        if (more > 0) {
            x = gs_rows_putf(rows, x, gs_tone(view, GS_ROLE_DIM), " +%zu", more);
        }
        x = x < drawing->columns.tlsa_x + AD_X ? drawing->columns.tlsa_x + AD_X : x + 1;
        (void)gs_rows_put(rows, x, gs_tone(view, GS_ROLE_DIM),
                          found->tlsa.is_ad ? "AD" : "no AD");
    } else {
        bool is_none = found->tlsa.outcome == GS_OUTCOME_NO_SUCH_NAME ||
                       found->tlsa.outcome == GS_OUTCOME_NO_DATA;
        (void)gs_rows_put(rows, x, gs_tone(view, GS_ROLE_DIM),
                          is_none ? "no data"
                                  : gs_dns_word(found->tlsa.outcome, found->tlsa.rcode));
    }
}

static void put_note(struct gs_rows *rows, const struct drawing *drawing, int x,
                     const struct note *note)
{
    const struct gs_part_view *view = &drawing->facts.view;
    x = gs_rows_put(rows, x, gs_tone(view, note->role), note->sign);
    bool is_dim = note->role == GS_ROLE_DIM || note->role == GS_ROLE_ERR;
    (void)gs_rows_put(rows, x, gs_tone(view, is_dim ? GS_ROLE_DIM : GS_ROLE_TEXT),
                      note->text);
}

/* What an exchange is called: a plan without MX has the domain itself in its place. */
static void put_name(struct gs_rows *rows, const struct drawing *drawing,
                     const struct gs_exchange *exchange, enum gs_change change)
{
    enum gs_role role =
        gs_tone(&drawing->facts.view, is_useless(exchange) ? GS_ROLE_DIM : GS_ROLE_TEXT);
    int room = drawing->columns.v4_end - 4 - NAME_X;
    bool is_implicit = drawing->plan->kind == GS_MX_IMPLICIT &&
                       exchange->v4_outcome != GS_OUTCOME_NOT_ASKED;
    struct gs_buf shown = {0};
    if (is_implicit) {
        gs_buf_add_text(&shown, "the domain itself");
    } else {
        gs_idn_show(&shown, exchange->name);
    }
    (void)gs_rows_put_name(rows, NAME_X,
                           change == GS_CHANGE_NONE ? role : GS_ROLE_CHANGED,
                           gs_buf_text(&shown), (size_t)(room > 8 ? room : 8));
    gs_buf_fini(&shown);
}

static void put_exchange(struct gs_rows *rows, const struct drawing *drawing, size_t at)
{
    const struct gs_mx_plan *plan = drawing->plan;
    const struct gs_exchange *exchange = &plan->exchanges.items[at];
    enum gs_change change =
        drawing->marks ? gs_exchange_change(drawing->context->lookup->last.mail, exchange)
                       : GS_CHANGE_NONE;
    gs_rows_put_change(rows, change);
    if (at == 0 || !is_grouped(plan, at - 1, at)) {
        char text[24];
        (void)snprintf(text, sizeof text, "%u", exchange->preference);
        (void)gs_rows_put_right(rows, PREF_END,
                                gs_tone(&drawing->facts.view, GS_ROLE_TEXT), text);
    }
    put_name(rows, drawing, exchange, change);
    put_count(rows, drawing->columns.v4_end, drawing, exchange, AF_INET);
    put_count(rows, drawing->columns.v6_end, drawing, exchange, AF_INET6);
    if (drawing->columns.tlsa_x > 0) {
        put_ttl(rows, drawing, exchange);
        put_tlsa(rows, drawing, exchange);
    }
}

static void put_bracket(struct gs_rows *rows, const struct drawing *drawing, size_t at,
                        size_t line, size_t lines)
{
    bool has_before = at > 0 && is_grouped(drawing->plan, at - 1, at);
    bool has_behind = is_grouped(drawing->plan, at, at + 1);
    const char *bracket =
        gs_mail_bracket(!has_before && !has_behind, !has_before && line == 0,
                        !has_behind && line + 1 == lines);
    (void)gs_rows_put(rows, BRACKET_X, GS_ROLE_RULE, bracket);
}

/* The rows of one exchange: its name, then an address or a remark a row. */
static void build_exchange(const struct drawing *drawing, struct gs_rows *rows, size_t at)
{
    const struct gs_exchange *exchange = &drawing->plan->exchanges.items[at];
    const struct gs_address *ordered[GS_MX_ADDRESSES_MAX];
    struct note notes[NOTES_MAX];
    size_t count = gs_exchange_in_order(exchange, drawing->facts.delivery, ordered);
    size_t note_count = notes_of(drawing, at, notes);
    bool has_column = drawing->columns.note_x > 0;
    size_t lines = has_column ? (note_count > count + 1 ? note_count : count + 1)
                              : 1 + count + note_count;
    for (size_t line = 0; line < lines; line++) {
        if (!gs_rows_next(rows, at)) {
            continue;
        }
        put_bracket(rows, drawing, at, line, lines);
        if (line == 0) {
            put_exchange(rows, drawing, at);
        } else if (line <= count) {
            char text[GS_ADDRESS_TEXT_MAX];
            gs_address_format(ordered[line - 1], text);
            (void)gs_rows_put(rows, ADDRESS_X, gs_tone(&drawing->facts.view, GS_ROLE_DIM),
                              text);
        }
        if (has_column && line < note_count) {
            put_note(rows, drawing, drawing->columns.note_x, &notes[line]);
        } else if (!has_column && line > count) {
            put_note(rows, drawing, ADDRESS_X, &notes[line - 1 - count]);
        }
    }
}

static void build_heading(const struct drawing *drawing, struct gs_rows *rows)
{
    const struct columns *columns = &drawing->columns;
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
static void build_finding(const struct drawing *drawing, struct gs_rows *rows)
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

static void build_aliases(const struct drawing *drawing, struct gs_rows *rows)
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
    struct drawing drawing = {
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
    bool has_list = plan->exchanges.count > 0 && plan->kind != GS_MX_NULL;
    bool is_loose = rows->width_cells >= FULL_CELLS;
    if (has_list) {
        build_heading(&drawing, rows); /* the first row: it stays when the list moves */
    }
    build_aliases(&drawing, rows);
    for (size_t i = 0; has_list && i < plan->exchanges.count; i++) {
        if (i > 0 && is_loose && !is_grouped(plan, i - 1, i)) {
            gs_rows_blank(rows);
        }
        build_exchange(&drawing, rows, i);
    }
    build_finding(&drawing, rows);
    build_meaning(plan, rows);
}

/* -- what an item leads to, and all about it ----------------------------------------- */

static const struct gs_exchange *exchange_at(const struct gs_pane_context *context,
                                             size_t item)
{
    const struct gs_mx_plan *plan = gs_mail_facts_of(context).plan;
    return plan != NULL && plan->kind != GS_MX_NULL && item < plan->exchanges.count
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
