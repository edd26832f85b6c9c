/* SPDX-License-Identifier: MIT */
/* What stands in pairs of a number and a value: EDNS options, parameters of SVCB records. */
#include "dump_walk.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/dns_asking.h"
#include "gaiscope/model/record_type.h"

#include <string.h>

#include <sys/socket.h>

/* Appends an extended error: its code and text. */
static void add_ede(struct gs_buf *text, const uint8_t *data, size_t len)
{
    unsigned code = len >= 2 ? (unsigned)(data[0] << 8 | data[1]) : 0;
    const char *name = gs_ede_name((uint16_t)code);
    if (len < 2) {
        gs_buf_add_text(text, " cut off");
        return;
    }
    gs_buf_addf(text, " %u %s", code, name == NULL ? "not registered" : name);
    if (len > 2) {
        gs_buf_add_text(text, ": ");
        gs_text_sanitise(text, (const char *)data + 2, len - 2);
    }
}

/* Appends a subnet: "192.0.2.0/24, scope 0". */
static void add_subnet(struct gs_buf *text, const uint8_t *data, size_t len)
{
    bool is_v4 = len >= 2 && data[1] == 1;
    struct gs_address address = {.family = is_v4 ? AF_INET : AF_INET6};
    if (len < 4 || len - 4 > (is_v4 ? 4u : 16u)) {
        gs_buf_add_text(text, " of a wrong length");
        return;
    }
    memcpy(address.bytes, data + 4, len - 4);
    gs_buf_add_text(text, " ");
    gs_subnet_format(&address, data[2], text);
    gs_buf_addf(text, ", scope %u", data[3]);
}

void gs_dump_option(struct gs_buf *text, unsigned code, const uint8_t *data, size_t len)
{
    static const struct {
        unsigned code;
        const char *name;
    } names[] = {
        {1, "LLQ"},           {2, "Update Lease"}, {GS_OPTION_NSID, "NSID"},
        {5, "DAU"},           {6, "DHU"},          {7, "N3U"},
        {8, "subnet"},        {9, "expire"},       {GS_OPTION_COOKIE, "cookie"},
        {11, "keepalive"},    {12, "padding"},     {13, "CHAIN"},
        {14, "key tag"},      {15, "EDE"},         {18, "report channel"},
        {19, "zone version"},
    };

    gs_buf_addf(text, "option %u", code);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].code == code) {
            gs_buf_addf(text, " %s", names[i].name);
        }
    }
    if (code == GS_OPTION_EDE) {
        add_ede(text, data, len);
    } else if (code == GS_OPTION_SUBNET) {
        add_subnet(text, data, len);
    } else if (code == GS_OPTION_NSID && len > 0) {
        gs_buf_add_text(text, " ");
        gs_text_sanitise(text, (const char *)data, len);
    } else {
        gs_buf_addf(text, ", %zu byte%s", len, len == 1 ? "" : "s");
    }
}

/* --- parameters. RFC 9460 7 --- */

static void add_names(struct gs_buf *text, const uint8_t *data, size_t len)
{
    for (size_t at = 0; at < len && at + 1 + data[at] <= len; at += 1u + data[at]) {
        gs_buf_add_text(text, " ");
        gs_text_sanitise(text, (const char *)data + at + 1, data[at]);
    }
}

static void add_addresses(struct gs_buf *text, int family, const uint8_t *data,
                          size_t len)
{
    size_t size = family == AF_INET ? 4 : 16;
    for (size_t at = 0; at + size <= len; at += size) {
        char out[GS_ADDRESS_TEXT_MAX];
        struct gs_address address = gs_address_from_bytes(family, data + at);
        gs_address_format(&address, out);
        gs_buf_addf(text, " %s", out);
    }
}

static void add_numbers(struct gs_buf *text, const uint8_t *data, size_t len)
{
    for (size_t at = 0; at + 2 <= len; at += 2) {
        gs_buf_addf(text, " %u", (unsigned)(data[at] << 8 | data[at + 1]));
    }
}

void gs_dump_parameter(struct gs_buf *text, unsigned key, const uint8_t *data, size_t len)
{
    enum {
        MANDATORY,
        ALPN,
        NO_DEFAULT_ALPN,
        PORT,
        IPV4HINT,
        ECH,
        IPV6HINT,
        DOHPATH
    };

    static const char *const names[] = {"mandatory", "alpn",     "no-default-alpn",
                                        "port",      "ipv4hint", "ech",
                                        "ipv6hint",  "dohpath"};
    gs_buf_addf(text, "parameter %u", key);
    if (key < sizeof names / sizeof *names) {
        gs_buf_addf(text, " %s", names[key]);
    }
    switch (key) {
    case MANDATORY:
    case PORT:
        add_numbers(text, data, len);
        break;
    case ALPN:
        add_names(text, data, len);
        break;
    case IPV4HINT:
        add_addresses(text, AF_INET, data, len);
        break;
    case IPV6HINT:
        add_addresses(text, AF_INET6, data, len);
        break;
    case DOHPATH:
        gs_buf_add_text(text, " ");
        gs_text_sanitise(text, (const char *)data, len);
        break;
    default:
        gs_buf_addf(text, ", %zu byte%s", len, len == 1 ? "" : "s");
        break;
    }
}
