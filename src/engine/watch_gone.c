/* SPDX-License-Identifier: MIT */
/*
 * Hosts that left the list. A file that is being written may lack half of its lines for a moment,
 * and a person may take a line out and put it back: for an hour such a host comes back as the one
 * it was, with its memory. The monitor keeps its history as long.
 */
#include "watch_core.h"

#define GONE_US (GS_WATCH_GONE_S * INT64_C(1000000))

void gs_watch_gone_add(struct gs_watch_core *core, struct gs_watch_host *host)
{
    const struct gs_watch_gone gone = {host, gs_watch_core_clock_us(core), false};
    gs_vec_push(&core->gone, gone);
}

void gs_watch_gone_trim(struct gs_watch_core *core)
{
    int64_t clock_us = gs_watch_core_clock_us(core);
    size_t count = core->gone.count;
    size_t surplus =
        count > GS_WATCH_GONE_HOSTS_MAX ? count - GS_WATCH_GONE_HOSTS_MAX : 0;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct gs_watch_gone *gone = &core->gone.items[i];
        if (gone->is_back) {
            continue;
        }
        if (i < surplus || clock_us - gone->left_us > GONE_US) {
            gs_watch_host_free(gone->host);
        } else {
            core->gone.items[kept++] = *gone;
        }
    }
    core->gone.count = kept;
}

void gs_watch_gone_clear(struct gs_watch_core *core)
{
    for (size_t i = 0; i < core->gone.count; i++) {
        if (!core->gone.items[i].is_back) {
            gs_watch_host_free(core->gone.items[i].host);
        }
    }
    gs_vec_fini(&core->gone);
}
