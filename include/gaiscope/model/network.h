/* SPDX-License-Identifier: MIT */
/**
 * What this machine has of each family: interfaces, their addresses with scope and state,
 * default routes, and NAT64. Read by net/network; owned by whoever holds the pointer.
 * RFC 4862 5.5 (address states), RFC 4193, RFC 8981 (temporary addresses).
 */
#ifndef GAISCOPE_MODEL_NETWORK_H
#define GAISCOPE_MODEL_NETWORK_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/nat64.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_NETWORK_LINKS_MAX     256        /**< interfaces kept */
#define GS_NETWORK_ADDRESSES_MAX 512        /**< addresses kept */
#define GS_NETWORK_ROUTES_MAX    64         /**< default routes kept */
#define GS_LIFETIME_FOREVER      UINT32_MAX /**< of an address */

/** What became of a line since it was read before. */
enum gs_network_mark {
    GS_NETWORK_SAME = 0, /**< as it was */
    GS_NETWORK_ADDED,    /**< new */
    GS_NETWORK_REMOVED,  /**< gone: kept for GS_NETWORK_MARK_US only to be shown */
    GS_NETWORK_CHANGED,  /**< another state */
};

#define GS_NETWORK_MARK_US 5000000 /**< how long what is gone stays in the lists */

/** A change and its moment. */
struct gs_network_change {
    enum gs_network_mark mark; /**< what */
    int64_t at_us;             /**< monotonic, when */
};

/** One interface. */
struct gs_network_link {
    char name[GS_ZONE_MAX];          /**< sanitised */
    unsigned index;                  /**< its number */
    uint32_t mtu_bytes;              /**< 0: not known */
    bool is_up;                      /**< set up by the administrator */
    bool has_carrier;                /**< can carry packets */
    bool is_loopback;                /**< lo */
    struct gs_network_change change; /**< since the reading before */
};

/** One address of an interface. */
struct gs_network_address {
    struct gs_address address;       /**< whose */
    unsigned link_index;             /**< the interface's number */
    uint8_t prefix_bits;             /**< of its network */
    bool is_tentative;               /**< duplicate address detection is under way */
    bool is_duplicate;               /**< another host has it: cannot be used */
    bool is_deprecated;              /**< no new connections from it */
    bool is_temporary;               /**< RFC 8981 */
    bool is_managed;                 /**< made by the kernel from a prefix (SLAAC) */
    uint32_t preferred_s;            /**< lifetime left; GS_LIFETIME_FOREVER */
    uint32_t valid_s;                /**< the same */
    struct gs_network_change change; /**< since the reading before */
};

/** One default route. */
struct gs_network_route {
    int family;                /**< AF_INET, AF_INET6 */
    struct gs_address gateway; /**< family 0: on the link itself */
    unsigned link_index; /**< by which interface; 0: none (unreachable, blackhole) */
    uint32_t metric;     /**< the lowest wins */
    bool is_unreachable; /**< says that there is no way */
    struct gs_network_change change; /**< since the reading before */
};

/** Lists, in the kernel's order; what is gone stands last. */
struct gs_network_link_list GS_VEC_OF(struct gs_network_link);
struct gs_network_address_list GS_VEC_OF(struct gs_network_address);
struct gs_network_route_list GS_VEC_OF(struct gs_network_route);

/** All of it, so far. */
struct gs_network {
    struct gs_network_link_list links;        /**< interfaces */
    struct gs_network_address_list addresses; /**< of all interfaces */
    struct gs_network_route_list routes;      /**< default routes */
    struct gs_nat64 nat64;                    /**< what ipv4only.arpa told */
    int64_t read_us;                          /**< monotonic: lifetimes count from then */
    uint32_t changes;   /**< told by the kernel since this part was asked */
    int64_t changed_us; /**< monotonic, of the last of them; 0: none */
    bool is_known;      /**< false: this system does not tell (no rtnetlink) */
    bool is_watched;    /**< changes are told as they happen */
    bool is_complete;   /**< NAT64 was asked, too */
};

/** Owns: the caller frees with gs_network_free(). */
struct gs_network *gs_network_new(void);

/** A deep copy. Owns: the caller. */
struct gs_network *gs_network_copy(const struct gs_network *network);

/** Frees it and all it owns; NULL is fine. */
void gs_network_free(struct gs_network *network);

/**
 * Compares a new reading with the one before: marks what is new and what changed, keeps younger
 * marks, and appends what is gone until GS_NETWORK_MARK_US are over. Lifetimes alone are no
 * change.
 * Returns: whether anything changed; then `changes` and `changed_us` tell it, too.
 */
bool gs_network_compare(struct gs_network *now, const struct gs_network *before,
                        int64_t now_us);

/** Whether there is a default route of a family that leads anywhere. */
bool gs_network_has_default(const struct gs_network *network, int family);

/** The interface of a number; NULL: none. Owns: the network. */
const struct gs_network_link *gs_network_find_link(const struct gs_network *network,
                                                   unsigned index);

#endif
