/* SPDX-License-Identifier: MIT */
#include "dump_walk.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/dname.h"
#include "gaiscope/model/record_type.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    HEADER_LEN = 12,
    FRAME_LEN = 10,   /* type, class, TTL and length of a record */
    TEXT_CELLS = 200, /* of a field */
    POINTER = 0xc0,   /* the two bits of a compression pointer */
    OPCODE_SHIFT = 11,
    OPCODE_MASK = 15,
    RCODE_MASK = 15,
    HEX_CELLS = 3 * GS_DUMP_ROW - 1,
};

/* --- the walk --- */

size_t gs_dump_left(const struct gs_dump_walk *walk)
{
    return walk->end - walk->at;
}

uint32_t gs_dump_peek(const struct gs_dump_walk *walk, size_t len)
{
    uint32_t value = 0;
    for (size_t i = 0; i < len; i++) {
        value = value << 8 | walk->wire[walk->at + i];
    }
    return value;
}

static void push_field(struct gs_dump_walk *walk, size_t len, struct gs_buf *text,
                       bool is_broken)
{
    struct gs_buf cut = {0};
    gs_text_cut_end(&cut, gs_buf_text(text), TEXT_CELLS);
    gs_buf_clear(text);
    struct gs_dump_field field = {
        .text = gs_buf_claim(&cut),
        .at = (uint32_t)walk->at,
        .len = (uint32_t)len,
        .depth = walk->depth,
        .is_broken = is_broken,
    };
    gs_vec_push(walk->out, field);
    walk->at += len;
}

/* A message of a thousand records is more than anybody reads: then one field is the rest. */
static bool has_room(const struct gs_dump_walk *walk)
{
    return walk->out->count + 1 < GS_DUMP_FIELDS_MAX;
}

void gs_dump_take(struct gs_dump_walk *walk, size_t len, struct gs_buf *text)
{
    if (len > 0 && has_room(walk)) {
        push_field(walk, len, text, false);
    }
    gs_buf_fini(text);
}

void gs_dump_takef(struct gs_dump_walk *walk, size_t len, const char *format, ...)
{
    char line[512];
    struct gs_buf text = {0};
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    gs_buf_add_text(&text, line);
    gs_dump_take(walk, len, &text);
}

void gs_dump_give_up(struct gs_dump_walk *walk, const char *why)
{
    struct gs_buf text = {0};
    size_t left = gs_dump_left(walk);
    if (left > 0 && has_room(walk)) {
        gs_buf_addf(&text, "%s, %zu byte%s", why, left, left == 1 ? "" : "s");
        push_field(walk, left, &text, true);
    }
    gs_buf_fini(&text);
}

/* --- names --- */

/* Appends where the name at `at` points to, if it ends so. */
static void add_pointer(const struct gs_dump_walk *walk, struct gs_buf *text)
{
    size_t at = walk->at;
    while (at < walk->end && walk->wire[at] != 0 && walk->wire[at] < POINTER) {
        at += 1u + walk->wire[at];
    }
    if (at + 1 < walk->end && walk->wire[at] >= POINTER) {
        gs_buf_addf(text, ", pointer to %u",
                    (unsigned)(walk->wire[at] & ~POINTER) << 8 | walk->wire[at + 1]);
    }
}

bool gs_dump_name(struct gs_dump_walk *walk, const char *label)
{
    struct gs_dname name;
    struct gs_buf text = {0};
    size_t step = gs_dname_read(walk->wire, walk->end, walk->at, &name);
    if (step == 0) {
        gs_dump_give_up(walk, "no name");
        return false;
    }
    gs_buf_addf(&text, "%s ", label);
    gs_dname_format(&name, &text);
    add_pointer(walk, &text);
    gs_dump_take(walk, step, &text);
    return true;
}

/* --- header, questions, records --- */

