/* SPDX-License-Identifier: MIT */
/**
 * A small name server on loopback (UDP and TCP, 127.0.0.1, a port the kernel chooses) with
 * the readable zone file compiled into the program, so that everything can be seen on a
 * machine without a network. Needs no rights. It runs on a thread with a loop of its own, so
 * that a blocking libc call on any thread is answered; all functions here may be called from
 * one thread, which need not run a loop.
 */
#ifndef GAISCOPE_DEMO_DEMO_H
#define GAISCOPE_DEMO_DEMO_H

#include "gaiscope/base/status.h"
#include "gaiscope/model/address.h"

struct gs_demo;

/** Starts the server on a thread of its own. Returns: GS_OK; GS_EOS when loopback cannot be
 *  bound or no thread started. Owns: the caller, gs_demo_stop(). */
enum gs_status gs_demo_start(struct gs_demo **out);

/** Where it listens. */
struct gs_endpoint gs_demo_endpoint(const struct gs_demo *demo);

/** The text of the zone file it answers from; static. */
const char *gs_demo_zone(void);

/** The question the demo opens with: a host and a service; static. */
void gs_demo_first_question(const char **host, const char **service);

/** Stops the thread and frees everything; NULL is fine. */
void gs_demo_stop(struct gs_demo *demo);

#endif
