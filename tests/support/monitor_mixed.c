/* SPDX-License-Identifier: MIT */
#include "support/monitor_mixed.h"

#include "support/monitor_scene.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    BROKEN = 12,
    SECOND = 1000000,
};

static void rename_host(struct gs_watched *host, const char *name, const char *service)
{
    free(host->watch.host);
    host->watch.host = gs_mem_copy_text(name);
    (void)snprintf(host->watch.service, sizeof host->watch.service, "%s", service);
}

static void take_source(struct gs_watched *host, enum gs_watch_source source,
                        bool is_same)
{
    host->answer->libc_outcome = GS_OUTCOME_ANSWERED;
    host->answer->libc_us = 300;
    host->answer->source = source;
    host->answer->is_libc_same = is_same;
}

static void add_broken(struct gs_monitor *monitor)
{
    for (uint32_t i = 0; i < BROKEN; i++) {
        char reason[64];
        (void)snprintf(reason, sizeof reason, "\"host%u..example.com\": empty label",
                       (unsigned)i);
        struct gs_watch_error error = {40 + i, gs_mem_copy_text(reason)};
        gs_vec_push(&monitor->errors, error);
    }
}

void monitor_mixed(struct gs_session *session)
{
    monitor_scene_fill(session);
    struct gs_monitor *monitor = &session->monitor;
    struct gs_watched *hosts = monitor->hosts.items;
    rename_host(&hosts[5], "frontend-of-the-payments.internal.example.com", "https");
    rename_host(&hosts[6], "database.eu-west-1.cluster.example.org", "5432");
    take_source(&hosts[5], GS_WATCH_SOURCE_HOSTS, false);
    take_source(&hosts[10], GS_WATCH_SOURCE_HOSTS, true);
    hosts[6].watch.interval_s = hosts[6].interval_s = 1;
    hosts[6].due_us = MONITOR_SCENE_US + SECOND;
    hosts[0].interval_s = 240; /* it fails: asked less often */
    hosts[0].due_us = MONITOR_SCENE_US + 200 * (int64_t)SECOND;
    add_broken(monitor);
    monitor->list_revision++;
    monitor->revision++;
}
