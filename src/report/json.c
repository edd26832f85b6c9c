/* SPDX-License-Identifier: MIT */
#include "js.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"
#include "gaiscope/report/report.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

const char *gs_report_json_version(void)
{
    return JANSSON_VERSION;
}

static void *allocate(size_t size_bytes)
{
    return gs_mem_new(size_bytes, 1);
}

json_t *js_object(void)
{
    json_set_alloc_funcs(allocate, free);
    return json_object();
}

json_t *js_array(void)
{
    return json_array();
}

json_t *js_null(void)
{
    return json_null();
}

json_t *js_bool(bool value)
{
    return json_boolean(value);
}

json_t *js_int(int64_t number)
{
    return json_integer(number);
}

json_t *js_text(const char *bytes)
{
    if (bytes == NULL) {
        return json_null();
    }
    struct gs_buf out = {0};
    for (size_t len = strlen(bytes); len > 0;) {
        struct gs_char c = gs_text_decode(bytes, len);
        if (c.is_valid) {
            gs_buf_add(&out, bytes, c.len_bytes);
        } else {
            gs_buf_add_text(&out, "\xEF\xBF\xBD");
        }
        bytes += c.len_bytes;
        len -= c.len_bytes;
    }
    json_t *string = json_string(gs_buf_text(&out));
    gs_buf_fini(&out);
    return string;
}

json_t *js_text_or_null(const char *bytes)
{
    return js_text(bytes == NULL || bytes[0] == '\0' ? NULL : bytes);
}

void js_put(json_t *object, const char *key, json_t *value)
{
    (void)json_object_set_new(object, key, value); /* fails only for a key not in UTF-8 */
}

void js_put_text(json_t *object, const char *key, const char *bytes)
{
    js_put(object, key, js_text(bytes));
}

void js_put_int(json_t *object, const char *key, int64_t number)
{
    js_put(object, key, js_int(number));
}

void js_put_bool(json_t *object, const char *key, bool value)
{
    js_put(object, key, js_bool(value));
}

void js_put_bytes(json_t *object, const char *key, const char *hex_key, const char *bytes)
{
    js_put_text(object, key, bytes);
    if (bytes == NULL || gs_text_is_utf8(bytes, strlen(bytes))) {
        return;
    }
    struct gs_buf hex = {0};
    for (const char *byte = bytes; *byte != '\0'; byte++) {
        gs_buf_addf(&hex, "%02x", (unsigned char)*byte);
    }
    js_put_text(object, hex_key, gs_buf_text(&hex));
    gs_buf_fini(&hex);
}

void js_push(json_t *array, json_t *value)
{
    (void)json_array_append_new(array, value); /* fails only for a NULL value */
}

static void write_document(struct gs_buf *out, json_t *root, size_t form)
{
    char *dump = json_dumps(root, JSON_ENSURE_ASCII | form);
    for (const char *at = dump; *at != '\0';) {
        size_t len = strcspn(at, "\x7f"); /* the one control character left as it is */
        gs_buf_add(out, at, len);
        at += len;
        if (*at != '\0') {
            gs_buf_add_text(out, "\\u007F");
            at++;
        }
    }
    gs_buf_add_text(out, "\n");
    free(dump);
    json_decref(root);
}

void js_write(struct gs_buf *out, json_t *root)
{
    write_document(out, root, JSON_INDENT(2));
}

void js_write_line(struct gs_buf *out, json_t *root)
{
    write_document(out, root, JSON_COMPACT);
}
