/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/address.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>

enum {
    V4_BYTES = 4,
    V6_BYTES = 16,
    PORT_DIGITS_MAX = 5,
    PORT_MAX = 65535,
};

static size_t byte_count(int family)
{
    return family == AF_INET ? V4_BYTES : family == AF_INET6 ? V6_BYTES : 0;
}

/* Reads decimal digits alone; false for anything else or a value over `max`. */
static bool parse_digits(const char *text, uint32_t max, uint32_t *out)
{
    uint64_t value = 0;
    if (*text == '\0') {
        return false;
    }
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9') {
            return false;
        }
        value = value * 10 + (uint64_t)(*text - '0');
        if (value > max) {
            return false;
        }
    }
    *out = (uint32_t)value;
    return true;
}

static enum gs_status parse_zone(const char *zone, struct gs_address *out)
{
    size_t len = strlen(zone);
    if (len == 0 || len >= GS_ZONE_MAX || strchr(zone, '%') != NULL) {
        return GS_EFORMAT;
    }
    memcpy(out->zone, zone, len + 1);
    (void)parse_digits(zone, UINT32_MAX, &out->scope_id); /* a name has no number here */
    return GS_OK;
}

enum gs_status gs_address_parse(const char *text, struct gs_address *out)
{
    struct gs_address address = {0};
    char literal[INET6_ADDRSTRLEN];
    const char *percent = strchr(text, '%');
    size_t len = percent == NULL ? strlen(text) : (size_t)(percent - text);
    if (len >= sizeof literal) {
        return GS_EFORMAT;
    }
    memcpy(literal, text, len);
    literal[len] = '\0';
    if (percent == NULL && inet_pton(AF_INET, literal, address.bytes) == 1) {
        address.family = AF_INET;
    } else if (inet_pton(AF_INET6, literal, address.bytes) == 1) {
        address.family = AF_INET6;
    } else {
        return GS_EFORMAT;
    }
    if (percent != NULL && parse_zone(percent + 1, &address) != GS_OK) {
        return GS_EFORMAT;
    }
    *out = address;
    return GS_OK;
}

struct gs_address gs_address_from_bytes(int family, const uint8_t *bytes)
{
    struct gs_address address = {0};
    size_t count = byte_count(family);
    if (count > 0) {
        address.family = family;
        memcpy(address.bytes, bytes, count);
    }
    return address;
}

struct gs_address gs_address_unmapped(const struct gs_address *address)
{
    static const uint8_t head[12] = {[10] = 0xff, [11] = 0xff};
    return address->family == AF_INET6 && memcmp(address->bytes, head, sizeof head) == 0
               ? gs_address_from_bytes(AF_INET, address->bytes + sizeof head)
               : *address;
}

void gs_address_format(const struct gs_address *address, char out[GS_ADDRESS_TEXT_MAX])
{
    char literal[INET6_ADDRSTRLEN] = "";
    if (byte_count(address->family) > 0) {
        (void)inet_ntop(address->family, address->bytes, literal, sizeof literal);
    }
    if (address->family == AF_INET6 && address->zone[0] != '\0') {
        (void)snprintf(out, GS_ADDRESS_TEXT_MAX, "%s%%%s", literal, address->zone);
    } else if (address->family == AF_INET6 && address->scope_id != 0) {
        (void)snprintf(out, GS_ADDRESS_TEXT_MAX, "%s%%%u", literal,
                       (unsigned)address->scope_id);
    } else {
        (void)snprintf(out, GS_ADDRESS_TEXT_MAX, "%s", literal);
    }
}

static int sign(int64_t difference)
{
    return (difference > 0) - (difference < 0);
}

/* IPv4 before IPv6 whatever the numbers of this system are. */
static int family_rank(int family)
{
    return family == AF_INET ? 1 : family == AF_INET6 ? 2 : 0;
}

int gs_address_compare(const struct gs_address *a, const struct gs_address *b)
{
    if (a->family != b->family) {
        return sign(family_rank(a->family) - family_rank(b->family));
    }
    int order = memcmp(a->bytes, b->bytes, sizeof a->bytes);
    return order != 0 ? sign(order) : sign((int64_t)a->scope_id - (int64_t)b->scope_id);
}

