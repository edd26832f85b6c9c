/* SPDX-License-Identifier: MIT */
/**
 * What a record type's data consists of, field by field: the one table of it, for decoding, for
 * taking a message apart, and for the dots behind names. Pure.
 * RFC 1035 3.3, 1183, 2782, 3403, 4034, 5155, 6698, 7553, 8659, 9460.
 */
#ifndef GAISCOPE_MODEL_RDATA_FIELDS_H
#define GAISCOPE_MODEL_RDATA_FIELDS_H

#include <stdint.h>

/**
 * A letter for each field; the letter says how many bytes it has and what they are:
 *
 *     1 2 4  a number of so many bytes        n  a name            s  a character string
 *     T      a record type                    a  an IPv4 address   6  an IPv6 address
 *     D      seconds since 1970               l  bytes behind their length in one byte
 *     t      text up to the end               x  bytes up to the end
 *     S      strings up to the end            B  a bit map of types up to the end
 *     o      options of EDNS                  p  parameters of SVCB
 *
 * Returns: at most GS_RDATA_FIELDS_MAX letters; "" for a type that is not known.
 */
const char *gs_rdata_fields(uint16_t type);

#define GS_RDATA_FIELDS_MAX 9 /**< letters of the longest */

/** Which fields are names: a bit for each, the first field's the lowest. */
unsigned gs_rdata_names(uint16_t type);

#endif
