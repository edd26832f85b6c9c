/* SPDX-License-Identifier: MIT */
/**
 * The way through whois servers as a pure state machine: given the chain so far and what the
 * last server said, whom to ask next, or that this is the end. The engine asks; this module
 * decides. RFC 3912 (one line, text, nothing else is agreed).
 *
 *     open --> root --refers--> registry --refers--> registrar --> end
 *                |                 |  ^
 *                |                 |  `-- knows nothing of it: its parent domain
 *                |                 `----- port 43 is closed: the end, and where to look
 *                `-----refers--> RIR --refers--> RIR ... (an address, an AS number)
 *
 * A referral is followed when it is a host name or an address, is no server asked before, and
 * neither hops nor bytes nor time are used up; else it is named, with the reason.
 */
#ifndef GAISCOPE_RULES_WHOIS_RULES_H
#define GAISCOPE_RULES_WHOIS_RULES_H

#include "gaiscope/model/question.h"
#include "gaiscope/model/whois.h"

/**
 * Opens the chain of a question. Unless it is complete (there is nothing to ask), its last hop
 * waits: server, port and query say what to do. Takes: the first server as typed ("host",
 * "host:port"); NULL, "" or no server: the root. Owns: the caller.
 */
struct gs_whois *gs_whois_rules_open(const struct gs_question *question,
                                     const char *first_server);

/**
 * Takes what became of the last hop, whose outcome, step, error, text and times are set: its
 * result, the facts so far, and either another hop that waits or the end.
 * Takes: whether time is used up (no other server is asked then).
 */
void gs_whois_rules_answer(struct gs_whois *whois, bool is_late);

/** How many bytes may still be taken in. */
size_t gs_whois_rules_bytes_left(const struct gs_whois *whois);

#endif
