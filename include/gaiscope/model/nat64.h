/* SPDX-License-Identifier: MIT */
/**
 * The prefixes under which this network's DNS64 puts IPv4 addresses into AAAA records, found
 * by asking for ipv4only.arpa. RFC 7050, RFC 6147, RFC 6052. A plain value.
 */
#ifndef GAISCOPE_MODEL_NAT64_H
#define GAISCOPE_MODEL_NAT64_H

#include "gaiscope/model/address.h"
#include "gaiscope/model/outcome.h"

#define GS_NAT64_PREFIXES_MAX 8               /**< prefixes kept */
#define GS_NAT64_NAME         "ipv4only.arpa" /**< whose AAAA records tell them */

/** One prefix. */
struct gs_nat64_prefix {
    struct gs_address prefix; /**< zero behind its bits */
    uint8_t bits;             /**< 32, 40, 48, 56, 64 or 96 */
};

/** What was found. A zeroed struct: nobody asked. */
struct gs_nat64 {
    enum gs_outcome outcome; /**< of the question; NO_DATA: no DNS64 here */
    struct gs_nat64_prefix prefixes[GS_NAT64_PREFIXES_MAX]; /**< in the answer's order */
    size_t count;                                           /**< 0: none */
    int64_t elapsed_us;                                     /**< of the question */
};

#endif
