/* SPDX-License-Identifier: MIT */
/*
 * The walker that reads: a JSON object and a struct's table become the struct. A key that no
 * table has is passed over, one that lacks is zero; whatever is there must be of its kind and
 * in its range, or the whole line is refused. What a line may ask for in memory is bounded, so
 * that a short line full of empty items cannot fill the machine.
 */
#include "recording_reader.h"

#include "gaiscope/base/mem.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

/* NOLINTBEGIN(misc-no-recursion): as deep as the tables of fields, which name no struct inside
 * of itself; what stands in a file makes it no deeper */

#define MEMORY_MAX ((size_t)16 * 1024 * 1024) /* of one event */

static bool read_fields(struct recording_reader *reader, const json_t *object,
                        const struct recording_field *fields, size_t count, char *base);

static void *allocate(size_t size_bytes)
{
    return gs_mem_new(size_bytes, 1);
}

/* Zeroed memory; NULL once the line asked for too much. */
static void *take_memory(struct recording_reader *reader,
                         const struct recording_field *field, size_t count, size_t size)
{
    if (size > 0 && count > reader->memory_left / size) {
        (void)recording_refuse(reader, field->name, "more than a line may hold");
        return NULL;
    }
    reader->memory_left -= count * size;
    return gs_mem_new(count, size);
}

static bool read_struct(struct recording_reader *reader,
                        const struct recording_field *field, const json_t *value,
                        char *at)
{
    if (value != NULL && !json_is_object(value)) {
        return recording_refuse(reader, field->name, "is no object");
    }
    if (!read_fields(reader, value, field->of->fields, field->of->field_count, at)) {
        return false;
    }
    const char *reason = field->of->check == NULL ? NULL : field->of->check(at);
    return reason == NULL || recording_refuse(reader, field->name, reason);
}

static bool read_pointer(struct recording_reader *reader,
                         const struct recording_field *field, const json_t *value,
                         char *at)
{
    char *made = take_memory(reader, field, 1, field->of->size);
    recording_put_pointer(at, made);
    return made != NULL && read_struct(reader, field, value, made);
}

/* An item that is not there: zero, but a text that is never NULL is "". */
static bool read_nothing(struct recording_reader *reader,
                         const struct recording_field *field, char *at)
{
    switch (field->kind) {
    case RECORDING_TEXT:
        recording_put_pointer(at, field->is_nullable ? NULL : gs_mem_copy_text(""));
        return true;
    case RECORDING_STATIC:
    case RECORDING_SPAN:
        recording_put_pointer(at, "");
        return true;
    case RECORDING_STRUCT:
        return read_struct(reader, field, NULL, at);
    case RECORDING_POINTER:
        return !field->is_required || recording_refuse(reader, field->name, "is missing");
    default:
        return true;
    }
}

/* How an item of each kind is read, where it belongs. */
static bool (*const readers[])(struct recording_reader *reader,
                               const struct recording_field *field, const json_t *value,
                               char *at) = {
    [RECORDING_SIGNED] = recording_read_number,
    [RECORDING_UNSIGNED] = recording_read_number,
    [RECORDING_BOOL] = recording_read_bool,
    [RECORDING_WORD] = recording_read_word,
    [RECORDING_PARTS] = recording_read_parts,
    [RECORDING_CHARS] = recording_read_chars,
    [RECORDING_TEXT] = recording_read_pointed,
    [RECORDING_STATIC] = recording_read_pointed,
    [RECORDING_SPAN] = recording_read_pointed,
    [RECORDING_BYTES] = recording_read_bytes,  /* at: the struct */
    [RECORDING_OCTETS] = recording_read_block, /* the same */
    [RECORDING_WIRE] = recording_read_block,   /* the same */
    [RECORDING_STRUCT] = read_struct,
    [RECORDING_POINTER] = read_pointer,
};

static bool read_item(struct recording_reader *reader,
                      const struct recording_field *field, const json_t *value, char *at)
{
    return value == NULL || json_is_null(value)
               ? read_nothing(reader, field, at)
               : readers[field->kind](reader, field, value, at);
}

static bool read_items(struct recording_reader *reader,
                       const struct recording_field *field, const json_t *value, char *at,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!read_item(reader, field, json_array_get(value, i), at + i * field->size)) {
            return false;
        }
    }
    return true;
}

