/* SPDX-License-Identifier: MIT */
/**
 * What kind of address it is, in the words of the registries. Pure.
 * IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890), RFC 4291, RFC 6052.
 */
#ifndef GAISCOPE_RULES_ADDRESS_CLASS_H
#define GAISCOPE_RULES_ADDRESS_CLASS_H

#include "gaiscope/model/address.h"

/** One class. */
struct gs_address_class {
    const char *word; /**< "global", "private", "loopback", "documentation"; static */
    const char *id;   /**< for JSON: "global", "private", "unique_local", ...; static */
    const char
        *prefix; /**< the block it lies in, "10.0.0.0/8"; "" for global IPv4; static */
    const char *source; /**< the document, "RFC 1918"; static */
};

/** The class of an address (most specific block wins). Never fails. */
struct gs_address_class gs_address_class_of(const struct gs_address *address);

/** The IPv4 address inside a mapped, 6to4, Teredo or well-known NAT64 (64:ff9b::/96) one. */
bool gs_address_embedded(const struct gs_address *address, struct gs_address *out);

#endif
