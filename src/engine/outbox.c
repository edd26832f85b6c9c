/* SPDX-License-Identifier: MIT */
#include "outbox.h"

int64_t gs_engine_now_us(void)
{
    return (int64_t)(uv_hrtime() / 1000);
}

/* What the sink has the engine say is delivered in the next turn. */
static void deliver(uv_idle_t *handle)
{
    struct gs_outbox *outbox = handle->data;
    (void)uv_idle_stop(handle);
    struct gs_event_list events = outbox->events;
    outbox->events = (struct gs_event_list){0};
    for (size_t i = 0; i < events.count; i++) {
        if (outbox->is_shut) {
            gs_event_fini(&events.items[i]);
        } else {
            outbox->sink(outbox->sink_context, &events.items[i]);
        }
    }
    gs_vec_fini(&events);
    outbox->delivered(outbox->owner);
}

void gs_outbox_init(struct gs_outbox *outbox, uv_loop_t *loop)
{
    (void)uv_idle_init(loop, &outbox->idle); /* cannot fail */
    outbox->idle.data = outbox;
}

void gs_outbox_add(struct gs_outbox *outbox, struct gs_event event)
{
    if (outbox->is_shut) {
        gs_event_fini(&event);
        return;
    }
    event.at_us = gs_engine_now_us();
    gs_vec_push(&outbox->events, event);
    (void)uv_idle_start(&outbox->idle, deliver); /* cannot fail with a callback set */
}

void gs_outbox_shut(struct gs_outbox *outbox)
{
    outbox->is_shut = true;
    for (size_t i = 0; i < outbox->events.count; i++) {
        gs_event_fini(&outbox->events.items[i]);
    }
    gs_vec_fini(&outbox->events);
}
