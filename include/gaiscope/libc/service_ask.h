/* SPDX-License-Identifier: MIT */
/**
 * Asks libc about one entry of the services file, in every way there is. POSIX.1-2017.
 */
#ifndef GAISCOPE_LIBC_SERVICE_ASK_H
#define GAISCOPE_LIBC_SERVICE_ASK_H

#include "gaiscope/libc/lanes.h"
#include "gaiscope/model/service_check.h"

/** Hears the answer. Owns: the callee frees it. */
typedef void (*gs_service_asked_fn)(void *context, uint64_t id,
                                    struct gs_service_check *check);

/** getservbyname, getservbyport and getaddrinfo of a name and a port, for somebody who waits.
 *  Returns: the lane's id. */
uint64_t gs_service_ask(struct gs_lanes *lanes, const char *name, uint16_t port,
                        gs_service_asked_fn done, void *context);

#endif
