/* SPDX-License-Identifier: MIT */
/**
 * Character-strings from their presentation form: `"v=spf1 -all" "\000"`. RFC 1035 5.1.
 */
#ifndef GAISCOPE_RULES_TXT_STRINGS_H
#define GAISCOPE_RULES_TXT_STRINGS_H

#include "gaiscope/base/buf.h"

#include <stdbool.h>

/** Appends the data of a TXT record: a length byte before each string. Returns: false when
 *  the text is not such strings (then *out is undefined). */
bool gs_txt_encode(const char *text, struct gs_buf *out);

#endif
