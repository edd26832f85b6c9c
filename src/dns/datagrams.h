/* SPDX-License-Identifier: MIT */
/**
 * Datagrams by batches: many sent or received by one call of the system, which is most of what
 * a datagram costs. Sockets that work in turn share the room. Loop thread only. Linux'
 * sendmmsg(2) and recvmmsg(2).
 */
#ifndef GAISCOPE_SRC_DNS_DATAGRAMS_H
#define GAISCOPE_SRC_DNS_DATAGRAMS_H

#include "asked.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sys/socket.h>
#include <sys/uio.h>

#define GS_DATAGRAM_IN_MAX  32   /**< received at once */
#define GS_DATAGRAM_OUT_MAX 64   /**< sent at once */
#define GS_DATAGRAM_BYTES   4096 /**< of one that is received, as GS_UDP_SIZE_MAX has it */
#define GS_DATAGRAM_OPT     11   /**< bytes of an OPT record without options */

/** Bytes of one that is sent: a question, perhaps with an OPT record. */
#define GS_DATAGRAM_OUT (GS_DNS_HEADER_LEN + GS_DNS_QUESTION_BYTES + GS_DATAGRAM_OPT)

/** The room. Its fields are its module's. */
struct gs_datagrams {
    struct mmsghdr in[GS_DATAGRAM_IN_MAX];                   /**< received */
    struct iovec in_parts[GS_DATAGRAM_IN_MAX];               /**< of these */
    uint8_t in_bytes[GS_DATAGRAM_IN_MAX][GS_DATAGRAM_BYTES]; /**< of these */
    struct mmsghdr out[GS_DATAGRAM_OUT_MAX];                 /**< to be sent */
    struct iovec out_parts[GS_DATAGRAM_OUT_MAX];             /**< of these */
    uint8_t out_bytes[GS_DATAGRAM_OUT_MAX][GS_DATAGRAM_OUT]; /**< of these */
    size_t out_count;                                        /**< how many */
};

/** An empty room. Owns: the caller, free(). */
struct gs_datagrams *gs_datagrams_new(void);

/** The bytes of one more to be sent; NULL: there are GS_DATAGRAM_OUT_MAX. */
uint8_t *gs_datagrams_add(struct gs_datagrams *datagrams);

/** How long the one added last is. */
void gs_datagrams_set_len(struct gs_datagrams *datagrams, size_t len);

/**
 * Sends them all by a connected socket. Those that there is no room for are given up: to the
 * one who waits for their answers they are lost on the way.
 * Returns: 0; the last real error, an errno.
 */
int gs_datagrams_send(struct gs_datagrams *datagrams, int fd);

/** Receives what there is, GS_DATAGRAM_IN_MAX at most. Returns: how many; -1 and errno. */
int gs_datagrams_receive(struct gs_datagrams *datagrams, int fd);

/** One that was received. `is_cut`: its end did not fit. */
uint8_t *gs_datagrams_at(struct gs_datagrams *datagrams, size_t index, size_t *len,
                         bool *is_cut);

#endif
