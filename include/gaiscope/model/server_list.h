/* SPDX-License-Identifier: MIT */
/**
 * Name servers as a person lists them. A plain value that may be copied.
 */
#ifndef GAISCOPE_MODEL_SERVER_LIST_H
#define GAISCOPE_MODEL_SERVER_LIST_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/model/machine.h"

#include <stddef.h>

/** Some name servers, each once. */
struct gs_server_list {
    struct gs_endpoint items[GS_SERVERS_MAX]; /**< in the order given */
    size_t count;                             /**< how many */
};

/**
 * Reads ADDRESS, ADDRESS:PORT or [IPv6]:PORT, parted by commas or blanks; `default` is the
 * empty list. Returns: GS_OK; GS_EFORMAT, then *list is untouched and a sentence that says what
 * is wrong is appended to `wrong`, safe for a screen.
 */
enum gs_status gs_server_list_parse(const char *text, struct gs_server_list *list,
                                    struct gs_buf *wrong);

/** Appends `192.0.2.53,[2001:db8::53]:5300`. */
void gs_server_list_format(const struct gs_endpoint *servers, size_t count,
                           struct gs_buf *out);

/** Adds a server unless it is in the list or the list is full. */
void gs_server_list_add(struct gs_server_list *list, const struct gs_endpoint *server);

#endif