static bool read_one(struct recording_reader *reader, const struct recording_field *field,
                     const json_t *value, char *base)
{
    bool is_of_struct = field->kind == RECORDING_BYTES ||
                        field->kind == RECORDING_OCTETS || field->kind == RECORDING_WIRE;
    return read_item(reader, field, value, is_of_struct ? base : base + field->at);
}

static bool has_room(struct recording_reader *reader, const struct recording_field *field,
                     size_t count)
{
    return count <= field->max ||
           recording_refuse(reader, field->name, "has too many items");
}

/* Exactly as many as there are, missing ones as if they were empty. */
static bool read_array(struct recording_reader *reader,
                       const struct recording_field *field, const json_t *value, char *at)
{
    return read_items(reader, field, value, at, field->max) &&
           has_room(reader, field, json_array_size(value));
}

static bool read_counted(struct recording_reader *reader,
                         const struct recording_field *field, const json_t *value,
                         char *base)
{
    size_t count = json_array_size(value);
    if (!has_room(reader, field, count)) {
        return false;
    }
    recording_put_number(base + field->count_at, field->count_size, count);
    return read_items(reader, field, value, base + field->at, count);
}

/* The count rises with each item, so that half a list can be freed. */
static bool read_vec(struct recording_reader *reader, const struct recording_field *field,
                     const json_t *value, char *at)
{
    struct GS_VEC_OF(char) vec = {0};
    size_t count = json_array_size(value);
    if (count == 0) {
        return true;
    }
    if (!has_room(reader, field, count)) {
        return false;
    }
    vec.items = take_memory(reader, field, count, field->size);
    vec.capacity = vec.items == NULL ? 0 : count;
    bool is_read = vec.items != NULL;
    for (size_t i = 0; is_read && i < count; i++) {
        vec.count++;
        is_read = read_item(reader, field, json_array_get(value, i),
                            vec.items + i * field->size);
    }
    memcpy(at, &vec, sizeof vec);
    return is_read;
}

static bool read_ended(struct recording_reader *reader,
                       const struct recording_field *field, const json_t *value, char *at)
{
    size_t count = json_array_size(value);
    if (value == NULL) {
        return true;
    }
    if (!has_room(reader, field, count)) {
        return false;
    }
    char **texts = gs_mem_new(count + 1, sizeof *texts);
    recording_put_pointer(at, texts);
    return read_items(reader, field, value, (char *)texts, count);
}

static bool read_field(struct recording_reader *reader,
                       const struct recording_field *field, const json_t *value,
                       char *base)
{
    char *at = base + field->at;
    if (field->shape != RECORDING_ONE && value != NULL && !json_is_array(value)) {
        return recording_refuse(reader, field->name, "is no list");
    }
    switch (field->shape) {
    case RECORDING_ARRAY:
        return read_array(reader, field, value, at);
    case RECORDING_COUNTED:
        return read_counted(reader, field, value, base);
    case RECORDING_VEC:
        return read_vec(reader, field, value, at);
    case RECORDING_ENDED:
        return read_ended(reader, field, value, at);
    case RECORDING_ONE:
        break;
    }
    return read_one(reader, field, value, base);
}

static bool read_fields(struct recording_reader *reader, const json_t *object,
                        const struct recording_field *fields, size_t count, char *base)
{
    for (size_t i = 0; i < count; i++) {
        if (!read_field(reader, &fields[i], json_object_get(object, fields[i].name),
                        base)) {
            return false;
        }
    }
    return true;
}

static const struct recording_event *find_event(const char *word)
{
    for (size_t i = 0; i <= GS_EVENT_CANCELLED; i++) {
        if (word != NULL && strcmp(recording_events[i].word, word) == 0) {
            return &recording_events[i];
        }
    }
    return NULL;
}

