/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/text.h"

#include "gaiscope/base/ascii.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwidth.h>

enum {
    MARKS_MAX = 4,    /* what ncurses keeps in one cell */
    CLUSTER_MAX = 32, /* bytes in which a cluster ends, after sanitising */
    COMMA_FROM = 10000,
};

struct gs_char gs_text_decode(const char *text, size_t len)
{
    struct gs_char out = {0};
    if (len == 0) {
        return out;
    }
    if ((unsigned char)*text < 0x80) {
        return (struct gs_char){
            .code = (unsigned char)*text, .len_bytes = 1, .is_valid = true};
    }
    ucs4_t code = 0;
    int step = u8_mbtoucr(&code, (const uint8_t *)text, len);
    out.is_valid = step > 0;
    out.len_bytes = (uint8_t)(step > 0 ? step : 1);
    out.code = code;
    return out;
}

void gs_text_encode(struct gs_buf *out, uint32_t code)
{
    uint8_t bytes[4];
    int len = u8_uctomb(bytes, code, sizeof bytes);
    if (len > 0) {
        gs_buf_add(out, bytes, (size_t)len);
    } else {
        gs_buf_add_text(out, "\xEF\xBF\xBD"); /* U+FFFD */
    }
}

bool gs_text_is_utf8(const char *text, size_t len)
{
    return u8_check((const uint8_t *)text, len) == NULL;
}

int gs_text_compare_case(const char *a, const char *b, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        int difference =
            (unsigned char)gs_ascii_lower(a[i]) - (unsigned char)gs_ascii_lower(b[i]);
        if (difference != 0 || a[i] == '\0') {
            return difference;
        }
    }
    return 0;
}

static bool is_ascii_only;

void gs_text_use_ascii(bool is_only)
{
    is_ascii_only = is_only;
}

bool gs_text_is_ascii_only(void)
{
    return is_ascii_only;
}

/* The blocks of the program's own signs: arrows, frames, ticks, the spinner, `·`, `…`. */
static bool is_own_sign(uint32_t code)
{
    return code == 0xb7 || code == 0xd7 || code == 0x2013 || code == 0x2026 ||
           code == 0x2260 || (code >= 0x2190 && code <= 0x21ff) ||
           (code >= 0x2500 && code <= 0x25ff) || code == 0x2713 || code == 0x2717 ||
           (code >= 0x2800 && code <= 0x28ff);
}

bool gs_text_is_printable(uint32_t code)
{
    if (code >= 0x20 && code < 0x7f) {
        return true;
    }
    if (is_ascii_only) {
        return is_own_sign(code);
    }
    if (code > 0x10ffff ||
        uc_is_general_category_withtable(code, UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Zl |
                                                   UC_CATEGORY_MASK_Zp)) {
        return false;
    }
    return !uc_is_property_default_ignorable_code_point(code);
}

static void escape(struct gs_buf *out, const char *text, const struct gs_char *c)
{
    static const char letters[] = "\t\n\r";
    static const char *const names[] = {"\\t", "\\n", "\\r"};
    if (!c->is_valid || c->code < 0x80) {
        const char *letter =
            c->code != 0 ? strchr(letters, (int)(unsigned char)*text) : NULL;
        if (c->is_valid && letter != NULL) {
            gs_buf_add_text(out, names[letter - letters]);
        } else {
            gs_buf_addf(out, "\\x%02X", (unsigned char)*text);
        }
        return;
    }
    gs_buf_addf(out, "\\u{%04X}", (unsigned)c->code);
}

/* Bytes at the beginning that are plain ASCII letters, digits and signs. */
static size_t plain_len(const char *text, size_t len)
{
    size_t plain = 0;
    while (plain < len && text[plain] >= 0x20 && text[plain] < 0x7f) {
        plain++;
    }
    return plain;
}

void gs_text_sanitise(struct gs_buf *out, const char *text, size_t len)
{
    size_t marks = 0;
    bool has_base = false;
    while (len > 0) {
        size_t plain = plain_len(text, len);
        if (plain > 0) {
            gs_buf_add(out, text, plain);
            marks = 0;
            has_base = true;
            text += plain;
            len -= plain;
            continue;
        }
        struct gs_char c = gs_text_decode(text, len);
        bool is_safe = c.is_valid && gs_text_is_printable(c.code);
        bool is_mark = is_safe && c.code >= 0x300 && uc_width(c.code, "UTF-8") == 0;
        marks = is_mark ? marks + 1 : 0;
        /* A mark must not change the letter of an escape, or of what stands before. */
        has_base = is_safe && (!is_mark || (has_base && marks <= MARKS_MAX));
        if (has_base) {
            gs_buf_add(out, text, c.len_bytes);
        } else {
            escape(out, text, &c);
        }
        text += c.len_bytes;
        len -= c.len_bytes;
    }
}

char *gs_text_sanitised(const char *text)
{
    struct gs_buf out = {0};
    gs_text_sanitise(&out, text, strlen(text));
    return gs_buf_claim(&out);
}

