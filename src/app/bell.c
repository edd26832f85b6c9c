/* SPDX-License-Identifier: MIT */
/*
 * The terminal's bell for what changed at watched hosts: once for all of two seconds, since a
 * bell for each would be noise.
 */
#include "watching.h"

#include "gaiscope/rules/watch_words.h"
#include "gaiscope/ui/terminal.h"

enum {
    BELL_EVERY_US = 2000000,
};

/* Whether a change is a warning or a failure, and no flapping that goes on. */
static bool calls_for_a_person(const struct gs_watch_change *change)
{
    return !change->is_again && gs_watch_change_weight(change->type) >= 1;
}

void gs_app_ring(struct gs_app *app, const struct gs_event *event)
{
    if (!app->options->monitor.rings_bell || event->type != GS_EVENT_WATCH_ROUND) {
        return;
    }
    const struct gs_watch_change_list *changes = &event->of.watch_round->changes;
    int64_t now_us = gs_clock_real_us();
    for (size_t i = 0; i < changes->count; i++) {
        if (calls_for_a_person(&changes->items[i]) &&
            (app->rung_us == 0 || now_us - app->rung_us >= BELL_EVERY_US)) {
            app->rung_us = now_us;
            gs_terminal_bell();
        }
    }
}
