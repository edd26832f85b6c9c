/* SPDX-License-Identifier: MIT */
/**
 * What the engine says to its watcher beside the face in engine/watcher.h. Private to the
 * engine room.
 */
#ifndef GAISCOPE_ENGINE_WATCH_ENGINE_H
#define GAISCOPE_ENGINE_WATCH_ENGINE_H

#include "gaiscope/engine/engine.h"

struct gs_mass;

/** Opens what asks other servers, where anything is watched. Out: NULL: nothing is; owned by
 *  the caller until gs_engine_watch_others(). Returns: as gs_mass_open(). */
enum gs_status gs_engine_watch_prepare(const struct gs_engine *engine,
                                       const struct gs_resolver *resolver,
                                       struct gs_mass **out);

/** Forgets the calls of libc: the lanes are about to close. */
void gs_engine_watch_leave(struct gs_engine *engine);

/** Asks others from now on: rounds under way begin anew. Takes: what
 *  gs_engine_watch_prepare() opened, over; NULL is fine. */
void gs_engine_watch_others(struct gs_engine *engine, struct gs_mass *mass);

/** Drops all and closes; before the lanes do. */
void gs_engine_watch_close(struct gs_engine *engine);

#endif
