/* SPDX-License-Identifier: MIT */
/**
 * Asks name servers: one question (name, type) in, one answer out. Servers are tried in
 * order, each `attempts` times, first by UDP, and by TCP when the answer is truncated; every
 * try is kept and visible. Decoding is our own (dns/message), c-ares only carries the bytes.
 * All functions run on the loop's thread. Callbacks come from the loop, never from inside a
 * call of this module, so a callback may ask and cancel freely.
 */
#ifndef GAISCOPE_DNS_CLIENT_H
#define GAISCOPE_DNS_CLIENT_H

#include "gaiscope/base/status.h"
#include "gaiscope/model/dns_answer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <uv.h>

struct gs_dns_client;

/** Whom to ask and how patiently. */
struct gs_dns_settings {
    const struct gs_endpoint *servers; /**< in order; copied */
    size_t server_count;  /**< 0: every question ends as GS_OUTCOME_UNREACHABLE */
    uint32_t timeout_ms;  /**< of one try */
    uint32_t deadline_ms; /**< of one question, all tries together */
    uint8_t attempts;     /**< rounds over all servers, at least 1 */
    uint16_t udp_size;    /**< EDNS UDP payload size, bytes; 0: no EDNS */
    size_t in_flight_max; /**< questions on the wire at once; the rest queue */
};

/** 5 s a try, 2 attempts, 30 s in all, EDNS 1232, 100 in flight. */
struct gs_dns_settings gs_dns_settings_default(void);

/** What the asker hears. */
struct gs_dns_handler {
    /** The answer, always exactly once unless cancelled. Owns: the callee frees `answer`. */
    void (*done)(void *context, uint64_t id, struct gs_dns_answer *answer);
    /** A try failed and the next one is under way; may be NULL. `failed` is lent. */
    void (*tried)(void *context, uint64_t id, const struct gs_dns_try *failed);
    void *context; /**< handed to both */
};

/**
 * Opens a client. Returns: GS_OK; GS_EINVAL, GS_EOS. Owns: the caller, gs_dns_client_close().
 */
enum gs_status gs_dns_client_open(uv_loop_t *loop, const struct gs_dns_settings *settings,
                                  struct gs_dns_client **out);

/** What to ask, of whom, and how. */
struct gs_dns_ask {
    const char
        *name;     /**< in presentation form; one that does not fit the wire (255 bytes)
                           ends as GS_OUTCOME_BAD_QUESTION through the handler */
    uint16_t type; /**< enum gs_record_type or any other number */
    const struct gs_endpoint *server;   /**< this one alone; NULL: the client's servers */
    const struct gs_dns_asking *asking; /**< NULL: as gs_dns_settings say */
};

/** Asks; all of `ask` is copied. Returns: an id, never 0, never reused. */
uint64_t gs_dns_client_ask(struct gs_dns_client *client, const struct gs_dns_ask *ask,
                           const struct gs_dns_handler *handler);

/** Stops a question: its handler is never called again. Unknown ids are fine. */
void gs_dns_client_cancel(struct gs_dns_client *client, uint64_t id);

/** Questions not answered yet. */
size_t gs_dns_client_pending(const struct gs_dns_client *client);

/** Cancels everything and closes; the memory goes when the loop has closed the handles. */
void gs_dns_client_close(struct gs_dns_client *client);

#endif
