/* SPDX-License-Identifier: MIT */
#include "recording_reader.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

enum {
    WORDS_KEPT = 512, /* different texts that nobody frees */
    WORD_MAX = 96,    /* bytes of one with NUL */
};

/* Refuses the line; the first reason counts. */
bool recording_refuse(struct recording_reader *reader, const char *field,
                      const char *reason)
{
    if (reader->reason == NULL) {
        reader->field = field;
        reader->reason = reason;
    }
    return false;
}

void recording_put_number(char *at, size_t size, uint64_t number)
{
    uint8_t one = (uint8_t)number;
    uint16_t two = (uint16_t)number;
    uint32_t four = (uint32_t)number;
    const void *from = size == 1   ? (const void *)&one
                       : size == 2 ? (const void *)&two
                       : size == 4 ? (const void *)&four
                                   : (const void *)&number;
    memcpy(at, from, size);
}

void recording_put_pointer(char *at, const void *pointer)
{
    memcpy(at, &pointer, sizeof pointer);
}

bool recording_read_number(struct recording_reader *reader,
                           const struct recording_field *field, const json_t *value,
                           char *at)
{
    if (!json_is_integer(value)) {
        return recording_refuse(reader, field->name, "is no whole number");
    }
    int64_t number = json_integer_value(value);
    bool is_signed = field->kind == RECORDING_SIGNED;
    int64_t most = field->limit != 0 ? field->limit
                   : field->size < 8 ? (INT64_C(1) << (8 * field->size - is_signed)) - 1
                   : is_signed       ? RECORDING_NUMBER_MAX
                                     : INT64_MAX;
    int64_t least = is_signed                               ? -most - 1
                    : field->size == 8 && field->limit == 0 ? INT64_MIN
                                                            : 0;
    if (number > most || number < least) {
        return recording_refuse(reader, field->name, "is out of its range");
    }
    recording_put_number(at, field->size, (uint64_t)number);
    return true;
}

bool recording_read_bool(struct recording_reader *reader,
                         const struct recording_field *field, const json_t *value,
                         char *at)
{
    if (!json_is_boolean(value)) {
        return recording_refuse(reader, field->name, "is neither true nor false");
    }
    recording_put_number(at, 1, json_is_true(value) ? 1 : 0);
    return true;
}

static const struct recording_word *find_word(const struct recording_words *words,
                                              const json_t *value)
{
    const char *text = json_string_value(value);
    for (size_t i = 0; text != NULL && i < words->count; i++) {
        if (strcmp(words->words[i].word, text) == 0) {
            return &words->words[i];
        }
    }
    return NULL;
}

bool recording_read_word(struct recording_reader *reader,
                         const struct recording_field *field, const json_t *value,
                         char *at)
{
    const struct recording_word *word = find_word(field->words, value);
    if (word == NULL) {
        return recording_refuse(reader, field->name,
                                "is a word that this version does not know");
    }
    recording_put_number(at, field->size, (uint64_t)word->value);
    return true;
}

bool recording_read_parts(struct recording_reader *reader,
                          const struct recording_field *field, const json_t *value,
                          char *at)
{
    unsigned bits = 0;
    if (!json_is_array(value)) {
        return recording_refuse(reader, field->name, "is no list");
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        const struct recording_word *word =
            find_word(field->words, json_array_get(value, i));
        if (word == NULL) {
            return recording_refuse(reader, field->name,
                                    "names a part that is not known");
        }
        bits |= GS_PART_BIT(word->value);
    }
    recording_put_number(at, field->size, bits);
    return true;
}

/* What a hexadecimal digit stands for; -1: it is none. */
static int digit_of(char digit)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = digit == '\0' ? NULL : strchr(digits, digit);
    return at == NULL ? -1 : (int)(at - digits);
}

/* Appends what hexadecimal digits stand for. */
static bool read_hex(struct recording_reader *reader, const char *name,
                     const json_t *value, struct gs_buf *out)
{
    const char *digits = json_string_value(value);
    size_t len = json_string_length(value);
    if (digits == NULL || len % 2 != 0) {
        return recording_refuse(reader, name, "is no list of bytes");
    }
    for (size_t i = 0; i < len; i += 2) {
        int high = digit_of(digits[i]);
        int low = digit_of(digits[i + 1]);
        if (high < 0 || low < 0) {
            return recording_refuse(reader, name, "has a digit that is not hexadecimal");
        }
        char byte = (char)(high << 4 | low);
        gs_buf_add(out, &byte, 1);
    }
    return true;
}

