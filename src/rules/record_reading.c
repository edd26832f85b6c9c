/* SPDX-License-Identifier: MIT */
#include "record_reading.h"

#include "txt_strings.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

#define ENDS_EARLY "it ends too early"

enum {
    HEX_BYTES_MAX = 32, /* of one line */
};

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The bytes of the text `\# len hex`. RFC 3597 5. */
static bool add_hex_text(struct gs_buf *out, const char *text)
{
    char *at = NULL;
    unsigned long len = strtoul(text + strlen("\\#"), &at, 10);
    while (*at != '\0') {
        int high = hex_digit(at[0]);
        int low = high < 0 ? -1 : hex_digit(at[1]);
        if (*at == ' ') {
            at++;
        } else if (low < 0 || out->len == UINT16_MAX) {
            return false;
        } else {
            uint8_t byte = (uint8_t)(high * 16 + low);
            gs_buf_add(out, &byte, 1);
            at += 2;
        }
    }
    return out->len == len;
}

static bool add_target(struct gs_buf *out, const struct gs_record *record)
{
    struct gs_dname name;
    if (record->target == NULL || !gs_dname_parse(record->target, &name)) {
        return false;
    }
    gs_buf_add(out, name.bytes, name.len);
    return true;
}

/* The data as it would be without compression. */
static bool rebuild(const struct gs_record *record, struct gs_buf *out)
{
    uint8_t preference[2] = {(uint8_t)(record->preference >> 8),
                             (uint8_t)record->preference};
    if (record->text != NULL && strncmp(record->text, "\\#", 2) == 0) {
        return add_hex_text(out, record->text);
    }
    switch (record->type) {
    case GS_TYPE_A:
    case GS_TYPE_AAAA:
        gs_buf_add(out, record->address.bytes, record->type == GS_TYPE_A ? 4 : 16);
        return record->address.family != 0;
    case GS_TYPE_CNAME:
    case GS_TYPE_DNAME:
    case GS_TYPE_NS:
    case GS_TYPE_PTR:
        return add_target(out, record);
    case GS_TYPE_MX:
        gs_buf_add(out, preference, sizeof preference);
        return add_target(out, record);
    case GS_TYPE_TXT:
        return record->text != NULL && gs_txt_encode(record->text, out);
    default:
        return false;
    }
}

bool gs_reading_open(const struct gs_record_subject *subject, struct gs_words *out,
                     struct gs_record_reading *reading)
{
    const struct gs_dns_answer *answer = subject->answer;
    const struct gs_record *record = subject->record;
    *reading = (struct gs_record_reading){.subject = subject, .out = out};
    size_t end = (size_t)record->data_at + record->data_len;
    if (answer->wire != NULL && end <= answer->size_bytes) {
        reading->wire = answer->wire;
        reading->at = record->data_at;
        reading->end = end;
        return true;
    }
    bool is_known = rebuild(record, &reading->own);
    reading->wire = (const uint8_t *)gs_buf_text(&reading->own);
    reading->end = reading->own.len;
    return is_known;
}

void gs_reading_close(struct gs_record_reading *reading)
{
    gs_buf_fini(&reading->own);
}

void gs_reading_fail(struct gs_record_reading *reading, const char *why)
{
    reading->why = reading->why != NULL ? reading->why : why;
    reading->at = reading->end;
}

size_t gs_reading_left(const struct gs_record_reading *reading)
{
    return reading->end - reading->at;
}

const uint8_t *gs_reading_bytes(struct gs_record_reading *reading, size_t len)
{
    if (reading->why != NULL || gs_reading_left(reading) < len) {
        gs_reading_fail(reading, ENDS_EARLY);
        return NULL;
    }
    const uint8_t *bytes = reading->wire + reading->at;
    reading->at += len;
    return bytes;
}

uint64_t gs_reading_number(struct gs_record_reading *reading, size_t len)
{
    const uint8_t *bytes = gs_reading_bytes(reading, len);
    uint64_t value = 0;
    for (size_t i = 0; bytes != NULL && i < len; i++) {
        value = value << 8 | bytes[i];
    }
    return value;
}

bool gs_reading_name(struct gs_record_reading *reading, struct gs_dname *out)
{
    size_t step = reading->why != NULL
                      ? 0
                      : gs_dname_read(reading->wire, reading->end, reading->at, out);
    if (step == 0) {
        gs_reading_fail(reading, "a name in it is broken");
        return false;
    }
    reading->at += step;
    return true;
}

bool gs_reading_add_name(struct gs_record_reading *reading, const char *label)
{
    struct gs_dname name;
    struct gs_buf text = {0};
    if (!gs_reading_name(reading, &name)) {
        return false;
    }
    gs_dname_format(&name, &text);
    gs_words_add(reading->out, label, "%s", gs_buf_text(&text));
    gs_buf_fini(&text);
    return true;
}

const uint8_t *gs_reading_string(struct gs_record_reading *reading, size_t *len)
{
    *len = (size_t)gs_reading_number(reading, 1);
    return gs_reading_bytes(reading, *len);
}

void gs_reading_add_hex(struct gs_record_reading *reading, const char *label,
                        const uint8_t *bytes, size_t len)
{
    struct gs_buf text = {0};
    size_t shown = len < HEX_BYTES_MAX ? len : HEX_BYTES_MAX;
    for (size_t i = 0; bytes != NULL && i < shown; i++) {
        gs_buf_addf(&text, "%02x", bytes[i]);
    }
    gs_buf_add_text(&text, shown < len ? " …" : "");
    gs_words_add(reading->out, label, "%s", gs_buf_text(&text));
    gs_buf_fini(&text);
}

void gs_reading_mean(struct gs_record_reading *reading, const char *format, ...)
{
    struct gs_words *out = reading->out;
    char sentence[GS_WORDS_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    bool is_first = !reading->has_meaning;
    gs_words_add(out, is_first ? "meaning" : "", "%s", sentence);
    if (is_first) {
        gs_words_set_apart(out);
    }
    reading->has_meaning = true;
}
