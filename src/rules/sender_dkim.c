/* SPDX-License-Identifier: MIT */
/* A DKIM key: RFC 6376 3.6.1, RFC 8301 (key sizes, hashes), RFC 8463 (Ed25519). */
#include "sender_reading.h"

#include <string.h>

enum {
    KEY_MAX = 4096,   /* bytes of a key that is looked into */
    BITS_WEAK = 1024, /* below, verifiers refuse it */
    BITS_GOOD = 2048,
    ED25519_BYTES = 32,
    DER_SEQUENCE = 0x30,
    DER_INTEGER = 0x02,
    DER_BIT_STRING = 0x03,
};

static int digit_of(char c)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = c == '\0' ? NULL : strchr(digits, c);
    return found == NULL ? -1 : (int)(found - digits);
}

/* Base64 with blanks anywhere. Returns: false when it is none. RFC 4648 4. */
static bool decode(struct gs_span text, struct gs_buf *out)
{
    unsigned bits = 0;
    size_t digits = 0;
    size_t pads = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        int digit = digit_of(c);
        if (c == ' ' || c == '\t') {
            continue;
        }
        if (c == '=') {
            pads++;
            continue;
        }
        if (digit < 0 || pads > 0) {
            return false;
        }
        bits = (bits << 6 | (unsigned)digit) & 0xffff;
        digits++;
        if (digits % 4 != 1) {
            unsigned char byte = (unsigned char)(bits >> (6 - 2 * ((digits + 3) % 4)));
            gs_buf_add(out, &byte, 1);
        }
    }
    return digits % 4 != 1 && pads <= 2 && (pads == 0 || (digits + pads) % 4 == 0);
}

/* Steps into the DER element of a tag at the front of *rest. Returns: false when another one
 * is there. */
static bool enter_der(struct gs_span *rest, unsigned char tag, struct gs_span *out)
{
    const unsigned char *at = (const unsigned char *)rest->at;
    if (rest->len < 2 || at[0] != tag) {
        return false;
    }
    size_t len = at[1];
    size_t head = 2;
    if (len > 0x80 && len <= 0x82) {
        size_t count = len - 0x80;
        len = 0;
        for (size_t i = 0; i < count; i++) {
            len = rest->len > head ? len << 8 | at[head] : rest->len;
            head++;
        }
    }
    if (rest->len < head || rest->len - head < len) {
        return false;
    }
    *out = (struct gs_span){rest->at + head, len};
    *rest = gs_span_from(*rest, head + len);
    return true;
}

/* Bits of the modulus in a SubjectPublicKeyInfo or a bare RSAPublicKey; 0: it is neither.
 * RFC 8017 A.1.1. */
static size_t rsa_bits(struct gs_span key)
{
    struct gs_span inner;
    struct gs_span part;
    if (!enter_der(&key, DER_SEQUENCE, &inner)) {
        return 0;
    }
    struct gs_span after = inner;
    if (enter_der(&after, DER_SEQUENCE, &part) &&
        enter_der(&after, DER_BIT_STRING, &part)) {
        part = gs_span_from(part, 1); /* the count of unused bits */
        if (!enter_der(&part, DER_SEQUENCE, &inner)) {
            return 0;
        }
    }
    if (!enter_der(&inner, DER_INTEGER, &part)) {
        return 0;
    }
    while (part.len > 0 && part.at[0] == '\0') {
        part = gs_span_from(part, 1);
    }
    size_t bits = part.len * 8;
    unsigned char first = part.len > 0 ? (unsigned char)part.at[0] : 0x80;
    for (; (first & 0x80) == 0; first = (unsigned char)(first << 1)) {
        bits--;
    }
    return bits;
}

