/* SPDX-License-Identifier: MIT */
/**
 * The watcher's world as it is: dns/mass, libc's background lane, the loop's timer and the
 * machine's clocks. Private to the engine room; loop thread only.
 */
#ifndef GAISCOPE_ENGINE_WATCH_ASK_H
#define GAISCOPE_ENGINE_WATCH_ASK_H

#include "watch_core.h"

#include "gaiscope/dns/mass.h"
#include "gaiscope/libc/system.h"

#include <uv.h>

struct gs_watch_system;

/** The watcher of an engine. */
struct gs_engine_watch {
    struct gs_engine *engine;       /**< borrowed */
    struct gs_watch_world world;    /**< what the core sees of this */
    struct gs_watch_core *core;     /**< owned */
    struct gs_mass *mass;           /**< owned; NULL: nothing is watched */
    struct gs_watch_traffic before; /**< of those who were asked before */
    uint64_t retries;               /**< of those who are asked now */
    struct gs_watch_system *calls;  /**< libc's, under way; owned */
    uint64_t next_call;             /**< the number of the next one */
    uv_timer_t timer;               /**< the core's next turn */
    int64_t armed_us;               /**< when that is; INT64_MAX: not at all */
    int64_t slept_us;               /**< how long the machine has slept */
};

/** The record type of a slot. */
uint16_t gs_watch_type_of(enum gs_watch_slot slot);

/** What a reply of DNS lends; owned by whoever reads it. */
struct gs_watch_texts {
    struct gs_name_list names; /**< of PTR and MX */
    struct gs_buf canonical;   /**< where the CNAMEs end */
};

/** Fills a reply from DNS's answer to a question. Takes: the name as it was asked (a reverse
 *  name for PTR). Out: `texts`, which the reply lends; the caller frees them. */
void gs_watch_read_answer(const struct gs_mass_answer *answer, enum gs_watch_slot slot,
                          const char *name, struct gs_watch_texts *texts,
                          struct gs_watch_reply *out);

/** Why there is no answer: "SERVFAIL from 10.0.0.2", "no reply from 10.0.0.2". Takes: whom the
 *  question was for. */
void gs_watch_detail(const struct gs_mass_answer *answer,
                     const struct gs_resolver *resolver, char out[GS_WATCH_DETAIL_MAX]);

/** Asks libc on the background lane. Returns: a number for gs_watch_system_drop(). */
uint64_t gs_watch_system_ask(struct gs_engine_watch *watch, uint64_t id,
                             const struct gs_watch *line);

/** Waits no more for a call; 0: for all of them. */
void gs_watch_system_drop(struct gs_engine_watch *watch, uint64_t number);

#endif