/* Round and time, then what the kind of event has. */
static bool read_event(struct recording_reader *reader, const json_t *line,
                       int64_t begin_us, struct gs_event *event)
{
    static const struct recording_field common[] = {
        VALUE(struct gs_event, at_us),
        VALUE(struct gs_event, round),
    };
    const struct recording_event *kind =
        find_event(json_string_value(json_object_get(line, "event")));
    if (kind == NULL) {
        return recording_refuse(reader, "event",
                                "is a word that this version does not know");
    }
    if (!read_fields(reader, line, common, 2, (char *)event)) {
        return false;
    }
    event->type = (enum gs_event_type)(kind - recording_events);
    event->at_us += begin_us;
    bool is_read =
        read_fields(reader, line, kind->fields, kind->field_count, (char *)event);
    if (event->type == GS_EVENT_TABLES && event->of.tables != NULL) {
        event->of.tables->texts = reader->texts;
        reader->texts = NULL;
    }
    return is_read;
}

/* One line as JSON; NULL: it is none. */
static json_t *parse(const char *line, size_t len)
{
    json_error_t error;
    json_set_alloc_funcs(allocate, free);
    json_t *value = len > GS_RECORDING_LINE_MAX
                        ? NULL
                        : json_loadb(line, len, JSON_REJECT_DUPLICATES, &error);
    if (value != NULL && !json_is_object(value)) {
        json_decref(value);
        value = NULL;
    }
    return value;
}

bool recording_read_object(const char *line, size_t len,
                           const struct recording_struct *shape, void *base,
                           struct gs_buf *reason)
{
    struct recording_reader reader = {.memory_left = MEMORY_MAX, .texts_size = len + 1};
    json_t *object = parse(line, len);
    if (object == NULL) {
        gs_buf_add_text(reason, "not a line of JSON");
        return false;
    }
    bool is_read = read_fields(&reader, object, shape->fields, shape->field_count, base);
    if (!is_read) {
        gs_buf_addf(reason, "\"%s\" %s", reader.field, reader.reason);
    }
    free(reader.texts);
    json_decref(object);
    return is_read;
}

enum gs_recording_line gs_recording_read_line(const char *line, size_t len,
                                              int64_t begin_us, struct gs_event *event,
                                              struct gs_buf *reason)
{
    struct recording_reader reader = {.memory_left = MEMORY_MAX, .texts_size = len + 1};
    struct gs_event read = {0};
    json_t *object = parse(line, len);
    if (object == NULL) {
        gs_buf_add_text(reason, "not a line of JSON");
        return GS_RECORDING_BROKEN;
    }
    enum gs_recording_line result = GS_RECORDING_END;
    if (!json_is_true(json_object_get(object, "end"))) {
        bool is_read = read_event(&reader, object, begin_us, &read);
        result = is_read ? GS_RECORDING_EVENT : GS_RECORDING_BROKEN;
    }
    if (result == GS_RECORDING_EVENT) {
        *event = read;
    } else if (result == GS_RECORDING_BROKEN) {
        gs_buf_addf(reason, "\"%s\" %s", reader.field, reader.reason);
        gs_event_fini(&read);
    }
    free(reader.texts);
    json_decref(object);
    return result;
}

enum gs_status gs_recording_read_head(const char *line, size_t len,
                                      struct gs_recording_head *head,
                                      struct gs_buf *reason)
{
    static const struct recording_field fields[] = {
        CHARS(struct gs_recording_head, program),
        VALUE(struct gs_recording_head, wall_us),
        VALUE(struct gs_recording_head, begin_us),
    };
    struct gs_recording_head read = {0};
    struct recording_reader reader = {.memory_left = MEMORY_MAX};
    json_t *object = parse(line, len);
    const char *format = json_string_value(json_object_get(object, "format"));
    int64_t version = json_integer_value(json_object_get(object, "version"));
    enum gs_status status = GS_OK;
    if (format == NULL || strcmp(format, RECORDING_FORMAT) != 0 || version < 1) {
        gs_buf_add_text(reason, "this is no recording of gaiscope");
        status = GS_EFORMAT;
    } else if (version > GS_RECORDING_VERSION) {
        gs_buf_addf(reason,
                    "a later gaiscope wrote it (format %lld, this one reads %d): "
                    "replay it with that one",
                    (long long)version, GS_RECORDING_VERSION);
        status = GS_EUNSUPPORTED;
    } else if (!read_fields(&reader, object, fields, 3, (char *)&read)) {
        gs_buf_addf(reason, "its first line is broken: \"%s\" %s", reader.field,
                    reader.reason);
        status = GS_EFORMAT;
    } else {
        *head = read;
    }
    json_decref(object);
    return status;
}

/* NOLINTEND(misc-no-recursion) */
