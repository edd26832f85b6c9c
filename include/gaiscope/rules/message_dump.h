/* SPDX-License-Identifier: MIT */
/**
 * A message's bytes beside what they say: every byte belongs to exactly one field, fields come
 * in the order of the bytes, and any bytes at all are welcome. Pure.
 * RFC 1035 4.1, RFC 3597 (unknown types), RFC 6891 6.1.2 (options), RFC 9460 2.2 (parameters).
 */
#ifndef GAISCOPE_RULES_MESSAGE_DUMP_H
#define GAISCOPE_RULES_MESSAGE_DUMP_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_DUMP_FIELDS_MAX 8192 /**< fields of one message; the last one takes the rest */
#define GS_DUMP_ROW        16   /**< bytes on a line */

/** One field. */
struct gs_dump_field {
    char *text;    /**< "id 4711", "ttl 3600", "option 15 EDE 22"; safe for a screen */
    uint32_t at;   /**< its first byte */
    uint32_t len;  /**< its bytes, at least 1 */
    uint8_t depth; /**< 0: the header, a question, a record's owner; 1: of a record; 2: of
                         its data */
    bool is_broken; /**< these bytes cannot be what should stand here */
};

/** Fields from the first byte to the last. */
struct gs_dump_fields GS_VEC_OF(struct gs_dump_field);

/** The fields of a message. Takes: any bytes, at most 65535; `out` empty.
 *  Owns: the caller, gs_dump_fields_fini(). */
void gs_message_fields(const uint8_t *wire, size_t len, struct gs_dump_fields *out);

/** Frees the fields and leaves the list empty. */
void gs_dump_fields_fini(struct gs_dump_fields *fields);

/** Appends the dump: a line for each field and 16 bytes of it, "000c  hex  text". */
void gs_message_dump(const uint8_t *wire, size_t len, struct gs_buf *out);

#endif
