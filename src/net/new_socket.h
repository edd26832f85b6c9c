/* SPDX-License-Identifier: MIT */
/** Sockets that no started program inherits and on which no call waits. Private to the net
 *  room. */
#ifndef GAISCOPE_NET_NEW_SOCKET_H
#define GAISCOPE_NET_NEW_SOCKET_H

#include <sys/socket.h>

/** socket(), close-on-exec and non-blocking. Returns: the descriptor, or -1 with errno. */
int gs_new_socket(int family, int socktype, int protocol);

/** accept() of the same kind; `peer` is its address. Returns: as gs_new_socket(). */
int gs_new_client(int server, struct sockaddr_storage *peer);

#endif
