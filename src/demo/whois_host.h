/* SPDX-License-Identifier: MIT */
/**
 * The whois servers of the demo: root, registry, registrar and regional registry, each on a
 * port of 127.0.0.1 that the kernel chooses, and a port where nobody listens. All functions
 * run on the loop's thread. Private to the demo room. RFC 3912.
 */
#ifndef GAISCOPE_DEMO_WHOIS_HOST_H
#define GAISCOPE_DEMO_WHOIS_HOST_H

#include "gaiscope/base/status.h"

#include <stdint.h>

#include <uv.h>

#define GS_WHOIS_CLIENTS_MAX 32  /**< connections at once; others are closed */
#define GS_WHOIS_LINE_MAX    512 /**< bytes of a line; a longer one is closed */

struct gs_whois_host;

/** Listens. Takes: `script`, lent (whois_script.h). Returns: GS_OK; GS_EOS. Owns: the caller,
 *  gs_whois_host_close(). */
enum gs_status gs_whois_host_open(uv_loop_t *loop, const char *script,
                                  struct gs_whois_host **out);

/** The port of the root. */
uint16_t gs_whois_host_port(const struct gs_whois_host *host);

/** Stops listening and closes every connection; the memory goes when the loop has closed the
 *  handles. */
void gs_whois_host_close(struct gs_whois_host *host);

#endif
