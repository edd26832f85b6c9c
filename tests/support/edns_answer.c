/* SPDX-License-Identifier: MIT */
#include "support/edns_answer.h"

#include <string.h>

enum {
    HEADER = 12,
    OPT_FIXED = 11, /* bytes of an OPT record before its options */
    OPTION_COOKIE = 10,
    CLIENT_COOKIE = 8,
    NOERROR = 0,
    BADVERS = 16,
    BADCOOKIE = 23,
};

static const uint8_t server_cookie[8] = {0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7};

static size_t question_end(const uint8_t *query, size_t len)
{
    size_t at = HEADER;
    while (at < len && query[at] != 0) {
        at += query[at] + 1u;
    }
    return at + 5;
}

const uint8_t *edns_option(const uint8_t *query, size_t len, uint16_t code,
                           size_t *option_len)
{
    size_t at = question_end(query, len) + OPT_FIXED;
    while (query[11] == 1 && at + 4 <= len) {
        size_t size = (size_t)(query[at + 2] << 8 | query[at + 3]);
        if ((query[at] << 8 | query[at + 1]) == code) {
            *option_len = size;
            return query + at + 4;
        }
        at += 4 + size;
    }
    return NULL;
}

static void put_answer(struct dns_wire *out, const uint8_t *query, size_t len,
                       unsigned rcode)
{
    out->len = 0;
    dns_wire_bytes(out, query, question_end(query, len));
    out->bytes[2] |= 0x80;
    out->bytes[3] = (uint8_t)(0x80 | (rcode & 15));
    dns_wire_count(out, 1, rcode == NOERROR ? 1 : 0);
    dns_wire_count(out, 3, 1);
    if (rcode == NOERROR) {
        dns_wire_u16(out, 0xc00c);
        dns_wire_bytes(out, "\0\1\0\1\0\0\1\54\0\4\300\0\2\1", 14);
    }
    dns_wire_bytes(out, "\0\0\51\4\320", 5);
    dns_wire_u32(out, (uint32_t)(rcode >> 4) << 24);
}

static void put_option(struct dns_wire *out, unsigned code, const void *bytes, size_t len)
{
    dns_wire_u16(out, (unsigned)len + 4);
    dns_wire_u16(out, code);
    dns_wire_u16(out, (unsigned)len);
    dns_wire_bytes(out, bytes, len);
}

/* One way to answer. */
static const struct way {
    const char *label;
    unsigned rcode;
    size_t cookie_len;  /* of the cookie in the answer */
    bool is_other;      /* its client part is not the one sent */
    const char *option; /* in place of a cookie, its code first */
    size_t option_len;
} ways[] = {
    {"cookie-good", NOERROR, 16, false, NULL, 0},
    {"cookie-alone", NOERROR, 8, false, NULL, 0},
    {"cookie-other", NOERROR, 16, true, NULL, 0},
    {"cookie-short", NOERROR, 9, false, NULL, 0},
    {"cookie-long", NOERROR, 41, false, NULL, 0},
    {"badcookie", BADCOOKIE, 16, false, NULL, 0},
    {"badcookie-always", BADCOOKIE, 16, false, NULL, 0},
    {"badcookie-other", BADCOOKIE, 16, true, NULL, 0},
    {"nsid", NOERROR, 0, false, "\3ns1.test", 9},
    {"subnet", NOERROR, 0, false, "\10\0\1\30\26\300\0\2", 8},
    {"badvers", BADVERS, 0, false, "\3", 1},
};

static void put_cookie(struct dns_wire *out, const struct way *way, const uint8_t *sent)
{
    uint8_t cookie[64] = {0};
    memcpy(cookie, sent, CLIENT_COOKIE);
    cookie[0] ^= way->is_other ? 1 : 0;
    memcpy(cookie + CLIENT_COOKIE, server_cookie, sizeof server_cookie);
    put_option(out, OPTION_COOKIE, cookie, way->cookie_len);
}

bool edns_answer(const uint8_t *query, size_t len, struct dns_wire *out)
{
    static const uint8_t none[CLIENT_COOKIE];
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        const struct way *way = &ways[i];
        if (strlen(way->label) != query[HEADER] ||
            memcmp(way->label, query + HEADER + 1, query[HEADER]) != 0) {
            continue;
        }
        size_t sent_len = 0;
        const uint8_t *sent = edns_option(query, len, OPTION_COOKIE, &sent_len);
        bool is_pleased = strcmp(way->label, "badcookie") == 0 && sent_len == 16 &&
                          memcmp(sent + CLIENT_COOKIE, server_cookie, 8) == 0;
        put_answer(out, query, len, is_pleased ? NOERROR : way->rcode);
        if (way->option != NULL) {
            put_option(out, (unsigned char)way->option[0], way->option + 1,
                       way->option_len - 1);
        } else {
            put_cookie(out, way, sent == NULL ? none : sent);
        }
        return true;
    }
    return false;
}
