/* SPDX-License-Identifier: MIT */
/**
 * A domain name in wire form, and its way from and to presentation text. Pure; a plain
 * value. RFC 1035 3.1 and 4.1.4 (compression), RFC 4343 (case and escapes).
 */
#ifndef GAISCOPE_MODEL_DNAME_H
#define GAISCOPE_MODEL_DNAME_H

#include "gaiscope/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_DNAME_MAX 255 /**< bytes of a name on the wire, its root label included */

/** One uncompressed name. */
struct gs_dname {
    uint8_t bytes[GS_DNAME_MAX]; /**< length-prefixed labels, then the root's zero */
    size_t len;                  /**< bytes used, at least 1 when valid */
};

/**
 * Reads the name at `at`, following compression. Each pointer must lead before the place
 * the name was read from so far, so every chain ends.
 * Returns: bytes to step over; 0 when the name is broken (then *out is undefined).
 */
size_t gs_dname_read(const uint8_t *wire, size_t len, size_t at, struct gs_dname *out);

/**
 * Parses presentation form: a final dot is optional, `\.` and `\DDD` are understood, "." is
 * the root. Returns: false when it is empty, an escape is broken, or a limit is broken.
 */
bool gs_dname_parse(const char *text, struct gs_dname *out);

/** Appends presentation form: ASCII, `\DDD` escapes, no final dot, "." for the root. */
void gs_dname_format(const struct gs_dname *name, struct gs_buf *out);

/** Makes its ASCII letters small. */
void gs_dname_lower(struct gs_dname *name);

/** Whether both are the same name, ASCII case ignored. RFC 4343. */
bool gs_dname_is_equal(const struct gs_dname *a, const struct gs_dname *b);

/** Where the labels of `top` begin in a name at or below it, ASCII case ignored. Returns:
 *  SIZE_MAX: it is not. */
size_t gs_dname_find_suffix(const struct gs_dname *name, const struct gs_dname *top);

/** Whether a name in presentation form is at or below another one; false when one of them is
 *  no name. */
bool gs_name_is_below(const char *name, const char *zone);

#endif
