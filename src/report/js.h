/* SPDX-License-Identifier: MIT */
/**
 * The JSON values of a report, over the JSON library, whose header only json.c includes.
 * Each value is put into its object or array at once, which then owns it; nothing can fail,
 * since memory comes from base/mem.
 */
#ifndef GAISCOPE_REPORT_JS_H
#define GAISCOPE_REPORT_JS_H

#include "gaiscope/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

struct json_t;

/** An empty object. Owns: the caller, until it is put, pushed or written. */
struct json_t *js_object(void);

/** An empty array. */
struct json_t *js_array(void);

/** null, true or false, a number. */
struct json_t *js_null(void);
struct json_t *js_bool(bool value);
struct json_t *js_int(int64_t number);

/** A string; each byte that is not UTF-8 becomes U+FFFD. NULL becomes null. */
struct json_t *js_text(const char *bytes);

/** The same; "" becomes null as well. */
struct json_t *js_text_or_null(const char *bytes);

/** Puts a value into an object, which takes it over. */
void js_put(struct json_t *object, const char *key, struct json_t *value);
void js_put_text(struct json_t *object, const char *key, const char *bytes);
void js_put_int(struct json_t *object, const char *key, int64_t number);
void js_put_bool(struct json_t *object, const char *key, bool value);

/** Puts bytes as text under `key` and, only where that would lose some, all of them in
 *  hexadecimal under `hex_key`. */
void js_put_bytes(struct json_t *object, const char *key, const char *hex_key,
                  const char *bytes);

/** Appends a value to an array, which takes it over. */
void js_push(struct json_t *array, struct json_t *value);

/** Appends the document, ASCII only, with a newline, and frees it. */
void js_write(struct gs_buf *out, struct json_t *root);

/** The same as one line. */
void js_write_line(struct gs_buf *out, struct json_t *root);

#endif
