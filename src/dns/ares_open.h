/* SPDX-License-Identifier: MIT */
/**
 * What all c-ares channels of this room have in common: how they are opened for one server, how
 * their sockets reach it, and what their codes mean. The one home of <ares.h>.
 */
#ifndef GAISCOPE_SRC_DNS_ARES_OPEN_H
#define GAISCOPE_SRC_DNS_ARES_OPEN_H

#include "gaiscope/model/address.h"
#include "gaiscope/model/outcome.h"

#include <stdbool.h>

#include <ares.h>

/** Who hears of sockets, and what they are for. */
struct gs_ares_opening {
    const struct gs_endpoint *server;           /**< whom the channel is for alone */
    const struct ares_socket_functions *socket; /**< ours in the place of the library's */
    ares_sock_state_cb watch; /**< which sockets to watch, and for what */
    void *context;            /**< handed to both */
    bool is_tcp;              /**< else UDP */
    bool stays_open;          /**< the socket outlives the moments without a question */
};

/** Opens a channel; without a time limit, for that is ours. Returns: ARES_*. Owns: the
 *  caller, ares_destroy(). */
int gs_ares_open(const struct gs_ares_opening *opening, ares_channel *out);

/** connect() to the real server in the place of the stand-in that c-ares was told. */
int gs_ares_connect(int fd, const struct sockaddr *address, ares_socklen_t len,
                    const struct gs_endpoint *server);

/** Whether errno is a real error of a socket and not "later". */
bool gs_ares_is_error(int error);

/** What a failure is. Takes: ARES_* but ARES_SUCCESS; the socket's own last error, 0: none. */
enum gs_outcome gs_ares_failure(int status, int last_errno);

#endif
