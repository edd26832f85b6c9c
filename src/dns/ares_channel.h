/* SPDX-License-Identifier: MIT */
/**
 * c-ares as a carrier: one channel, one socket, one message to one server and its answer
 * back. It never waits and has no time limit; dns/exchange gives it both. Loop thread only. Not
 * to be called from inside the watcher.
 */
#ifndef GAISCOPE_SRC_DNS_ARES_CHANNEL_H
#define GAISCOPE_SRC_DNS_ARES_CHANNEL_H

#include "gaiscope/model/dns_answer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gs_ares_channel;

#define GS_ARES_READ  1u /**< the socket can be (or shall be awaited to be) read */
#define GS_ARES_WRITE 2u /**< the same for writing */

/** What to send, and where. */
struct gs_ares_query {
    struct gs_endpoint server;   /**< whom */
    enum gs_transport transport; /**< how */
    const uint8_t *wire;         /**< the message, read at the start only */
    size_t len;                  /**< bytes of the message */
};

/** Who watches the socket. */
struct gs_ares_watcher {
    /** `events` of `fd` are wanted from now on; 0: none, and fd is about to be closed. */
    void (*watch)(void *context, int fd, unsigned events);
    void *context; /**< handed to watch */
};

/** Sends. Owns: the caller, gs_ares_channel_free(). It may have ended already. */
struct gs_ares_channel *gs_ares_channel_new(const struct gs_ares_query *query,
                                            const struct gs_ares_watcher *watcher);

/** Tells that `events` of `fd` came true. */
void gs_ares_channel_process(struct gs_ares_channel *channel, int fd, unsigned events);

/** Whether the answer is here, or none will come. */
bool gs_ares_channel_has_ended(const struct gs_ares_channel *channel);

/** What became of it: answered when a message with our id and question came; timed out
 *  while it has not ended. */
enum gs_outcome gs_ares_channel_outcome(const struct gs_ares_channel *channel);

/** The message; NULL: none. Owns: the channel. */
const uint8_t *gs_ares_channel_wire(const struct gs_ares_channel *channel, size_t *len);

/** Closes the socket (the watcher hears of it) and frees. */
void gs_ares_channel_free(struct gs_ares_channel *channel);

#endif
