/* SPDX-License-Identifier: MIT */
/**
 * A whois server on 127.0.0.1, on the test's own loop, that plays a script: what it does
 * with a line. A line that is not in the script is answered with "not in the script".
 */
#ifndef GAISCOPE_TESTS_SUPPORT_WHOIS_SERVER_H
#define GAISCOPE_TESTS_SUPPORT_WHOIS_SERVER_H

#include "gaiscope/model/address.h"

#include <stddef.h>

#include <uv.h>

struct whois_server;

/** What a server does once it said its text. */
enum whois_end {
    WHOIS_CLOSES = 0, /**< as it should */
    WHOIS_WAITS,      /**< keeps the connection open, silent */
    WHOIS_RESETS,     /**< resets the connection */
    WHOIS_FLOODS,     /**< says the text again and again */
};

/** One line of a script. */
struct whois_line {
    const char *query;  /**< without CRLF */
    const char *text;   /**< what it says first; "%u" becomes `port` */
    enum whois_end end; /**< what it does then */
    unsigned port;      /**< for "%u" in text */
};

/** Starts; the script is lent. Owns: the caller, whois_server_stop(). */
struct whois_server *whois_server_start(uv_loop_t *loop, const struct whois_line *lines,
                                        size_t count);

/** Where it listens. */
struct gs_endpoint whois_server_endpoint(const struct whois_server *server);

/** The bytes of the last line that came, its end included; "" for none. */
const char *whois_server_heard(const struct whois_server *server);

/** Connections so far. */
size_t whois_server_count(const struct whois_server *server);

/** Closes; the memory goes when the loop has closed the handles. */
void whois_server_stop(struct whois_server *server);

#endif