bool gs_address_is_equal(const struct gs_address *a, const struct gs_address *b)
{
    return gs_address_compare(a, b) == 0;
}

void gs_address_reverse_name(const struct gs_address *address,
                             char out[GS_REVERSE_NAME_MAX])
{
    static const char digits[] = "0123456789abcdef";
    const uint8_t *bytes = address->bytes;
    size_t used = 0;
    out[0] = '\0';
    if (address->family == AF_INET) {
        (void)snprintf(out, GS_REVERSE_NAME_MAX, "%u.%u.%u.%u.in-addr.arpa", bytes[3],
                       bytes[2], bytes[1], bytes[0]);
    } else if (address->family == AF_INET6) {
        for (size_t i = V6_BYTES; i > 0; i--) {
            out[used++] = digits[bytes[i - 1] & 0xf];
            out[used++] = '.';
            out[used++] = digits[bytes[i - 1] >> 4];
            out[used++] = '.';
        }
        (void)snprintf(out + used, GS_REVERSE_NAME_MAX - used, "ip6.arpa");
    }
}

static enum gs_status parse_port(const char *text, uint16_t *out)
{
    uint32_t port = 0;
    if (strlen(text) > PORT_DIGITS_MAX || !parse_digits(text, PORT_MAX, &port) ||
        port == 0) {
        return GS_EFORMAT;
    }
    *out = (uint16_t)port;
    return GS_OK;
}

/* Cuts `text` in place into its address and its port (NULL: none). */
static enum gs_status split_port(char *text, char **address, char **port)
{
    *port = NULL;
    *address = text;
    if (text[0] == '[') {
        char *close = strchr(text, ']');
        if (close == NULL || (close[1] != '\0' && close[1] != ':')) {
            return GS_EFORMAT;
        }
        *port = close[1] == ':' ? close + 2 : NULL;
        *close = '\0';
        *address = text + 1;
        return GS_OK;
    }
    char *colon = strchr(text, ':');
    if (colon != NULL && strchr(colon + 1, ':') == NULL) {
        *colon = '\0';
        *port = colon + 1;
    }
    return GS_OK;
}

enum gs_status gs_endpoint_parse(const char *text, uint16_t default_port,
                                 struct gs_endpoint *out)
{
    char copy[GS_ENDPOINT_TEXT_MAX];
    struct gs_endpoint endpoint = {.port = default_port};
    char *address = NULL;
    char *port = NULL;
    size_t len = strlen(text);
    if (len >= sizeof copy) {
        return GS_EFORMAT;
    }
    memcpy(copy, text, len + 1);
    if (split_port(copy, &address, &port) != GS_OK ||
        gs_address_parse(address, &endpoint.address) != GS_OK ||
        (text[0] == '[' && endpoint.address.family != AF_INET6) ||
        (port != NULL && parse_port(port, &endpoint.port) != GS_OK)) {
        return GS_EFORMAT;
    }
    *out = endpoint;
    return GS_OK;
}

void gs_endpoint_format(const struct gs_endpoint *endpoint, uint16_t default_port,
                        char out[GS_ENDPOINT_TEXT_MAX])
{
    char address[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&endpoint->address, address);
    if (endpoint->port == default_port || endpoint->address.family == 0) {
        (void)snprintf(out, GS_ENDPOINT_TEXT_MAX, "%s", address);
    } else if (endpoint->address.family == AF_INET6) {
        (void)snprintf(out, GS_ENDPOINT_TEXT_MAX, "[%s]:%u", address, endpoint->port);
    } else {
        (void)snprintf(out, GS_ENDPOINT_TEXT_MAX, "%s:%u", address, endpoint->port);
    }
}

bool gs_endpoint_is_equal(const struct gs_endpoint *a, const struct gs_endpoint *b)
{
    return a->port == b->port && gs_address_is_equal(&a->address, &b->address);
}
