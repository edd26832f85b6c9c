/* SPDX-License-Identifier: MIT */
/**
 * Several addresses in one word: addresses and prefixes parted by commas. Pure text and
 * values. RFC 4632 3.1 and RFC 4291 2.3 (prefixes).
 *
 *     192.0.2.0/28     2001:db8::/124     192.0.2.1,192.0.2.9,2001:db8::/127
 */
#ifndef GAISCOPE_MODEL_ADDRESS_RANGE_H
#define GAISCOPE_MODEL_ADDRESS_RANGE_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/mx_plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_RANGE_ADDRESSES_MAX 256 /**< addresses asked of one range */

/**
 * Whether a word means several addresses: at least one comma or prefix length, and nothing
 * but addresses and prefixes. "192.0.2.1" alone is no range.
 */
bool gs_range_is_one(const char *text);

/**
 * Whether a word was meant as a range and is none: names listed with commas, an item that is
 * no address, a prefix length that an address does not have. "192.0.2.1/index.html" is an
 * address and a path.
 */
bool gs_range_is_broken(const char *text);

/**
 * Appends the addresses of a range to `out`, each once, at most GS_RANGE_ADDRESSES_MAX; bits
 * behind a prefix's length do not count, and every address inside is meant, the first and the
 * last one of an IPv4 network, too.
 * Takes: a text that gs_range_is_one().
 * Returns: how many addresses the text means, at most UINT64_MAX. Owns: the caller,
 *          gs_vec_fini().
 */
uint64_t gs_range_expand(const char *text, struct gs_address_list *out);

#endif
