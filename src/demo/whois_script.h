/* SPDX-License-Identifier: MIT */
/**
 * What the demo's whois servers say, read from the text that is compiled in (demo.whois). Pure.
 * Private to the demo room.
 */
#ifndef GAISCOPE_DEMO_WHOIS_SCRIPT_H
#define GAISCOPE_DEMO_WHOIS_SCRIPT_H

#include "gaiscope/base/buf.h"

#include <stddef.h>
#include <stdint.h>

/** The servers; the last is a port where nobody listens. */
enum gs_whois_demo {
    GS_WHOIS_DEMO_ROOT = 0,
    GS_WHOIS_DEMO_REGISTRY,
    GS_WHOIS_DEMO_REGISTRAR,
    GS_WHOIS_DEMO_RIR,
    GS_WHOIS_DEMO_CLOSED,
};

#define GS_WHOIS_DEMO_COUNT (GS_WHOIS_DEMO_CLOSED + 1) /**< how many have a name */

/** The name that stands in a referral: "whois.registry.example". */
const char *gs_whois_demo_name(enum gs_whois_demo server);

/** Appends what a server says to a line; lines end in CRLF. Takes: `script` as in demo.whois;
 *  the ports of all. Appends nothing when no block fits. */
void gs_whois_demo_text(struct gs_buf *out, const char *script, enum gs_whois_demo server,
                        const char *query, const uint16_t ports[GS_WHOIS_DEMO_COUNT]);

#endif
