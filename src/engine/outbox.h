/* SPDX-License-Identifier: MIT */
/**
 * The events on their way to the one sink, in the order they were made. They are delivered
 * from an idle handle, never from inside a call of the engine, of c-ares or of a lane. Owned
 * by the engine; loop thread only.
 */
#ifndef GAISCOPE_ENGINE_OUTBOX_H
#define GAISCOPE_ENGINE_OUTBOX_H

#include "gaiscope/model/event.h"

#include <stdbool.h>

#include <uv.h>

/** Events, oldest first. */
struct gs_event_list GS_VEC_OF(struct gs_event);

/** The outbox. */
struct gs_outbox {
    uv_idle_t idle; /**< active while events wait; its closing is the owner's */
    struct gs_event_list events;    /**< owned, not delivered yet */
    gs_event_sink_fn sink;          /**< takes every event */
    void *sink_context;             /**< handed to the sink */
    void (*delivered)(void *owner); /**< called after the sink took what waited */
    void *owner;                    /**< handed to delivered; the owner of the outbox */
    bool is_shut;                   /**< the sink hears nothing any more */
};

/** Now on the monotonic clock, microseconds. */
int64_t gs_engine_now_us(void);

/** Prepares the idle handle. Takes: an outbox whose sink, delivered and owner are set. */
void gs_outbox_init(struct gs_outbox *outbox, uv_loop_t *loop);

/** Queues an event, stamped with the time, and takes over what it owns. */
void gs_outbox_add(struct gs_outbox *outbox, struct gs_event event);

/** Frees what waits; later events are freed at once. May be called by the sink. */
void gs_outbox_shut(struct gs_outbox *outbox);

#endif
