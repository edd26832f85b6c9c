/* SPDX-License-Identifier: MIT */
/*
 * The walker that writes: a struct and its table become a JSON object. What is zero, empty or
 * NULL is left out, as reading makes it so again.
 */
#include "recording_fields.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

/* NOLINTBEGIN(misc-no-recursion): as deep as the tables of fields, which name no struct inside
 * of itself; what stands in a file makes it no deeper */

static json_t *write_struct(const struct recording_struct *of, const char *value);

static void *allocate(size_t size_bytes)
{
    return gs_mem_new(size_bytes, 1);
}

static const void *pointer_at(const char *at)
{
    const void *pointer = NULL;
    memcpy(&pointer, at, sizeof pointer);
    return pointer;
}

/* An unsigned number of 1, 2, 4 or 8 bytes. */
static uint64_t unsigned_at(const char *at, size_t size)
{
    uint8_t one = 0;
    uint16_t two = 0;
    uint32_t four = 0;
    uint64_t eight = 0;
    memcpy(size == 1   ? (void *)&one
           : size == 2 ? (void *)&two
           : size == 4 ? (void *)&four
                       : (void *)&eight,
           at, size);
    return size == 1 ? one : size == 2 ? two : size == 4 ? four : eight;
}

static int64_t signed_at(const char *at, size_t size)
{
    uint64_t number = unsigned_at(at, size);
    return size == 1   ? (int8_t)number
           : size == 2 ? (int16_t)number
           : size == 4 ? (int32_t)number
                       : (int64_t)number;
}

static json_t *write_hex(const char *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    char *hex = gs_mem_new(2 * len + 1, 1);
    for (size_t i = 0; i < len; i++) {
        hex[2 * i] = digits[(unsigned char)bytes[i] >> 4];
        hex[2 * i + 1] = digits[(unsigned char)bytes[i] & 15];
    }
    json_t *string = json_stringn(hex, 2 * len);
    free(hex);
    return string;
}

/* A text, or {"hex": ...} where JSON has no text for it. */
static json_t *write_text(const char *text, size_t len)
{
    if (gs_text_is_utf8(text, len) && memchr(text, '\0', len) == NULL) {
        return json_stringn(text, len);
    }
    json_t *object = json_object();
    (void)json_object_set_new(object, "hex", write_hex(text, len));
    return object;
}

static json_t *write_owned_text(const struct recording_field *field, const char *at)
{
    const char *text = pointer_at(at);
    if (text == NULL || (text[0] == '\0' && !field->is_nullable)) {
        return NULL;
    }
    return write_text(text, strlen(text));
}

static json_t *write_word(const struct recording_field *field, const char *at)
{
    int value = (int)signed_at(at, field->size);
    for (size_t i = 0; i < field->words->count && value != 0; i++) {
        if (field->words->words[i].value == value) {
            return json_string(field->words->words[i].word);
        }
    }
    return NULL;
}

static json_t *write_parts(const struct recording_field *field, const char *at)
{
    uint64_t bits = unsigned_at(at, field->size);
    json_t *array = json_array();
    for (size_t i = 0; i < field->words->count; i++) {
        const struct recording_word *word = &field->words->words[i];
        if ((bits & GS_PART_BIT(word->value)) != 0) {
            (void)json_array_append_new(array, json_string(word->word));
        }
    }
    return array;
}

static json_t *write_bytes(const struct recording_field *field, const char *base)
{
    const char *bytes = base + field->at;
    size_t len = field->count_size == 0
                     ? field->size
                     : (size_t)unsigned_at(base + field->count_at, field->count_size);
    len = len < field->size ? len : field->size;
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] != 0 || field->count_size != 0) {
            return write_hex(bytes, len);
        }
    }
    return NULL;
}

static json_t *write_block(const struct recording_field *field, const char *base)
{
    const char *block = pointer_at(base + field->at);
    size_t len = (size_t)unsigned_at(base + field->count_at, field->count_size);
    if (block == NULL) {
        return NULL;
    }
    return field->kind == RECORDING_WIRE ? write_hex(block, len) : write_text(block, len);
}

/* One item; NULL: it is zero, empty or NULL. */
static json_t *write_item(const struct recording_field *field, const char *at)
{
    switch (field->kind) {
    case RECORDING_SIGNED: {
        int64_t number = signed_at(at, field->size);
        return number == 0 ? NULL : json_integer(number);
    }
    case RECORDING_UNSIGNED: {
        uint64_t number = unsigned_at(at, field->size);
        return number == 0 ? NULL : json_integer((int64_t)number);
    }
    case RECORDING_BOOL:
        return *at != 0 ? json_true() : NULL;
    case RECORDING_WORD:
        return write_word(field, at);
    case RECORDING_PARTS:
        return write_parts(field, at);
    case RECORDING_CHARS:
        return at[0] == '\0' ? NULL : write_text(at, strnlen(at, field->size));
    case RECORDING_TEXT:
    case RECORDING_STATIC:
    case RECORDING_SPAN:
        return write_owned_text(field, at);
    case RECORDING_STRUCT:
        return write_struct(field->of, at);
    case RECORDING_POINTER: {
        const char *value = pointer_at(at);
        json_t *object = value == NULL ? NULL : write_struct(field->of, value);
        return object == NULL && value != NULL ? json_object() : object;
    }
    case RECORDING_BYTES:
    case RECORDING_OCTETS:
    case RECORDING_WIRE:
        break;
    }
    return NULL;
}

