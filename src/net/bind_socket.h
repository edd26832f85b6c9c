/* SPDX-License-Identifier: MIT */
/** The calls of one server socket, none of which blocks. Private to the net room. */
#ifndef GAISCOPE_NET_BIND_SOCKET_H
#define GAISCOPE_NET_BIND_SOCKET_H

#include "gaiscope/model/bind_report.h"

#include <stdbool.h>

/** Opens, binds and (for connections) listens; step, error, is_open and, with DONE, endpoint
 *  of `row` are written. Returns: the descriptor, or -1. Owns: the caller. */
int gs_bind_socket_open(struct gs_bind_row *row);

/** Takes the next client: accepts and closes it, or takes a datagram of which one byte is read.
 *  Takes: `out`, of which row and at_wall_s stay. Returns: false when nobody waits. */
bool gs_bind_socket_take(int handle, const struct gs_bind_row *row,
                         struct gs_accepted *out);

#endif
