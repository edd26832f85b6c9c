/* SPDX-License-Identifier: MIT */
/**
 * Numbers of DNSSEC by name, from the IANA registries "DNS Security Algorithm Numbers" and
 * "Digest Algorithms"; which of them are not to be used: RFC 8624.
 */
#ifndef GAISCOPE_RULES_DNSSEC_NAMES_H
#define GAISCOPE_RULES_DNSSEC_NAMES_H

#include "record_reading.h"

#include <stdbool.h>
#include <stddef.h>

/** A digest algorithm. */
struct gs_digest_kind {
    const char *name; /**< "SHA-256"; NULL: not known */
    size_t len;       /**< bytes of a digest */
    bool is_old;      /**< not to be used any more */
};

/** The digest algorithm of a DS record. */
struct gs_digest_kind gs_digest_kind_of(unsigned number);

/** Adds the line `algorithm` with its name and a remark where there is one. */
void gs_reading_add_algorithm(struct gs_record_reading *reading, unsigned number);

/** Reads a list of types up to the end and adds it as the line `types`.
 *  RFC 4034 4.1.2. */
void gs_reading_add_types(struct gs_record_reading *reading);

#endif
