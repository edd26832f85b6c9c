/* SPDX-License-Identifier: MIT */
#include "footer_watched.h"

#include "stamp.h"
#include "watch_pane.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_words.h"

#include <stdio.h>

static void set_sign(struct gs_watch_summary *out, const char *sign)
{
    (void)snprintf(out->sign, sizeof out->sign, "%s", sign);
    out->role = gs_watch_look(out->sign).role;
}

/* The worst state that is neither a failure nor calm: "▼", "1 lost IPv6". */
static bool take_state(const struct gs_monitor *monitor, struct gs_watch_summary *out)
{
    for (unsigned i = GS_WATCH_LOST_IPV6; i < GS_WATCH_STEADY; i++) {
        enum gs_watch_state state = (enum gs_watch_state)i;
        if (monitor->states[state] > 0) {
            char count[GS_COUNT_TEXT_MAX];
            gs_count_format(monitor->states[state], count);
            set_sign(out, gs_watch_state_sign(state));
            (void)snprintf(out->text, sizeof out->text, "%s %s", count,
                           gs_watch_state_word(state));
            return true;
        }
    }
    return false;
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
        set_sign(out, "▲");
        (void)snprintf(out->text, sizeof out->text, "paused");
        return true;
    }
    if (verdict.kind == GS_VERDICT_LOOK && take_state(monitor, out)) {
        return true;
    }
    const char *sign = verdict.kind == GS_VERDICT_BAD    ? "✗"
                       : verdict.kind == GS_VERDICT_GOOD ? "✓"
                                                         : "–";
    set_sign(out, sign);
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
