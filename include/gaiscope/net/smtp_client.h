/* SPDX-License-Identifier: MIT */
/**
 * One look at an SMTP server: connect, greeting, EHLO, QUIT. No mail is ever begun, nothing is
 * tried twice. What the server may say is bounded in bytes, lines and time.
 * One thread owns it: the loop's. RFC 5321 4.1.1.1, 4.2, RFC 3207.
 *
 *     connect -> greeting -> EHLO -> QUIT -> over
 *        |          |          |       `- closed, silent: as good
 *        `----------+----------+--> refused, silent, mute, closed, garbage: over
 */
#ifndef GAISCOPE_NET_SMTP_CLIENT_H
#define GAISCOPE_NET_SMTP_CLIENT_H

#include "gaiscope/model/smtp_report.h"
#include "gaiscope/net/connector.h"

#include <uv.h>

#define GS_SMTP_DEADLINE_MS                                                              \
    15000 /**< the longest that an exchange is worth waiting for */

struct gs_smtp_client;

/** Hears of each step: the session so far; `is_over` the last time. It may cancel then.
 *  Owns: nothing, copy what is to stay. Called from the loop alone. */
typedef void (*gs_smtp_changed_fn)(void *context, const struct gs_smtp_session *session,
                                   bool is_over);

/**
 * Begins to connect. Takes: whom, how long all may take, and detours, whose delays do not
 * count here; the rest of `wish` is not looked at.
 * Owns: the caller until it heard `is_over`, or gs_smtp_client_cancel().
 */
struct gs_smtp_client *gs_smtp_client_start(uv_loop_t *loop,
                                            const struct gs_connect_wish *wish,
                                            gs_smtp_changed_fn changed, void *context);

/** Closes the connection; nothing more is heard. NULL is fine; not after `is_over`. */
void gs_smtp_client_cancel(struct gs_smtp_client *client);

#endif
