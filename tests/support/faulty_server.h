/* SPDX-License-Identifier: MIT */
/**
 * A name server on loopback, UDP and TCP, on the test's own loop, that misbehaves as the
 * first label of the asked name says: "good", "wrong-id", "truncated", ... (the table in
 * faulty_server.c, and that of edns_answer.h). Another first label is answered as "good".
 * The addresses whose last byte is 240, 241 and 242 have no answer, a name without an answer, and names that are not for DNS.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_FAULTY_SERVER_H
#define GAISCOPE_TESTS_SUPPORT_FAULTY_SERVER_H

#include "gaiscope/model/address.h"

#include <stddef.h>

#include <uv.h>

struct faulty_server;

/** Starts. Owns: the caller, faulty_server_stop(). */
struct faulty_server *faulty_server_start(uv_loop_t *loop);

/** Where it listens. */
struct gs_endpoint faulty_server_endpoint(const struct faulty_server *server);

/** Queries that came by UDP and by TCP. */
size_t faulty_server_udp_count(const struct faulty_server *server);
size_t faulty_server_tcp_count(const struct faulty_server *server);

/** The last query, by UDP or TCP. */
const uint8_t *faulty_server_last_query(const struct faulty_server *server, size_t *len);

/** Different source ports of the UDP queries. */
size_t faulty_server_port_count(const struct faulty_server *server);

/** Closes; the memory goes when the loop has closed the handles. */
void faulty_server_stop(struct faulty_server *server);

/** An endpoint on loopback where nobody listens. */
struct gs_endpoint faulty_closed_endpoint(void);

#endif
