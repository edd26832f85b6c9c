/* SPDX-License-Identifier: MIT */
/**
 * The queries the demo server receives, read from the wire. Pure. RFC 1035 4.1, RFC 6891.
 */
#ifndef GAISCOPE_SRC_DEMO_QUERY_H
#define GAISCOPE_SRC_DEMO_QUERY_H

#include "gaiscope/model/dname.h"
#include "gaiscope/model/dns_asking.h"
#include "gaiscope/model/record_type.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_WIRE_HEADER     12       /**< bytes of a message's header */
#define GS_DEMO_SUBNET_MAX (4 + 16) /**< family, two lengths, an address */

/** One query. */
struct gs_demo_query {
    struct gs_dname name; /**< lower case; length 0: no readable question */
    uint16_t type;        /**< QTYPE */
    bool has_edns;        /**< an OPT record came */
    bool is_do;           /**< its DO flag */
    bool wants_ad;        /**< AD or DO is set: it understands AD. RFC 6840 5.7 */
    bool wants_nsid;      /**< asks who of many servers answers. RFC 5001 */
    uint8_t cookie[GS_COOKIE_CLIENT];   /**< the client's. RFC 7873 */
    uint8_t cookie_len;                 /**< its bytes; 0: none came */
    uint8_t subnet[GS_DEMO_SUBNET_MAX]; /**< the option's data as it came. RFC 7871 */
    uint8_t subnet_len;                 /**< its bytes; 0: none came */
    uint16_t udp_size;                  /**< bytes the asker takes by UDP, 512 to 1232 */
    enum gs_rcode rcode; /**< what is wrong with the query; NOERROR: nothing */
};

/** Reads a query. Returns: false when it deserves no reply (no header, or a response). */
bool gs_demo_query_read(const uint8_t *wire, size_t len, struct gs_demo_query *out);

#endif
