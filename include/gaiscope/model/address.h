/* SPDX-License-Identifier: MIT */
/**
 * IP addresses and endpoints as values. Pure: text and bytes only, no name is resolved and
 * no interface is looked up. RFC 4291, RFC 5952 (text), RFC 4007 (zones), RFC 1035 3.5 and
 * RFC 3596 2.5 (reverse names).
 */
#ifndef GAISCOPE_MODEL_ADDRESS_H
#define GAISCOPE_MODEL_ADDRESS_H

#include "gaiscope/base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_ZONE_MAX          16 /**< an interface name with its NUL */
#define GS_ADDRESS_TEXT_MAX  64 /**< an address with `%zone` and its NUL */
#define GS_ENDPOINT_TEXT_MAX 80 /**< `[address%zone]:port` and its NUL */
#define GS_DNS_PORT          53 /**< where name servers listen. RFC 1035 4.2 */
#define GS_REVERSE_NAME_MAX  80 /**< a name under ip6.arpa and its NUL */

/** One IPv4 or IPv6 address. A zeroed struct is "no address". */
struct gs_address {
    int family;             /**< AF_INET, AF_INET6, or 0: no address */
    uint8_t bytes[16];      /**< network order; the first 4 for IPv4, the rest zero */
    uint32_t scope_id;      /**< sin6_scope_id; 0 when none */
    char zone[GS_ZONE_MAX]; /**< the scope's name ("eth0") or number; "" when none */
};

/** Where a server listens. */
struct gs_endpoint {
    struct gs_address address; /**< its address */
    uint16_t port;             /**< its port, host order */
};

/**
 * Parses a literal in its strict form (`inet_pton`, optionally `%zone` for IPv6).
 * Returns: GS_OK; GS_EFORMAT for anything else, the short and octal forms of libc included.
 */
enum gs_status gs_address_parse(const char *text, struct gs_address *out);

/** An address from its family and network-order bytes (4 or 16). */
struct gs_address gs_address_from_bytes(int family, const uint8_t *bytes);

/** The IPv4 address of an IPv4-mapped one (::ffff:a.b.c.d); any other as it is. */
struct gs_address gs_address_unmapped(const struct gs_address *address);

/** RFC 5952 text, with `%zone` where there is one; "" for no address. */
void gs_address_format(const struct gs_address *address, char out[GS_ADDRESS_TEXT_MAX]);

/** Whether family, bytes and scope id are the same (the zone's name does not count). */
bool gs_address_is_equal(const struct gs_address *a, const struct gs_address *b);

/** -1, 0, 1 by family (IPv4 first), bytes, scope id: for sets. */
int gs_address_compare(const struct gs_address *a, const struct gs_address *b);

/** The name under in-addr.arpa or ip6.arpa, without a final dot. */
void gs_address_reverse_name(const struct gs_address *address,
                             char out[GS_REVERSE_NAME_MAX]);

/**
 * Parses `1.2.3.4`, `1.2.3.4:53`, `2001:db8::1` or `[2001:db8::1]:53`.
 * Takes: `default_port` where the text names none.
 * Returns: GS_OK; GS_EFORMAT for anything else, port 0 and ports over 65535 included.
 */
enum gs_status gs_endpoint_parse(const char *text, uint16_t default_port,
                                 struct gs_endpoint *out);

/** `1.2.3.4:53` or `[2001:db8::1]:53`; the port is left out when it is `default_port`. */
void gs_endpoint_format(const struct gs_endpoint *endpoint, uint16_t default_port,
                        char out[GS_ENDPOINT_TEXT_MAX]);

/** Whether address and port are the same. */
bool gs_endpoint_is_equal(const struct gs_endpoint *a, const struct gs_endpoint *b);

#endif
