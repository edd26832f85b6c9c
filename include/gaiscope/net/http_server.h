/* SPDX-License-Identifier: MIT */
/**
 * A small HTTP server for programs that read metrics: GET and HEAD of a few pages, one request
 * a connection. It runs on the caller's loop and is bounded in all a client can do: 24
 * connections (a newcomer drives out the oldest), 16 KiB of headers, ten seconds from accept to
 * the last byte. A page is made anew once a second at most, and not kept for longer. Loop thread
 * only. RFC 9110, RFC 9112.
 */
#ifndef GAISCOPE_NET_HTTP_SERVER_H
#define GAISCOPE_NET_HTTP_SERVER_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/address.h"

#include <stddef.h>

#include <uv.h>

#define GS_HTTP_PAGES_MAX 4 /**< pages of a server */
#define GS_HTTP_FORMS_MAX 2 /**< forms of a page */

/** What is served. */
struct gs_http_reply {
    unsigned status;          /**< 200, 503, ... */
    const char *content_type; /**< borrowed: static */
    struct gs_buf body;       /**< taken over */
};

/** One page. */
struct gs_http_page {
    const char *path; /**< "/metrics" */
    /** The form that a client wants, below GS_HTTP_FORMS_MAX. Takes: the value of its Accept
     *  header; NULL: none. NULL: the page has one form. */
    unsigned (*form)(const char *accept);
    /** Makes the page. Takes: the context of the settings; `out` zeroed. */
    void (*make)(void *context, unsigned form, struct gs_http_reply *out);
};

/** What a server serves, and where. */
struct gs_http_settings {
    struct gs_endpoint where;         /**< where it listens; [::] takes IPv4 as well */
    const struct gs_http_page *pages; /**< up to one without a path; borrowed */
    void *context;                    /**< of the pages */
};

/** A server. Owns: the caller, gs_http_server_close(). */
struct gs_http_server;

/**
 * Listens at an address. Takes: `loop`, borrowed.
 * Returns: GS_OK; GS_EUNSUPPORTED: no libmicrohttpd, or it cannot wait on this system; GS_EOS:
 *          the address cannot be had. Then `error` has a sentence without an end.
 */
enum gs_status gs_http_server_open(uv_loop_t *loop,
                                   const struct gs_http_settings *settings,
                                   struct gs_http_server **out, struct gs_buf *error);

/** Bytes of pages that are kept for who asks next: none a moment after the last request. */
size_t gs_http_server_kept(const struct gs_http_server *server);

/** Closes all connections and its own handles; what is left is freed in a later turn of the
 *  loop. NULL is fine. */
void gs_http_server_close(struct gs_http_server *server);

#endif