/* Appends a text, or the bytes of {"hex": ...}. */
static bool read_octets(struct recording_reader *reader,
                        const struct recording_field *field, const json_t *value,
                        struct gs_buf *out)
{
    if (json_is_object(value)) {
        return read_hex(reader, field->name, json_object_get(value, "hex"), out);
    }
    if (!json_is_string(value)) {
        return recording_refuse(reader, field->name, "is no text");
    }
    gs_buf_add(out, json_string_value(value), json_string_length(value));
    return true;
}

/* Appends a text that ends at its NUL, safe for a screen where the model promises that. What
 * is safe already stays as it is. */
static bool read_text(struct recording_reader *reader,
                      const struct recording_field *field, const json_t *value,
                      struct gs_buf *out)
{
    struct gs_buf bytes = {0};
    bool is_read = read_octets(reader, field, value, &bytes);
    if (is_read && bytes.len > 0 && memchr(bytes.data, '\0', bytes.len) != NULL) {
        is_read = recording_refuse(reader, field->name, "has a NUL in it");
    } else if (is_read && !field->is_safe) {
        gs_buf_add(out, gs_buf_text(&bytes), bytes.len);
    } else if (is_read) {
        gs_text_sanitise(out, gs_buf_text(&bytes), bytes.len);
    }
    gs_buf_fini(&bytes);
    return is_read;
}

bool recording_read_chars(struct recording_reader *reader,
                          const struct recording_field *field, const json_t *value,
                          char *at)
{
    struct gs_buf text = {0};
    bool is_read = read_text(reader, field, value, &text);
    if (is_read && text.len >= field->size) {
        is_read = recording_refuse(reader, field->name, "is too long");
    }
    if (is_read) {
        memcpy(at, gs_buf_text(&text), text.len + 1);
    }
    gs_buf_fini(&text);
    return is_read;
}

/* Texts that the program has once and never frees: the same here. */
static const char *keep_word(const char *word)
{
    static char words[WORDS_KEPT][WORD_MAX];
    static size_t count;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i], word) == 0) {
            return words[i];
        }
    }
    if (count == WORDS_KEPT || strlen(word) >= WORD_MAX) {
        return NULL;
    }
    (void)snprintf(words[count], WORD_MAX, "%s", word);
    return words[count++];
}

/* Puts a text into the block of the tables; its size is the line's, so that all fit. */
static const char *keep_span(struct recording_reader *reader, const char *text,
                             size_t len)
{
    if (reader->texts == NULL) {
        reader->texts = gs_mem_new(reader->texts_size, 1);
    }
    if (len >= reader->texts_size - reader->texts_used) {
        return NULL;
    }
    char *at = reader->texts + reader->texts_used;
    memcpy(at, text, len + 1);
    reader->texts_used += len + 1;
    return at;
}

bool recording_read_pointed(struct recording_reader *reader,
                            const struct recording_field *field, const json_t *value,
                            char *at)
{
    struct gs_buf text = {0};
    if (!read_text(reader, field, value, &text)) {
        gs_buf_fini(&text);
        return false;
    }
    const char *kept = field->kind == RECORDING_STATIC ? keep_word(gs_buf_text(&text))
                       : field->kind == RECORDING_SPAN
                           ? keep_span(reader, gs_buf_text(&text), text.len)
                           : gs_buf_claim(&text);
    gs_buf_fini(&text);
    recording_put_pointer(at, kept);
    return kept != NULL || recording_refuse(reader, field->name, "is one text too many");
}

bool recording_read_bytes(struct recording_reader *reader,
                          const struct recording_field *field, const json_t *value,
                          char *base)
{
    struct gs_buf bytes = {0};
    bool is_read = read_hex(reader, field->name, value, &bytes);
    if (is_read &&
        (field->count_size == 0 ? bytes.len != field->size : bytes.len > field->size)) {
        is_read = recording_refuse(reader, field->name, "has another length");
    } else if (is_read) {
        memcpy(base + field->at, gs_buf_text(&bytes), bytes.len);
        recording_put_number(base + field->count_at, field->count_size, bytes.len);
    }
    gs_buf_fini(&bytes);
    return is_read;
}

bool recording_read_block(struct recording_reader *reader,
                          const struct recording_field *field, const json_t *value,
                          char *base)
{
    struct gs_buf bytes = {0};
    bool is_read = field->kind == RECORDING_WIRE
                       ? read_hex(reader, field->name, value, &bytes)
                       : read_octets(reader, field, value, &bytes);
    if (is_read) {
        recording_put_number(base + field->count_at, field->count_size, bytes.len);
        recording_put_pointer(base + field->at, gs_buf_claim(&bytes));
    }
    gs_buf_fini(&bytes);
    return is_read;
}
