/* SPDX-License-Identifier: MIT */
/**
 * Hears of the kernel when links, addresses or routes change (rtnetlink(7) groups). It says
 * that something changed, not what: whoever wants to know reads again. A burst is told once. It
 * costs nothing while nothing changes. One thread owns it: the loop's.
 */
#ifndef GAISCOPE_NET_NETWORK_WATCH_H
#define GAISCOPE_NET_NETWORK_WATCH_H

#include "gaiscope/base/status.h"

#include <uv.h>

#define GS_NETWORK_FOLD_MS 100 /**< from the first message of a burst until it is told */

struct gs_network_watch;

/** Hears that something changed. Called from the loop; may close the watch. */
typedef void (*gs_network_changed_fn)(void *context);

/** Begins to watch. Returns: GS_OK; GS_EOS: this system does not tell, *out untouched.
 *  Owns: the caller, gs_network_watch_close(). */
enum gs_status gs_network_watch_open(uv_loop_t *loop, gs_network_changed_fn changed,
                                     void *context, struct gs_network_watch **out);

/** Ends it; nothing more is heard, the memory goes when the loop has closed the handles.
 *  NULL is fine. */
void gs_network_watch_close(struct gs_network_watch *watch);

#endif
