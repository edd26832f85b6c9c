/* SPDX-License-Identifier: MIT */
/**
 * One message to one server and its answer back, on the loop and with a time limit. It
 * frees itself after `done` was called. Loop thread only; `done` comes from the loop, never
 * from inside gs_dns_exchange_start() and never from inside c-ares.
 */
#ifndef GAISCOPE_SRC_DNS_EXCHANGE_H
#define GAISCOPE_SRC_DNS_EXCHANGE_H

#include "ares_channel.h"

#include <uv.h>

struct gs_dns_exchange;

/** What came. */
struct gs_reply {
    enum gs_outcome outcome; /**< answered: a message with our id and question came */
    const uint8_t *wire;     /**< the message, lent during `done`; NULL: none */
    size_t len;              /**< its bytes */
    int64_t elapsed_us;      /**< from sending to the answer or to giving up */
};

/** Who hears of the end, and when it comes at the latest. */
struct gs_dns_exchange_handler {
    void (*done)(void *context, const struct gs_reply *reply); /**< exactly once */
    void *context;                                             /**< handed to done */
    uint32_t timeout_ms; /**< until it ends as GS_OUTCOME_TIMED_OUT */
};

/** Sends. Owns: itself; the pointer is good until `done` is called or it is cancelled. */
struct gs_dns_exchange *
gs_dns_exchange_start(uv_loop_t *loop, const struct gs_ares_query *query,
                      const struct gs_dns_exchange_handler *handler);

/** Drops an exchange: `done` is not called. */
void gs_dns_exchange_cancel(struct gs_dns_exchange *exchange);

#endif
