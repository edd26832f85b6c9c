/* SPDX-License-Identifier: MIT */
/*
 * A type's data field by field, as model/rdata_fields.h has the fields; here are their names.
 */
#include "dump_walk.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/rdata_fields.h"
#include "gaiscope/model/record_type.h"

#include <time.h>

#include <sys/socket.h>

/* A field of a type's data. */
struct part {
    char kind; /* as model/rdata_fields.h has it */
    const char *name;
};

static const struct {
    uint16_t type;
    const char *names[GS_RDATA_FIELDS_MAX]; /* one a field */
} named[] = {
    {GS_TYPE_A, {"address"}},
    {GS_TYPE_AAAA, {"address"}},
    {GS_TYPE_NS, {"name server"}},
    {GS_TYPE_CNAME, {"target"}},
    {GS_TYPE_DNAME, {"target"}},
    {GS_TYPE_PTR, {"name"}},
    {GS_TYPE_MX, {"preference", "exchange"}},
    {GS_TYPE_SOA,
     {"primary", "mailbox", "serial", "refresh", "retry", "expire", "minimum"}},
    {GS_TYPE_TXT, {"text"}},
    {GS_TYPE_SPF, {"text"}},
    {GS_TYPE_HINFO, {"CPU", "OS"}},
    {GS_TYPE_RP, {"mailbox", "text at"}},
    {GS_TYPE_AFSDB, {"subtype", "host"}},
    {GS_TYPE_LOC,
     {"version", "size", "horizontal precision", "vertical precision", "latitude",
      "longitude", "altitude"}},
    {GS_TYPE_SRV, {"priority", "weight", "port", "target"}},
    {GS_TYPE_NAPTR,
     {"order", "preference", "flags", "service", "expression", "replacement"}},
    {GS_TYPE_OPT, {""}},
    {GS_TYPE_DS, {"key tag", "algorithm", "digest type", "digest"}},
    {GS_TYPE_CDS, {"key tag", "algorithm", "digest type", "digest"}},
    {GS_TYPE_SSHFP, {"algorithm", "digest type", "fingerprint"}},
    {GS_TYPE_RRSIG,
     {"type covered", "algorithm", "labels", "original ttl", "valid until", "valid from",
      "key tag", "signer", "signature"}},
    {GS_TYPE_NSEC, {"next name", "types"}},
    {GS_TYPE_NSEC3, {"hash", "flags", "iterations", "salt", "next hash", "types"}},
    {GS_TYPE_NSEC3PARAM, {"hash", "flags", "iterations", "salt"}},
    {GS_TYPE_DNSKEY, {"flags", "protocol", "algorithm", "key"}},
    {GS_TYPE_CDNSKEY, {"flags", "protocol", "algorithm", "key"}},
    {GS_TYPE_TLSA, {"usage", "selector", "matching", "certificate data"}},
    {GS_TYPE_SMIMEA, {"usage", "selector", "matching", "certificate data"}},
    {GS_TYPE_SVCB, {"priority", "target", ""}},
    {GS_TYPE_HTTPS, {"priority", "target", ""}},
    {GS_TYPE_URI, {"priority", "weight", "target"}},
    {GS_TYPE_CAA, {"flags", "tag", "value"}},
};

/* --- parts of a known length --- */

static bool take_number(struct gs_dump_walk *walk, size_t len, const char *name)
{
    if (gs_dump_left(walk) < len) {
        return false;
    }
    gs_dump_takef(walk, len, "%s %u", name, (unsigned)gs_dump_peek(walk, len));
    return true;
}

static bool take_type(struct gs_dump_walk *walk, const char *name)
{
    char type[GS_TYPE_TEXT_MAX];
    if (gs_dump_left(walk) < 2) {
        return false;
    }
    gs_type_format((uint16_t)gs_dump_peek(walk, 2), type);
    gs_dump_takef(walk, 2, "%s %s", name, type);
    return true;
}

static bool take_address(struct gs_dump_walk *walk, int family, const char *name)
{
    char text[GS_ADDRESS_TEXT_MAX];
    size_t len = family == AF_INET ? 4 : 16;
    if (gs_dump_left(walk) < len) {
        return false;
    }
    struct gs_address address = gs_address_from_bytes(family, walk->wire + walk->at);
    gs_address_format(&address, text);
    gs_dump_takef(walk, len, "%s %s", name, text);
    return true;
}

static bool take_date(struct gs_dump_walk *walk, const char *name)
{
    char date[32] = "";
    struct tm when;
    if (gs_dump_left(walk) < 4) {
        return false;
    }
    time_t seconds = (time_t)gs_dump_peek(walk, 4);
    if (gmtime_r(&seconds, &when) != NULL) {
        (void)strftime(date, sizeof date, "%Y-%m-%d %H:%M:%S", &when);
    }
    gs_dump_takef(walk, 4, "%s %s UTC", name, date);
    return true;
}

/* --- text and bytes --- */

/* Makes `skip` bytes that say a length, and the `len` behind them, a field. */
static void take_text(struct gs_dump_walk *walk, size_t skip, size_t len,
                      const char *name)
{
    struct gs_buf text = {0};
    gs_buf_addf(&text, "%s \"", name);
    gs_text_sanitise(&text, (const char *)walk->wire + walk->at + skip, len);
    gs_buf_add_text(&text, "\"");
    gs_dump_take(walk, skip + len, &text);
}

