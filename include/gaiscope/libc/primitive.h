/* SPDX-License-Identifier: MIT */
/**
 * The older calls of libc, one at a time on a lane: by their reentrant forms where libc has
 * them, else one after the other. POSIX.1-2001 (the host calls, removed in 2008),
 * POSIX.1-2017 (getservbyname, getservbyport, getprotobyname, gethostname).
 */
#ifndef GAISCOPE_LIBC_PRIMITIVE_H
#define GAISCOPE_LIBC_PRIMITIVE_H

#include "gaiscope/libc/lanes.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/calls.h"

/** Which call, in the order shown. */
enum gs_primitive {
    GS_PRIMITIVE_HOST_BY_NAME = 0, /**< gethostbyname */
    GS_PRIMITIVE_HOST_BY_NAME2,    /**< gethostbyname2 with AF_INET6 */
    GS_PRIMITIVE_HOST_BY_ADDRESS,  /**< gethostbyaddr */
    GS_PRIMITIVE_SERVICE_BY_NAME,  /**< getservbyname */
    GS_PRIMITIVE_SERVICE_BY_PORT,  /**< getservbyport */
    GS_PRIMITIVE_PROTOCOL_BY_NAME, /**< getprotobyname */
    GS_PRIMITIVE_HOST_NAME,        /**< gethostname */
    GS_PRIMITIVE_FULL_NAME, /**< the full name, as Python's socket.getfqdn() finds it */
    GS_PRIMITIVE_HAS_IPV6,  /**< no call of libc's: see gs_primitive_call() */
};

#define GS_PRIMITIVE_COUNT (GS_PRIMITIVE_HAS_IPV6 + 1) /**< how many */

/** What to call. Only what the kind needs is read. */
struct gs_primitive_request {
    enum gs_primitive kind;    /**< which */
    const char *name;          /**< host, service or protocol; copied */
    const char *protocol;      /**< of a service: "tcp"; NULL: any; copied */
    struct gs_address address; /**< of gethostbyaddr */
    uint16_t port;             /**< of getservbyport, host order */
};

/** What came, and what the next call may need of it. */
struct gs_primitive_answer {
    struct gs_call call;       /**< the call */
    struct gs_address address; /**< the first one found; family 0: none */
    uint16_t port;             /**< the port found; 0: none */
};

/** Hears an answer. Owns: the callee frees it with gs_primitive_answer_free(). */
typedef void (*gs_primitive_done_fn)(void *context, uint64_t id,
                                     struct gs_primitive_answer *answer);

/** A call that was not made: its text, without arguments where they are not known yet, and its
 *  limits. Owns: the caller, its texts. */
struct gs_call gs_primitive_call(const struct gs_primitive_request *request);

/** The name alone: "gethostbyname". Static. */
const char *gs_primitive_name(enum gs_primitive kind);

/** Starts a call. Takes: any kind but GS_PRIMITIVE_HAS_IPV6. Returns: the lane's id. */
uint64_t gs_primitive_start(struct gs_lanes *lanes, enum gs_lane lane,
                            const struct gs_primitive_request *request,
                            gs_primitive_done_fn done, void *context);

/** Frees it and what its call owns; NULL is fine. */
void gs_primitive_answer_free(struct gs_primitive_answer *answer);

#endif
