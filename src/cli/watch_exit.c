/* SPDX-License-Identifier: MIT */
#include "watch_exit.h"

static bool has_asked(const struct gs_watched *host, int64_t since_wall_s)
{
    return host->answer != NULL && host->last_wall_s >= since_wall_s;
}

bool watch_has_asked_all(const struct gs_monitor *monitor, int64_t since_wall_s)
{
    for (size_t i = 0; i < monitor->hosts.count; i++) {
        const struct gs_watched *host = &monitor->hosts.items[i];
        if (!host->is_paused && !has_asked(host, since_wall_s)) {
            return false;
        }
    }
    return true;
}

/* What fails is what the screen says fails. */
static enum gs_exit exit_of_host(const struct gs_watched *host, int64_t since_wall_s)
{
    if (!has_asked(host, since_wall_s)) {
        return GS_EXIT_TEMPORARY;
    }
    if (host->trend.failing != 0) {
        return GS_EXIT_UNEXPECTED;
    }
    switch (host->state) {
    case GS_WATCH_TRY_AGAIN:
    case GS_WATCH_WAITING:
        return GS_EXIT_TEMPORARY;
    case GS_WATCH_NO_SUCH_NAME:
    case GS_WATCH_NO_DATA:
        return GS_EXIT_NOT_FOUND;
    default:
        return GS_EXIT_ANSWERED;
    }
}

/* The weightier, the further back. */
static int weight_of(enum gs_exit status)
{
    static const enum gs_exit order[] = {GS_EXIT_ANSWERED, GS_EXIT_NOT_FOUND,
                                         GS_EXIT_TEMPORARY, GS_EXIT_UNEXPECTED};

    int weight = 0;
    while (order[weight] != status) {
        weight++;
    }
    return weight;
}

enum gs_exit watch_exit_of(const struct gs_monitor *monitor, int64_t since_wall_s)
{
    enum gs_exit worst = GS_EXIT_ANSWERED;
    for (size_t i = 0; i < monitor->hosts.count; i++) {
        enum gs_exit status = exit_of_host(&monitor->hosts.items[i], since_wall_s);
        worst = weight_of(status) > weight_of(worst) ? status : worst;
    }
    return worst;
}