size_t gs_text_span_cells(const char *text, size_t len)
{
    size_t cells = 0;
    while (len > 0) {
        if (*text >= 0x20 && *text < 0x7f) {
            cells++;
            text++;
            len--;
            continue;
        }
        struct gs_char c = gs_text_decode(text, len);
        int width = uc_width(c.code, "UTF-8");
        cells += c.is_valid && width >= 0 ? (size_t)width : 1;
        text += c.len_bytes;
        len -= c.len_bytes;
    }
    return cells;
}

size_t gs_text_cells(const char *text)
{
    return gs_text_span_cells(text, strlen(text));
}

/* Letters and signs between which a cluster always ends: nothing in these blocks joins what
 * stands beside it (UAX 29). They are nearly all of the text that is drawn. */
static bool stands_alone(uint32_t code)
{
    return code < 0x300 || (code >= 0x2010 && code <= 0x2027) ||
           (code >= 0x2190 && code <= 0x2bff);
}

/* Bytes of a first character that is a cluster by itself; 0 when that is not plain to see. */
static size_t lone_len(const char *text, size_t len)
{
    struct gs_char first = gs_text_decode(text, len);
    struct gs_char next = gs_text_decode(text + first.len_bytes, len - first.len_bytes);
    bool is_lone = first.is_valid && stands_alone(first.code) &&
                   (len == first.len_bytes || (next.is_valid && stands_alone(next.code)));
    return is_lone && first.code != '\r' ? first.len_bytes : 0;
}

size_t gs_text_next(const char *text, size_t len)
{
    if (len == 0) {
        return 0;
    }
    if (len > 1 && (unsigned char)text[0] < 0x80 && (unsigned char)text[1] < 0x80) {
        return 1;
    }
    size_t lone = lone_len(text, len);
    if (lone > 0) {
        return lone;
    }
    /* u8_grapheme_next() splits flags: it sees two characters at a time. */
    const uint8_t *start = (const uint8_t *)text;
    char breaks[CLUSTER_MAX] = "";
    size_t seen = len < CLUSTER_MAX ? len : CLUSTER_MAX;
    u8_grapheme_breaks(start, seen, breaks);
    for (size_t i = 1; i < seen; i++) {
        if (breaks[i]) {
            return i;
        }
    }
    return seen == len ? len : (size_t)(u8_grapheme_next(start, start + len) - start);
}

/* Bytes of the longest head of `text`, in whole characters, within `width_cells`. */
static size_t head_within(const char *text, size_t len, size_t width_cells)
{
    size_t used = 0;
    size_t cells = 0;
    while (used < len) {
        size_t step = gs_text_next(text + used, len - used);
        cells += gs_text_span_cells(text + used, step);
        if (cells > width_cells) {
            break;
        }
        used += step;
    }
    return used;
}

void gs_text_cut_end(struct gs_buf *out, const char *text, size_t width_cells)
{
    size_t len = strlen(text);
    if (gs_text_span_cells(text, len) <= width_cells) {
        gs_buf_add(out, text, len);
    } else if (width_cells > 0) {
        gs_buf_add(out, text, head_within(text, len, width_cells - 1));
        gs_buf_add_text(out, "…");
    }
}

void gs_text_cut_middle(struct gs_buf *out, const char *text, size_t width_cells)
{
    size_t len = strlen(text);
    size_t cells = gs_text_span_cells(text, len);
    if (cells <= width_cells || width_cells < 2) {
        gs_text_cut_end(out, text, width_cells);
        return;
    }
    size_t head_cells = (width_cells - 1) / 3;
    gs_buf_add(out, text, head_within(text, len, head_cells));
    gs_buf_add_text(out, "…");
    size_t from = head_within(text, len, cells - (width_cells - 1 - head_cells));
    while (gs_text_span_cells(text + from, len - from) > width_cells - 1 - head_cells) {
        from +=
            gs_text_next(text + from, len - from); /* a wide character lay on the cut */
    }
    gs_buf_add(out, text + from, len - from);
}

void gs_text_quote(struct gs_buf *out, const char *text, size_t width_cells)
{
    char *safe = gs_text_sanitised(text);
    gs_buf_add_text(out, "\"");
    gs_text_cut_end(out, safe, width_cells);
    gs_buf_add_text(out, "\"");
    free(safe);
}

const char *gs_plural(size_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

void gs_count_format(uint64_t count, char out[GS_COUNT_TEXT_MAX])
{
    char digits[GS_COUNT_TEXT_MAX];
    int len = snprintf(digits, sizeof digits, "%" PRIu64, count);
    size_t at = 0;
    for (int i = 0; i < len; i++) {
        if (count >= COMMA_FROM && i > 0 && (len - i) % 3 == 0) {
            out[at++] = ',';
        }
        out[at++] = digits[i];
    }
    out[at] = '\0';
}
