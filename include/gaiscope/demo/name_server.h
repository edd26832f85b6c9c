/* SPDX-License-Identifier: MIT */
/**
 * Listens on loopback by UDP and TCP and lets an authority answer. All functions run on the
 * loop's thread. A reply by TCP is never late: `slow` is a fault of UDP. RFC 1035 4.2, RFC 7766.
 */
#ifndef GAISCOPE_DEMO_NAME_SERVER_H
#define GAISCOPE_DEMO_NAME_SERVER_H

#include "gaiscope/base/status.h"
#include "gaiscope/demo/authority.h"
#include "gaiscope/model/address.h"

#include <uv.h>

#define GS_SERVER_CONNECTIONS_MAX 64  /**< TCP connections at once; others are closed */
#define GS_SERVER_DELAYED_MAX     256 /**< late replies at once; others are not sent */

struct gs_name_server;

/** Which server it is, and where. */
struct gs_name_server_place {
    const struct gs_dname *host; /**< as gs_authority_reply(); lent as the authority is */
    struct gs_endpoint endpoint; /**< family 0: 127.0.0.1; port 0: the kernel chooses */
};

/**
 * Binds one address, one port for both transports.
 * Takes: `authority`, lent until the loop has closed the handles.
 * Returns: GS_OK; GS_EOS. Owns: the caller, gs_name_server_close().
 */
enum gs_status gs_name_server_open(uv_loop_t *loop, const struct gs_authority *authority,
                                   struct gs_name_server_place place,
                                   struct gs_name_server **out);

/** Where it listens. */
struct gs_endpoint gs_name_server_endpoint(const struct gs_name_server *server);

/** Stops listening and drops what is under way; the memory goes when the loop has closed
 *  the handles. */
void gs_name_server_close(struct gs_name_server *server);

#endif
