/* SPDX-License-Identifier: MIT */
#include "gaiscope/report/health.h"

#include "gaiscope/base/text.h"

#include <inttypes.h>

enum {
    SECOND_US = 1000000,
};

/* Whether nothing will ever be due: each host is paused by itself. */
static bool are_all_paused(const struct gs_monitor *monitor)
{
    for (size_t i = 0; i < monitor->hosts.count; i++) {
        if (!monitor->hosts.items[i].is_paused) {
            return false;
        }
    }
    return true;
}

/* Whether a round should have ended since: that one, or the first that could. */
static bool is_stuck(const struct gs_watch_status *status, int64_t since_us,
                     int64_t now_us)
{
    int64_t patience_us = (int64_t)GS_HEALTH_PATIENCE_S * SECOND_US;
    bool is_quiet = now_us - since_us > patience_us;
    bool is_overdue =
        status->next_due_us != INT64_MAX && now_us - status->next_due_us > patience_us;
    return is_quiet && (status->waiting > 0 || status->in_flight > 0 || is_overdue);
}

bool gs_health_write(const struct gs_monitor *monitor, int64_t ended_us, int64_t busy_us,
                     int64_t now_us, struct gs_buf *out)
{
    const struct gs_watch_status *status = &monitor->status;
    size_t count = monitor->hosts.count;
    int64_t ago_s = (now_us - ended_us) / SECOND_US;
    if (!monitor->is_on || count == 0) {
        gs_buf_add_text(out, "stands still: no host is watched\n");
    } else if (status->is_paused) {
        gs_buf_add_text(out, "stands still: the watching is paused\n");
    } else if (are_all_paused(monitor)) {
        gs_buf_add_text(out, "stands still: each host is paused\n");
    } else if (is_stuck(status, busy_us > ended_us ? busy_us : ended_us, now_us)) {
        gs_buf_addf(out,
                    "stands still: rounds are due and none has ended for %" PRId64 " s\n",
                    ago_s);
    } else if (monitor->rounds == 0) {
        gs_buf_addf(out, "ok: %zu %s, no round has ended yet\n", count,
                    gs_plural(count, "host", "hosts"));
        return true;
    } else {
        gs_buf_addf(out, "ok: %zu %s, the last round ended %" PRId64 " s ago\n", count,
                    gs_plural(count, "host", "hosts"), ago_s);
        return true;
    }
    return false;
}
