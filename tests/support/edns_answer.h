/* SPDX-License-Identifier: MIT */
/**
 * Answers to a query with EDNS options, honest or not, chosen by the first label of the asked
 * name: the faulty server sends them. Bytes only.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_EDNS_ANSWER_H
#define GAISCOPE_TESTS_SUPPORT_EDNS_ANSWER_H

#include "support/dns_wire.h"

#include <stdbool.h>

/** The data of an option of a query; NULL: it has none. Takes: one question at most. */
const uint8_t *edns_option(const uint8_t *query, size_t len, uint16_t code,
                           size_t *option_len);

/**
 * Writes the answer to `out`: "cookie-good", "cookie-alone", "cookie-other", "cookie-short",
 * "cookie-long", "badcookie" (until it sees its own cookie), "badcookie-always",
 * "badcookie-other" (with another client cookie), "nsid", "subnet", "badvers".
 * Returns: false for any other label; then nothing is written.
 */
bool edns_answer(const uint8_t *query, size_t len, struct dns_wire *out);

#endif
