/* SPDX-License-Identifier: MIT */
/**
 * What a whois server is asked: what a question's host is to it, and the line in the server's
 * own dialect, since RFC 3912 agrees on none. Pure.
 */
#ifndef GAISCOPE_RULES_WHOIS_QUERY_H
#define GAISCOPE_RULES_WHOIS_QUERY_H

#include "gaiscope/model/question.h"
#include "gaiscope/model/whois.h"

#define GS_WHOIS_SERVER_MAX 256 /**< bytes of a server's name with NUL */
#define GS_WHOIS_QUERY_MAX  300 /**< bytes of a line without CRLF, with NUL */
#define GS_WHOIS_ROOT_NAME  "whois.iana.org" /**< the first server, unless set */

/** A server as typed or referred to. */
struct gs_whois_server {
    char name[GS_WHOIS_SERVER_MAX]; /**< host name in lower case, or an address */
    uint16_t port;                  /**< where it listens */
    bool is_rwhois;                 /**< it speaks RFC 2167, which nobody here does */
};

/**
 * Opens an answer for a question's host: domain (A-labels), address, or AS number ("AS64500"
 * typed as host). Nothing to ask (no host, refused by IDNA, not a domain name, .onion, .local,
 * localhost): complete at once, with the reason as problem. Owns: the caller.
 */
struct gs_whois *gs_whois_of(const struct gs_question *question);

/** Whether a text is an AS number, "AS64500": a question, never a server. */
bool gs_whois_is_as_number(const char *host);

/**
 * Reads `host`, `host:port`, `[v6]:port`, `v6`, `whois://host[:port]/...`; http and https
 * are stripped like whois. Takes: `text`, `len` as they came.
 * Returns: GS_OK; GS_EFORMAT: neither a host name nor an address, or no port.
 */
enum gs_status gs_whois_server_parse(const char *text, size_t len,
                                     struct gs_whois_server *out);

/** Whether a chain can begin with it: one server of at most GS_WHOIS_FIRST_MAX bytes with NUL,
 *  without blanks. Takes: as typed. */
bool gs_whois_is_first_server(const char *text);

/** The line for a server, in its dialect: "n + 192.0.2.1" for ARIN. */
void gs_whois_query_line(enum gs_whois_kind kind, const char *subject, const char *server,
                         char out[GS_WHOIS_QUERY_MAX]);

/** The parent of a domain that a registry may have instead: "python.org" for
 *  "www.python.org"; NULL: there is none below a top level domain. */
const char *gs_whois_parent(const char *domain);

#endif
