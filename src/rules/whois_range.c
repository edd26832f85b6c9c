/* SPDX-License-Identifier: MIT */
#include "whois_range.h"

#include "whois_field.h"

#include <stdio.h>
#include <string.h>

#include <sys/socket.h>

static bool read_address(struct gs_whois_span span, struct gs_address *out)
{
    char text[GS_ADDRESS_TEXT_MAX];
    span = gs_whois_trim(span.at, span.len);
    if (span.len == 0 || span.len >= sizeof text || memchr(span.at, '%', span.len)) {
        return false;
    }
    memcpy(text, span.at, span.len);
    text[span.len] = '\0';
    return gs_address_parse(text, out) == GS_OK;
}

static size_t bits_of(const struct gs_address *address)
{
    return address->family == AF_INET ? 32 : 128;
}

static bool read_prefix(struct gs_whois_span span, const char *slash,
                        struct gs_whois_range *out)
{
    size_t before = (size_t)(slash - span.at);
    size_t bits = 0;
    size_t digits = 0;
    for (size_t i = before + 1; i < span.len && digits < 4; i++, digits++) {
        if (span.at[i] < '0' || span.at[i] > '9') {
            return false;
        }
        bits = bits * 10 + (size_t)(span.at[i] - '0');
    }
    if (digits == 0 || digits > 3 ||
        !read_address((struct gs_whois_span){span.at, before}, &out->first) ||
        bits > bits_of(&out->first)) {
        return false;
    }
    out->last = out->first;
    for (size_t bit = bits; bit < bits_of(&out->first); bit++) {
        uint8_t mask = (uint8_t)(0x80u >> bit % 8);
        out->first.bytes[bit / 8] &= (uint8_t)~mask;
        out->last.bytes[bit / 8] |= mask;
    }
    return true;
}

bool gs_whois_range_parse(const char *text, size_t len, struct gs_whois_range *out)
{
    struct gs_whois_span span = gs_whois_trim(text, len);
    struct gs_whois_range range;
    const char *slash = memchr(span.at, '/', span.len);
    const char *dash = memchr(span.at, '-', span.len);
    bool is_read = false;
    if (slash != NULL) {
        is_read = read_prefix(span, slash, &range);
    } else if (dash != NULL) {
        size_t before = (size_t)(dash - span.at);
        struct gs_whois_span tail = {dash + 1, span.len - before - 1};
        is_read = read_address((struct gs_whois_span){span.at, before}, &range.first) &&
                  read_address(tail, &range.last) &&
                  range.first.family == range.last.family &&
                  gs_address_compare(&range.first, &range.last) <= 0;
    }
    if (is_read) {
        *out = range;
    }
    return is_read;
}

bool gs_whois_range_is_narrower(const struct gs_whois_range *inner,
                                const struct gs_whois_range *outer)
{
    if (inner->first.family != outer->first.family) {
        return false;
    }
    int low = gs_address_compare(&inner->first, &outer->first);
    int high = gs_address_compare(&inner->last, &outer->last);
    return low >= 0 && high <= 0 && (low != 0 || high != 0);
}

static bool bit_of(const struct gs_address *address, size_t bit)
{
    return (address->bytes[bit / 8] & 0x80u >> bit % 8) != 0;
}

bool gs_whois_range_prefix(const struct gs_whois_range *range,
                           char out[GS_WHOIS_PREFIX_MAX])
{
    size_t all = bits_of(&range->first);
    size_t bits = 0;
    while (bits < all && bit_of(&range->first, bits) == bit_of(&range->last, bits)) {
        bits++;
    }
    for (size_t bit = bits; bit < all; bit++) {
        if (bit_of(&range->first, bit) || !bit_of(&range->last, bit)) {
            return false;
        }
    }
    char address[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&range->first, address);
    (void)snprintf(out, GS_WHOIS_PREFIX_MAX, "%s/%zu", address, bits);
    return true;
}
