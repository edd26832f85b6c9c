/* SPDX-License-Identifier: MIT */
/*
 * Applying a round makes each of its changes the newest entry of the journal: as many as there
 * were are looked at then, the oldest of them first.
 */
#include "gaiscope/cli/change_hook.h"

#include "gaiscope/report/changes.h"

struct gs_change_hook {
    struct gs_hook *hook;
    uint64_t host_id; /* of the round that was noted; 0: nothing is to be told */
    int64_t wall_s;
    size_t count;           /* of its changes */
    bool is_flapping_again; /* flapping that goes on is told nobody */
};

struct gs_change_hook *gs_change_hook_open(uv_loop_t *loop,
                                           const struct gs_monitor_options *options,
                                           gs_hook_say_fn say, void *context)
{
    if (options->on_change[0] == NULL) {
        return NULL;
    }
    struct gs_change_hook *hook = gs_mem_new(1, sizeof *hook);
    struct gs_hook_settings settings = {
        .argv = options->on_change, .say = say, .context = context};
    hook->hook = gs_hook_open(loop, &settings);
    return hook;
}

static void note_round(struct gs_change_hook *hook, const struct gs_watch_round *round)
{
    hook->host_id = round->changes.count > 0 ? round->id : 0;
    hook->wall_s = round->wall_s;
    hook->count = round->changes.count;
    hook->is_flapping_again = false;
    for (size_t i = 0; i < round->changes.count; i++) {
        hook->is_flapping_again =
            hook->is_flapping_again || round->changes.items[i].is_again;
    }
}

void gs_change_hook_note(struct gs_change_hook *hook, struct gs_event *event)
{
    if (hook == NULL) {
        return;
    }
    hook->host_id = 0;
    if (event->type == GS_EVENT_WATCH_ROUND) {
        note_round(hook, event->of.watch_round);
    } else if (event->type == GS_EVENT_WATCH_STATUS) {
        struct gs_hook_counts counts = gs_hook_counts(hook->hook);
        event->of.watch_status->hooks_run = counts.run;
        event->of.watch_status->hooks_left_out = counts.left_out;
    }
}

static bool is_told(const struct gs_change_hook *hook,
                    const struct gs_journal_entry *entry)
{
    return entry->host_id == hook->host_id && entry->last_wall_s == hook->wall_s &&
           !(hook->is_flapping_again && entry->change.type == GS_WATCH_FLAPPING);
}

static void run(struct gs_change_hook *hook, const struct gs_watched *host,
                const struct gs_journal_entry *entry)
{
    struct gs_buf input = {0};
    struct gs_buf about = {0};
    uint64_t left_out = 0;
    if (!gs_hook_admit(hook->hook, &left_out)) {
        return;
    }
    gs_changes_add_hook(host, entry, left_out, &input);
    gs_buf_addf(&about, "%s %s", entry->host, gs_watch_change_id(entry->change.type));
    gs_hook_run(hook->hook, &input, gs_buf_text(&about));
    gs_buf_fini(&input);
    gs_buf_fini(&about);
}

void gs_change_hook_tell(struct gs_change_hook *hook, const struct gs_session *session)
{
    if (hook == NULL || hook->host_id == 0) {
        return;
    }
    const struct gs_journal *journal = &session->monitor.journal;
    const struct gs_watched *host = gs_monitor_find(&session->monitor, hook->host_id);
    size_t kept = journal->entries.count;
    for (size_t i = hook->count < kept ? hook->count : kept; i > 0 && host != NULL; i--) {
        const struct gs_journal_entry *entry = gs_journal_at(journal, i - 1);
        if (is_told(hook, entry)) {
            run(hook, host, entry);
        }
    }
    hook->host_id = 0;
}

void gs_change_hook_close(struct gs_change_hook *hook)
{
    if (hook != NULL) {
        gs_hook_close(hook->hook);
        free(hook);
    }
}
