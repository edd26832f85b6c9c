/* SPDX-License-Identifier: MIT */
/*
 * The key facts, and what the status codes mean; where nothing is known, why, and where else
 * to look.
 */
#include "pane_faces.h"
#include "whois_pane.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/whois_verdict.h"
#include "gaiscope/rules/whois_words.h"

#include <stdio.h>
#include <string.h>

enum {
    VALUE_X = 16,
    GAP = 3,
    MEANING_X = 28,
    STATUS_ALONE = 44, /* columns up to which a meaning has a row of its own */
};

/* From whom the facts are: "registrar, then registry". */
static void put_origin(struct gs_pane *pane, const struct gs_whois *whois)
{
    bool has[GS_WHOIS_RIR + 1] = {false};
    for (size_t i = 0; i < GS_WHOIS_FACT_COUNT; i++) {
        if (whois->facts.texts[i] != NULL) {
            has[whois->hops.items[whois->facts.from[i]].role] = true;
        }
    }
    const char *before = "";
    for (int role = GS_WHOIS_RIR; role >= GS_WHOIS_ROOT; role--) {
        if (has[role]) {
            gs_buf_addf(&pane->right, "%s%s", before,
                        gs_whois_role_word((enum gs_whois_role)role));
            before = ", then ";
        }
    }
}

void gs_describe_registration(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view;
    const struct gs_whois *whois = gs_whois_shown(context, &view);
    if (whois == NULL) {
        return;
    }
    put_origin(pane, whois);
}

/* What is wrong, and where to look instead: under the facts, or in their place. */
static void build_troubles(const struct gs_whois *whois, const struct gs_part_view *view,
                           struct gs_rows *rows)
{
    bool is_apart = rows->total > 0;
    if (whois->problem != NULL && whois->hops.count > 0) {
        if (is_apart) {
            gs_rows_blank(rows);
        }
        gs_rows_sentence(rows, gs_tone(view, GS_ROLE_TEXT), whois->problem);
    }
    if (whois->advice != NULL) {
        gs_rows_sentence(rows, gs_tone(view, GS_ROLE_TEXT), whois->advice);
    }
}

static const char *nothing_sentence(const struct gs_whois *whois,
                                    const struct gs_part_view *view)
{
    switch (whois->state) {
    case GS_WHOIS_NOT_REGISTERED:
        return "Not registered: the registry knows nothing of it.";
    case GS_WHOIS_UNCLEAR:
        return "No field of the text is known: read it below.";
    case GS_WHOIS_PENDING:
        return view->is_waiting ? "Waiting for a text with facts."
                                : "Stopped before a text with facts came.";
    case GS_WHOIS_NOT_ASKED:
        return "Nobody was asked, so there are no facts.";
    default:
        return "No facts.";
    }
}

static void put_fact(struct gs_rows *rows, const struct gs_part_view *view,
                     const struct gs_word_line *line)
{
    int x = VALUE_X;
    (void)gs_rows_put(rows, 0, gs_tone(view, GS_ROLE_DIM), line->label);
    if (line->value[0] != '\0') {
        x = gs_rows_put(rows, x, gs_tone(view, GS_ROLE_TEXT), line->value) + GAP;
    }
    if (line->remark[0] == '\0' || x >= (int)rows->width_cells) {
        return;
    }
    struct gs_outcome_look look = gs_word_look(line->sign);
    if (look.sign[0] != '\0') {
        x = gs_rows_put(rows, x, gs_tone(view, look.role), look.sign) + 1;
    }
    (void)gs_rows_put(rows, x, gs_tone(view, GS_ROLE_DIM), line->remark);
}

static void read_facts(const struct gs_pane_context *context,
                       const struct gs_whois *whois, struct gs_words *out)
{
    gs_whois_fact_words(out, whois, &context->lookup->now, context->now.wall_s);
}