static bool take_string(struct gs_dump_walk *walk, const char *name)
{
    size_t len = gs_dump_left(walk) > 0 ? gs_dump_peek(walk, 1) : 0;
    if (gs_dump_left(walk) < 1 + len) {
        return false;
    }
    take_text(walk, 1, len, name);
    return true;
}

static bool take_strings(struct gs_dump_walk *walk, const char *name)
{
    bool is_whole = gs_dump_left(walk) > 0;
    while (is_whole && gs_dump_left(walk) > 0) {
        size_t before = walk->at;
        is_whole = take_string(walk, name) && walk->at > before;
    }
    return is_whole;
}

static void take_bytes(struct gs_dump_walk *walk, size_t skip, size_t len,
                       const char *name)
{
    gs_dump_takef(walk, skip + len, "%s, %zu byte%s", name, len, len == 1 ? "" : "s");
}

static bool take_behind_length(struct gs_dump_walk *walk, const char *name)
{
    size_t len = gs_dump_left(walk) > 0 ? gs_dump_peek(walk, 1) : 0;
    if (gs_dump_left(walk) < 1 + len) {
        return false;
    }
    take_bytes(walk, 1, len, name);
    return true;
}

/* One window of a bit map. RFC 4034 4.1.2 */
static bool take_window(struct gs_dump_walk *walk, const char *name)
{
    size_t len = gs_dump_left(walk) >= 2 ? walk->wire[walk->at + 1] : 0;
    if (len == 0 || len > 32 || gs_dump_left(walk) < 2 + len) {
        return false;
    }
    const uint8_t *bytes = walk->wire + walk->at;
    struct gs_buf text = {0};
    gs_buf_add_text(&text, name);
    for (unsigned bit = 0; bit < 8 * len; bit++) {
        if ((bytes[2 + bit / 8] & 0x80 >> bit % 8) != 0) {
            char type[GS_TYPE_TEXT_MAX];
            gs_type_format((uint16_t)(bytes[0] << 8 | bit), type);
            gs_buf_addf(&text, " %s", type);
        }
    }
    gs_dump_take(walk, 2 + len, &text);
    return true;
}

static bool take_bitmap(struct gs_dump_walk *walk, const char *name)
{
    bool is_whole = true;
    while (is_whole && gs_dump_left(walk) > 0) {
        size_t before = walk->at;
        is_whole = take_window(walk, name) && walk->at > before;
    }
    return is_whole;
}

/* --- options and parameters --- */

/* Numbers with values behind their lengths, up to the end. */
static bool take_pairs(struct gs_dump_walk *walk,
                       void (*add)(struct gs_buf *text, unsigned number,
                                   const uint8_t *data, size_t len))
{
    while (gs_dump_left(walk) >= 4) {
        const uint8_t *bytes = walk->wire + walk->at;
        size_t len = (size_t)(bytes[2] << 8 | bytes[3]);
        size_t before = walk->at;
        struct gs_buf text = {0};
        if (gs_dump_left(walk) < 4 + len) {
            return false;
        }
        add(&text, (unsigned)(bytes[0] << 8 | bytes[1]), bytes + 4, len);
        gs_dump_take(walk, 4 + len, &text);
        if (walk->at == before) {
            return false; /* no field is left */
        }
    }
    return gs_dump_left(walk) == 0;
}

/* --- the data --- */

static bool take_rest_as(struct gs_dump_walk *walk, const struct part *part)
{
    size_t left = gs_dump_left(walk);
    switch (part->kind) {
    case 'S':
        return take_strings(walk, part->name);
    case 'B':
        return take_bitmap(walk, part->name);
    case 'o':
        return take_pairs(walk, gs_dump_option);
    case 'p':
        return take_pairs(walk, gs_dump_parameter);
    case 't':
        take_text(walk, 0, left, part->name);
        return true;
    default:
        take_bytes(walk, 0, left, part->name);
        return true;
    }
}

/* Returns: false: the part does not fit; what is left is broken. */
static bool take_part(struct gs_dump_walk *walk, const struct part *part)
{
    switch (part->kind) {
    case '1':
    case '2':
    case '4':
        return take_number(walk, (size_t)(part->kind - '0'), part->name);
    case 'T':
        return take_type(walk, part->name);
    case 'D':
        return take_date(walk, part->name);
    case 'a':
        return take_address(walk, AF_INET, part->name);
    case '6':
        return take_address(walk, AF_INET6, part->name);
    case 'n':
        return gs_dump_name(walk, part->name);
    case 's':
        return take_string(walk, part->name);
    case 'l':
        return take_behind_length(walk, part->name);
    default:
        return take_rest_as(walk, part);
    }
}

/* What a field without a name of its own is called. */
static const char *usual_name(char kind)
{
    return kind == 'n' ? "name" : kind == 'x' ? "data" : "value";
}

static const char *name_of(uint16_t type, size_t field, char kind)
{
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (named[i].type == type) {
            return named[i].names[field];
        }
    }
    return usual_name(kind);
}

void gs_dump_data(struct gs_dump_walk *walk, uint16_t type)
{
    const char *fields = gs_rdata_fields(type);
    bool fits = true;
    fields = *fields == '\0' ? "x" : fields;
    for (size_t i = 0; fits && fields[i] != '\0'; i++) {
        struct part part = {fields[i], name_of(type, i, fields[i])};
        fits = take_part(walk, &part);
    }
    gs_dump_give_up(walk, "does not fit the type");
}
