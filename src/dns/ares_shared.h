/* SPDX-License-Identifier: MIT */
/**
 * c-ares as a carrier of many: one channel, one UDP socket to one server, any number of
 * questions on it. Datagrams go out and come in by batches. It has no time limit and asks
 * once: patience is dns/mass's. Loop thread only; its callbacks come from
 * gs_ares_shared_process() and gs_ares_shared_flush() alone, never from inside c-ares, and may
 * do anything but free it.
 */
#ifndef GAISCOPE_SRC_DNS_ARES_SHARED_H
#define GAISCOPE_SRC_DNS_ARES_SHARED_H

#include "gaiscope/model/address.h"
#include "gaiscope/model/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gs_ares_shared;
struct gs_datagrams;

/** What a question that was asked is known by: part of something of the asker's, which must
 *  stay until one of the handler's three last functions is called for it, exactly once. */
struct gs_ares_ticket {
    struct gs_ares_shared *shared; /**< where it was asked */
    struct gs_ares_ticket *next;   /**< of those that failed together */
};

/** Who hears. */
struct gs_ares_shared_handler {
    /** The socket is to be read when it can be; -1: no socket (any more). From inside c-ares:
     *  nothing of this module may be called. */
    void (*watch)(void *context, int fd);
    /** A message with the ticket's question came; lent. */
    void (*answered)(void *context, struct gs_ares_ticket *ticket, const uint8_t *wire,
                     size_t len);
    /** No message will come: the socket failed. */
    void (*failed)(void *context, struct gs_ares_ticket *ticket, enum gs_outcome outcome);
    /** It was freed or muted before a message came. From inside c-ares, as above. */
    void (*forgotten)(void *context, struct gs_ares_ticket *ticket);
    void *context; /**< handed to all */
};

/** What a socket is for. */
struct gs_ares_shared_settings {
    struct gs_endpoint server;      /**< whom */
    uint16_t udp_size;              /**< EDNS UDP payload size, bytes; 0: no EDNS */
    size_t rcvbuf_bytes;            /**< receive buffer to ask for; 0: the system's */
    struct gs_datagrams *datagrams; /**< room for those under way; lent */
    struct gs_ares_shared_handler handler; /**< who hears */
};

/** Opens. Owns: the caller, gs_ares_shared_free(). */
struct gs_ares_shared *gs_ares_shared_new(const struct gs_ares_shared_settings *settings);

/** Puts a question into the batch. Takes: name, type and class in wire form, copied; the name
 *  has plain letters alone (gs_asked_is_plain): newer c-ares refuse others. */
void gs_ares_shared_ask(struct gs_ares_shared *shared, const uint8_t *question,
                        size_t len, struct gs_ares_ticket *ticket);

/** Sends what was asked. */
void gs_ares_shared_flush(struct gs_ares_shared *shared);

/** Takes what came, one batch at most. Returns: whether there may be more. */
bool gs_ares_shared_process(struct gs_ares_shared *shared);

/** From now on all is forgotten: for a callback that ends it all and may not free. */
void gs_ares_shared_mute(struct gs_ares_shared *shared);

/** The receive buffer that the system granted, bytes; 0: no socket yet. */
size_t gs_ares_shared_rcvbuf(const struct gs_ares_shared *shared);

/** Closes the socket and frees; what was not answered is forgotten. */
void gs_ares_shared_free(struct gs_ares_shared *shared);

#endif
