/* SPDX-License-Identifier: MIT */
#include "support/dns_wire.h"

#include <stdlib.h>
#include <string.h>

void dns_wire_bytes(struct dns_wire *wire, const void *bytes, size_t len)
{
    if (sizeof wire->bytes - wire->len < len) {
        abort();
    }
    if (len > 0) {
        memcpy(wire->bytes + wire->len, bytes, len);
    }
    wire->len += len;
}

void dns_wire_u8(struct dns_wire *wire, unsigned value)
{
    uint8_t byte = (uint8_t)value;
    dns_wire_bytes(wire, &byte, 1);
}

void dns_wire_u16(struct dns_wire *wire, unsigned value)
{
    dns_wire_u8(wire, value >> 8);
    dns_wire_u8(wire, value);
}

void dns_wire_u32(struct dns_wire *wire, uint32_t value)
{
    dns_wire_u16(wire, value >> 16);
    dns_wire_u16(wire, value & 0xffff);
}

void dns_wire_name(struct dns_wire *wire, const char *name)
{
    while (*name != '\0') {
        size_t len = strcspn(name, ".");
        dns_wire_u8(wire, (unsigned)len);
        dns_wire_bytes(wire, name, len);
        name += len + (name[len] == '.');
    }
    dns_wire_u8(wire, 0);
}

void dns_wire_start(struct dns_wire *wire, uint16_t id, uint16_t flags, const char *name,
                    uint16_t type)
{
    wire->len = 0;
    dns_wire_u16(wire, id);
    dns_wire_u16(wire, flags);
    dns_wire_u16(wire, 1);
    dns_wire_u16(wire, 0);
    dns_wire_u32(wire, 0);
    dns_wire_name(wire, name);
    dns_wire_u16(wire, type);
    dns_wire_u16(wire, 1);
}

void dns_wire_count(struct dns_wire *wire, unsigned section, uint16_t count)
{
    wire->bytes[4 + 2 * section] = (uint8_t)(count >> 8);
    wire->bytes[5 + 2 * section] = (uint8_t)count;
}

void dns_wire_record(struct dns_wire *wire, const char *name, uint16_t type,
                     const void *rdata, size_t len)
{
    dns_wire_name(wire, name);
    dns_wire_u16(wire, type);
    dns_wire_u16(wire, 1);
    dns_wire_u32(wire, 300);
    dns_wire_u16(wire, (unsigned)len);
    dns_wire_bytes(wire, rdata, len);
}

void dns_wire_alias(struct dns_wire *wire, const char *name, uint16_t type,
                    const char *target)
{
    static struct dns_wire rdata;
    rdata.len = 0;
    dns_wire_name(&rdata, target);
    dns_wire_record(wire, name, type, rdata.bytes, rdata.len);
}