static void add_flags(struct gs_buf *text, unsigned bits)
{
    static const struct {
        unsigned bit;
        const char *name;
    } flags[] = {{GS_FLAG_QR, "qr"}, {GS_FLAG_AA, "aa"}, {GS_FLAG_TC, "tc"},
                 {GS_FLAG_RD, "rd"}, {GS_FLAG_RA, "ra"}, {0x0040, "z"},
                 {GS_FLAG_AD, "ad"}, {GS_FLAG_CD, "cd"}};

    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if ((bits & flags[i].bit) != 0) {
            gs_buf_addf(text, " %s", flags[i].name);
        }
    }
}

static void take_header(struct gs_dump_walk *walk)
{
    char rcode[GS_RCODE_TEXT_MAX];
    struct gs_buf text = {0};
    gs_dump_takef(walk, 2, "id %u", (unsigned)gs_dump_peek(walk, 2));
    unsigned bits = gs_dump_peek(walk, 2);
    gs_rcode_format((int)(bits & RCODE_MASK), rcode);
    gs_buf_add_text(&text, "flags");
    add_flags(&text, bits);
    gs_buf_addf(&text, ", opcode %u, code %s", bits >> OPCODE_SHIFT & OPCODE_MASK, rcode);
    gs_dump_take(walk, 2, &text);
    static const char *const sections[] = {"question", "answer", "authority",
                                           "additional"};
    for (size_t i = 0; i < 4; i++) {
        gs_dump_takef(walk, 2, "%u in %s", (unsigned)gs_dump_peek(walk, 2), sections[i]);
    }
}

static void add_class(struct gs_buf *text, unsigned class_)
{
    char word[GS_TYPE_TEXT_MAX];
    gs_class_format((uint16_t)class_, word);
    gs_buf_add_text(text, word);
}

static void take_type_and_class(struct gs_dump_walk *walk)
{
    char type[GS_TYPE_TEXT_MAX];
    struct gs_buf text = {0};
    uint32_t both = gs_dump_peek(walk, 4);
    gs_type_format((uint16_t)(both >> 16), type);
    gs_buf_addf(&text, "%s ", type);
    add_class(&text, both & 0xffff);
    gs_dump_take(walk, 4, &text);
}

static bool take_question(struct gs_dump_walk *walk)
{
    walk->depth = 0;
    if (!gs_dump_name(walk, "question")) {
        return false;
    }
    walk->depth = 1;
    if (gs_dump_left(walk) < 4) {
        gs_dump_give_up(walk, "cut off");
        return false;
    }
    take_type_and_class(walk);
    return true;
}

/* The fixed part of an OPT record says other things than any other one's. RFC 6891 6.1.2 */
static void take_opt_frame(struct gs_dump_walk *walk)
{
    gs_dump_takef(walk, 2, "OPT");
    gs_dump_takef(walk, 2, "%u bytes by UDP", (unsigned)gs_dump_peek(walk, 2));
    gs_dump_takef(walk, 1, "upper bits of the code %u", (unsigned)gs_dump_peek(walk, 1));
    gs_dump_takef(walk, 1, "EDNS version %u", (unsigned)gs_dump_peek(walk, 1));
    unsigned flags = gs_dump_peek(walk, 2);
    gs_dump_takef(walk, 2, "flags%s", (flags & GS_OPT_DO) != 0 ? " do" : "");
}

static bool take_record(struct gs_dump_walk *walk, const char *label)
{
    walk->depth = 0;
    if (!gs_dump_name(walk, label)) {
        return false;
    }
    walk->depth = 1;
    if (gs_dump_left(walk) < FRAME_LEN) {
        gs_dump_give_up(walk, "cut off");
        return false;
    }
    uint16_t type = (uint16_t)gs_dump_peek(walk, 2);
    if (type == GS_TYPE_OPT) {
        take_opt_frame(walk);
    } else {
        take_type_and_class(walk);
        gs_dump_takef(walk, 4, "ttl %u", (unsigned)gs_dump_peek(walk, 4));
    }
    size_t len = gs_dump_peek(walk, 2);
    gs_dump_takef(walk, 2, "%zu byte%s of data", len, len == 1 ? "" : "s");
    if (gs_dump_left(walk) < len) {
        gs_dump_give_up(walk, "cut off");
        return false;
    }
    struct gs_dump_walk data = *walk;
    data.end = walk->at + len;
    data.depth = 2;
    gs_dump_data(&data, type);
    walk->at = data.end;
    return has_room(walk);
}

