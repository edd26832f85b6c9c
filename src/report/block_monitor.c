/* SPDX-License-Identifier: MIT */
#include "blocks.h"
#include "change_forms.h"
#include "parts.h"
#include "table.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/watch_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NAME_CELLS = 44,  /* of a name in a line */
    WORD_CELLS = 52,  /* of any other word */
    STATE_CELLS = 13, /* of "no such name" and what parts it */
};

static void write_errors(struct gs_buf *out, const struct gs_monitor *monitor)
{
    for (size_t i = 0; i < monitor->errors.count; i++) {
        struct gs_buf line = {0};
        gs_buf_addf(&line, "line %u: %s", (unsigned)monitor->errors.items[i].line,
                    monitor->errors.items[i].reason);
        report_paragraph(out, "  ▲ ", gs_buf_text(&line));
        gs_buf_fini(&line);
    }
}

/* A name in its letters, behind it as it is sent, and the service. Long ones are cut, so that a
 * line holds them: JSON has them whole. */
static void add_name(struct gs_buf *out, const struct gs_watched *host)
{
    struct gs_buf shown = {0};
    const char *sent = host->watch.host;
    gs_idn_show_inline(&shown, sent);
    gs_text_cut_middle(out, gs_buf_text(&shown), NAME_CELLS);
    if (strcmp(gs_buf_text(&shown), sent) != 0) {
        gs_buf_add_text(out, " (");
        gs_text_cut_middle(out, sent, NAME_CELLS);
        gs_buf_add_text(out, ")");
    }
    if (host->watch.service[0] != '\0') {
        gs_buf_addf(out, " %s", host->watch.service);
    }
    gs_buf_fini(&shown);
}

/* Words that are longer than a line are cut, too. */
static void add_words(struct gs_buf *out, const char *text)
{
    while (*text != '\0') {
        size_t len = strcspn(text, " ");
        char *word = gs_mem_copy_span(text, len);
        size_t blanks = strspn(text + len, " ");
        gs_text_cut_middle(out, word, WORD_CELLS);
        gs_buf_add(out, text + len, blanks);
        free(word);
        text += len + blanks;
    }
}

/* -- hosts ---------------------------------------------------------------------------- */

/* The worst first, else as the list has them: they lie one behind the other. */
static int compare_hosts(const void *a, const void *b)
{
    const struct gs_watched *const *one = a;
    const struct gs_watched *const *two = b;
    int order = (int)(*one)->state - (int)(*two)->state;
    return order != 0 ? order : *one < *two ? -1 : *one > *two;
}

static void add_count(struct gs_buf *out, const struct gs_watch_answer *facts,
                      size_t side)
{
    if (facts != NULL && gs_outcome_is_final(facts->sides[side])) {
        gs_buf_addf(out, "%4u", (unsigned)facts->counts[side]);
    } else {
        gs_buf_add_text(out, "   –");
    }
}

static void write_host(struct gs_buf *out, const struct gs_watched *host)
{
    const struct gs_watch_answer *facts = gs_watched_known(host);
    const char *sign = gs_watch_state_sign(host->state);
    int up = gs_watched_up(host);
    struct gs_buf head = {0};
    struct gs_buf name = {0};
    gs_buf_addf(&head, "  %s ", *sign == '\0' ? " " : sign);
    report_padded(&head, host->is_paused ? "paused" : gs_watch_state_word(host->state),
                  STATE_CELLS);
    add_count(&head, facts, 1);
    add_count(&head, facts, 0);
    if (up < 0) {
        gs_buf_add_text(&head, "       –  ");
    } else {
        gs_buf_addf(&head, "  %3d.%02d  ", up / 100, up % 100);
    }
    add_name(&name, host);
    report_paragraph(out, gs_buf_text(&head), gs_buf_text(&name));
    gs_buf_fini(&name);
    gs_buf_fini(&head);
}

static void write_hosts(struct gs_buf *out, const struct gs_monitor *monitor)
{
    size_t count = monitor->hosts.count;
    const struct gs_watched **sorted = gs_mem_new(count + 1, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &monitor->hosts.items[i];
    }
    qsort(sorted, count, sizeof *sorted, compare_hosts);
    gs_buf_add_text(out, "    state           v4  v6    up %  host\n");
    for (size_t i = 0; i < count; i++) {
        write_host(out, sorted[i]);
    }
    free(sorted);
}

/* -- the journal ---------------------------------------------------------------------- */

static void write_change(struct gs_buf *out, const struct gs_monitor *monitor,
                         const struct gs_journal_entry *entry)
{
    const struct gs_watch_change *change = &entry->change;
    struct gs_watched gone;
    const struct gs_watched *host = change_host_of(monitor, entry, &gone);
    char at[GS_DURATION_TEXT_MAX];
    char head[GS_DURATION_TEXT_MAX + 8];
    struct gs_buf line = {0};
    struct gs_buf values = {0};
    gs_stamp_format(entry->last_wall_s, at);
    (void)snprintf(head, sizeof head, "  %s  ", at);
    gs_buf_addf(&line, "%s ", gs_watch_change_sign(change->type));
    add_name(&line, host);
    gs_buf_addf(&line, ": %s", gs_watch_change_word(change->type));
    gs_watch_change_values(change, &values);
    gs_buf_add_text(&line, values.len > 0 ? ", " : "");
    add_words(&line, gs_buf_text(&values));
    if (change->remark != NULL) {
        gs_buf_add_text(&line, " (");
        add_words(&line, change->remark);
        gs_buf_add_text(&line, ")");
    }
    if (entry->count > 1) {
        gs_buf_addf(&line, ", %u times", (unsigned)entry->count);
    }
    report_paragraph(out, head, gs_buf_text(&line));
    gs_buf_fini(&values);
    gs_buf_fini(&line);
}

void report_block_monitor(struct gs_buf *out, const struct gs_session *session)
{
    const struct gs_monitor *monitor = &session->monitor;
    size_t entries = monitor->journal.count;
    char info[REPORT_INFO_MAX];
    char every[GS_DURATION_TEXT_MAX];
    char right[REPORT_INFO_MAX];
    report_count(info, monitor->hosts.count, "host", "hosts");
    gs_age_format(monitor->status.interval_s, every);
    (void)snprintf(right, sizeof right, "every %s", every);
    report_title(out, "Watched", info, monitor->status.interval_s == 0 ? "" : right);
    struct gs_verdict verdict = gs_monitor_verdict(monitor);
    report_verdict(out, &verdict);
    write_errors(out, monitor);
    if (monitor->hosts.count > 0) {
        write_hosts(out, monitor);
    }
    report_count(info, entries, "change", "changes");
    report_title(out, "Journal", entries == 0 ? "" : info, "");
    if (entries == 0) {
        report_paragraph(out, "  ", "Nothing has changed since the watching began.");
    }
    for (size_t i = entries; i > 0; i--) {
        write_change(out, monitor, gs_journal_at(&monitor->journal, i - 1));
    }
}
