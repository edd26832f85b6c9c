/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/history.h"

#include <string.h>

static void fini_entry(struct gs_history_entry *entry)
{
    free(entry->host);
    free(entry->service);
}

static void remove_at(struct gs_history *history, size_t at)
{
    fini_entry(&history->items[at]);
    memmove(&history->items[at], &history->items[at + 1],
            (history->count - at - 1) * sizeof *history->items);
    history->count--;
}

struct gs_history_entry *gs_history_find(struct gs_history *history, const char *host,
                                         const char *service)
{
    for (size_t i = history->count; i > 0; i--) {
        struct gs_history_entry *entry = &history->items[i - 1];
        if (strcmp(entry->host, host) == 0 && strcmp(entry->service, service) == 0) {
            return entry;
        }
    }
    return NULL;
}

struct gs_history_entry *gs_history_add(struct gs_history *history, const char *host,
                                        const char *service, int64_t wall_s)
{
    /* Copied first: the arguments may be texts of the entry that leaves. */
    struct gs_history_entry entry = {
        .host = gs_mem_copy_text(host),
        .service = gs_mem_copy_text(service),
        .asked_wall_s = wall_s,
    };
    struct gs_history_entry *before = gs_history_find(history, entry.host, entry.service);
    if (before != NULL) {
        remove_at(history, (size_t)(before - history->items));
    }
    while (history->count >= GS_HISTORY_MAX) {
        remove_at(history, 0);
    }
    gs_vec_push(history, entry);
    return &history->items[history->count - 1];
}

void gs_history_fini(struct gs_history *history)
{
    for (size_t i = 0; i < history->count; i++) {
        fini_entry(&history->items[i]);
    }
    gs_vec_fini(history);
}
