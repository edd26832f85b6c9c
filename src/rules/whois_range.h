/* SPDX-License-Identifier: MIT */
/**
 * Ranges of addresses as regional registries write them: "192.0.2.0 - 192.0.2.255",
 * "2001:db8::/32". Private to the rules room. Pure.
 */
#ifndef GAISCOPE_RULES_WHOIS_RANGE_H
#define GAISCOPE_RULES_WHOIS_RANGE_H

#include "gaiscope/model/address.h"

#include <stdbool.h>
#include <stddef.h>

#define GS_WHOIS_PREFIX_MAX (GS_ADDRESS_TEXT_MAX + 4) /**< bytes of a prefix with NUL */

/** First and last address. */
struct gs_whois_range {
    struct gs_address first; /**< lowest */
    struct gs_address last;  /**< highest */
};

/** Reads one. Returns: false: it is none. */
bool gs_whois_range_parse(const char *text, size_t len, struct gs_whois_range *out);

/** Whether `inner` lies within `outer` and is smaller. */
bool gs_whois_range_is_narrower(const struct gs_whois_range *inner,
                                const struct gs_whois_range *outer);

/** "192.0.2.0/24". Returns: false: one prefix does not cover it exactly. */
bool gs_whois_range_prefix(const struct gs_whois_range *range,
                           char out[GS_WHOIS_PREFIX_MAX]);

#endif
