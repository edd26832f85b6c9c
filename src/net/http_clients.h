/* SPDX-License-Identifier: MIT */
/**
 * The clients of an HTTP server, the oldest first. Each one's life and their number are bounded: a
 * socket is shut down, and its owner finds it at an end. Loop thread only.
 */
#ifndef GAISCOPE_SRC_HTTP_CLIENTS_H
#define GAISCOPE_SRC_HTTP_CLIENTS_H

#include <stddef.h>
#include <stdint.h>

struct gs_http_client;

/** Clients. Zeroed: none. */
struct gs_http_clients {
    struct gs_http_client *first; /**< owned: the oldest */
    size_t count;                 /**< how many */
};

/** A client came; of too many the oldest is shut down. Takes: `handle`, borrowed. Owns: the
 *  clients, until gs_http_clients_remove(). */
struct gs_http_client *gs_http_clients_add(struct gs_http_clients *clients, int handle,
                                           uint64_t now_ms);

/** Its socket is closed. */
void gs_http_clients_remove(struct gs_http_clients *clients,
                            struct gs_http_client *client);

/** Shuts those down that have been there for too long. */
void gs_http_clients_expire(const struct gs_http_clients *clients, uint64_t now_ms);

#endif
