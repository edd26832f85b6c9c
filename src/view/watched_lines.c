/* SPDX-License-Identifier: MIT */
/*
 * The monitor above its panes: which list, how it is asked, and what came out.
 */
#include "watch_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_words.h"

#include <stdio.h>

enum {
    US_PER_S = 1000000,
    SILENT_US = 3 * US_PER_S, /* without an answer that are told */
    NAME_CELLS = 30,
    FAMILIES_CELLS = 36, /* with what stands at the right */
};

/* "28 IPv4  21 IPv6": how many hosts have an address of the family. */
static int put_families(const struct gs_pane_context *context, struct gs_rows *rows,
                        int x)
{
    static const struct {
        const char *name;
        enum gs_role role;
    } families[] = {{"IPv6", GS_ROLE_V6}, {"IPv4", GS_ROLE_V4}};

    const size_t *with = context->hosts->with;
    int gap = 3;
    for (size_t side = 2; side-- > 0;) {
        char text[GS_COUNT_TEXT_MAX];
        gs_count_format(with[side], text);
        x = gs_rows_putf(rows, x + gap, GS_ROLE_DIM, "%s ", text);
        x = gs_rows_put(rows, x, families[side].role, families[side].name);
        gap = 2;
    }
    return x;
}

int gs_watch_question(const struct gs_pane_context *context, struct gs_rows *rows, int x)
{
    const struct gs_monitor *monitor = &context->session->monitor;
    (void)gs_watched_count(context); /* what is told here is found with the order */
    const char *service = context->hosts->service;
    size_t count = monitor->hosts.count;
    char text[GS_COUNT_TEXT_MAX];
    bool has_name = monitor->name != NULL && monitor->name[0] != '\0';
    if (!monitor->is_on) {
        return gs_rows_put(rows, x, GS_ROLE_DIM, "no list");
    }
    x = gs_rows_put(rows, x, GS_ROLE_DIM, "list ");
    x = gs_rows_put_name(rows, x, has_name ? GS_ROLE_STRONG : GS_ROLE_DIM,
                         has_name ? monitor->name : "typed", NAME_CELLS);
    gs_count_format(count, text);
    x = gs_rows_putf(rows, x + 3, GS_ROLE_DIM, "%s %s", text,
                     gs_plural(count, "host", "hosts"));
    if (service != NULL && service[0] != '\0') {
        x = gs_rows_put(rows, x + 3, GS_ROLE_DIM, "service ");
        x = gs_rows_put(rows, x, GS_ROLE_STRONG, service);
    }
    bool has_answers = monitor->states[GS_WATCH_WAITING] < count;
    bool has_room = gs_rows_room(rows, x, 0) >= FAMILIES_CELLS;
    return has_answers && has_room ? put_families(context, rows, x) : x;
}

/* "every 30 s · 12 in flight at most · running 2 h 12 min"; short: "every 30 s". */
bool gs_watch_remark(const struct gs_pane_context *context, bool is_short,
                     struct gs_buf *out)
{
    const struct gs_monitor *monitor = &context->session->monitor;
    const struct gs_watch_status *status = &monitor->status;
    char text[GS_DURATION_TEXT_MAX];
    if (!monitor->is_on) {
        return true;
    }
    gs_age_format(status->interval_s, text);
    gs_buf_addf(out, "every %s", text);
    if (is_short) {
        return true;
    }
    if (status->window > 0) {
        gs_buf_addf(out, " · %u in flight at most", (unsigned)status->window);
    }
    int64_t running_us = context->now.us - status->started_us;
    if (status->started_us > 0 && running_us >= 0) {
        gs_duration_format(running_us, text);
        gs_buf_addf(out, " · running %s", text);
    }
    return true;
}

struct gs_verdict gs_verdict_watched(const struct gs_pane_context *context)
{
    const struct gs_watch_status *status = &context->session->monitor.status;
    struct gs_verdict verdict = gs_monitor_verdict(&context->session->monitor);
    if (verdict.kind == GS_VERDICT_WAITING && status->started_us > 0) {
        verdict.elapsed_us = context->now.us - status->started_us;
    }
    return verdict;
}

/* While a server is silent its hosts are asked for longer than any answer takes. */
static bool add_asking(uint32_t waiting, int64_t silent_us, struct gs_buf *out)
{
    char text[GS_DURATION_TEXT_MAX];
    char count[GS_COUNT_TEXT_MAX];
    gs_count_format(waiting, count);
    gs_buf_addf(out, "asking %s %s", count, gs_plural(waiting, "host", "hosts"));
    if (silent_us < SILENT_US) {
        return false;
    }
    gs_age_format(silent_us / US_PER_S, text);
    gs_buf_addf(out, ", no answer for %s", text);
    return true;
}

bool gs_watch_pending_words(const struct gs_pane_context *context, int64_t told_us,
                            struct gs_buf *out)
{
    const struct gs_monitor *monitor = &context->session->monitor;
    const struct gs_watch_status *status = &monitor->status;
    int64_t left_us = status->next_due_us - context->now.us;
    if (!monitor->is_on || monitor->hosts.count == 0) {
        gs_buf_add_text(out, "nothing is watched");
    } else if (status->is_paused) {
        gs_buf_add_text(out, "▲ paused: P goes on");
        return true;
    } else if (status->waiting > 0) {
        return add_asking(status->waiting, context->now.us - told_us, out);
    } else if (status->next_due_us == INT64_MAX) {
        gs_buf_add_text(out, "▲ all hosts are paused");
        return true;
    } else {
        char text[GS_DURATION_TEXT_MAX];
        gs_age_format(left_us <= 0 ? 0 : (left_us + US_PER_S - 1) / US_PER_S, text);
        gs_buf_addf(out, "next in %s", text);
    }
    return false;
}
