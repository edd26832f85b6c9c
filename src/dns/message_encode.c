/* SPDX-License-Identifier: MIT */
#include "gaiscope/dns/message.h"
#include "gaiscope/model/dname.h"

#include <string.h>

#include <sys/socket.h>

enum {
    FAMILY_IPV4 = 1, /* address family numbers of the registry. RFC 7871 6 */
    FAMILY_IPV6 = 2,
};

static uint8_t *put_u16(uint8_t *out, size_t value)
{
    out[0] = (uint8_t)(value >> 8);
    out[1] = (uint8_t)value;
    return out + 2;
}

static uint16_t query_flags(const struct gs_dns_asking *asking)
{
    /* RFC 6840 5.7: AD asks for AD */
    return (uint16_t)((asking->is_iterative ? 0 : GS_FLAG_RD) |
                      (asking->is_without_ad ? 0 : GS_FLAG_AD) |
                      (asking->is_checking_disabled ? GS_FLAG_CD : 0));
}

static uint8_t *put_option(uint8_t *out, uint16_t code, const uint8_t *bytes, size_t len)
{
    out = put_u16(out, code);
    out = put_u16(out, len);
    if (len > 0) {
        memcpy(out, bytes, len);
    }
    return out + len;
}

static uint8_t *put_subnet(uint8_t *out, const struct gs_dns_asking *asking)
{
    uint8_t bytes[4 + sizeof asking->subnet.bytes];
    size_t room = asking->subnet.family == AF_INET ? 4 : sizeof asking->subnet.bytes;
    size_t len = (asking->subnet_bits + 7u) / 8;
    len = len < room ? len : room;
    (void)put_u16(bytes, room == 4 ? FAMILY_IPV4 : FAMILY_IPV6);
    bytes[2] = asking->subnet_bits;
    bytes[3] = 0; /* the scope is the server's to say */
    memcpy(bytes + 4, asking->subnet.bytes, len);
    return put_option(out, GS_OPTION_SUBNET, bytes, 4 + len);
}

static uint8_t *put_options(uint8_t *out, const struct gs_dns_asking *asking)
{
    if (asking->wants_nsid) {
        out = put_option(out, GS_OPTION_NSID, NULL, 0);
    }
    if (asking->subnet.family != 0) {
        out = put_subnet(out, asking);
    }
    if (asking->cookie_len > 0) {
        out = put_option(out, GS_OPTION_COOKIE, asking->cookie, asking->cookie_len);
    }
    return out;
}

static uint8_t *put_opt(uint8_t *out, const struct gs_dns_asking *asking)
{
    *out++ = 0;
    out = put_u16(out, GS_TYPE_OPT);
    out = put_u16(out, asking->udp_size);
    out = put_u16(out, 0); /* extended rcode and version */
    out = put_u16(out, asking->wants_signatures ? GS_OPT_DO : 0);
    uint8_t *end = put_options(out + 2, asking);
    (void)put_u16(out, (size_t)(end - out - 2));
    return end;
}

size_t gs_message_encode_query(const char *name, uint16_t type, uint16_t id,
                               const struct gs_dns_asking *asking, uint8_t *out)
{
    struct gs_dname asked;
    if (!gs_dname_parse(name, &asked)) {
        return 0;
    }
    uint8_t *at = put_u16(out, id);
    at = put_u16(at, query_flags(asking));
    at = put_u16(at, 1);
    at = put_u16(at, 0);
    at = put_u16(at, 0);
    at = put_u16(at, asking->udp_size > 0 ? 1 : 0);
    memcpy(at, asked.bytes, asked.len);
    at = put_u16(at + asked.len, type);
    at = put_u16(at, GS_CLASS_IN);
    if (asking->udp_size > 0) {
        at = put_opt(at, asking);
    }
    return (size_t)(at - out);
}
