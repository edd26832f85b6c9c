/* SPDX-License-Identifier: MIT */
/**
 * A zone file as a list of records ready to be sent: the demo's name server answers from
 * it. Master file format (RFC 1035 5; RFC 2308 4 for $TTL; RFC 3597 for unknown types), read by
 * ldns, which is loaded on first use. Otherwise pure; one thread at a time.
 */
#ifndef GAISCOPE_DNS_ZONE_H
#define GAISCOPE_DNS_ZONE_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/base/vec.h"

#include <stddef.h>
#include <stdint.h>

/** One record of a zone, class IN. */
struct gs_zone_record {
    uint8_t *owner;     /**< wire form, uncompressed, lower case */
    size_t owner_len;   /**< bytes of owner, 1 to 255 */
    uint8_t *rdata;     /**< wire form, names uncompressed */
    uint16_t rdata_len; /**< bytes of rdata */
    uint16_t type;      /**< enum gs_record_type or any other number */
    uint32_t ttl_s;     /**< seconds; 3600 where the file says nothing */
};

/** The records in the file's order. */
struct gs_zone GS_VEC_OF(struct gs_zone_record);

/**
 * Reads a zone's text. `$INCLUDE` and classes other than IN are refused.
 * Returns: GS_OK; GS_EFORMAT; GS_EUNSUPPORTED when ldns is not installed; GS_EOS. On failure
 *          *out is untouched and `error` (may be NULL) gets "line N: why" appended.
 * Owns: the caller, gs_zone_fini().
 */
enum gs_status gs_zone_parse(const char *text, struct gs_zone *out, struct gs_buf *error);

/** Frees the records and leaves the zone empty. */
void gs_zone_fini(struct gs_zone *zone);

#endif
