/* SPDX-License-Identifier: MIT */
/*
 * The discovery looks for both well-known IPv4 addresses in each record. A place is a length at
 * which one of them stands:
 *
 *     record -> its places -> one is confirmed by a record for the other address?  -> taken
 *                         `-> none is: .170 at one place alone, else .171          -> taken
 *                                      both at one place each, or none             -> nothing
 *
 * Only a record that stands alone can be ambiguous: a DNS64 gives one for each of the two.
 */
#include "gaiscope/rules/nat64_rules.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

enum {
    ADDRESS_BYTES = 16,
    V4_BYTES = 4,
    U_BYTE = 8,
    BITS_PER_BYTE = 8,
    WELL_KNOWN_COUNT = 2,
};

static const uint8_t lengths[] = {32, 40, 48, 56, 64, 96};

#define LENGTH_COUNT (sizeof lengths / sizeof *lengths)

static const uint8_t well_known[WELL_KNOWN_COUNT][V4_BYTES] = {{192, 0, 0, 170},
                                                               {192, 0, 0, 171}};

static const struct gs_nat64_prefix well_known_prefix = {
    .prefix = {.family = AF_INET6, .bytes = {0x00, 0x64, 0xff, 0x9b}}, .bits = 96};

bool gs_nat64_is_length(unsigned bits)
{
    for (size_t i = 0; i < LENGTH_COUNT; i++) {
        if (lengths[i] == bits) {
            return true;
        }
    }
    return false;
}

/* Where byte `number` of the IPv4 address stands behind a prefix. */
static size_t place_of(unsigned bits, size_t number)
{
    size_t at = bits / BITS_PER_BYTE + number;
    return at >= U_BYTE && bits <= U_BYTE * BITS_PER_BYTE ? at + 1 : at;
}

static struct gs_address take_v4(const struct gs_address *address, unsigned bits)
{
    struct gs_address v4 = {.family = AF_INET};
    for (size_t i = 0; i < V4_BYTES; i++) {
        v4.bytes[i] = address->bytes[place_of(bits, i)];
    }
    return v4;
}

bool gs_nat64_embed(const struct gs_nat64_prefix *prefix, const struct gs_address *v4,
                    struct gs_address *out)
{
    if (!gs_nat64_is_length(prefix->bits) || v4->family != AF_INET) {
        return false;
    }
    struct gs_address made = {.family = AF_INET6};
    memcpy(made.bytes, prefix->prefix.bytes, prefix->bits / BITS_PER_BYTE);
    for (size_t i = 0; i < V4_BYTES; i++) {
        made.bytes[place_of(prefix->bits, i)] = v4->bytes[i];
    }
    *out = made;
    return true;
}

bool gs_nat64_extract(const struct gs_nat64_prefix *prefix,
                      const struct gs_address *address, struct gs_address *out)
{
    if (address->family != AF_INET6 || !gs_nat64_is_length(prefix->bits) ||
        address->bytes[U_BYTE] != 0 ||
        memcmp(address->bytes, prefix->prefix.bytes, prefix->bits / BITS_PER_BYTE) != 0) {
        return false;
    }
    *out = take_v4(address, prefix->bits);
    return true;
}

static struct gs_nat64_prefix cut_prefix(const struct gs_address *address, uint8_t bits)
{
    struct gs_nat64_prefix prefix = {.prefix.family = AF_INET6, .bits = bits};
    memcpy(prefix.prefix.bytes, address->bytes, bits / BITS_PER_BYTE);
    return prefix;
}

static bool holds_at(const struct gs_address *address, uint8_t bits, size_t which)
{
    struct gs_address v4 = take_v4(address, bits);
    return address->bytes[U_BYTE] == 0 &&
           memcmp(v4.bytes, well_known[which], V4_BYTES) == 0;
}

/* How often one of the two stands in an address: at any octet, and around the octet u. */
static size_t occurrences(const struct gs_address *address, size_t which)
{
    size_t count = 0;
    for (size_t at = 0; at + V4_BYTES <= ADDRESS_BYTES; at++) {
        count += memcmp(address->bytes + at, well_known[which], V4_BYTES) == 0;
    }
    for (size_t i = 0; i < LENGTH_COUNT; i++) {
        bool is_split = place_of(lengths[i], 0) < U_BYTE &&
                        place_of(lengths[i], V4_BYTES - 1) > U_BYTE;
        count += is_split && holds_at(address, lengths[i], which);
    }
    return count;
}

