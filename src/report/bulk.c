/* SPDX-License-Identifier: MIT */
/*
 * A list may have a million names, so a row is put together as text at once, without a tree of
 * values between. All outside text passes the sanitiser (text, CSV) or the escaper (JSON).
 */
#include "gaiscope/report/bulk.h"

#include "csv_line.h"

#include "gaiscope/base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    HOST_CELLS = 32, /* of the text's first column */
    NUMBER_MAX = 24, /* bytes of a number with NUL */
};

/* The slowest question: they are asked at once. */
static int64_t elapsed_of(const struct gs_bulk_row *row)
{
    int64_t elapsed_us = -1;
    for (size_t i = 0; i < row->cell_count; i++) {
        elapsed_us =
            row->cells[i].elapsed_us > elapsed_us ? row->cells[i].elapsed_us : elapsed_us;
    }
    return elapsed_us;
}

static size_t value_count(const struct gs_bulk_cell *cell)
{
    return cell->address_count + (cell->values == NULL ? 0 : cell->values->count);
}

/* The i-th value as text: `room` or the value itself. */
static const char *value_at(const struct gs_bulk_cell *cell, size_t i,
                            char room[GS_ADDRESS_TEXT_MAX])
{
    if (i < cell->address_count) {
        gs_address_format(&cell->addresses[i], room);
        return room;
    }
    return cell->values->items[i - cell->address_count];
}

static bool is_plain(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at <= ' ' || *at > '~' || *at == '"' || *at == '\\') {
            return false;
        }
    }
    return true;
}

/* -- text ------------------------------------------------------------------------------- */

static void add_safe(struct gs_buf *out, const char *text)
{
    if (is_plain(text)) {
        gs_buf_add_text(out, text);
    } else {
        gs_text_sanitise(out, text, strlen(text));
    }
}

static void pad_host(struct gs_buf *out, size_t from)
{
    size_t cells = gs_text_span_cells(gs_buf_text(out) + from, out->len - from);
    do {
        gs_buf_add_text(out, " ");
    } while (++cells < HOST_CELLS);
}

static void add_cell_text(const struct gs_bulk_cell *cell, struct gs_buf *out)
{
    char room[GS_ADDRESS_TEXT_MAX];
    gs_buf_addf(out, " %s", cell->type);
    for (size_t i = 0; i < value_count(cell); i++) {
        gs_buf_add_text(out, i > 0 && cell->values != NULL ? ", " : " ");
        add_safe(out, value_at(cell, i, room));
    }
    if (cell->left_out > 0) {
        gs_buf_addf(out, " and %zu more", cell->left_out);
    }
    if (cell->outcome != GS_OUTCOME_ANSWERED) {
        gs_buf_addf(out, " %s", gs_outcome_word(cell->outcome));
    }
}

/* Where every question came to the same nothing, it is said once. */
static bool is_one_word(const struct gs_bulk_row *row)
{
    for (size_t i = 0; i < row->cell_count; i++) {
        if (row->cells[i].outcome != row->cells[0].outcome ||
            value_count(&row->cells[i]) > 0) {
            return false;
        }
    }
    return true;
}

static void add_text(const struct gs_bulk_row *row, struct gs_buf *out)
{
    size_t from = out->len;
    add_safe(out, row->host);
    pad_host(out, from);
    if (row->reason != NULL) {
        gs_buf_addf(out, " not asked, line %llu: %s", (unsigned long long)row->line,
                    row->reason);
    } else if (is_one_word(row)) {
        gs_buf_addf(out, " %s", gs_outcome_word(row->cells[0].outcome));
    } else {
        for (size_t i = 0; i < row->cell_count; i++) {
            gs_buf_add_text(out, i > 0 ? " " : "");
            add_cell_text(&row->cells[i], out);
        }
    }
    if (row->canonical != NULL) {
        gs_buf_add_text(out, "  → ");
        add_safe(out, row->canonical);
    }
    gs_buf_add_text(out, "\n");
}

/* A TTL of 0 is one, too: where something was answered, and by DNS. */
static bool has_ttl(const struct gs_bulk_cell *cell)
{
    return !cell->is_libc && (cell->ttl_s > 0 || value_count(cell) > 0);
}

/* -- JSON ------------------------------------------------------------------------------- */

/* A string in quotation marks, ASCII only; a byte that is not UTF-8 becomes U+FFFD. */
static void add_string(struct gs_buf *out, const char *text)
{
    gs_buf_add_text(out, "\"");
    if (is_plain(text)) {
        gs_buf_add_text(out, text);
    } else {
        size_t len = strlen(text);
        for (size_t at = 0; at < len;) {
            struct gs_char one = gs_text_decode(text + at, len - at);
            uint32_t code = one.is_valid ? one.code : 0xFFFD;
            if (code >= ' ' && code <= '~' && code != '"' && code != '\\') {
                gs_buf_add(out, text + at, 1);
            } else if (code > 0xFFFF) {
                gs_buf_addf(out, "\\u%04x\\u%04x", 0xD7C0 + (code >> 10),
                            0xDC00 + (code & 0x3FF));
            } else {
                gs_buf_addf(out, "\\u%04x", code);
            }
            at += one.len_bytes;
        }
    }
    gs_buf_add_text(out, "\"");
}

