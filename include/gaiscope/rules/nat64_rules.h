/* SPDX-License-Identifier: MIT */
/**
 * IPv4 addresses inside of IPv6 ones, as a NAT64 and its DNS64 put them there, and the prefixes
 * found by the AAAA records of ipv4only.arpa. Pure. RFC 6052 2.2 (where the bytes are),
 * RFC 7050 3 (discovery).
 *
 *     bits   0-31 32-39 40-47 48-55 56-63 64-71 72-79 80-87 88-95 96-127
 *       32 | pref  v4 .............. v4    u
 *       40 | prefix .... v4 ..... v4       u     v4
 *       48 | prefix .......... v4  v4      u     v4    v4
 *       56 | prefix ................ v4    u     v4    v4    v4
 *       64 | prefix ......................  u     v4    v4    v4    v4
 *       96 | prefix .......................(u) ................... v4
 *
 * The octet u is zero in all of them; what follows the IPv4 address is ignored.
 */
#ifndef GAISCOPE_RULES_NAT64_RULES_H
#define GAISCOPE_RULES_NAT64_RULES_H

#include "gaiscope/model/nat64.h"

#include <stdbool.h>
#include <stddef.h>

#define GS_NAT64_PREFIX_TEXT_MAX (GS_ADDRESS_TEXT_MAX + 4) /**< "64:ff9b::/96" and NUL */

/** Whether a prefix can have this length: 32, 40, 48, 56, 64 or 96. RFC 6052 2.2. */
bool gs_nat64_is_length(unsigned bits);

/** Puts an IPv4 address into a prefix. Returns: false, *out untouched: no such length, or
 *  not an IPv4 address. */
bool gs_nat64_embed(const struct gs_nat64_prefix *prefix, const struct gs_address *v4,
                    struct gs_address *out);

/** Takes the IPv4 address out again. Returns: false, *out untouched: the address does not lie
 *  in the prefix, or its octet u is not zero. */
bool gs_nat64_extract(const struct gs_nat64_prefix *prefix,
                      const struct gs_address *address, struct gs_address *out);

/**
 * Finds the prefixes in the AAAA records of ipv4only.arpa, in their order, each once: a prefix
 * that explains a record for each of 192.0.0.170 and 192.0.0.171, else the one place of an
 * address that holds one of them. An address that holds the same one twice is searched for the
 * other; one that stays ambiguous tells nothing. RFC 7050 3.
 * Takes: what is not IPv6 is passed over. Writes prefixes and count alone.
 */
void gs_nat64_discover(const struct gs_address *addresses, size_t count,
                       struct gs_nat64 *out);

/**
 * The IPv4 address behind a synthetic one: one in a found prefix or in the well-known
 * 64:ff9b::/96. Such an address is IPv6 on the way and IPv4 at the host: it counts as IPv4.
 * Takes: `nat64` may be NULL: the well-known prefix alone. `out` may be NULL.
 * Returns: false: not synthetic.
 */
bool gs_nat64_inside(const struct gs_nat64 *nat64, const struct gs_address *address,
                     struct gs_address *out);

/** The prefix that an address was made with; false: not synthetic. Takes: as above. */
bool gs_nat64_prefix_of(const struct gs_nat64 *nat64, const struct gs_address *address,
                        struct gs_nat64_prefix *out);

/** "64:ff9b::/96". */
void gs_nat64_prefix_format(const struct gs_nat64_prefix *prefix,
                            char out[GS_NAT64_PREFIX_TEXT_MAX]);

#endif
