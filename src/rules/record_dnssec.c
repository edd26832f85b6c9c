/* SPDX-License-Identifier: MIT */
/* Keys and what vouches for them: DS, CDS, DNSKEY, CDNSKEY, RRSIG. RFC 4034, RFC 5011,
 * RFC 7344, RFC 8078. */
#include "calendar.h"
#include "dnssec_names.h"

#include <string.h>

enum {
    FLAG_ZONE = 0x0100,
    FLAG_REVOKE = 0x0080,
    FLAG_SEP = 0x0001,
    ALGORITHM_RSAMD5 = 1,
    PROTOCOL = 3,
    RSA_BITS_GOOD = 2048,
};

static bool is_child(const struct gs_record_reading *reading)
{
    uint16_t type = reading->subject->record->type;
    return type == GS_TYPE_CDS || type == GS_TYPE_CDNSKEY;
}

static void add_digest(struct gs_record_reading *reading, unsigned kind_number)
{
    struct gs_digest_kind kind = gs_digest_kind_of(kind_number);
    size_t len = gs_reading_left(reading);
    gs_words_add(reading->out, "digest type", "%u %s", kind_number,
                 kind.name != NULL ? kind.name : "not known");
    if (kind.is_old) {
        gs_words_remark(reading->out, GS_SIGN_WARN, "not to be used any more (RFC 8624)");
    }
    gs_reading_add_hex(reading, "digest", gs_reading_bytes(reading, len), len);
    if (kind.name != NULL && kind.len != len) {
        gs_words_remark(reading->out, GS_SIGN_ERR, "a %s has %zu bytes, not %zu",
                        kind.name, kind.len, len);
    }
}

void gs_explain_ds(struct gs_record_reading *reading)
{
    unsigned tag = (unsigned)gs_reading_number(reading, 2);
    unsigned algorithm = (unsigned)gs_reading_number(reading, 1);
    unsigned kind = (unsigned)gs_reading_number(reading, 1);
    gs_words_add(reading->out, "key tag", "%u", tag);
    gs_reading_add_algorithm(reading, algorithm);
    add_digest(reading, kind);
    if (is_child(reading) && algorithm == 0) {
        gs_reading_mean(reading, "The zone asks its parent to remove all DS records.");
        gs_reading_mean(reading, "It will be unsigned then.  RFC 8078");
    } else if (is_child(reading)) {
        gs_reading_mean(reading, "The zone asks its parent to publish this DS record.");
    } else {
        gs_reading_mean(reading, "The parent vouches for the zone's key %u.", tag);
    }
}

/* RFC 4034 B; B.1 for the oldest algorithm. */
static unsigned key_tag(const uint8_t *bytes, size_t len, unsigned algorithm)
{
    uint32_t sum = 0;
    if (algorithm == ALGORITHM_RSAMD5) {
        return len < 7 ? 0 : (unsigned)(bytes[len - 3] << 8 | bytes[len - 2]);
    }
    for (size_t i = 0; i < len; i++) {
        sum += i % 2 == 0 ? (uint32_t)bytes[i] << 8 : bytes[i];
    }
    return (sum + (sum >> 16)) & 0xffff;
}

/* Bits of the modulus behind the exponent; 0: broken. RFC 3110 2. */
static size_t rsa_bits(const uint8_t *key, size_t len)
{
    size_t at = 1;
    size_t exponent = len > 0 ? key[0] : 0;
    if (exponent == 0 && len >= 3) {
        exponent = (size_t)key[1] << 8 | key[2];
        at = 3;
    }
    at += exponent;
    while (at < len && key[at] == 0) {
        at++;
    }
    if (exponent == 0 || at >= len) {
        return 0;
    }
    size_t bits = (len - at) * 8;
    for (unsigned first = key[at]; (first & 0x80) == 0; first <<= 1) {
        bits--;
    }
    return bits;
}

/* The bytes that a key of an algorithm of fixed size has; 0: not known. */
static size_t fixed_len(unsigned algorithm)
{
    return algorithm == 13   ? 64
           : algorithm == 14 ? 96
           : algorithm == 15 ? 32
           : algorithm == 16 ? 57
                             : 0;
}

static bool is_rsa(unsigned algorithm)
{
    return algorithm == 1 || algorithm == 5 || algorithm == 7 || algorithm == 8 ||
           algorithm == 10;
}

static void add_key(struct gs_record_reading *reading, unsigned algorithm)
{
    size_t len = gs_reading_left(reading);
    const uint8_t *key = gs_reading_bytes(reading, len);
    size_t fixed = fixed_len(algorithm);
    size_t bits = key != NULL && is_rsa(algorithm) ? rsa_bits(key, len) : 0;
    if (bits > 0) {
        gs_words_add(reading->out, "key", "%zu bits", bits);
        if (bits < RSA_BITS_GOOD) {
            gs_words_remark(reading->out, GS_SIGN_WARN, "2048 bits are advised");
        }
    } else {
        gs_words_add(reading->out, "key", "%zu byte%s", len, len == 1 ? "" : "s");
    }
    if (is_rsa(algorithm) && bits == 0) {
        gs_words_remark(reading->out, GS_SIGN_ERR, "not an RSA key");
    } else if (fixed != 0 && fixed != len) {
        gs_words_remark(reading->out, GS_SIGN_ERR, "a key of this algorithm has %zu",
                        fixed);
    }
}

