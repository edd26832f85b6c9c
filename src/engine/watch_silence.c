/* SPDX-License-Identifier: MIT */
/*
 * Servers that are silent, or not there: no message comes. A long list is not told of it
 * before each of its questions has been waited for, so after many questions in a row
 * without any answer the others wait for a shorter time. And who was put off because of
 * the silence is asked again as soon as it ends.
 */
#include "watch_core.h"

enum {
    PATIENCE_MS = 10000,
    SHORT_MS = 2000,
    SILENT_MIN = 64,     /* questions in a row: that is not chance */
    HURRY_US = 10000000, /* from one time to the next */
};

/* Only while others wait: a short list has time for each of its hosts. */
void gs_watch_silence_note(struct gs_watch_core *core, bool is_silent)
{
    core->silent = is_silent ? core->silent + 1 : 0;
    bool is_short = core->silent >= SILENT_MIN && gs_watch_queue_first(&core->due) != 0;
    uint32_t patience_ms = is_short ? SHORT_MS : PATIENCE_MS;
    if (patience_ms != core->patience_ms) {
        core->patience_ms = patience_ms;
        core->world->set_patience(core->world->context, patience_ms);
    }
}

void gs_watch_silence_ended(struct gs_watch_core *core, struct gs_watch_host *host,
                            bool is_silent)
{
    bool is_back = host->met_silence && !is_silent;
    int64_t clock_us = gs_watch_core_clock_us(core);
    host->met_silence = is_silent;
    if (!is_back || clock_us < core->hurried_us + HURRY_US) {
        return;
    }
    core->hurried_us = clock_us;
    for (size_t i = 0; i < core->hosts.count; i++) {
        struct gs_watch_host *other = core->hosts.items[i];
        if (other->met_silence && !other->is_taken &&
            !gs_watch_core_is_paused(core, other)) {
            gs_schedule_now(core->schedule, other->id, clock_us);
        }
    }
}
