/* SPDX-License-Identifier: MIT */
/** Builds DNS messages for tests, byte by byte, honest or not. */
#ifndef GAISCOPE_TESTS_SUPPORT_DNS_WIRE_H
#define GAISCOPE_TESTS_SUPPORT_DNS_WIRE_H

#include <stddef.h>
#include <stdint.h>

/** A message under construction; zero it first. */
struct dns_wire {
    uint8_t bytes[65535]; /**< what was written */
    size_t len;           /**< bytes used */
};

/** Appends bytes, and numbers in network order. */
void dns_wire_bytes(struct dns_wire *wire, const void *bytes, size_t len);
void dns_wire_u8(struct dns_wire *wire, unsigned value);
void dns_wire_u16(struct dns_wire *wire, unsigned value);
void dns_wire_u32(struct dns_wire *wire, uint32_t value);

/** Appends a name of plain labels ("www.example.test"; "" is the root). */
void dns_wire_name(struct dns_wire *wire, const char *name);

/** Starts a message: id, flags, one question (class IN) and no records yet. */
void dns_wire_start(struct dns_wire *wire, uint16_t id, uint16_t flags, const char *name,
                    uint16_t type);

/** Writes the count of section 0 (question) to 3 (additional). */
void dns_wire_count(struct dns_wire *wire, unsigned section, uint16_t count);

/** Appends a record of class IN, TTL 300; its section's count is not touched. */
void dns_wire_record(struct dns_wire *wire, const char *name, uint16_t type,
                     const void *rdata, size_t len);

/** Appends a record whose data is a name. */
void dns_wire_alias(struct dns_wire *wire, const char *name, uint16_t type,
                    const char *target);

#endif