static void add_member(struct gs_buf *out, const char *key, const char *text)
{
    gs_buf_addf(out, ",\"%s\":", key);
    if (text == NULL) {
        gs_buf_add_text(out, "null");
    } else {
        add_string(out, text);
    }
}

static void add_elapsed(struct gs_buf *out, int64_t elapsed_us)
{
    gs_buf_add_text(out, ",\"elapsed_us\":");
    if (elapsed_us < 0) {
        gs_buf_add_text(out, "null");
    } else {
        gs_buf_addf(out, "%lld", (long long)elapsed_us);
    }
}

static void add_cell_json(const struct gs_bulk_cell *cell, struct gs_buf *out)
{
    char room[GS_ADDRESS_TEXT_MAX];
    gs_buf_addf(out, "{\"type\":\"%s\",\"outcome\":\"%s\",\"ttl_s\":", cell->type,
                gs_outcome_id(cell->outcome));
    if (has_ttl(cell)) {
        gs_buf_addf(out, "%u", cell->ttl_s);
    } else {
        gs_buf_add_text(out, "null");
    }
    add_elapsed(out, cell->elapsed_us);
    gs_buf_addf(out, ",\"tries\":%u,\"values\":[", cell->tries);
    for (size_t i = 0; i < value_count(cell); i++) {
        gs_buf_add_text(out, i > 0 ? "," : "");
        add_string(out, value_at(cell, i, room));
    }
    gs_buf_addf(out, "],\"left_out\":%zu}", cell->left_out);
}

static void add_json(const struct gs_bulk_row *row, struct gs_buf *out)
{
    gs_buf_addf(out, "{\"line\":%llu", (unsigned long long)row->line);
    add_member(out, "host", row->host);
    add_member(out, "asked",
               row->asked == NULL && row->reason == NULL ? row->host : row->asked);
    gs_buf_addf(out, ",\"outcome\":\"%s\"", gs_outcome_id(gs_bulk_outcome(row)));
    add_member(out, "reason", row->reason);
    add_member(out, "canonical", row->canonical);
    add_elapsed(out, elapsed_of(row));
    gs_buf_add_text(out, ",\"answers\":[");
    for (size_t i = 0; i < row->cell_count; i++) {
        gs_buf_add_text(out, i > 0 ? "," : "");
        add_cell_json(&row->cells[i], out);
    }
    gs_buf_add_text(out, "]}\n");
}

/* -- CSV -------------------------------------------------------------------------------- */

static void add_field(struct gs_buf *out, const char *text)
{
    if (is_plain(text) && strchr(text, ',') == NULL) {
        gs_buf_add_text(out, text);
        return;
    }
    char *safe = gs_text_sanitised(text);
    csv_add_field(out, safe);
    free(safe);
}

static void add_csv_line(const struct gs_bulk_row *row, const struct gs_bulk_cell *cell,
                         const char *value, struct gs_buf *out)
{
    gs_buf_addf(out, "%llu,", (unsigned long long)row->line);
    add_field(out, row->host);
    gs_buf_addf(out, ",%s,%s,", cell == NULL ? "" : cell->type,
                gs_outcome_id(cell == NULL ? gs_bulk_outcome(row) : cell->outcome));
    add_field(out, value);
    if (cell != NULL && !cell->is_libc && value[0] != '\0') {
        gs_buf_addf(out, ",%u", cell->ttl_s);
    } else {
        gs_buf_add_text(out, ",");
    }
    if (cell != NULL && cell->elapsed_us >= 0) {
        gs_buf_addf(out, ",%lld\r\n", (long long)cell->elapsed_us);
    } else {
        gs_buf_add_text(out, ",\r\n");
    }
}

static void add_csv(const struct gs_bulk_row *row, struct gs_buf *out)
{
    char room[GS_ADDRESS_TEXT_MAX];
    if (row->reason != NULL) {
        add_csv_line(row, NULL, row->reason, out);
    }
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct gs_bulk_cell *cell = &row->cells[i];
        for (size_t j = 0; j < value_count(cell); j++) {
            add_csv_line(row, cell, value_at(cell, j, room), out);
        }
        if (value_count(cell) == 0) {
            add_csv_line(row, cell, "", out);
        }
    }
}

void gs_bulk_begin(enum gs_bulk_format format, struct gs_buf *out)
{
    if (format == GS_BULK_CSV) {
        gs_buf_add_text(out, "line,host,type,outcome,value,ttl_s,elapsed_us\r\n");
    }
}

void gs_bulk_add(enum gs_bulk_format format, const struct gs_bulk_row *row,
                 struct gs_buf *out)
{
    switch (format) {
    case GS_BULK_TEXT:
        add_text(row, out);
        break;
    case GS_BULK_JSON:
        add_json(row, out);
        break;
    case GS_BULK_CSV:
        add_csv(row, out);
        break;
    }
}
