/* SPDX-License-Identifier: MIT */
/**
 * The engine's own state, shared by engine.c (questions in, events out) and round.c (requests
 * to the sources). Private to the engine room.
 */
#ifndef GAISCOPE_ENGINE_ENGINE_PRIVATE_H
#define GAISCOPE_ENGINE_ENGINE_PRIVATE_H

#include "round.h"

/** Events waiting for the sink, oldest first. */
struct gs_event_list GS_VEC_OF(struct gs_event);

/** The engine. */
struct gs_engine {
    uv_loop_t *loop;                    /**< borrowed */
    struct gs_engine_settings settings; /**< as opened, defaults filled in */
    struct gs_dns_client *dns;          /**< owned */
    struct gs_lanes *lanes;             /**< owned */
    struct gs_round *rounds;            /**< owned, newest first */
    struct gs_event_list events;        /**< owned, not delivered yet */
    uint64_t next_round;                /**< the next id */
    uv_idle_t deliver;                  /**< active while events wait */
    uv_timer_t deadline;                /**< armed for the earliest lane operation */
    int open_handles;                   /**< of the two above, while closing */
    bool is_closing;                    /**< gs_engine_close() was called */
};

/** Queues an event for the sink. */
void gs_engine_emit(struct gs_engine *engine, struct gs_event event);

/** Drops a round's parts: their operations are cancelled, nothing is heard of them. */
void gs_round_drop(struct gs_round *round, unsigned parts);

/** Frees a round whose parts are all dropped or done. */
void gs_round_free(struct gs_round *round);

/** Ends the operations whose deadline has passed and arms the timer for the next one. */
void gs_engine_check_deadlines(struct gs_engine *engine);

#endif
