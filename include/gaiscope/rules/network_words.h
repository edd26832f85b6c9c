/* SPDX-License-Identifier: MIT */
/**
 * What this machine has, in words and in the order in which a person reads it: the same for the
 * screen and the reports. Pure. RFC 4007 (scopes), RFC 4862 5.5 (states), RFC 7050 (NAT64).
 */
#ifndef GAISCOPE_RULES_NETWORK_WORDS_H
#define GAISCOPE_RULES_NETWORK_WORDS_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/lookup.h"

#include <stdbool.h>
#include <stddef.h>

/** How far an address reaches. */
struct gs_network_scope {
    const char *word; /**< "global", "unique local", "private", "link", "host"; static */
    const char *id;   /**< of JSON: the same with "_"; static */
};

/** The scope of an address of an interface, computed from the address itself. */
struct gs_network_scope gs_network_scope_of(const struct gs_address *address);

/** Adds "tentative", "duplicate", "deprecated", "temporary", "automatic", joined by ", ";
 *  nothing for an address as any other. */
void gs_network_state_words(struct gs_buf *out, const struct gs_network_address *address);

/** "down", "no carrier"; "" for an interface that carries packets. */
const char *gs_network_link_word(const struct gs_network_link *link);

/** What is left of a lifetime at a moment. Returns: GS_LIFETIME_FOREVER for one without end. */
uint32_t gs_network_left_s(uint32_t lifetime_s, int64_t read_us, int64_t now_us);

/** Adds "by 192.0.2.1, eth0", "on eth0 itself", "unreachable". */
void gs_network_route_words(struct gs_buf *out, const struct gs_network *network,
                            const struct gs_network_route *route);

/** Connects to one family's addresses, of all parts that connect. */
struct gs_network_reach {
    size_t open;     /**< somebody answered */
    size_t tried;    /**< connects that came to an end */
    size_t by_nat64; /**< of `open`: IPv4 hosts over IPv6; they count as IPv4 */
};

/** Counts them. Takes: `nat64` may be NULL. Addresses of this machine itself (loopback) tell
 *  nothing of a way and are left out. */
struct gs_network_reach gs_network_reach_of(const struct gs_facts *facts,
                                            const struct gs_nat64 *nat64, int family);

/** Adds "reached: 3 of 3 connects open", "not reached: ...", "not tried yet: 3 races, c
 *  connects". */
void gs_network_reach_words(struct gs_buf *out, const struct gs_network_reach *reach);

/** Adds "64:ff9b::/96", "no DNS64 here", "not asked", "not known: timed out". */
void gs_network_nat64_words(struct gs_buf *out, const struct gs_nat64 *nat64);

/** "found", "none", "not_asked", "failed": the same for JSON. */
const char *gs_network_nat64_id(const struct gs_nat64 *nat64);

/** What a line is of. */
enum gs_network_line_kind {
    GS_NETWORK_LINE_ADDRESS = 0, /**< an address of an interface */
    GS_NETWORK_LINE_LINK,        /**< an interface without addresses */
    GS_NETWORK_LINE_ROUTE,       /**< a default route */
    GS_NETWORK_LINE_NO_ROUTE,    /**< a family without one */
};

/** One line. */
struct gs_network_line {
    enum gs_network_line_kind kind;           /**< of what */
    const struct gs_network_link *link;       /**< NULL: none, or not known */
    const struct gs_network_address *address; /**< of ADDRESS */
    const struct gs_network_route *route;     /**< of ROUTE */
    int family;                               /**< of ROUTE and NO_ROUTE */
    bool is_first;                            /**< of its interface, or of its family */
};

/** In reading order. */
struct gs_network_line_list GS_VEC_OF(struct gs_network_line);

/**
 * The lines of a machine: its interfaces with their addresses, the loopback, the interfaces
 * without an address, then the default routes of IPv4 and of IPv6.
 * Takes: an empty list. Owns: the caller, gs_vec_fini(); the lines point into `network`.
 */
void gs_network_lines(const struct gs_network *network, struct gs_network_line_list *out);

#endif
