/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/address_class.h"

#include <stdint.h>
#include <string.h>

#include <sys/socket.h>

/* One registered block: the first `bits` of the 128 (IPv4: of the upper 32) decide. */
struct block {
    uint64_t high;                 /* the first 8 bytes, IPv4 in the upper half */
    uint64_t low;                  /* the last 8 bytes */
    uint8_t bits;                  /* length of the prefix */
    struct gs_address_class class; /* what lies in it */
};

struct bits128 {
    uint64_t high;
    uint64_t low;
};

#define V4(address, bits_, word, id, prefix, source)                                     \
    {                                                                                    \
        (uint64_t)(address) << 32, 0, bits_,                                             \
        {                                                                                \
            word, id, prefix, source                                                     \
        }                                                                                \
    }
#define V6(high, low, bits_, word, id, prefix, source)                                   \
    {                                                                                    \
        high, low, bits_,                                                                \
        {                                                                                \
            word, id, prefix, source                                                     \
        }                                                                                \
    }

static const struct block v4_blocks[] = {
    V4(0x00000000u, 0, "global", "global", "", "RFC 791"),
    V4(0x00000000u, 8, "this network", "this_network", "0.0.0.0/8", "RFC 791"),
    V4(0x00000000u, 32, "any address", "unspecified", "0.0.0.0/32", "RFC 1122"),
    V4(0x0a000000u, 8, "private", "private", "10.0.0.0/8", "RFC 1918"),
    V4(0x64400000u, 10, "carrier NAT", "shared", "100.64.0.0/10", "RFC 6598"),
    V4(0x7f000000u, 8, "loopback", "loopback", "127.0.0.0/8", "RFC 1122"),
    V4(0xa9fe0000u, 16, "link-local", "link_local", "169.254.0.0/16", "RFC 3927"),
    V4(0xac100000u, 12, "private", "private", "172.16.0.0/12", "RFC 1918"),
    V4(0xc0000000u, 24, "protocol assignment", "protocol_assignment", "192.0.0.0/24",
       "RFC 6890"),
    V4(0xc0000000u, 29, "service continuity", "service_continuity", "192.0.0.0/29",
       "RFC 7335"),
    V4(0xc0000008u, 32, "dummy", "dummy", "192.0.0.8/32", "RFC 7600"),
    V4(0xc0000009u, 32, "PCP anycast", "pcp_anycast", "192.0.0.9/32", "RFC 7723"),
    V4(0xc000000au, 32, "TURN anycast", "turn_anycast", "192.0.0.10/32", "RFC 8155"),
    V4(0xc00000aau, 32, "NAT64 discovery", "nat64_discovery", "192.0.0.170/32",
       "RFC 7050"),
    V4(0xc00000abu, 32, "NAT64 discovery", "nat64_discovery", "192.0.0.171/32",
       "RFC 7050"),
    V4(0xc0000200u, 24, "documentation", "documentation", "192.0.2.0/24", "RFC 5737"),
    V4(0xc01fc400u, 24, "AS112", "as112", "192.31.196.0/24", "RFC 7535"),
    V4(0xc034c100u, 24, "AMT", "amt", "192.52.193.0/24", "RFC 7450"),
    V4(0xc0586300u, 24, "6to4 relay", "6to4_relay", "192.88.99.0/24", "RFC 7526"),
    V4(0xc0a80000u, 16, "private", "private", "192.168.0.0/16", "RFC 1918"),
    V4(0xc0af3000u, 24, "AS112", "as112", "192.175.48.0/24", "RFC 7534"),
    V4(0xc6120000u, 15, "benchmarking", "benchmarking", "198.18.0.0/15", "RFC 2544"),
    V4(0xc6336400u, 24, "documentation", "documentation", "198.51.100.0/24", "RFC 5737"),
    V4(0xcb007100u, 24, "documentation", "documentation", "203.0.113.0/24", "RFC 5737"),
    V4(0xe0000000u, 4, "multicast", "multicast", "224.0.0.0/4", "RFC 5771"),
    V4(0xf0000000u, 4, "reserved", "reserved", "240.0.0.0/4", "RFC 1112"),
    V4(0xffffffffu, 32, "broadcast", "broadcast", "255.255.255.255/32", "RFC 919"),
};