static void judge_rsa(struct gs_span key, struct gs_sender_policy *policy)
{
    static const struct gs_span p = {"p", 1};
    size_t bits = rsa_bits(key);
    if (bits == 0) {
        gs_sender_error(policy, GS_SIGN_ERR, p, "not an RSA key");
        return;
    }
    gs_sender_line(policy, p, "an RSA key of %zu bits", bits);
    gs_sender_gist(policy, "RSA key, %zu bits", bits);
    if (bits < BITS_WEAK) {
        gs_sender_error(policy, GS_SIGN_ERR, p, "below 1024 bits verifiers refuse it");
    } else if (bits < BITS_GOOD) {
        gs_sender_error(policy, GS_SIGN_WARN, p, "2048 bits are advised (RFC 8301)");
    }
}

static void read_key(const struct gs_tag *tag, bool is_ed25519,
                     struct gs_sender_policy *policy)
{
    struct gs_buf key = {0};
    struct gs_span name = tag->name;
    if (tag->value.len == 0) {
        gs_sender_line(policy, tag->whole, "revoked: every signature with it fails");
        gs_sender_gist(policy, "revoked");
    } else if (tag->value.len > KEY_MAX || !decode(tag->value, &key)) {
        gs_sender_error(policy, GS_SIGN_ERR, name, "not Base64");
    } else if (!is_ed25519) {
        judge_rsa((struct gs_span){gs_buf_text(&key), key.len}, policy);
    } else if (key.len == ED25519_BYTES) {
        gs_sender_line(policy, name, "an Ed25519 key");
        gs_sender_gist(policy, "Ed25519 key");
    } else {
        gs_sender_error(policy, GS_SIGN_ERR, name, "an Ed25519 key has 32 bytes");
    }
    gs_buf_fini(&key);
}

/* The tags beside the key. */
static void read_other(const struct gs_tag *tag, struct gs_sender_policy *policy)
{
    if (gs_span_is(tag->name, "k")) {
        if (gs_span_is(tag->value, "rsa") || gs_span_is(tag->value, "ed25519")) {
            gs_sender_line(policy, tag->whole, "the key's kind");
        } else {
            gs_sender_error(policy, GS_SIGN_ERR, tag->whole, "rsa or ed25519 is wanted");
        }
    } else if (gs_span_is(tag->name, "h")) {
        gs_sender_line(policy, tag->whole, "the hashes it may be used with");
        if (gs_span_is(tag->value, "sha1")) {
            gs_sender_error(policy, GS_SIGN_ERR, tag->whole,
                            "verifiers refuse SHA-1 (RFC 8301)");
        }
    } else if (gs_span_is(tag->name, "s")) {
        gs_sender_line(policy, tag->whole, "the services it is for");
    } else if (gs_span_is(tag->name, "n")) {
        gs_sender_line(policy, tag->whole, "a note to people");
    } else if (gs_span_is(tag->name, "t")) {
        gs_sender_line(policy, tag->whole, "y: a test; s: no subdomains");
        if (tag->value.len > 0 && memchr(tag->value.at, 'y', tag->value.len) != NULL) {
            gs_sender_error(policy, GS_SIGN_WARN, tag->whole,
                            "a test: failures have no consequence");
        }
    } else {
        gs_sender_line(policy, tag->whole, "a tag that is not known: ignored");
    }
}

void gs_sender_read_dkim(struct gs_span text, struct gs_sender_policy *policy)
{
    struct gs_tag_list tags;
    gs_tags_read(text, policy, &tags);
    const struct gs_tag *kind = gs_tags_find(&tags, "k");
    bool is_ed25519 = kind != NULL && gs_span_is(kind->value, "ed25519");
    bool has_key = false;
    for (size_t i = 0; i < tags.count; i++) {
        const struct gs_tag *tag = &tags.items[i];
        if (gs_span_is(tag->name, "p")) {
            has_key = true;
            read_key(tag, is_ed25519, policy);
        } else if (!gs_span_is(tag->name, "v")) {
            read_other(tag, policy);
        }
    }
    if (!has_key) {
        gs_sender_error(policy, GS_SIGN_ERR, (struct gs_span){"p", 1},
                        "missing: there is no key");
    }
}