static const char *flag_words(unsigned flags)
{
    switch (flags & (FLAG_ZONE | FLAG_SEP)) {
    case FLAG_ZONE | FLAG_SEP:
        return "ZONE SEP: a key-signing key (KSK), known to the parent";
    case FLAG_ZONE:
        return "ZONE: a zone-signing key (ZSK)";
    default:
        return "not a key of the zone: signs no records";
    }
}

void gs_explain_dnskey(struct gs_record_reading *reading)
{
    const uint8_t *all = reading->wire + reading->at;
    size_t len = gs_reading_left(reading);
    unsigned flags = (unsigned)gs_reading_number(reading, 2);
    unsigned protocol = (unsigned)gs_reading_number(reading, 1);
    unsigned algorithm = (unsigned)gs_reading_number(reading, 1);
    bool is_removal = is_child(reading) && algorithm == 0;
    gs_words_add(reading->out, "flags", "%u", flags);
    gs_words_remark(reading->out, GS_SIGN_NONE, "%s", flag_words(flags));
    gs_words_add(reading->out, "protocol", "%u", protocol);
    if (protocol != PROTOCOL) {
        gs_words_remark(reading->out, GS_SIGN_ERR, "only 3 counts: nobody uses the key");
    }
    gs_reading_add_algorithm(reading, algorithm);
    add_key(reading, algorithm);
    gs_words_add(reading->out, "key tag", "%u", key_tag(all, len, algorithm));
    if ((flags & FLAG_REVOKE) != 0) {
        gs_reading_mean(reading, "The key is revoked: it is trusted no more.  RFC 5011");
    } else if (is_removal) {
        gs_reading_mean(reading, "The zone asks its parent to remove all DS records.");
    } else if (is_child(reading)) {
        gs_reading_mean(reading, "The zone asks its parent for a DS record of this key.");
    } else if ((flags & FLAG_ZONE) != 0) {
        gs_reading_mean(reading, (flags & FLAG_SEP) != 0
                                     ? "It signs the zone's keys; DS names it above."
                                     : "It signs the zone's records.");
    }
}

/* A 32-bit time, in the 136 years around now. RFC 4034 3.1.5, RFC 1982. */
static int64_t add_time(struct gs_record_reading *reading, const char *label)
{
    uint32_t raw = (uint32_t)gs_reading_number(reading, 4);
    int64_t now_s = reading->subject->wall_s;
    int64_t wall_s = now_s + (int32_t)(raw - (uint32_t)now_s);
    struct gs_buf text = {0};
    gs_moment_add(&text, wall_s);
    gs_words_add(reading->out, label, "%s", gs_buf_text(&text));
    gs_buf_fini(&text);
    return wall_s;
}

/* Says of the last line how far it is from now. */
static void judge_time(struct gs_record_reading *reading, int64_t left_s,
                       const char *before, const char *when_bad)
{
    struct gs_buf span = {0};
    bool is_ok = left_s >= 0;
    gs_span_add(&span, is_ok ? left_s : -left_s);
    gs_words_remark(reading->out, is_ok ? GS_SIGN_OK : GS_SIGN_ERR, "%s %s",
                    is_ok ? before : when_bad, gs_buf_text(&span));
    gs_buf_fini(&span);
}

/* RFC 4034 3.1.3: fewer labels than the name has mean a wildcard. */
static void add_labels(struct gs_record_reading *reading)
{
    unsigned labels = (unsigned)gs_reading_number(reading, 1);
    struct gs_dname owner;
    unsigned count = 0;
    gs_words_add(reading->out, "labels", "%u", labels);
    if (!gs_dname_parse(reading->subject->record->name, &owner)) {
        return;
    }
    bool is_wildcard = owner.len > 2 && owner.bytes[0] == 1 && owner.bytes[1] == '*';
    for (size_t at = 0; owner.bytes[at] != 0; at += 1 + (size_t)owner.bytes[at]) {
        count++;
    }
    count -= is_wildcard ? 1 : 0;
    if (labels < count) {
        gs_words_remark(reading->out, GS_SIGN_NONE, "of %u: made from a wildcard", count);
    } else if (labels > count) {
        gs_words_remark(reading->out, GS_SIGN_ERR, "the name has %u", count);
    }
}

void gs_explain_rrsig(struct gs_record_reading *reading)
{
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format((uint16_t)gs_reading_number(reading, 2), type);
    gs_words_add(reading->out, "covers", "%s", type);
    gs_reading_add_algorithm(reading, (unsigned)gs_reading_number(reading, 1));
    add_labels(reading);
    gs_words_add(reading->out, "original ttl", "%u",
                 (unsigned)gs_reading_number(reading, 4));
    int64_t now_s = reading->subject->wall_s;
    int64_t end_s = add_time(reading, "expires");
    judge_time(reading, end_s - now_s, "in", "expired for");
    int64_t begin_s = add_time(reading, "begins");
    judge_time(reading, now_s - begin_s, "since", "not yet: in");
    unsigned tag = (unsigned)gs_reading_number(reading, 2);
    gs_words_add(reading->out, "key tag", "%u", tag);
    if (gs_reading_add_name(reading, "signer")) {
        size_t len = gs_reading_left(reading);
        (void)gs_reading_bytes(reading, len);
        gs_words_add(reading->out, "signature", "%zu bytes", len);
        gs_reading_mean(reading, "Key %u of the signer signs the %s records.", tag, type);
        gs_reading_mean(reading, "Whether it holds, a validating resolver checks.");
    }
}
