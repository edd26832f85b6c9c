/* SPDX-License-Identifier: MIT */
#include "plan_exchange.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/mail_verdict.h"
#include "gaiscope/rules/round_diff.h"
#include "gaiscope/rules/sender_plan.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

/* A remark beside an exchange, on a row of its own. */
struct note {
    enum gs_role role;
    const char *sign; /* "▲ " */
    const char *text;
};

bool gs_plan_is_grouped(const struct gs_mx_plan *plan, size_t a, size_t b)
{
    return b < plan->exchanges.count &&
           plan->exchanges.items[a].preference == plan->exchanges.items[b].preference;
}

static size_t notes_of(const struct gs_plan_drawing *drawing, size_t at,
                       struct note out[NOTES_MAX])
{
    const struct gs_mx_plan *plan = drawing->plan;
    struct gs_exchange_remark remark = gs_exchange_remark_of(&plan->exchanges.items[at]);
    bool is_first = at == 0 || !gs_plan_is_grouped(plan, at - 1, at);
    size_t count = 0;
    if (remark.kind != GS_REMARK_NONE) {
        bool is_bad = remark.kind == GS_REMARK_BAD;
        out[count++] = (struct note){is_bad ? GS_ROLE_ERR : GS_ROLE_WARN,
                                     is_bad ? "✗ " : "▲ ", remark.text};
    }
    if (is_first && gs_plan_is_grouped(plan, at, at + 1)) {
        out[count++] = (struct note){GS_ROLE_DIM, "", "any order, drawn by lot"};
    }
    return count;
}

static void put_count(struct gs_rows *rows, int end,
                      const struct gs_plan_drawing *drawing,
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

static void put_ttl(struct gs_rows *rows, const struct gs_plan_drawing *drawing,
                    const struct gs_exchange *exchange)
{
    char text[24] = "–";
    bool has_ttl = exchange->ttl_s > 0 && !gs_exchange_is_useless(exchange);
    if (has_ttl) {
        (void)snprintf(text, sizeof text, "%u",
                       gs_ttl_left(exchange->ttl_s, drawing->plan->received_us,
                                   drawing->context->now.us));
    }
    (void)gs_rows_put_right(rows, drawing->columns.ttl_end,
                            gs_tone(&drawing->facts.view, GS_ROLE_DIM), text);
}

static void put_tlsa(struct gs_rows *rows, const struct gs_plan_drawing *drawing,
                     const struct gs_exchange *exchange)
{
    const struct gs_part_view *view = &drawing->facts.delivery_view;
    const struct gs_delivery_exchange *found =
        gs_delivery_find(drawing->facts.delivery, exchange->name);
    int x = drawing->columns.tlsa_x;
    bool is_asked = found != NULL && gs_exchange_has_tlsa_question(exchange);
    bool is_open =
        found == NULL || (is_asked && found->tlsa.outcome == GS_OUTCOME_NOT_ASKED);
    if (is_open && view->is_waiting && !gs_exchange_is_useless(exchange)) {
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

static void put_note(struct gs_rows *rows, const struct gs_plan_drawing *drawing, int x,
                     const struct note *note)
{
    const struct gs_part_view *view = &drawing->facts.view;
    x = gs_rows_put(rows, x, gs_tone(view, note->role), note->sign);
    bool is_dim = note->role == GS_ROLE_DIM || note->role == GS_ROLE_ERR;
    (void)gs_rows_put(rows, x, gs_tone(view, is_dim ? GS_ROLE_DIM : GS_ROLE_TEXT),
                      note->text);
}

/* What an exchange is called: a plan without MX has the domain itself in its place. */
static void put_name(struct gs_rows *rows, const struct gs_plan_drawing *drawing,
                     const struct gs_exchange *exchange, enum gs_change change)
{
    enum gs_role role =
        gs_tone(&drawing->facts.view,
                gs_exchange_is_useless(exchange) ? GS_ROLE_DIM : GS_ROLE_TEXT);
    int room = drawing->columns.v4_end - 4 - NAME_X;
    bool is_implicit = drawing->plan->kind == GS_MX_IMPLICIT &&
                       exchange->v4_outcome != GS_OUTCOME_NOT_ASKED;
    size_t width = (size_t)(room > 8 ? room : 8);
    role = change == GS_CHANGE_NONE ? role : GS_ROLE_CHANGED;
    if (is_implicit) {
        (void)gs_rows_put_name(rows, NAME_X, role, "the domain itself", width);
    } else {
        (void)gs_rows_put_host(rows, NAME_X, role, exchange->name, width);
    }
}

static void put_exchange(struct gs_rows *rows, const struct gs_plan_drawing *drawing,
                         size_t at)
{
    const struct gs_mx_plan *plan = drawing->plan;
    const struct gs_exchange *exchange = &plan->exchanges.items[at];
    enum gs_change change =
        drawing->marks ? gs_exchange_change(drawing->context->lookup->last.mail, exchange)
                       : GS_CHANGE_NONE;
    gs_rows_put_change(rows, change);
    if (at == 0 || !gs_plan_is_grouped(plan, at - 1, at)) {
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

static void put_bracket(struct gs_rows *rows, const struct gs_plan_drawing *drawing,
                        size_t at, size_t line, size_t lines)
{
    bool has_before = at > 0 && gs_plan_is_grouped(drawing->plan, at - 1, at);
    bool has_behind = gs_plan_is_grouped(drawing->plan, at, at + 1);
    const char *bracket =
        gs_mail_bracket(!has_before && !has_behind, !has_before && line == 0,
                        !has_behind && line + 1 == lines);
    (void)gs_rows_put(rows, BRACKET_X, GS_ROLE_RULE, bracket);
}

/* The rows of one exchange: its name, then an address or a remark a row. */
void gs_build_plan_exchange(const struct gs_plan_drawing *drawing, struct gs_rows *rows,
                            size_t at)
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
