/* SPDX-License-Identifier: MIT */
#include "demo_query.h"

#include <string.h>

#define UDP_PLAIN 512
#define UDP_EDNS  1232
#define CLASS_ANY 255

static uint16_t read_u16(const uint8_t *at)
{
    return (uint16_t)(at[0] << 8 | at[1]);
}

/* Options of no use here, and those of a wrong length, are passed over. */
static void read_option(uint16_t code, const uint8_t *data, size_t len,
                        struct gs_demo_query *out)
{
    if (code == GS_OPTION_NSID) {
        out->wants_nsid = true;
    } else if (code == GS_OPTION_COOKIE && len >= GS_COOKIE_CLIENT &&
               len <= GS_COOKIE_MAX) {
        out->cookie_len = GS_COOKIE_CLIENT;
        memcpy(out->cookie, data, GS_COOKIE_CLIENT);
    } else if (code == GS_OPTION_SUBNET && len >= 4 && len <= GS_DEMO_SUBNET_MAX) {
        out->subnet_len = (uint8_t)len;
        memcpy(out->subnet, data, len);
    }
}

static void read_options(const uint8_t *at, size_t left, struct gs_demo_query *out)
{
    while (left >= 4) {
        size_t len = read_u16(at + 2);
        if (left - 4 < len) {
            out->rcode = GS_RCODE_FORMERR;
            return;
        }
        read_option(read_u16(at), at + 4, len, out);
        at += 4 + len;
        left -= 4 + len;
    }
}

static void read_opt(const uint8_t *fixed, struct gs_demo_query *out)
{
    uint16_t size = read_u16(fixed + 2);
    if (out->has_edns) {
        out->rcode = GS_RCODE_FORMERR;
    }
    out->has_edns = true;
    out->udp_size = size < UDP_PLAIN ? UDP_PLAIN : size > UDP_EDNS ? UDP_EDNS : size;
    out->is_do = (fixed[6] & 0x80) != 0;
    out->wants_ad = out->wants_ad || out->is_do;
    if (fixed[5] != 0 && out->rcode == GS_RCODE_NOERROR) {
        out->rcode = GS_RCODE_BADVERS;
    }
    read_options(fixed + 10, read_u16(fixed + 8), out);
}

/** Looks through all records behind the question for an OPT record. */
static void read_records(const uint8_t *wire, size_t len, size_t at,
                         struct gs_demo_query *out)
{
    unsigned count =
        (unsigned)read_u16(wire + 6) + read_u16(wire + 8) + read_u16(wire + 10);
    for (; count > 0; count--) {
        struct gs_dname owner;
        size_t name = gs_dname_read(wire, len, at, &owner);
        if (name == 0 || len - at - name < 10) {
            break;
        }
        const uint8_t *fixed = wire + at + name; /* type class ttl rdlength */
        size_t rdata = read_u16(fixed + 8);
        at += name + 10;
        if (len - at < rdata) {
            break;
        }
        if (read_u16(fixed) == GS_TYPE_OPT) {
            read_opt(fixed, out);
        }
        at += rdata;
    }
    if (count > 0) {
        out->rcode = GS_RCODE_FORMERR;
    }
}

bool gs_demo_query_read(const uint8_t *wire, size_t len, struct gs_demo_query *out)
{
    if (len < GS_WIRE_HEADER || (wire[2] & 0x80) != 0) {
        return false;
    }
    *out = (struct gs_demo_query){.udp_size = UDP_PLAIN};
    if ((wire[2] & 0x78) != 0) {
        out->rcode = GS_RCODE_NOTIMP;
        return true;
    }
    out->rcode = GS_RCODE_FORMERR;
    if (read_u16(wire + 4) != 1) {
        return true;
    }
    struct gs_dname name;
    size_t step = gs_dname_read(wire, len, GS_WIRE_HEADER, &name);
    size_t end = GS_WIRE_HEADER + step;
    /* A compressed question could only point into the header. */
    if (step == 0 || step != name.len || len - end < 4) {
        return true;
    }
    uint16_t qclass = read_u16(wire + end + 2);
    bool is_class = qclass == GS_CLASS_IN || qclass == CLASS_ANY;
    gs_dname_lower(&name); /* as the zone's owners are */
    out->name = name;
    out->type = read_u16(wire + end);
    out->wants_ad = (wire[3] & 0x20) != 0;
    out->rcode = is_class ? GS_RCODE_NOERROR : GS_RCODE_REFUSED;
    read_records(wire, len, end + 4, out);
    return true;
}
