/* SPDX-License-Identifier: MIT */
#include "round_changes.h"

struct round_changes round_changes_of(const struct gs_event *event)
{
    struct round_changes out = {0};
    if (event->type != GS_EVENT_WATCH_ROUND) {
        return out;
    }
    const struct gs_watch_round *round = event->of.watch_round;
    out.host_id = round->changes.count > 0 ? round->id : 0;
    out.wall_s = round->wall_s;
    out.count = round->changes.count;
    for (size_t i = 0; i < round->changes.count; i++) {
        out.is_flapping_again = out.is_flapping_again || round->changes.items[i].is_again;
    }
    return out;
}

static bool is_told(const struct round_changes *round,
                    const struct gs_journal_entry *entry)
{
    return entry->host_id == round->host_id && entry->last_wall_s == round->wall_s &&
           !(round->is_flapping_again && entry->change.type == GS_WATCH_FLAPPING);
}

void round_changes_tell(const struct round_changes *round,
                        const struct gs_monitor *monitor, round_changes_fn tell,
                        void *context)
{
    if (round->host_id == 0) {
        return;
    }
    const struct gs_journal *journal = &monitor->journal;
    const struct gs_watched *host = gs_monitor_find(monitor, round->host_id);
    size_t kept = journal->count;
    for (size_t i = round->count < kept ? round->count : kept; i > 0 && host != NULL;
         i--) {
        const struct gs_journal_entry *entry = gs_journal_at(journal, i - 1);
        if (is_told(round, entry)) {
            tell(context, host, entry);
        }
    }
}