/* What stands for an item of a list that is zero. */
static json_t *write_nothing(const struct recording_field *field)
{
    switch (field->kind) {
    case RECORDING_STRUCT:
        return json_object();
    case RECORDING_SIGNED:
    case RECORDING_UNSIGNED:
        return json_integer(0);
    case RECORDING_BOOL:
        return json_false();
    case RECORDING_WORD:
        return json_string(field->words->words[0].word);
    default:
        return json_null();
    }
}

static json_t *write_items(const struct recording_field *field, const char *items,
                           size_t count)
{
    bool has_value = field->shape == RECORDING_COUNTED || field->shape == RECORDING_VEC;
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *item = write_item(field, items + i * field->size);
        has_value = has_value || item != NULL;
        (void)json_array_append_new(array, item == NULL ? write_nothing(field) : item);
    }
    if (count == 0 || !has_value) {
        json_decref(array);
        return NULL;
    }
    return array;
}

static json_t *write_ended(const char *at)
{
    char *const *texts = pointer_at(at);
    if (texts == NULL) {
        return NULL;
    }
    json_t *array = json_array();
    for (size_t i = 0; texts[i] != NULL; i++) {
        (void)json_array_append_new(array, write_text(texts[i], strlen(texts[i])));
    }
    return array;
}

static json_t *write_field(const struct recording_field *field, const char *base)
{
    const char *at = base + field->at;
    switch (field->shape) {
    case RECORDING_ARRAY:
        return write_items(field, at, field->max);
    case RECORDING_COUNTED: {
        size_t count = (size_t)unsigned_at(base + field->count_at, field->count_size);
        return write_items(field, at, count < field->max ? count : field->max);
    }
    case RECORDING_VEC: {
        struct GS_VEC_OF(char) vec;
        memcpy(&vec, at, sizeof vec);
        return write_items(field, vec.items, vec.count);
    }
    case RECORDING_ENDED:
        return write_ended(at);
    case RECORDING_ONE:
        break;
    }
    if (field->kind == RECORDING_BYTES) {
        return write_bytes(field, base);
    }
    bool is_block = field->kind == RECORDING_OCTETS || field->kind == RECORDING_WIRE;
    return is_block ? write_block(field, base) : write_item(field, at);
}

static void write_fields(json_t *object, const struct recording_field *fields,
                         size_t count, const char *base)
{
    for (size_t i = 0; i < count; i++) {
        json_t *value = write_field(&fields[i], base);
        if (value != NULL) {
            (void)json_object_set_new(object, fields[i].name, value);
        }
    }
}

/* NULL: all of it is zero. */
static json_t *write_struct(const struct recording_struct *of, const char *value)
{
    json_t *object = json_object();
    write_fields(object, of->fields, of->field_count, value);
    if (json_object_size(object) == 0) {
        json_decref(object);
        return NULL;
    }
    return object;
}

/* Appends an object as a line and frees it. */
static enum gs_status write_line(json_t *object, struct gs_buf *out)
{
    char *line = json_dumps(object, JSON_COMPACT | JSON_ENSURE_ASCII);
    size_t len = strlen(line);
    json_decref(object);
    if (len < GS_RECORDING_LINE_MAX) {
        gs_buf_add(out, line, len);
        gs_buf_add(out, "\n", 1);
    }
    free(line);
    return len < GS_RECORDING_LINE_MAX ? GS_OK : GS_ELIMIT;
}

void recording_write_object(const struct recording_field *fields, size_t count,
                            const void *base, struct gs_buf *out)
{
    json_set_alloc_funcs(allocate, free);
    json_t *object = json_object();
    write_fields(object, fields, count, base);
    (void)write_line(object, out); /* the caller bounds it more narrowly */
}

void gs_recording_write_head(const struct gs_recording_head *head, struct gs_buf *out)
{
    json_set_alloc_funcs(allocate, free);
    json_t *object = json_object();
    (void)json_object_set_new(object, "format", json_string(RECORDING_FORMAT));
    (void)json_object_set_new(object, "version", json_integer(GS_RECORDING_VERSION));
    (void)json_object_set_new(object, "program", json_string(head->program));
    (void)json_object_set_new(object, "wall_us", json_integer(head->wall_us));
    (void)json_object_set_new(object, "begin_us", json_integer(head->begin_us));
    (void)write_line(object, out); /* a head is short */
}

enum gs_status gs_recording_write_event(const struct gs_event *event, int64_t begin_us,
                                        struct gs_buf *out)
{
    const struct recording_event *kind = &recording_events[event->type];
    json_set_alloc_funcs(allocate, free);
    json_t *object = json_object();
    (void)json_object_set_new(object, "event", json_string(kind->word));
    (void)json_object_set_new(object, "at_us", json_integer(event->at_us - begin_us));
    if (event->round != 0) {
        (void)json_object_set_new(object, "round", json_integer((int64_t)event->round));
    }
    write_fields(object, kind->fields, kind->field_count, (const char *)event);
    return write_line(object, out);
}

void gs_recording_write_end(int64_t at_us, int64_t begin_us, struct gs_buf *out)
{
    json_set_alloc_funcs(allocate, free);
    json_t *object = json_object();
    (void)json_object_set_new(object, "end", json_true());
    (void)json_object_set_new(object, "at_us", json_integer(at_us - begin_us));
    (void)write_line(object, out); /* it is short */
}

/* NOLINTEND(misc-no-recursion) */
