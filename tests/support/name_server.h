/* SPDX-License-Identifier: MIT */
/**
 * A small name server on the loopback, with a thread of its own: every name has one IPv4
 * address, 192.0.2.`mark`, and no IPv6 address.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_NAME_SERVER_H
#define GAISCOPE_TESTS_SUPPORT_NAME_SERVER_H

#include "gaiscope/model/address.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <pthread.h>

/** One server; the first three fields are the test's to set. */
struct name_server {
    const char *unknown; /**< names that begin so do not exist; NULL: all do */
    uint8_t mark;        /**< the address' last byte */
    bool is_silent;      /**< never answers */

    struct gs_endpoint endpoint; /**< where it listens */
    atomic_uint asked;           /**< questions heard */
    int handle;                  /**< its socket */
    pthread_t thread;            /**< serves */
};

/** Binds to an address; port 0: any. Returns: whether this machine has it. */
bool name_server_bind(struct name_server *server, const char *address, uint16_t port);

/** Serves, after binding. */
void name_server_start(struct name_server *server);

/** Ends a server that was started. */
void name_server_stop(struct name_server *server);

#endif
