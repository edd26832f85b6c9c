/* SPDX-License-Identifier: MIT */
/**
 * What a server gets: socket, bind and listen on each row of libc's answer, and who connected.
 * Owned by whoever holds the pointer. POSIX.1-2017, RFC 3493 5.3 (IPV6_V6ONLY).
 */
#ifndef GAISCOPE_MODEL_BIND_REPORT_H
#define GAISCOPE_MODEL_BIND_REPORT_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_BIND_ROWS_MAX 64  /**< sockets of one attempt */
#define GS_ACCEPTED_MAX  256 /**< clients kept, the newest */

/** IPV6_V6ONLY of a socket. */
enum gs_v6only {
    GS_V6ONLY_NONE = 0, /**< an IPv4 socket has no such option */
    GS_V6ONLY_ON,       /**< IPv6 alone */
    GS_V6ONLY_OFF,      /**< IPv4 too, as mapped addresses */
};

/** Which call of a server failed. */
enum gs_bind_step {
    GS_BIND_WAITING = 0, /**< not tried yet */
    GS_BIND_SOCKET,      /**< socket() failed */
    GS_BIND_V6ONLY,      /**< setsockopt(IPV6_V6ONLY) failed */
    GS_BIND_BIND,        /**< bind() failed */
    GS_BIND_LISTEN,      /**< listen() failed */
    GS_BIND_WATCH,       /**< the program's own poll refused the socket */
    GS_BIND_DONE,        /**< bound, and listening for stream */
};

/** One socket to be opened: a row of libc's answer. */
struct gs_bind_row {
    struct gs_endpoint endpoint; /**< asked for; what it is bound to with DONE */
    int family;                  /**< AF_INET, AF_INET6 */
    int socktype;                /**< SOCK_STREAM, SOCK_DGRAM, ... */
    int protocol;                /**< IPPROTO_* */
    enum gs_v6only v6only;       /**< option to be set */
    enum gs_bind_step step;      /**< how far it came */
    int error;                   /**< errno of the failed step, else 0 */
    bool is_open;                /**< listening or bound right now */
};

/** In libc's order. */
struct gs_bind_row_list GS_VEC_OF(struct gs_bind_row);

/** A client, as accept() gave it; or the sender of a datagram. */
struct gs_accepted {
    struct gs_endpoint local; /**< getsockname of the accepted socket */
    struct gs_endpoint peer;  /**< accept's or recvfrom's address */
    int family;               /**< of the accepted socket */
    int socktype;             /**< the same */
    int protocol;             /**< the same */
    int64_t at_wall_s;        /**< when */
    size_t row;               /**< index of the listening row */
    size_t len_bytes;         /**< of the datagram; 0 with stream */
};

/** Oldest first. */
struct gs_accepted_list GS_VEC_OF(struct gs_accepted);

/** One attempt. */
struct gs_bind_report {
    struct gs_bind_row_list rows;     /**< sockets */
    struct gs_accepted_list accepted; /**< clients */
    size_t dropped;                   /**< clients over GS_ACCEPTED_MAX */
    int64_t at_wall_s;                /**< when it was done */
    bool is_listening;                /**< at least one socket is open */
};

/** Owns: the caller frees with gs_bind_report_free(). */
struct gs_bind_report *gs_bind_report_new(void);

/** A deep copy. Owns: the caller. */
struct gs_bind_report *gs_bind_report_copy(const struct gs_bind_report *report);

/** Frees it; NULL is fine. */
void gs_bind_report_free(struct gs_bind_report *report);

#endif
