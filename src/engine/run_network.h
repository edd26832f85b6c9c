/* SPDX-License-Identifier: MIT */
/**
 * What this machine has of each family: read when the network part asks, and again whenever
 * the kernel tells of a change; and this network's NAT64, by one question for ipv4only.arpa.
 * Private to the engine room; loop thread only. RFC 7050.
 */
#ifndef GAISCOPE_ENGINE_RUN_NETWORK_H
#define GAISCOPE_ENGINE_RUN_NETWORK_H

#include "gaiscope/model/lookup.h"
#include "gaiscope/net/network_watch.h"

struct gs_engine;
struct gs_round;

/** What an engine keeps of it. Zeroed: nothing was read, nothing is watched. */
struct gs_engine_network {
    struct gs_network_watch *watch; /**< owned; NULL: changes are not told */
    struct gs_network *network;     /**< owned, as last read; NULL: not yet */
    uint64_t round;                 /**< whose events it makes; 0: nobody's */
    uint64_t question;  /**< ipv4only.arpa, while it is asked beside all rounds; else 0 */
    int64_t started_us; /**< when it was */
    bool asks_again;    /**< when that is over: the network was changed meanwhile */
    bool is_unsure; /**< the last answer was a temporary failure: ask when it matters */
};

/** Begins to watch, once: from then on a change tells the machine's facts anew, and the
 *  network part's present round. */
void gs_engine_watch_network(struct gs_engine *engine);

/** Asks for ipv4only.arpa in the background, for no round; while it is asked a second time is
 *  ignored. The machine's facts are told anew with what is found. */
void gs_engine_ask_nat64(struct gs_engine *engine);

/** The same as one operation of a round, for which its network part and the parts whose
 *  addresses are to be unmasked wait. Takes: GS_PART_BIT()s of the latter, asked or not.
 *  Without the network part nothing is asked when it is known already, or there is no host that
 *  could have addresses; after a temporary failure it is asked in the background. */
void gs_run_nat64(struct gs_round *round, unsigned parts);

/** Forgets what was found, as other servers are asked from now on. */
void gs_engine_forget_nat64(struct gs_engine *engine);

/** Closes the watch and frees what is kept. */
void gs_engine_network_fini(struct gs_engine *engine);

#endif
