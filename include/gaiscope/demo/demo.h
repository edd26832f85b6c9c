/* SPDX-License-Identifier: MIT */
/**
 * A small name server on loopback (UDP and TCP, 127.0.0.1, a port the kernel chooses) with
 * the readable zone file compiled into the program, so that everything can be seen on a
 * machine without a network. Needs no rights. All functions run on the loop's thread, or, with
 * gs_demo_start_thread(), on a thread with a loop of its own, so that a blocking libc call
 * on any thread is answered.
 */
#ifndef GAISCOPE_DEMO_DEMO_H
#define GAISCOPE_DEMO_DEMO_H

#include "gaiscope/base/status.h"
#include "gaiscope/model/address.h"

struct gs_demo;

/** Starts the server on a thread of its own. Returns: GS_OK; GS_EOS when loopback cannot be
 *  bound. Owns: the caller, gs_demo_stop(). */
enum gs_status gs_demo_start(struct gs_demo **out);

/** Where it listens. */
struct gs_endpoint gs_demo_endpoint(const struct gs_demo *demo);

/** The question the demo opens with: a host and a service; static. */
void gs_demo_first_question(const char **host, const char **service);

/** Stops the thread and frees everything; NULL is fine. */
void gs_demo_stop(struct gs_demo *demo);

#endif
