/* SPDX-License-Identifier: MIT */
/**
 * A name server on the loopback and on the test's own loop that answers from a short list of
 * records. A name that is not in the list does not exist.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_ZONE_SERVER_H
#define GAISCOPE_TESTS_SUPPORT_ZONE_SERVER_H

#include "gaiscope/model/address.h"

#include <stddef.h>
#include <stdint.h>

#include <uv.h>

struct zone_server;

/** One record. */
struct zone_record {
    const char *name;
    uint16_t type;    /**< A, AAAA, MX, PTR or CNAME */
    const char *data; /**< an address; "10 mx.test"; a name */
};

/** Starts it. Takes: a list that outlives the server. */
struct zone_server *zone_server_start(uv_loop_t *loop, const struct zone_record *records,
                                      size_t count);

/** Where it listens. */
struct gs_endpoint zone_server_endpoint(const struct zone_server *server);

/** Does not answer the next `count` questions of a type. */
void zone_server_drop(struct zone_server *server, uint16_t type, size_t count);

/** Closes and frees it; the loop must run once more. */
void zone_server_stop(struct zone_server *server);

#endif
