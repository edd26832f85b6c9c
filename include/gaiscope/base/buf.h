/* SPDX-License-Identifier: MIT */
/**
 * A growing byte string that always ends in NUL. A zeroed struct is an empty buffer.
 * Owned by whoever holds the struct.
 */
#ifndef GAISCOPE_BASE_BUF_H
#define GAISCOPE_BASE_BUF_H

#include <stddef.h>

/** Bytes collected so far. */
struct gs_buf {
    char *data;      /**< NUL-terminated; NULL while nothing was added */
    size_t len;      /**< bytes, without the NUL */
    size_t capacity; /**< bytes allocated */
};

/** Frees the bytes and leaves the buffer empty. */
void gs_buf_fini(struct gs_buf *buf);

/** Forgets the bytes but keeps the memory. */
void gs_buf_clear(struct gs_buf *buf);

/** Appends `len` bytes (any value, NUL included). */
void gs_buf_add(struct gs_buf *buf, const void *bytes, size_t len);

/** Appends a text. */
void gs_buf_add_text(struct gs_buf *buf, const char *text);

/** Appends as printf does. */
void gs_buf_addf(struct gs_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** The text so far, "" when empty. Owns: the buffer; valid until its next change. */
const char *gs_buf_text(const struct gs_buf *buf);

/** Takes the text out ("" when empty) and leaves the buffer empty. Owns: the caller frees. */
char *gs_buf_claim(struct gs_buf *buf);

#endif
