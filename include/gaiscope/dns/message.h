/* SPDX-License-Identifier: MIT */
/**
 * The wire form of a DNS message to a value: header, sections, EDNS, and per-record fault
 * isolation (one bad record is marked, the others stay). Pure: no I/O, no clock.
 * RFC 1035 4.1, RFC 3596, RFC 3597, RFC 6891, RFC 8914.
 */
#ifndef GAISCOPE_DNS_MESSAGE_H
#define GAISCOPE_DNS_MESSAGE_H

#include "gaiscope/base/status.h"
#include "gaiscope/model/dns_answer.h"

#include <stddef.h>
#include <stdint.h>

/**
 * Decodes one message into an answer: rcode, flags, EDNS, sections, size and outcome are
 * written; name and type must be set and stay (a message whose question differs from them is
 * refused).
 * Takes: `wire`, `len` as received, at most 65535 bytes.
 * Returns: GS_OK; GS_EFORMAT when it is no answer to this question or breaks the format
 *          before the first record (then *answer is untouched). A well-formed NXDOMAIN or
 *          SERVFAIL is GS_OK: what the server said is data, not an error.
 */
enum gs_status gs_message_decode(const uint8_t *wire, size_t len,
                                 struct gs_dns_answer *answer);

#define GS_QUERY_MAX 512 /**< bytes of the longest query */

/**
 * Encodes a query with the header's bits and, unless `asking->udp_size` is 0, the OPT record
 * with its options that `asking` says; `asking->cookie` is sent as it is.
 * Takes: `out` of GS_QUERY_MAX bytes.
 * Returns: bytes written; 0 when the name does not fit the wire format.
 */
size_t gs_message_encode_query(const char *name, uint16_t type, uint16_t id,
                               const struct gs_dns_asking *asking, uint8_t *out);

#endif
