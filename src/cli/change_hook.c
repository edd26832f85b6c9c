/* SPDX-License-Identifier: MIT */
#include "gaiscope/cli/change_hook.h"

#include "round_changes.h"

#include "gaiscope/report/changes.h"

struct gs_change_hook {
    struct gs_hook *hook;
    struct round_changes round; /* that was noted */
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

void gs_change_hook_note(struct gs_change_hook *hook, struct gs_event *event)
{
    if (hook == NULL) {
        return;
    }
    hook->round = round_changes_of(event);
    if (event->type == GS_EVENT_WATCH_STATUS) {
        struct gs_hook_counts counts = gs_hook_counts(hook->hook);
        event->of.watch_status->hooks_run = counts.run;
        event->of.watch_status->hooks_left_out = counts.left_out;
    }
}

static void run(void *context, const struct gs_watched *host,
                const struct gs_journal_entry *entry)
{
    struct gs_change_hook *hook = context;
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
    if (hook != NULL) {
        struct round_changes round = hook->round;
        hook->round = (struct round_changes){0};
        round_changes_tell(&round, &session->monitor, run, hook);
    }
}

void gs_change_hook_close(struct gs_change_hook *hook)
{
    if (hook != NULL) {
        gs_hook_close(hook->hook);
        free(hook);
    }
}