static const struct block v6_blocks[] = {
    V6(0, 0, 0, "reserved", "reserved", "::/0", "RFC 4291"),
    V6(0, 0, 96, "IPv4 compatible", "v4_compatible", "::/96", "RFC 4291"),
    V6(0, 0, 128, "any address", "unspecified", "::/128", "RFC 4291"),
    V6(0, 1, 128, "loopback", "loopback", "::1/128", "RFC 4291"),
    V6(0, 0x0000ffff00000000u, 96, "IPv4 mapped", "v4_mapped", "::ffff:0:0/96",
       "RFC 4291"),
    V6(0x0064ff9b00000000u, 0, 96, "NAT64", "nat64", "64:ff9b::/96", "RFC 6052"),
    V6(0x0064ff9b00010000u, 0, 48, "local NAT64", "nat64_local", "64:ff9b:1::/48",
       "RFC 8215"),
    V6(0x0100000000000000u, 0, 64, "discard", "discard", "100::/64", "RFC 6666"),
    V6(0x0100000000000001u, 0, 64, "dummy", "dummy", "100:0:0:1::/64", "RFC 9780"),
    V6(0x2000000000000000u, 0, 3, "global", "global", "2000::/3", "RFC 4291"),
    V6(0x2001000000000000u, 0, 23, "protocol assignment", "protocol_assignment",
       "2001::/23", "RFC 2928"),
    V6(0x2001000000000000u, 0, 32, "Teredo", "teredo", "2001::/32", "RFC 4380"),
    V6(0x2001000100000000u, 1, 128, "PCP anycast", "pcp_anycast", "2001:1::1/128",
       "RFC 7723"),
    V6(0x2001000100000000u, 2, 128, "TURN anycast", "turn_anycast", "2001:1::2/128",
       "RFC 8155"),
    V6(0x2001000100000000u, 3, 128, "SRP anycast", "srp_anycast", "2001:1::3/128",
       "RFC 9665"),
    V6(0x2001000200000000u, 0, 48, "benchmarking", "benchmarking", "2001:2::/48",
       "RFC 5180"),
    V6(0x2001000300000000u, 0, 32, "AMT", "amt", "2001:3::/32", "RFC 7450"),
    V6(0x2001000401120000u, 0, 48, "AS112", "as112", "2001:4:112::/48", "RFC 7535"),
    V6(0x2001001000000000u, 0, 28, "ORCHID", "orchid", "2001:10::/28", "RFC 4843"),
    V6(0x2001002000000000u, 0, 28, "ORCHIDv2", "orchid_v2", "2001:20::/28", "RFC 7343"),
    V6(0x2001003000000000u, 0, 28, "DRIP", "drip", "2001:30::/28", "RFC 9374"),
    V6(0x20010db800000000u, 0, 32, "documentation", "documentation", "2001:db8::/32",
       "RFC 3849"),
    V6(0x2002000000000000u, 0, 16, "6to4", "6to4", "2002::/16", "RFC 3056"),
    V6(0x2620004f80000000u, 0, 48, "AS112", "as112", "2620:4f:8000::/48", "RFC 7534"),
    V6(0x3fff000000000000u, 0, 20, "documentation", "documentation", "3fff::/20",
       "RFC 9637"),
    V6(0x5f00000000000000u, 0, 16, "segment routing", "srv6_sid", "5f00::/16",
       "RFC 9602"),
    V6(0xfc00000000000000u, 0, 7, "unique local", "unique_local", "fc00::/7", "RFC 4193"),
    V6(0xfe80000000000000u, 0, 10, "link-local", "link_local", "fe80::/10", "RFC 4291"),
    V6(0xfec0000000000000u, 0, 10, "site-local", "site_local", "fec0::/10", "RFC 3879"),
    V6(0xff00000000000000u, 0, 8, "multicast", "multicast", "ff00::/8", "RFC 4291"),
};

static uint64_t eight_bytes(const uint8_t *bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < 8; i++) {
        value = value << 8 | bytes[i];
    }
    return value;
}

static bool is_inside(const struct block *block, struct bits128 value)
{
    uint64_t high_mask = block->bits == 0   ? 0
                         : block->bits > 64 ? UINT64_MAX
                                            : UINT64_MAX << (64 - block->bits);
    uint64_t low_mask = block->bits <= 64 ? 0 : UINT64_MAX << (128 - block->bits);
    return ((value.high ^ block->high) & high_mask) == 0 &&
           ((value.low ^ block->low) & low_mask) == 0;
}

/* The longest prefix wins; the first block of each table holds every address. */
static struct gs_address_class class_in(const struct block *blocks, size_t count,
                                        struct bits128 value)
{
    const struct block *best = &blocks[0];
    for (size_t i = 1; i < count; i++) {
        if (blocks[i].bits > best->bits && is_inside(&blocks[i], value)) {
            best = &blocks[i];
        }
    }
    return best->class;
}

struct gs_address_class gs_address_class_of(const struct gs_address *address)
{
    struct bits128 value = {eight_bytes(address->bytes), eight_bytes(address->bytes + 8)};
    if (address->family == AF_INET) {
        return class_in(v4_blocks, sizeof v4_blocks / sizeof *v4_blocks, value);
    }
    if (address->family == AF_INET6) {
        return class_in(v6_blocks, sizeof v6_blocks / sizeof *v6_blocks, value);
    }
    return (struct gs_address_class){"no address", "none", "", ""};
}

/* Where the IPv4 address lies in the 16 bytes, by the class of the whole. */
struct embedding {
    const char *id;  /* the class */
    uint8_t offset;  /* of the first of its four bytes */
    uint8_t flipped; /* what each byte was XORed with */
};

static const struct embedding embeddings[] = {
    {"v4_mapped", 12, 0x00},
    {"nat64", 12, 0x00},
    {"6to4", 2, 0x00},
    {"teredo", 12, 0xff}, /* the client's own address, RFC 4380 4 */
};

bool gs_address_embedded(const struct gs_address *address, struct gs_address *out)
{
    if (address->family != AF_INET6) {
        return false;
    }
    struct gs_address_class class = gs_address_class_of(address);
    for (size_t i = 0; i < sizeof embeddings / sizeof *embeddings; i++) {
        if (strcmp(class.id, embeddings[i].id) != 0) {
            continue;
        }
        struct gs_address inner = {.family = AF_INET};
        for (size_t b = 0; b < 4; b++) {
            inner.bytes[b] =
                address->bytes[embeddings[i].offset + b] ^ embeddings[i].flipped;
        }
        *out = inner;
        return true;
    }
    return false;
}
