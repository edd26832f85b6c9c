/* SPDX-License-Identifier: MIT */
/** The socket that the HTTP server listens at. Private to the net room. */
#ifndef GAISCOPE_NET_HTTP_SOCKET_H
#define GAISCOPE_NET_HTTP_SOCKET_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/address.h"

/** Opens, binds and listens. [::] takes IPv4 as well. Returns: the descriptor; -1 with a
 *  sentence without an end in `error`. Owns: the caller. */
int gs_http_socket_open(const struct gs_endpoint *where, struct gs_buf *error);

#endif
