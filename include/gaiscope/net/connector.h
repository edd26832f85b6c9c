/* SPDX-License-Identifier: MIT */
/**
 * One TCP connect to one address, without blocking: open, or the errno; from where it went, and
 * what the kernel knows of the path; on wish the first line that the server says. Nothing is
 * sent. One thread owns it: the loop's. RFC 9293 3.5, POSIX connect().
 *
 *     connect -> open -> [ first line ] -> over
 *        |         `- none within the banner's time: over, open all the same
 *        `--> refused, no route, silent (deadline), failed: over
 */
#ifndef GAISCOPE_NET_CONNECTOR_H
#define GAISCOPE_NET_CONNECTOR_H

#include "gaiscope/model/connection.h"
#include "gaiscope/net/detour.h"
#include "gaiscope/net/interfaces.h"

#include <uv.h>

struct gs_connector;

/** How to connect. */
struct gs_connect_wish {
    struct gs_endpoint endpoint;          /**< whom */
    uint32_t deadline_ms;                 /**< silent then */
    bool reads_banner;                    /**< waits for the first line */
    const struct gs_detour_list *detours; /**< NULL: none. Read at the start alone */
    const struct gs_local_address_list
        *known; /**< this machine's, outlives it; an address that
                                                    is not there, or NULL: read at the end */
};

/** Hears that it is open, while the first line is awaited (`is_over` false), and of the end.
 *  May cancel. Owns: nothing. Called from the loop, never from inside
 *  gs_connector_start(). */
typedef void (*gs_connected_fn)(void *context, const struct gs_connection *connection,
                                bool is_over);

/** Begins to connect. Owns: the caller until it heard `is_over`, or
 *  gs_connector_cancel(). */
struct gs_connector *gs_connector_start(uv_loop_t *loop,
                                        const struct gs_connect_wish *wish,
                                        gs_connected_fn connected, void *context);

/** Closes it; nothing more is heard. NULL is fine; not after `is_over`. */
void gs_connector_cancel(struct gs_connector *connector);

#endif