static void add_prefix(struct gs_nat64 *nat64, const struct gs_nat64_prefix *prefix)
{
    for (size_t i = 0; i < nat64->count; i++) {
        if (nat64->prefixes[i].bits == prefix->bits &&
            gs_address_is_equal(&nat64->prefixes[i].prefix, &prefix->prefix)) {
            return;
        }
    }
    if (nat64->count < GS_NAT64_PREFIXES_MAX) {
        nat64->prefixes[nat64->count++] = *prefix;
    }
}

/* Whether a record for the other address is among them, made with the same prefix. */
static bool is_confirmed(const struct gs_nat64_prefix *prefix, size_t which,
                         const struct gs_address *addresses, size_t count)
{
    struct gs_address v4;
    for (size_t i = 0; i < count; i++) {
        if (gs_nat64_extract(prefix, &addresses[i], &v4) &&
            memcmp(v4.bytes, well_known[1 - which], V4_BYTES) == 0) {
            return true;
        }
    }
    return false;
}

/* Adds what is confirmed of one address. Returns: whether anything was. */
static bool add_confirmed(const struct gs_address *address,
                          const struct gs_address *addresses, size_t count,
                          struct gs_nat64 *out)
{
    bool has_any = false;
    for (size_t i = 0; i < LENGTH_COUNT * WELL_KNOWN_COUNT; i++) {
        uint8_t bits = lengths[i / WELL_KNOWN_COUNT];
        size_t which = i % WELL_KNOWN_COUNT;
        struct gs_nat64_prefix prefix = cut_prefix(address, bits);
        if (holds_at(address, bits, which) &&
            is_confirmed(&prefix, which, addresses, count)) {
            add_prefix(out, &prefix);
            has_any = true;
        }
    }
    return has_any;
}

/* Which of the two an address without a partner is searched for; WELL_KNOWN_COUNT: neither. */
static size_t choose(const struct gs_address *address)
{
    size_t first = occurrences(address, 0);
    size_t second = occurrences(address, 1);
    if (first == 1 && second != 1) {
        return 0;
    }
    return second == 1 && first != 1 ? 1 : WELL_KNOWN_COUNT;
}

static void add_lonely(const struct gs_address *address, struct gs_nat64 *out)
{
    size_t which = choose(address);
    for (size_t i = 0; which < WELL_KNOWN_COUNT && i < LENGTH_COUNT; i++) {
        if (holds_at(address, lengths[i], which)) {
            struct gs_nat64_prefix prefix = cut_prefix(address, lengths[i]);
            add_prefix(out, &prefix);
        }
    }
}

void gs_nat64_discover(const struct gs_address *addresses, size_t count,
                       struct gs_nat64 *out)
{
    out->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (addresses[i].family == AF_INET6 &&
            !add_confirmed(&addresses[i], addresses, count, out)) {
            add_lonely(&addresses[i], out);
        }
    }
}

/* The longest prefix that an address lies in; NULL: none. */
static const struct gs_nat64_prefix *find_prefix(const struct gs_nat64 *nat64,
                                                 const struct gs_address *address,
                                                 struct gs_address *inner)
{
    const struct gs_nat64_prefix *best =
        gs_nat64_extract(&well_known_prefix, address, inner) ? &well_known_prefix : NULL;
    for (size_t i = 0; nat64 != NULL && i < nat64->count; i++) {
        struct gs_address found;
        const struct gs_nat64_prefix *prefix = &nat64->prefixes[i];
        if ((best == NULL || prefix->bits > best->bits) &&
            gs_nat64_extract(prefix, address, &found)) {
            best = prefix;
            *inner = found;
        }
    }
    return best;
}

bool gs_nat64_inside(const struct gs_nat64 *nat64, const struct gs_address *address,
                     struct gs_address *out)
{
    struct gs_address inner;
    if (find_prefix(nat64, address, &inner) == NULL) {
        return false;
    }
    if (out != NULL) {
        *out = inner;
    }
    return true;
}

bool gs_nat64_prefix_of(const struct gs_nat64 *nat64, const struct gs_address *address,
                        struct gs_nat64_prefix *out)
{
    struct gs_address inner;
    const struct gs_nat64_prefix *prefix = find_prefix(nat64, address, &inner);
    if (prefix != NULL) {
        *out = *prefix;
    }
    return prefix != NULL;
}

void gs_nat64_prefix_format(const struct gs_nat64_prefix *prefix,
                            char out[GS_NAT64_PREFIX_TEXT_MAX])
{
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&prefix->prefix, text);
    (void)snprintf(out, GS_NAT64_PREFIX_TEXT_MAX, "%s/%u", text, (unsigned)prefix->bits);
}
