/* SPDX-License-Identifier: MIT */
/**
 * Who stands in the demo for every server of the world: listeners on loopback that accept,
 * say one line if they have one, and close. One for each line that is said. All functions run
 * on the loop's thread, or before it runs.
 */
#ifndef GAISCOPE_SRC_DEMO_LISTENERS_H
#define GAISCOPE_SRC_DEMO_LISTENERS_H

#include "gaiscope/model/address.h"

#include <uv.h>

struct gs_listeners;

/** None yet. Owns: the caller, gs_listeners_close(). */
struct gs_listeners *gs_listeners_new(uv_loop_t *loop);

/**
 * Where the one listens that says `banner` (NULL: nothing); opened the first time.
 * Takes: the family that a client would like; where ::1 cannot be bound, it is 127.0.0.1.
 * Returns: family 0 when nothing can be bound.
 */
struct gs_endpoint gs_listeners_saying(struct gs_listeners *listeners, int family,
                                       const char *banner);

/** Closes all; the memory goes when the loop has closed the handles. NULL is fine. */
void gs_listeners_close(struct gs_listeners *listeners);

#endif
