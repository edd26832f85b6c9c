/* SPDX-License-Identifier: MIT */
/**
 * What a server does with the rows of getaddrinfo: socket, IPV6_V6ONLY, bind, listen. All
 * sockets stay open together, as a server's do, so that they get in each other's way here as
 * they would there. Clients are accepted, their coordinates taken, and closed at once; nothing
 * is ever sent, and of a datagram only the sender and the length are kept.
 * One thread owns it: the loop's. POSIX.1-2017, RFC 3493 5.3.
 *
 * Stream sockets get SO_REUSEADDR, as servers set it: Linux then still refuses a port on which
 * somebody listens, but not one on which closed connections linger (TIME_WAIT) -- and this
 * program leaves such ones behind itself. Datagram sockets do not: there it would let two
 * servers have the same port.
 */
#ifndef GAISCOPE_NET_BIND_H
#define GAISCOPE_NET_BIND_H

#include "gaiscope/model/bind_report.h"

#include <uv.h>

struct gs_bind;

/** Hears that clients came: the report as it is now. It may close the bind object.
 *  Owns: nothing, copy what is to stay. */
typedef void (*gs_bind_changed_fn)(void *context, const struct gs_bind_report *report);

/**
 * Opens a socket for each row, in their order, at once: none of these calls blocks.
 * Takes: at most GS_BIND_ROWS_MAX rows, more are left out; endpoint, family, socktype,
 *        protocol and v6only of each count. `changed` comes from the loop, at most 20 times
 *        a second. A row without DONE says in `error` why.
 * Owns: the caller, gs_bind_close().
 */
struct gs_bind *gs_bind_open(uv_loop_t *loop, const struct gs_bind_row_list *rows,
                             gs_bind_changed_fn changed, void *context);

/** What became of each row, and who came. Owns: the bind object, until its next change. */
const struct gs_bind_report *gs_bind_report(const struct gs_bind *bind);

/** Closes every socket at once, before it returns; the memory is freed in the loop's next
 *  turn. NULL is fine. `changed` is not called any more. */
void gs_bind_close(struct gs_bind *bind);

#endif