static void walk_sections(struct gs_dump_walk *walk, const uint16_t counts[4])
{
    static const char *const labels[] = {"answer", "authority", "additional"};
    for (size_t i = 0; i < counts[0]; i++) {
        if (!take_question(walk)) {
            return;
        }
    }
    for (size_t section = 0; section < 3; section++) {
        for (size_t i = 0; i < counts[section + 1]; i++) {
            if (gs_dump_left(walk) == 0 || !take_record(walk, labels[section])) {
                return;
            }
        }
    }
    walk->depth = 0;
    gs_dump_give_up(walk, "behind the last record");
}

/* What no field took is one field: nothing is left out. */
static void take_rest(struct gs_dump_walk *walk)
{
    const struct gs_dump_fields *fields = walk->out;
    struct gs_buf text = {0};
    walk->at = 0;
    if (fields->count > 0) {
        const struct gs_dump_field *last = &fields->items[fields->count - 1];
        walk->at = last->at + last->len;
    }
    if (gs_dump_left(walk) > 0) {
        gs_buf_addf(&text, "%zu more bytes", gs_dump_left(walk));
        walk->depth = 0;
        push_field(walk, gs_dump_left(walk), &text, false);
    }
    gs_buf_fini(&text);
}

void gs_message_fields(const uint8_t *wire, size_t len, struct gs_dump_fields *out)
{
    struct gs_dump_walk walk = {.wire = wire, .end = len, .out = out};
    if (len < HEADER_LEN) {
        gs_dump_give_up(&walk, "half a header");
        return;
    }
    uint16_t counts[4];
    for (size_t i = 0; i < 4; i++) {
        counts[i] = (uint16_t)(wire[4 + 2 * i] << 8 | wire[5 + 2 * i]);
    }
    take_header(&walk);
    walk_sections(&walk, counts);
    take_rest(&walk);
}

void gs_dump_fields_fini(struct gs_dump_fields *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        free(fields->items[i].text);
    }
    gs_vec_fini(fields);
}

/* --- text --- */

/* Appends the bytes of one line, at most GS_DUMP_ROW: "00 01 c0 0c"; to `cells` cells. */
static void add_hex(const uint8_t *bytes, size_t len, size_t cells, struct gs_buf *out)
{
    size_t start = out->len;
    for (size_t i = 0; i < len && i < GS_DUMP_ROW; i++) {
        gs_buf_addf(out, i == 0 ? "%02x" : " %02x", bytes[i]);
    }
    while (out->len - start < cells) {
        gs_buf_add_text(out, " ");
    }
}

static void add_field(struct gs_buf *out, const uint8_t *wire,
                      const struct gs_dump_field *field)
{
    for (size_t i = 0; i < field->len; i += GS_DUMP_ROW) {
        size_t left = field->len - i;
        gs_buf_addf(out, "%04x  ", (unsigned)(field->at + i));
        if (i > 0) {
            add_hex(wire + field->at + i, left, 0, out);
        } else {
            add_hex(wire + field->at, left, HEX_CELLS, out);
            gs_buf_addf(out, "  %*s%s", 2 * field->depth, "", field->text);
        }
        gs_buf_add_text(out, "\n");
    }
}

void gs_message_dump(const uint8_t *wire, size_t len, struct gs_buf *out)
{
    struct gs_dump_fields fields = {0};
    gs_message_fields(wire, len, &fields);
    for (size_t i = 0; i < fields.count; i++) {
        add_field(out, wire, &fields.items[i]);
    }
    gs_dump_fields_fini(&fields);
}
