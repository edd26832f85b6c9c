/* SPDX-License-Identifier: MIT */
/**
 * A small name server on loopback (UDP and TCP, 127.0.0.1, a port the kernel chooses) with
 * the readable zone file compiled into the program; beside it, at the same port, the servers
 * that its NS records name, from the root down (127.0.0.11 ...), and a few whois servers,
 * which say what demo.whois has, and listeners that stand for every server of the zone, so
 * that everything can be seen on a machine without a network. Needs no rights. It runs on a
 * thread with a loop of its own, so that a blocking libc call on any thread is answered; all
 * functions here may be called from one thread, which need not run a loop.
 */
#ifndef GAISCOPE_DEMO_DEMO_H
#define GAISCOPE_DEMO_DEMO_H

#include "gaiscope/base/status.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/dname.h"
#include "gaiscope/net/connector.h"

#include <stdbool.h>
#include <stddef.h>

struct gs_demo;

/** Starts the server on a thread of its own. Returns: GS_OK; GS_EOS when loopback cannot be
 *  bound or no thread started. Owns: the caller, gs_demo_stop(). */
enum gs_status gs_demo_start(struct gs_demo **out);

/** Where it listens. */
struct gs_endpoint gs_demo_endpoint(const struct gs_demo *demo);

/** The name servers of the root: where the way down begins. They listen at the port of
 *  gs_demo_endpoint(), where this system has more than one loopback address.
 *  Takes: a number from 0 on. Returns: false when there are no more. */
bool gs_demo_root(const struct gs_demo *demo, size_t number, struct gs_dname *host,
                  struct gs_address *address);

/** The first whois server, as "host:port"; the host's address is in the zone. Owns: the
 *  demo. */
const char *gs_demo_whois(const struct gs_demo *demo);

/** The port at which the exchanges of post.test listen, on loopback. */
uint16_t gs_demo_smtp_port(const struct gs_demo *demo);

/** Where connections go: to listeners on loopback, as far away as the zone file says, or
 *  nowhere; there is one for every address. Owns: the demo. */
const struct gs_detour_list *gs_demo_detours(const struct gs_demo *demo);

/** The text of the zone file it answers from; static. */
const char *gs_demo_zone(void);

/** The question the demo opens with: a host and a service; static. */
void gs_demo_first_question(const char **host, const char **service);

/** Stops the thread and frees everything; NULL is fine. */
void gs_demo_stop(struct gs_demo *demo);

#endif
