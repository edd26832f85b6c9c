/* SPDX-License-Identifier: MIT */
/*
 * How often watched hosts are asked: a key steps from each host's own interval, a typed line
 * sets one. A host that fails is asked less often than that, and steps do not begin there.
 */
#include "view_state.h"
#include "watch_pane.h"

#include "gaiscope/base/duration.h"
#include "gaiscope/base/text.h"
#include "gaiscope/rules/watch_interval.h"

static const struct gs_monitor *monitor_of(const struct gs_view *view)
{
    return &view->session->monitor;
}

static unsigned pass_on(struct gs_view *view, const struct gs_request *request,
                        struct gs_buf *sentence)
{
    gs_view_say(view, GS_ROLE_DIM, gs_buf_text(sentence));
    gs_buf_fini(sentence);
    view->command.request = *request;
    return GS_EFFECT_REQUEST | GS_EFFECT_REDRAW;
}

/* The intervals that a step leads to, and whether it leads anywhere. */
struct span {
    uint32_t least_s;
    uint32_t most_s;
    bool is_other;
};

static struct span span_of(const struct gs_view *view, const struct gs_request *request,
                           int step)
{
    struct span span = {.least_s = UINT32_MAX};
    for (size_t i = 0; i < request->id_count; i++) {
        const struct gs_watched *host =
            gs_monitor_find(monitor_of(view), request->ids[i]);
        if (host != NULL) {
            uint32_t now_s = gs_monitor_interval_s(monitor_of(view), host);
            uint32_t next_s = gs_watch_interval_step(now_s, step);
            span.least_s = next_s < span.least_s ? next_s : span.least_s;
            span.most_s = next_s > span.most_s ? next_s : span.most_s;
            span.is_other = span.is_other || next_s != now_s;
        }
    }
    return span;
}

static void add_interval(struct gs_buf *out, const char *before, uint32_t interval_s)
{
    char text[GS_DURATION_TEXT_MAX];
    gs_age_format(interval_s, text);
    gs_buf_addf(out, "%s%s", before, text);
}

/* "asks iana.org every 1 min", "asks 2 hosts less often: every 2 s to 1 min". */
static void tell_step(const struct gs_view *view, const struct gs_request *request,
                      const struct span *span, struct gs_buf *out)
{
    bool is_one = span->least_s == span->most_s;
    gs_buf_add_text(out, "asks ");
    gs_view_name_hosts(view, request, out);
    if (!is_one) {
        gs_buf_addf(out, " %s often:", request->number == 1 ? "less" : "more");
    }
    add_interval(out, " every ", span->least_s);
    if (!is_one) {
        add_interval(out, " to ", span->most_s);
    }
    if (!span->is_other) {
        gs_buf_addf(out, ": %s often is not possible",
                    request->number == 1 ? "less" : "more");
    }
}

unsigned gs_view_step_watched(struct gs_view *view, int step)
{
    struct gs_request request = {.type = GS_REQUEST_WATCH_STEP,
                                 .number = step > 0 ? 1 : 0};
    struct gs_buf sentence = {0};
    if (!gs_view_choose_hosts(view, &request)) {
        return GS_EFFECT_REDRAW;
    }
    const struct span span = span_of(view, &request, step);
    tell_step(view, &request, &span, &sentence);
    return pass_on(view, &request, &sentence);
}

unsigned gs_view_set_watched(struct gs_view *view, uint32_t interval_s)
{
    struct gs_request request = {.type = GS_REQUEST_WATCH_INTERVAL, .number = interval_s};
    struct gs_buf sentence = {0};
    if (!gs_view_is_watching(view)) {
        gs_view_say(view, GS_ROLE_WARN, "choose the hosts in view 8, Monitor, first");
        return GS_EFFECT_REDRAW;
    }
    if (!gs_view_choose_hosts(view, &request)) {
        return GS_EFFECT_REDRAW;
    }
    gs_buf_add_text(&sentence, "asks ");
    gs_view_name_hosts(view, &request, &sentence);
    if (interval_s == 0) {
        gs_buf_add_text(&sentence, " as often as the list says");
    } else {
        add_interval(&sentence, " every ", interval_s);
    }
    return pass_on(view, &request, &sentence);
}

static size_t count_own(const struct gs_monitor *monitor)
{
    size_t count = 0;
    for (size_t i = 0; i < monitor->hosts.count; i++) {
        const struct gs_watched *host = &monitor->hosts.items[i];
        count += host->wished_s != 0 || host->watch.interval_s != 0;
    }
    return count;
}

unsigned gs_view_set_list(struct gs_view *view, uint32_t interval_s)
{
    const struct gs_request request = {.type = GS_REQUEST_WATCH_INTERVAL,
                                       .number = interval_s};
    struct gs_buf sentence = {0};
    size_t own = count_own(monitor_of(view));
    if (interval_s == 0) {
        gs_buf_add_text(&sentence, "asks all hosts as often as at the start");
    } else {
        add_interval(&sentence, "asks all hosts every ", interval_s);
    }
    if (own > 0) {
        gs_buf_addf(&sentence, ", but for %zu with %s own interval", own,
                    gs_plural(own, "its", "their"));
    }
    return pass_on(view, &request, &sentence);
}

bool gs_view_is_watching(const struct gs_view *view)
{
    return view->tab == GS_TAB_MONITOR && monitor_of(view)->is_on;
}
