/* SPDX-License-Identifier: MIT */
/*
 * One line of a recording while it is read, and its plain values: recording_read.c walks the
 * tables, recording_read_values.c reads what is no struct. Each returns false once the line is
 * refused; what was read until then is in its place and can be freed.
 */
#ifndef GAISCOPE_REPORT_RECORDING_READER_H
#define GAISCOPE_REPORT_RECORDING_READER_H

#include "recording_fields.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_t;

/* One line being read. */
struct recording_reader {
    size_t memory_left; /* bytes that may still be asked for */
    char *texts;        /* owned: the block that RECORDING_SPAN texts lie in */
    size_t texts_used;  /* bytes */
    size_t texts_size;  /* bytes */
    const char *field;  /* where it went wrong */
    const char *reason; /* why; NULL: all is well */
};

/* Refuses the line; the first reason counts. Returns: false. */
bool recording_refuse(struct recording_reader *reader, const char *field,
                      const char *reason);

/* Puts an unsigned number of `size` bytes, or a pointer, where it belongs. */
void recording_put_number(char *at, size_t size, uint64_t number);
void recording_put_pointer(char *at, const void *pointer);

/* Reads a line that is an object of one shape. Takes: `base`, a zeroed struct. Returns:
 * false with a clause in `reason`; what was read until then is in its place all the
 * same. */
bool recording_read_object(const char *line, size_t len,
                           const struct recording_struct *shape, void *base,
                           struct gs_buf *reason);

/* A number, a truth value, a word of an enum, a list of parts. */
bool recording_read_number(struct recording_reader *reader,
                           const struct recording_field *field,
                           const struct json_t *value, char *at);
bool recording_read_bool(struct recording_reader *reader,
                         const struct recording_field *field, const struct json_t *value,
                         char *at);
bool recording_read_word(struct recording_reader *reader,
                         const struct recording_field *field, const struct json_t *value,
                         char *at);
bool recording_read_parts(struct recording_reader *reader,
                          const struct recording_field *field, const struct json_t *value,
                          char *at);

/* A text in place, and one that is pointed at. */
bool recording_read_chars(struct recording_reader *reader,
                          const struct recording_field *field, const struct json_t *value,
                          char *at);
bool recording_read_pointed(struct recording_reader *reader,
                            const struct recording_field *field,
                            const struct json_t *value, char *at);

/* Bytes in place, and a block of them; both set the member that counts. Takes: the struct. */
bool recording_read_bytes(struct recording_reader *reader,
                          const struct recording_field *field, const struct json_t *value,
                          char *base);
bool recording_read_block(struct recording_reader *reader,
                          const struct recording_field *field, const struct json_t *value,
                          char *base);

#endif
