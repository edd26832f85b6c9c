/* SPDX-License-Identifier: MIT */
/* Who holds it: the servers asked, the key facts, and the text of the last one that spoke. */
#include "blocks.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/whois_verdict.h"
#include "gaiscope/rules/whois_words.h"

#include <stdio.h>
#include <string.h>

static const char *sign_of(enum gs_sign sign)
{
    switch (sign) {
    case GS_SIGN_NONE:
        break;
    case GS_SIGN_OK:
        return "✓ ";
    case GS_SIGN_WARN:
        return "▲ ";
    case GS_SIGN_ERR:
        return "✗ ";
    }
    return "";
}

/* Two lines a hop: whom, and what came. */
static void add_hop(struct report_table *table, const struct gs_whois *whois, size_t at)
{
    const struct gs_whois_hop *hop = &whois->hops.items[at];
    const char *sign = gs_whois_hop_sign(hop);
    struct gs_buf words = {0};
    char time[GS_DURATION_TEXT_MAX];
    char port[24];
    gs_buf_addf(&words, "%s%s", sign, *sign == '\0' ? "" : " ");
    gs_whois_hop_words(&words, whois, at);
    gs_duration_format(hop->elapsed_us, time);
    if (hop->step >= GS_WHOIS_READING) {
        gs_buf_addf(&words, ", %zu bytes", hop->text.received_bytes);
    }
    if (hop->result != GS_WHOIS_WAITING) {
        gs_buf_addf(&words, ", %s", time);
    }
    char number[GS_WHOIS_NUMBER_MAX];
    gs_whois_hop_number(whois, at, number);
    report_cell(table, number);
    report_cell(table, gs_whois_role_word(hop->role));
    (void)snprintf(port, sizeof port, " port %u", hop->port);
    report_cell_name_and(table, hop->server, hop->port == GS_WHOIS_PORT ? "" : port);
    report_cell(table, "");
    report_cell(table, "");
    report_cell(table, gs_buf_text(&words));
    gs_buf_fini(&words);
}

static void write_hops(struct gs_buf *out, const struct gs_whois *whois)
{
    struct report_table table = {.columns = 3, .right = 1u << 0};
    for (size_t i = 0; i < whois->hops.count; i++) {
        add_hop(&table, whois, i);
    }
    report_table_write(out, &table, 2);
    for (size_t i = 0; i < whois->hops.count; i++) {
        const struct gs_whois_hop *hop = &whois->hops.items[i];
        struct gs_buf note = {0};
        if (hop->note != NULL) {
            gs_buf_addf(&note, "hop %u %s%s%s", hop->number,
                        hop->referral != NULL ? "names " : "",
                        hop->referral != NULL ? hop->referral : "",
                        hop->referral != NULL ? ", " : "");
            gs_buf_add_text(&note, hop->note);
            report_paragraph(out, "  ▲ ", gs_buf_text(&note));
        }
        gs_buf_fini(&note);
    }
}

static void add_words(struct report_table *table, const struct gs_words *words,
                      const char *label)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct gs_word_line *line = &words->items[i];
        report_cellf(table, "%-12s", label == NULL ? line->label : i == 0 ? label : "");
        report_cell(table, line->value);
        report_cellf(table, "%s%s", sign_of(line->sign), line->remark);
    }
}

static void write_facts(struct gs_buf *out, const struct gs_session *session,
                        const struct gs_whois *whois)
{
    struct report_table table = {.columns = 3};
    struct gs_words facts = {0};
    struct gs_words statuses = {0};
    gs_whois_fact_words(&facts, whois, &session->lookup.now,
                        session->lookup.parts[GS_PART_WHOIS].started_wall_s);
    gs_whois_status_words(&statuses, whois);
    if (facts.count + statuses.count > 0) {
        report_title(out, "Key facts", "", "");
        add_words(&table, &facts, NULL);
        report_table_write(out, &table, 2);
        add_words(&table, &statuses, "status");
        report_table_write(out, &table, 2);
    }
    gs_words_fini(&facts);
    gs_words_fini(&statuses);
}

/* Each line for itself, sanitised: what a terminal would take for an order is shown as text. */
static void write_text(struct gs_buf *out, const struct gs_whois_hop *hop)
{
    struct gs_buf about = {0};
    gs_buf_add_text(&about, "of ");
    gs_idn_show_inline(&about, hop->server);
    if (hop->text.charset == GS_WHOIS_LATIN1) {
        gs_buf_add_text(&about, ", read as Latin-1");
    }
    if (hop->text.is_cut) {
        gs_buf_add_text(&about, ", cut");
    }
    report_title(out, "Text", gs_buf_text(&about), "");
    for (size_t i = 0; i < hop->text.lines.count; i++) {
        const struct gs_whois_line *line = &hop->text.lines.items[i];
        gs_buf_add_text(out, "  ");
        gs_text_sanitise(out, hop->text.data + line->at, line->len_bytes);
        report_end_line(out);
    }
    gs_buf_fini(&about);
}

static void write_sentence(struct gs_buf *out, const char *sentence)
{
    if (sentence != NULL) {
        report_paragraph(out, "  ", sentence);
    }
}

void report_block_whois(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_whois *whois = session->lookup.now.whois;
    char right[REPORT_INFO_MAX];
    report_elapsed(session, GS_PART_WHOIS, whois == NULL ? 0 : whois->elapsed_us, right);
    struct gs_verdict verdict = gs_whois_verdict(
        whois, &session->lookup.now, session->lookup.parts[GS_PART_WHOIS].started_wall_s);
    report_title(out, "Whois", verdict.word, right);
    if (whois == NULL) {
        gs_buf_add_text(out, "  No server had answered.\n");
        return;
    }
    write_hops(out, whois);
    write_sentence(out, whois->problem);
    write_sentence(out, whois->advice);
    write_facts(out, session, whois);
    const struct gs_whois_hop *hop = gs_whois_last_text(whois);
    if (hop != NULL) {
        write_text(out, hop);
    }
}
