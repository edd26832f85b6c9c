/* SPDX-License-Identifier: MIT */
/**
 * What an IPv6 address carries of IPv4, and its class where this network's NAT64 is known: the
 * one place that names mapped, NAT64, 6to4 and Teredo addresses. Pure. RFC 4291 2.5.5.2,
 * RFC 6052, RFC 3056, RFC 4380 4.
 */
#ifndef GAISCOPE_RULES_ADDRESS_INSIDE_H
#define GAISCOPE_RULES_ADDRESS_INSIDE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/model/nat64.h"
#include "gaiscope/rules/address_class.h"

#include <stdbool.h>

/** The class of an address; one in a found NAT64 prefix is "nat64", whatever block the prefix
 *  is of. Takes: `nat64` may be NULL. */
struct gs_address_class gs_address_class_known(const struct gs_address *address,
                                               const struct gs_nat64 *nat64);

/**
 * The IPv4 address inside of a mapped, NAT64 (found prefixes, too), 6to4 or Teredo address.
 * Takes: `nat64` may be NULL. Returns: false, *out untouched: nothing is inside.
 */
bool gs_address_inside(const struct gs_address *address, const struct gs_nat64 *nat64,
                       struct gs_address *out);

/** Adds what a column has of an address: "NAT64 of 192.0.2.1", "6to4 of 192.0.2.1", "Teredo of
 *  192.0.2.45", else the word of its class. Takes: `nat64` may be NULL. */
void gs_address_class_words(struct gs_buf *out, const struct gs_address *address,
                            const struct gs_nat64 *nat64);

/**
 * Adds "NAT64 of 192.0.2.1", "192.0.2.1 mapped into IPv6", "6to4 of 192.0.2.1", "Teredo of
 * 192.0.2.45 port 3544, by server 192.0.2.1".
 * Takes: as above. Returns: false, nothing added: nothing is inside.
 */
bool gs_address_inside_words(struct gs_buf *out, const struct gs_address *address,
                             const struct gs_nat64 *nat64);

#endif
