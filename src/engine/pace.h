/* SPDX-License-Identifier: MIT */
/**
 * Tells of many changes a few times a second: at once when it is long enough ago, else when
 * it is. Private to the engine room; loop thread only.
 */
#ifndef GAISCOPE_ENGINE_PACE_H
#define GAISCOPE_ENGINE_PACE_H

#include <uv.h>

#define GS_PACE_MS 50 /**< between two times */

struct gs_pace;

/** Tells. */
typedef void (*gs_pace_tell_fn)(void *context);

/** Owns: the caller, gs_pace_free(). */
struct gs_pace *gs_pace_new(uv_loop_t *loop, gs_pace_tell_fn tell, void *context);

/** Something has changed. */
void gs_pace_changed(struct gs_pace *pace);

/** Something has changed that is to be told at once. */
void gs_pace_tell(struct gs_pace *pace);

/** Tells nothing any more; NULL is fine. */
void gs_pace_free(struct gs_pace *pace);

#endif
