/* SPDX-License-Identifier: MIT */
#include "reply_writer.h"

#include <string.h>

#define MESSAGE_MAX  65535
#define OUR_UDP_SIZE 1232
#define FIXED_FIELDS 4 /* QTYPE and QCLASS */

static void add_u8(struct gs_buf *out, unsigned value)
{
    gs_buf_add(out, &(uint8_t){(uint8_t)value}, 1);
}

static void add_u16(struct gs_buf *out, unsigned value)
{
    add_u8(out, value >> 8 & 0xff);
    add_u8(out, value & 0xff);
}

static void add_u32(struct gs_buf *out, uint32_t value)
{
    add_u16(out, value >> 16);
    add_u16(out, value & 0xffff);
}

void reply_writer_add(struct reply_writer *writer, enum reply_section section,
                      const struct gs_zone_record *record)
{
    const struct gs_dname *asked = &writer->query->name;
    if (record->owner_len == asked->len &&
        memcmp(record->owner, asked->bytes, asked->len) == 0) {
        add_u16(&writer->out, 0xc000 | GS_WIRE_HEADER);
    } else {
        gs_buf_add(&writer->out, record->owner, record->owner_len);
    }
    add_u16(&writer->out, record->type);
    add_u16(&writer->out, GS_CLASS_IN);
    add_u32(&writer->out, record->ttl_s);
    add_u16(&writer->out, record->rdata_len);
    gs_buf_add(&writer->out, record->rdata, record->rdata_len);
    writer->counts[section]++;
}

static void add_option(struct gs_buf *out, unsigned code, size_t len)
{
    add_u16(out, code);
    add_u16(out, (unsigned)len);
}

static void add_ede(struct reply_writer *writer)
{
    size_t text = writer->ede_text != NULL ? strlen(writer->ede_text) : 0;
    add_option(&writer->out, GS_OPTION_EDE, 2 + text);
    add_u16(&writer->out, (unsigned)writer->ede_code);
    if (text > 0) {
        gs_buf_add(&writer->out, writer->ede_text, text);
    }
}

/* What the asker wants to know of the server itself. The answer is for everybody, so the
 * subnet comes back with a scope of 0. RFC 7871 7.2.1 */
static void add_wanted(struct gs_buf *out, const struct gs_demo_query *query)
{
    static const char name[] = "gaiscope demo";
    static const char our_cookie[] = "demodemo";
    if (query->wants_nsid) {
        add_option(out, GS_OPTION_NSID, sizeof name - 1);
        gs_buf_add(out, name, sizeof name - 1);
    }
    if (query->subnet_len > 0) {
        add_option(out, GS_OPTION_SUBNET, query->subnet_len);
        gs_buf_add(out, query->subnet, 3);
        add_u8(out, 0);
        gs_buf_add(out, query->subnet + 4, query->subnet_len - 4u);
    }
    if (query->cookie_len > 0) {
        add_option(out, GS_OPTION_COOKIE, query->cookie_len + sizeof our_cookie - 1);
        gs_buf_add(out, query->cookie, query->cookie_len);
        gs_buf_add(out, our_cookie, sizeof our_cookie - 1);
    }
}

static void add_opt(struct reply_writer *writer)
{
    if (!writer->query->has_edns) {
        return;
    }
    add_u8(&writer->out, 0);
    add_u16(&writer->out, GS_TYPE_OPT);
    add_u16(&writer->out, OUR_UDP_SIZE);
    add_u8(&writer->out, (unsigned)writer->rcode >> 4);
    add_u8(&writer->out, 0);
    add_u16(&writer->out, writer->query->is_do ? 0x8000 : 0);
    size_t start = writer->out.len;
    add_u16(&writer->out, 0);
    add_wanted(&writer->out, writer->query);
    if (writer->ede_code >= 0) {
        add_ede(writer);
    }
    size_t len = writer->out.len - start - 2;
    writer->out.data[start] = (char)(len >> 8);
    writer->out.data[start + 1] = (char)len;
    writer->counts[REPLY_ADDITIONAL]++;
}

/** Takes everything behind the question away and sets TC, unless all fits. */
static void truncate_to(struct reply_writer *writer, size_t limit)
{
    if (!writer->is_truncated && writer->out.len <= limit) {
        return;
    }
    writer->is_truncated = true;
    writer->out.len =
        GS_WIRE_HEADER +
        (writer->counts[REPLY_QUESTION] > 0 ? writer->query->name.len + 4 : 0);
    writer->counts[REPLY_ANSWER] = writer->counts[REPLY_AUTHORITY] =
        writer->counts[REPLY_ADDITIONAL] = 0;
    add_opt(writer);
}

static void set_header(struct reply_writer *writer, const uint8_t *query)
{
    uint8_t *header = (uint8_t *)writer->out.data;
    memcpy(header, query, 2);
    bool is_ra = !writer->is_one_server;
    header[2] = (uint8_t)(0x80 | (query[2] & 0x79) | (writer->is_without_aa ? 0 : 0x04) |
                          (writer->is_truncated ? 0x02 : 0));
    bool is_ad = writer->is_validated && writer->query->wants_ad && is_ra;
    header[3] = (uint8_t)((is_ra ? 0x80 : 0) | (is_ad ? 0x20 : 0) | (query[3] & 0x10) |
                          (writer->rcode & 0x0f));
    for (int i = 0; i < 4; i++) {
        header[4 + 2 * i] = (uint8_t)(writer->counts[i] >> 8);
        header[5 + 2 * i] = (uint8_t)writer->counts[i];
    }
}

void reply_writer_init(struct reply_writer *writer, const struct gs_demo_query *query,
                       const uint8_t *wire)
{
    *writer =
        (struct reply_writer){.query = query, .rcode = query->rcode, .ede_code = -1};
    gs_buf_add(&writer->out, (uint8_t[GS_WIRE_HEADER]){0}, GS_WIRE_HEADER);
    if (query->name.len > 0) {
        gs_buf_add(&writer->out, wire + GS_WIRE_HEADER, query->name.len + FIXED_FIELDS);
        writer->counts[REPLY_QUESTION] = 1;
    }
}

void reply_writer_end(struct reply_writer *writer, const uint8_t *wire,
                      enum gs_transport transport)
{
    bool is_udp = transport == GS_TRANSPORT_UDP;
    add_opt(writer);
    truncate_to(writer, is_udp ? writer->query->udp_size : MESSAGE_MAX);
    set_header(writer, wire);
}
