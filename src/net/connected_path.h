/* SPDX-License-Identifier: MIT */
/** What the kernel knows of the way that a TCP socket takes. Private to the net room. */
#ifndef GAISCOPE_NET_CONNECTED_PATH_H
#define GAISCOPE_NET_CONNECTED_PATH_H

#include "gaiscope/model/connection.h"
#include "gaiscope/net/interfaces.h"

/** Whence a socket connects: right after connect(), since one that fails forgets it. */
void gs_path_take_source(int handle, struct gs_connection *connection);

/** The path's MTU, and how often the SYN was sent again; before the socket is closed. */
void gs_path_take_facts(int handle, struct gs_connection *connection);

/** The interface that bears the source; where the socket did not tell the source, the one
 *  that the kernel would choose, if there is a way. Once it is over. Takes: this machine's
 *  addresses as they were read before; only for one that is not among them (NULL: any) all are
 *  read again, which costs two dumps of the kernel's tables. */
void gs_path_name_interface(const struct gs_address *destination,
                            const struct gs_local_address_list *known,
                            struct gs_connection *connection);

#endif
