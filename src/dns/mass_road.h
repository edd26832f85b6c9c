/* SPDX-License-Identifier: MIT */
/**
 * The sockets of a mass: as many per server as the window needs for its receive buffers, each
 * replaced by a fresh one after a while, so that guessing an answer needs more than the 16 bits
 * of its id (RFC 5452 9.2). An old one stays while somebody waits for an answer from it. Loop
 * thread only; callbacks come from the loop or from gs_mass_road_flush().
 */
#ifndef GAISCOPE_SRC_DNS_MASS_ROAD_H
#define GAISCOPE_SRC_DNS_MASS_ROAD_H

#include "ares_shared.h"
#include "mass_server.h"

#include <uv.h>

struct gs_mass_road;
struct gs_mass_channel;

/** Who hears; as struct gs_ares_shared_handler has it. */
struct gs_mass_road_handler {
    void (*answered)(void *context, struct gs_ares_ticket *ticket, const uint8_t *wire,
                     size_t len);
    void (*failed)(void *context, struct gs_ares_ticket *ticket, enum gs_outcome outcome);
    void (*forgotten)(void *context, struct gs_ares_ticket *ticket);
    void (*begun)(void *context); /**< datagrams are about to be read */
    void (*done)(void *context);  /**< they are; what is to be sent may go now */
    void *context;                /**< handed to all */
};

/** What all sockets have in common. */
struct gs_mass_road_settings {
    uv_loop_t *loop;                       /**< who watches */
    const struct gs_mass_servers *servers; /**< whom they lead to; lent */
    uint16_t udp_size;                     /**< EDNS UDP payload size; 0: no EDNS */
    size_t rcvbuf_bytes;                   /**< receive buffer to ask for; 0: none */
    struct gs_mass_road_handler handler;   /**< who hears */
};

/** Opens; no socket yet. Owns: the caller, gs_mass_road_close(). */
struct gs_mass_road *gs_mass_road_open(const struct gs_mass_road_settings *settings);

/** Asks the server of that index. Returns: the socket it went by, for
 *  gs_mass_channel_release(). Takes: as gs_ares_shared_ask(). */
struct gs_mass_channel *gs_mass_road_ask(struct gs_mass_road *road, size_t server,
                                         const uint8_t *question, size_t len,
                                         struct gs_ares_ticket *ticket);

/** Sends what was asked. */
void gs_mass_road_flush(struct gs_mass_road *road);

/** Reads what is there already: before somebody is told that nothing came. Within a turn of
 *  the mass. */
void gs_mass_road_drain(struct gs_mass_road *road);

/** Nobody waits any more for one answer of that socket; NULL is fine. */
void gs_mass_channel_release(struct gs_mass_channel *channel);

/** So many questions may be on the wire: from how many sockets they are to go. Returns: how
 *  many the receive buffers hold at most. */
size_t gs_mass_road_spread(struct gs_mass_road *road, size_t window);

/** Closes sockets that nobody needs; all of them when all `is_over`. Not from a callback. */
void gs_mass_road_sweep(struct gs_mass_road *road, bool is_over);

/** From now on nothing is told but what is forgotten. */
void gs_mass_road_mute(struct gs_mass_road *road);

/** Sockets open. */
size_t gs_mass_road_count(const struct gs_mass_road *road);

/** The receive buffer that the system granted per socket, bytes; 0: none opened yet. */
size_t gs_mass_road_rcvbuf(const struct gs_mass_road *road);

/** Closes all; not from a callback. */
void gs_mass_road_close(struct gs_mass_road *road);

#endif