void gs_build_registration(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view;
    const struct gs_whois *whois = gs_whois_shown(context, &view);
    struct gs_words words = {0};
    if (whois == NULL) {
        gs_rows_sentence(rows, GS_ROLE_DIM, gs_no_whois(&view));
        return;
    }
    read_facts(context, whois, &words);
    for (size_t i = 0; i < words.count; i++) {
        if (gs_rows_next(rows, i)) {
            put_fact(rows, &view, &words.items[i]);
        }
    }
    if (words.count == 0 && (whois->problem == NULL || whois->hops.count == 0)) {
        gs_rows_sentence(rows, gs_tone(&view, GS_ROLE_DIM),
                         nothing_sentence(whois, &view));
    }
    gs_words_fini(&words);
    build_troubles(whois, &view, rows);
}

void gs_details_registration(const struct gs_pane_context *context, size_t item,
                             struct gs_popup *popup)
{
    struct gs_part_view view;
    const struct gs_whois *whois = gs_whois_shown(context, &view);
    struct gs_words words = {0};
    struct gs_rows *rows = &popup->rows;
    if (whois == NULL) {
        return;
    }
    read_facts(context, whois, &words);
    if (item < words.count) {
        const struct gs_word_line *line = &words.items[item];
        gs_buf_add_text(&popup->title, line->label);
        gs_rows_sentence(rows, GS_ROLE_TEXT, line->value);
        if (line->remark[0] != '\0') {
            gs_rows_sentence(rows, GS_ROLE_DIM, line->remark);
        }
    }
    gs_words_fini(&words);
}

/* -- status -------------------------------------------------------------------------- */

void gs_describe_status(const struct gs_pane_context *context, struct gs_pane *pane)
{
    struct gs_part_view view;
    const struct gs_whois *whois = gs_whois_shown(context, &view);
    if (whois != NULL && whois->facts.statuses.count > 0) {
        gs_pane_info(pane, GS_ROLE_TEXT, "%zu", whois->facts.statuses.count);
        gs_pane_age(pane, &view);
    }
}

static void build_status(struct gs_rows *rows, const struct gs_part_view *view,
                         const struct gs_word_line *line, size_t item)
{
    struct gs_outcome_look look = gs_word_look(line->sign);
    bool is_narrow = rows->width_cells <= STATUS_ALONE;
    if (gs_rows_next(rows, item)) {
        int x = gs_rows_put(rows, 0, gs_tone(view, GS_ROLE_TEXT), line->value) + GAP;
        x = x < MEANING_X ? MEANING_X : x;
        (void)gs_rows_put(rows, GS_SIGN_X, gs_tone(view, look.role), look.sign);
        if (!is_narrow) {
            (void)gs_rows_put(rows, x, gs_tone(view, GS_ROLE_DIM), line->remark);
        }
    }
    if (is_narrow && line->remark[0] != '\0') {
        gs_rows_item_sentence(rows, item, 0, line->remark);
    }
}

void gs_build_status(const struct gs_pane_context *context, struct gs_rows *rows)
{
    struct gs_part_view view;
    const struct gs_whois *whois = gs_whois_shown(context, &view);
    struct gs_words words = {0};
    if (whois == NULL || whois->facts.statuses.count == 0) {
        gs_rows_sentence(rows, GS_ROLE_DIM,
                         whois == NULL                         ? gs_no_whois(&view)
                         : whois->state == GS_WHOIS_REGISTERED ? "No status is told."
                                                               : "No status.");
        return;
    }
    gs_whois_status_words(&words, whois);
    for (size_t i = 0; i < words.count; i++) {
        build_status(rows, &view, &words.items[i], i);
    }
    gs_words_fini(&words);
}

/* -- verdict ------------------------------------------------------------------------- */

struct gs_verdict gs_verdict_whois(const struct gs_pane_context *context)
{
    struct gs_part_view view;
    const struct gs_whois *whois = gs_whois_shown(context, &view);
    if (context->lookup == NULL) {
        return (struct gs_verdict){.word = "nothing asked", .elapsed_us = -1};
    }
    struct gs_verdict verdict =
        gs_whois_verdict(whois, &context->lookup->now, context->now.wall_s);
    if (view.is_waiting) {
        verdict.elapsed_us = view.waited_us;
    } else if (whois == NULL || !whois->is_complete) {
        verdict.kind = GS_VERDICT_NONE;
        (void)snprintf(verdict.word, sizeof verdict.word, "%s",
                       view.is_stopped ? "stopped" : "not asked");
    }
    return verdict;
}
