/* SPDX-License-Identifier: MIT */
/**
 * Worker threads for calls that block in libc. Two lanes, so that interactive questions never
 * wait behind background ones; each starts threads as they are needed, up to its limit
 * (interactive 64, background 16), and lets them end after 10 s without work.
 * A job is self-contained: the worker touches nothing else. A running call cannot be stopped:
 * cancel orphans the job, whose result its worker frees on arrival, and another worker may
 * take its place (up to 128 more a lane); closing never waits for it.
 * The lanes keep the loop alive as long as a job is pending, and no longer.
 * Functions run on the loop's thread; `work` runs on a worker, which gets no signals.
 */
#ifndef GAISCOPE_LIBC_LANES_H
#define GAISCOPE_LIBC_LANES_H

#include "gaiscope/base/status.h"
#include "gaiscope/model/machine.h"

#include <stdbool.h>
#include <stdint.h>

#include <uv.h>

struct gs_lanes;

/** Who waits for the result. */
enum gs_lane {
    GS_LANE_INTERACTIVE = 0, /**< a person */
    GS_LANE_BACKGROUND,      /**< a list */
};

/**
 * What a job does and what becomes of it. When the system gives no thread, `done` comes
 * without `work` having run: a job starts out as failed.
 */
struct gs_lane_job {
    void (*work)(void *job); /**< on a worker; blocks as long as it must */
    void (*done)(void *context, uint64_t id,
                 void *job); /**< on the loop; takes `job` over */
    void (*free)(void *job); /**< frees a cancelled job, on any thread */
    void *job;               /**< handed to all four */
    void *context;           /**< handed to done */
    void (*stop)(void *job); /**< ends what `work` waits for, when a job at work is
                                  cancelled: on the loop, at once; NULL: nobody can */
};

/**
 * Opens the lanes. Takes: `resolver` NULL or not is_override: libc resolves as the system
 * does and sees later changes of resolv.conf; with is_override every worker's resolver state
 * is pointed at its first three servers (glibc; GS_EUNSUPPORTED where libc cannot), with
 * its timeout, attempts, ndots and search list (a demo has none), and the process stops
 * asking systemd-resolved and nscd, which could not be redirected; lanes opened
 * after these without is_override give it nsswitch.conf's own sources back.
 * Returns: GS_OK; GS_EUNSUPPORTED; GS_EINVAL: is_override without servers; GS_EOS.
 * Owns: the caller, gs_lanes_close().
 */
enum gs_status gs_lanes_open(uv_loop_t *loop, const struct gs_resolver *resolver,
                             struct gs_lanes **out);

/** Whether this libc can be pointed at another server. */
bool gs_lanes_can_redirect(void);

/** Starts a job; done is never called from in here. Returns: an id, never 0, never reused. */
uint64_t gs_lanes_start(struct gs_lanes *lanes, enum gs_lane lane,
                        const struct gs_lane_job *job);

/** Orphans a job: done is never called for it. Unknown ids are fine. */
void gs_lanes_cancel(struct gs_lanes *lanes, uint64_t id);

/**
 * Orphans everything and closes; never waits for a worker. The memory is freed in the loop's
 * next turn, as libuv closes its handles. May be called from done.
 */
void gs_lanes_close(struct gs_lanes *lanes);

#endif
