/* SPDX-License-Identifier: MIT */
/**
 * What ldns does for us: the data of any record type as text, and zone files. The library
 * (and OpenSSL with it: 2 ms of start, some MiB) is loaded when one of these functions is
 * called first, and stays. Loop thread only, or any one thread at a time.
 */
#ifndef GAISCOPE_SRC_DNS_LDNS_H
#define GAISCOPE_SRC_DNS_LDNS_H

#include "gaiscope/base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Where one record lies in a message. */
struct gs_ldns_span {
    const uint8_t *wire; /**< the whole message: names may point back into it */
    size_t len;          /**< bytes of the message */
    size_t at;           /**< where the record's owner name begins */
    size_t end;          /**< where the record's data ends */
};

/**
 * The data of one record in presentation form, printable ASCII without final dots.
 * Returns: NULL when ldns does not know it, does not load, or gives no clean text.
 * Owns: the caller frees.
 */
char *gs_ldns_rdata_text(const struct gs_ldns_span *span);

/** One record of a zone file, lent during the call. */
struct gs_ldns_record {
    const uint8_t *wire; /**< owner, type, class, TTL, length, data; nothing compressed */
    size_t len;          /**< bytes */
};

/** Takes one record of a zone file; false refuses it and ends the reading. */
typedef bool (*gs_ldns_record_fn)(void *context, const struct gs_ldns_record *record);

/** What zone text to read, and where to. */
struct gs_ldns_zone {
    const char *text;      /**< master file format; `$INCLUDE` is refused */
    gs_ldns_record_fn add; /**< called for each record in order */
    void *context;         /**< handed to add */
    size_t bad_line;       /**< written: the line that cannot be read; 0: none */
    const char *why;       /**< written on failure: what is wrong; static */
};

/** Reads a zone file. Returns: GS_OK; GS_EFORMAT; GS_EUNSUPPORTED when ldns
 *  does not load; GS_EOS. */
enum gs_status gs_ldns_zone_read(struct gs_ldns_zone *zone);

#endif
