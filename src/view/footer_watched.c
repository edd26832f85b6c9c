/* SPDX-License-Identifier: MIT */
#include "footer_watched.h"

#include "stamp.h"
#include "watch_pane.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_words.h"

#include <stdio.h>
#include <string.h>

static void set_sign(struct gs_watch_summary *out, const char *sign, size_t len)
{
    (void)snprintf(out->sign, sizeof out->sign, "%.*s", (int)len, sign);
    out->role = gs_watch_look(out->sign).role;
}

/* What is worse than good stands in the first clause, behind its sign: "▼ 1 lost IPv6". */
static bool take_clause(const struct gs_verdict *verdict, struct gs_watch_summary *out)
{
    const char *clause = verdict->clauses[0];
    size_t len = verdict->clause_count == 0 ? 0 : strcspn(clause, " ");
    if (len == 0 || clause[len] == '\0' || len >= sizeof out->sign) {
        return false;
    }
    set_sign(out, clause, len);
    (void)snprintf(out->text, sizeof out->text, "%s", clause + len + 1);
    return true;
}

bool gs_footer_summary(const struct gs_view *view, struct gs_watch_summary *out)
{
    const struct gs_monitor *monitor = &view->session->monitor;
    if (view->tab == GS_TAB_MONITOR || monitor->hosts.count == 0) {
        return false;
    }
    struct gs_verdict verdict = gs_monitor_verdict(monitor);
    *out = (struct gs_watch_summary){.role = GS_ROLE_TEXT};
    (void)gs_command_key(GS_COMMAND_VIEW_MONITOR, GS_CONTEXT_PANES, out->key);
    if (monitor->status.is_paused) {
        set_sign(out, "▲", strlen("▲"));
        (void)snprintf(out->text, sizeof out->text, "paused");
        return true;
    }
    if (verdict.kind == GS_VERDICT_LOOK && take_clause(&verdict, out)) {
        return true;
    }
    const char *sign = verdict.kind == GS_VERDICT_BAD    ? "✗"
                       : verdict.kind == GS_VERDICT_GOOD ? "✓"
                                                         : "–";
    set_sign(out, sign, strlen(sign));
    (void)snprintf(out->text, sizeof out->text, "%s",
                   verdict.kind == GS_VERDICT_WAITING ? "waiting" : verdict.word);
    return true;
}

int gs_footer_summary_cells(const struct gs_watch_summary *summary)
{
    return (int)(gs_text_cells(summary->key) + gs_text_cells(summary->sign) +
                 gs_text_cells(summary->text)) +
           2;
}

int gs_footer_put_summary(const struct gs_watch_summary *summary, struct gs_rows *rows,
                          int end)
{
    int from = end - gs_footer_summary_cells(summary);
    int x = gs_rows_put(rows, from, GS_ROLE_KEY, summary->key);
    x = gs_rows_put(rows, x + 1, summary->role, summary->sign);
    (void)gs_rows_put(rows, x + 1, GS_ROLE_DIM, summary->text);
    return from;
}

uint64_t gs_footer_summary_stamp(const struct gs_monitor *monitor)
{
    uint64_t stamp = monitor->hosts.count * 2 + (monitor->status.is_paused ? 1 : 0);
    for (size_t i = 0; i < GS_WATCH_STATE_COUNT; i++) {
        stamp = gs_stamp_mix(stamp, monitor->states[i]);
    }
    return stamp;
}
