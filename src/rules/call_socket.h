/* SPDX-License-Identifier: MIT */
/*
 * Which pairs of socket type and protocol libc has, and which of them a service fits. Pure.
 */
#ifndef GAISCOPE_SRC_RULES_CALL_SOCKET_H
#define GAISCOPE_SRC_RULES_CALL_SOCKET_H

#include "gaiscope/model/services.h"
#include "gaiscope/rules/call_reading.h"

/* One pair that getaddrinfo knows. */
struct gs_call_socket {
    const char *name; /* its protocol in the services table; "raw" has none */
    int socktype;
    int protocol;
    bool has_no_port; /* no service fits, and every protocol does */
    bool is_usual;    /* it comes when neither is asked for */
};

/* The pair for a socket type and a protocol, of which one at least is not 0; NULL: there is
 * none, or this libc's pairs are not known. */
const struct gs_call_socket *gs_call_socket_of(int socktype, int protocol);

/* Whether this libc's pairs are known. */
bool gs_call_sockets_are_known(void);

/* Every pair, one after the other. Returns: NULL behind the last one. */
const struct gs_call_socket *gs_call_socket_at(size_t index);

/* Whether the services table has the service for a protocol; true where it is not known. */
bool gs_call_is_listed(const struct gs_services *services, const char *protocol);

#endif
