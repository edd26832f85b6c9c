/* SPDX-License-Identifier: MIT */
#include "metrics_writer.h"

#include "gaiscope/base/hash.h"
#include "gaiscope/base/text.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SUM_BYTES = 9, /* "~1a2b3c4d" */
    DIGITS_MAX = 20,
    MICROSECONDS = 1000000,
};

/* -- families ------------------------------------------------------------------------- */

/* What the samples of a family are called behind its name. */
static const char *suffix_of(const struct metrics_family *family)
{
    return family->type == METRICS_COUNTER ? "_total"
           : family->type == METRICS_INFO  ? "_info"
                                           : "";
}

/* The older format knows no information, and describes samples by their whole name. */
static void describe(const struct metrics_writer *writer, const char *what,
                     const char *text)
{
    bool is_open = writer->form == GS_METRICS_OPENMETRICS;
    gs_buf_addf(writer->out, "# %s %s%s %s\n", what, writer->family->name,
                is_open ? "" : suffix_of(writer->family), text);
}

void metrics_begin(struct metrics_writer *writer, const struct metrics_family *family)
{
    static const char *const types[] = {"gauge", "counter", "histogram", "info"};
    bool is_open = writer->form == GS_METRICS_OPENMETRICS;
    writer->family = family;
    describe(writer, "HELP", family->help);
    describe(writer, "TYPE",
             family->type == METRICS_INFO && !is_open ? "gauge" : types[family->type]);
    if (family->unit != NULL && is_open) {
        describe(writer, "UNIT", family->unit);
    }
}

void metrics_end(const struct metrics_writer *writer)
{
    if (writer->form == GS_METRICS_OPENMETRICS) {
        gs_buf_add_text(writer->out, "# EOF\n");
    }
}

/* -- samples -------------------------------------------------------------------------- */

static void add_number(struct gs_buf *out, uint64_t value)
{
    char digits[DIGITS_MAX];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    gs_buf_add(out, digits + at, sizeof digits - at);
}

void metrics_add_seconds(struct gs_buf *out, int64_t value_us)
{
    uint64_t rest = value_us < 0 ? 0 : (uint64_t)value_us;
    add_number(out, rest / MICROSECONDS);
    rest %= MICROSECONDS;

    char digits[7] = ".";
    size_t kept = 1;
    uint64_t weight = MICROSECONDS / 10;
    for (size_t i = 1; i < sizeof digits; i++, weight /= 10) {
        uint64_t digit = rest / weight % 10;
        digits[i] = (char)('0' + digit);
        kept = digit != 0 ? i : kept;
    }
    gs_buf_add(out, digits, kept + 1);
}

static void begin_sample(const struct metrics_writer *writer, const char *part,
                         const char *labels, size_t len)
{
    gs_buf_add_text(writer->out, writer->family->name);
    gs_buf_add_text(writer->out, part);
    if (len > 0) {
        gs_buf_add(writer->out, "{", 1);
        gs_buf_add(writer->out, labels, len);
        gs_buf_add(writer->out, "}", 1);
    }
    gs_buf_add(writer->out, " ", 1);
}

void metrics_put(const struct metrics_writer *writer, const char *labels, size_t len,
                 uint64_t value)
{
    begin_sample(writer, suffix_of(writer->family), labels, len);
    add_number(writer->out, value);
    gs_buf_add(writer->out, "\n", 1);
}

void metrics_put_us(const struct metrics_writer *writer, const char *labels, size_t len,
                    int64_t value_us)
{
    begin_sample(writer, suffix_of(writer->family), labels, len);
    metrics_add_seconds(writer->out, value_us);
    gs_buf_add(writer->out, "\n", 1);
}

void metrics_put_one(struct metrics_writer *writer, const struct metrics_family *family,
                     uint64_t value)
{
    metrics_begin(writer, family);
    metrics_put(writer, NULL, 0, value);
}

void metrics_put_part(const struct metrics_writer *writer, const char *part,
                      const char *labels, uint64_t value)
{
    begin_sample(writer, part, labels, strlen(labels));
    if (strcmp(part, "_sum") == 0) {
        metrics_add_seconds(writer->out, (int64_t)value);
    } else {
        add_number(writer->out, value);
    }
    gs_buf_add(writer->out, "\n", 1);
}

/* -- labels --------------------------------------------------------------------------- */

static bool is_plain(const char *value)
{
    while (*value >= 0x20 && *value < 0x7f && *value != '\\' && *value != '"') {
        value++;
    }
    return *value == '\0';
}

/* The longest beginning of whole characters within max_bytes. */
static size_t whole_characters(const char *text, size_t len, size_t max_bytes)
{
    size_t end = len < max_bytes ? len : max_bytes;
    while (end < len && end > 0 && ((uint8_t)text[end] & 0xc0) == 0x80) {
        end--;
    }
    return end;
}

static void add_escaped(struct gs_buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\\' || text[i] == '"') {
            gs_buf_add(out, "\\", 1);
        }
        gs_buf_add(out, text + i, 1);
    }
}

static void add_value(struct gs_buf *out, const char *value, size_t max_bytes)
{
    struct gs_buf safe = {0};
    gs_text_sanitise(&safe, value, strlen(value));
    bool is_kept = safe.len <= max_bytes && strcmp(gs_buf_text(&safe), value) == 0;
    size_t room = is_kept ? max_bytes : max_bytes - SUM_BYTES;
    add_escaped(out, gs_buf_text(&safe),
                whole_characters(gs_buf_text(&safe), safe.len, room));
    if (!is_kept) {
        gs_buf_addf(out, "~%08" PRIx32, gs_hash32(GS_HASH32_START, value, strlen(value)));
    }
    gs_buf_fini(&safe);
}

void metrics_label(struct gs_buf *out, const char *name, const char *value,
                   size_t max_bytes)
{
    if (out->len > 0) {
        gs_buf_add(out, ",", 1);
    }
    gs_buf_add_text(out, name);
    gs_buf_add(out, "=\"", 2);
    size_t len = strlen(value);
    if (len <= max_bytes && is_plain(value)) {
        gs_buf_add(out, value, len);
    } else {
        add_value(out, value, max_bytes);
    }
    gs_buf_add(out, "\"", 1);
}
