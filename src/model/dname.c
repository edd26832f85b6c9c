/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/dname.h"

#include "gaiscope/base/ascii.h"

#include <string.h>

enum {
    LABEL_MAX = 63,
    POINTER_BITS = 0xc0,
};

/* Appends a label; an empty one ends the name. */
static bool add_label(struct gs_dname *out, const uint8_t *label, size_t len)
{
    if (len > LABEL_MAX || out->len + 1 + len > GS_DNAME_MAX) {
        return false;
    }
    out->bytes[out->len++] = (uint8_t)len;
    memcpy(out->bytes + out->len, label, len);
    out->len += len;
    return true;
}

size_t gs_dname_read(const uint8_t *wire, size_t len, size_t at, struct gs_dname *out)
{
    size_t step = 0; /* what the caller steps over; set by the first pointer or the end */
    size_t floor = at; /* pointers must lead below it */
    out->len = 0;
    for (size_t here = at; here < len;) {
        uint8_t head = wire[here];
        if ((head & POINTER_BITS) == POINTER_BITS) {
            if (here + 1 >= len) {
                return 0;
            }
            size_t target = (size_t)(head & 0x3f) << 8 | wire[here + 1];
            step = step != 0 ? step : here + 2 - at;
            if (target >= floor) {
                return 0;
            }
            here = floor = target;
            continue;
        }
        if (head > LABEL_MAX || here + 1 + head > len ||
            !add_label(out, wire + here + 1, head)) {
            return 0;
        }
        here += 1 + (size_t)head;
        if (head == 0) {
            return step != 0 ? step : here - at;
        }
    }
    return 0;
}

/* One byte of a label at *text, escapes undone. */
static bool parse_byte(const char **text, uint8_t *out)
{
    const char *t = *text;
    if (*t != '\\') {
        *out = (uint8_t)*t;
        *text = t + 1;
        return true;
    }
    if (gs_ascii_is_digit(t[1])) {
        if (!gs_ascii_is_digit(t[2]) || !gs_ascii_is_digit(t[3])) {
            return false;
        }
        int value = (t[1] - '0') * 100 + (t[2] - '0') * 10 + (t[3] - '0');
        *out = (uint8_t)value;
        *text = t + 4;
        return value <= 255;
    }
    *out = (uint8_t)t[1];
    *text = t + 2;
    return t[1] != '\0';
}

bool gs_dname_parse(const char *text, struct gs_dname *out)
{
    uint8_t label[LABEL_MAX];
    size_t len = 0;
    out->len = 0;
    if (strcmp(text, ".") == 0) {
        return add_label(out, label, 0);
    }
    while (*text != '\0') {
        if (*text == '.') {
            if (len == 0 || !add_label(out, label, len)) {
                return false;
            }
            len = 0;
            text++;
        } else if (len == LABEL_MAX || !parse_byte(&text, &label[len++])) {
            return false;
        }
    }
    if (len > 0 && !add_label(out, label, len)) {
        return false;
    }
    return out->len > 0 && add_label(out, label, 0);
}

static void format_byte(uint8_t byte, struct gs_buf *out)
{
    if (byte <= 0x20 || byte >= 0x7f) {
        gs_buf_addf(out, "\\%03u", byte);
        return;
    }
    char text[2] = {'\\', (char)byte};
    bool is_special = strchr(".\\\"();@$", byte) != NULL;
    gs_buf_add(out, is_special ? text : text + 1, is_special ? 2 : 1);
}

void gs_dname_format(const struct gs_dname *name, struct gs_buf *out)
{
    if (name->len <= 1) {
        gs_buf_add_text(out, ".");
        return;
    }
    for (size_t at = 0; name->bytes[at] != 0;) {
        uint8_t len = name->bytes[at++];
        for (size_t i = 0; i < len; i++) {
            format_byte(name->bytes[at++], out);
        }
        if (name->bytes[at] != 0) {
            gs_buf_add_text(out, ".");
        }
    }
}

void gs_dname_lower(struct gs_dname *name)
{
    for (size_t i = 0; i < name->len; i++) { /* label lengths are below 'A' */
        name->bytes[i] = (uint8_t)gs_ascii_lower((char)name->bytes[i]);
    }
}

bool gs_dname_is_equal(const struct gs_dname *a, const struct gs_dname *b)
{
    if (a->len != b->len) {
        return false;
    }
    for (size_t i = 0; i < a->len; i++) {
        if ((uint8_t)gs_ascii_lower((char)a->bytes[i]) !=
            (uint8_t)gs_ascii_lower((char)b->bytes[i])) {
            return false;
        }
    }
    return true;
}

size_t gs_dname_find_suffix(const struct gs_dname *name, const struct gs_dname *top)
{
    size_t at = 0;
    while (at < name->len && name->len - at > top->len) {
        at += name->bytes[at] + 1u;
    }
    if (at >= name->len || name->len - at != top->len) {
        return SIZE_MAX;
    }
    struct gs_dname rest = {.len = top->len};
    memcpy(rest.bytes, name->bytes + at, rest.len);
    return gs_dname_is_equal(&rest, top) ? at : SIZE_MAX;
}

bool gs_name_is_below(const char *name, const char *zone)
{
    struct gs_dname below;
    struct gs_dname top;
    return gs_dname_parse(name, &below) && gs_dname_parse(zone, &top) &&
           gs_dname_find_suffix(&below, &top) != SIZE_MAX;
}
