/* SPDX-License-Identifier: MIT */
/**
 * One whois exchange on the loop: connect to the first address that takes it, send one line,
 * read until the server closes. Bounded in bytes and time; nothing blocks. The text is not
 * looked at here. One thread owns it: the loop's. RFC 3912 2.
 */
#ifndef GAISCOPE_NET_WHOIS_CLIENT_H
#define GAISCOPE_NET_WHOIS_CLIENT_H

#include "gaiscope/model/whois.h"

#include <uv.h>

struct gs_whois_client;

/** What to do. All of it is copied. */
struct gs_whois_request {
    const struct gs_address *addresses; /**< tried in this order */
    size_t address_count;               /**< at least 1; GS_WHOIS_ADDRESSES_MAX count */
    uint16_t port;                      /**< of all of them */
    const char *query;                  /**< the line, without CRLF */
    size_t bytes_max;                   /**< read at most; then the text is cut */
    uint64_t limit_ms;                  /**< for everything */
    void (*connected)(void *context);   /**< hears from the loop that a connection stands;
                                             NULL: nobody wants to know */
};

#define GS_WHOIS_ADDRESSES_MAX 8 /**< of one server */

/** What became of it. */
struct gs_whois_reply {
    enum gs_outcome
        outcome; /**< ANSWERED: the server closed, or bytes_max came; else how it
                                    failed, beside the bytes that came */
    enum gs_whois_step step;   /**< CLOSED with ANSWERED; else what failed */
    int error;                 /**< errno behind the outcome; 0: none */
    struct gs_address address; /**< connected to, or tried last */
    int64_t connect_us;        /**< of that connect(); 0: not connected */
    char *bytes;               /**< as they came; owned by the callee's argument */
    size_t len_bytes;          /**< how many */
    bool is_cut;               /**< more would have come, or was lost */
};

/** Hears the end, from the loop. Owns: the callee may take `bytes` (then sets it NULL); what
 *  it leaves is freed. The client is gone when it returns. */
typedef void (*gs_whois_done_fn)(void *context, struct gs_whois_reply *reply);

/** Starts one. `done` never comes from in here. Owns: itself; it ends with `done` or with
 *  gs_whois_client_cancel(). */
struct gs_whois_client *gs_whois_client_start(uv_loop_t *loop,
                                              const struct gs_whois_request *request,
                                              gs_whois_done_fn done, void *context);

/** Ends it at once; `done` is not called. The memory is freed in the loop's next turn. */
void gs_whois_client_cancel(struct gs_whois_client *client);

#endif
