/* SPDX-License-Identifier: MIT */
/**
 * Mail exchanges that take no mail: they greet, answer EHLO and say good-bye, each in its own
 * way, so that the demo has something to connect to. Loopback alone, one port for all. All
 * functions run on the loop's thread. RFC 5321. Private to the demo room.
 *
 *     127.0.0.1, ::1   a good one, with STARTTLS
 *     127.0.0.2        without STARTTLS
 *     127.0.0.3        accepts and says nothing
 *     127.0.0.4        nobody listens
 */
#ifndef GAISCOPE_DEMO_SMTP_SERVER_H
#define GAISCOPE_DEMO_SMTP_SERVER_H

#include "gaiscope/base/status.h"

#include <stdint.h>

#include <uv.h>

#define GS_SMTP_CLIENTS_MAX 64 /**< clients at once; others are closed */

struct gs_smtp_server;

/** Listens; where one of the addresses but the first cannot be bound nobody answers there.
 *  Returns: GS_OK; GS_EOS.
 *  Owns: the caller, gs_smtp_server_close(). */
enum gs_status gs_smtp_server_open(uv_loop_t *loop, struct gs_smtp_server **out);

/** Where all of them listen. */
uint16_t gs_smtp_server_port(const struct gs_smtp_server *server);

/** Stops listening and drops the clients; the memory goes when the loop has closed the
 *  handles. NULL is fine. */
void gs_smtp_server_close(struct gs_smtp_server *server);

#endif
