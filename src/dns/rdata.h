/* SPDX-License-Identifier: MIT */
/**
 * The data of one record as fields and text, for the types that are met daily: A AAAA NS
 * CNAME PTR DNAME MX SOA SRV TXT. Every other type is left to dns/ldns. Pure.
 * RFC 1035 3.3, RFC 3596, RFC 2782, RFC 6672, RFC 3597.
 */
#ifndef GAISCOPE_SRC_DNS_RDATA_H
#define GAISCOPE_SRC_DNS_RDATA_H

#include "gaiscope/model/dns_answer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Where a record's data lies. */
struct gs_rdata {
    const uint8_t *wire; /**< the whole message: names may point back into it */
    size_t at;           /**< where the data begins */
    size_t end;          /**< where it ends; nothing behind it is read */
};

/** What came of decoding. */
enum gs_rdata_result {
    GS_RDATA_DONE,      /**< text and fields are written */
    GS_RDATA_UNKNOWN,   /**< not a type of this module; nothing is written */
    GS_RDATA_MALFORMED, /**< the data does not fit its type; nothing is written */
};

/**
 * Decodes by record->type and record->class_; writes text, target, address and preference.
 * Takes: `rdata` with at <= end <= the message's length.
 */
enum gs_rdata_result gs_rdata_decode(const struct gs_rdata *rdata,
                                     struct gs_record *record);

/** Whether gs_rdata_decode() would not find it malformed; allocates nothing. */
bool gs_rdata_fits(const struct gs_rdata *rdata, uint16_t type, uint16_t class_);

/** The data as `\# len hex`. RFC 3597 5. Owns: the caller frees. */
char *gs_rdata_hex(const struct gs_rdata *rdata);

#endif
