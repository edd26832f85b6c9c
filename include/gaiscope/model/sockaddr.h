/* SPDX-License-Identifier: MIT */
/**
 * An endpoint as the calls of the socket interface take it. Pure. RFC 3493 3.
 */
#ifndef GAISCOPE_MODEL_SOCKADDR_H
#define GAISCOPE_MODEL_SOCKADDR_H

#include "gaiscope/model/address.h"

#include <sys/socket.h>

/**
 * Writes an endpoint as a sockaddr_in or sockaddr_in6, its scope id included.
 * Takes: an address of AF_INET or AF_INET6. Returns: bytes of *out that count.
 */
socklen_t gs_sockaddr_encode(const struct gs_endpoint *endpoint,
                             struct sockaddr_storage *out);

#endif
