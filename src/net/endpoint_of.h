/* SPDX-License-Identifier: MIT */
/** What the calls of the socket interface give, as a value. Private to the net room. */
#ifndef GAISCOPE_NET_ENDPOINT_OF_H
#define GAISCOPE_NET_ENDPOINT_OF_H

#include "gaiscope/model/address.h"

#include <sys/socket.h>

/** Address and port of a sockaddr_in or sockaddr_in6, with the name of its interface where it
 *  has a scope; no address for another family. */
struct gs_endpoint gs_endpoint_of(const struct sockaddr_storage *from);

#endif
