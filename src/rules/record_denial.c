/* SPDX-License-Identifier: MIT */
/* What proves that something does not exist: NSEC, NSEC3, NSEC3PARAM. RFC 4034, RFC 5155,
 * RFC 9276 (iterations and salt). */
#include "dnssec_names.h"

#include <string.h>

enum {
    HASH_SHA1 = 1,
    FLAG_OPT_OUT = 1,
};

void gs_explain_nsec(struct gs_record_reading *reading)
{
    struct gs_dname next;
    if (!gs_reading_name(reading, &next)) {
        return;
    }
    struct gs_buf name = {0};
    gs_dname_format(&next, &name);
    gs_words_add(reading->out, "next", "%s", gs_buf_text(&name));
    gs_reading_add_types(reading);
    gs_reading_mean(reading, "No name stands between this one and the next.");
    gs_reading_mean(reading, "This one has no other types.");
    gs_buf_fini(&name);
}

/* Hash, flags, iterations, salt: the same in NSEC3 and NSEC3PARAM. */
static unsigned add_parameters(struct gs_record_reading *reading)
{
    unsigned hash = (unsigned)gs_reading_number(reading, 1);
    unsigned flags = (unsigned)gs_reading_number(reading, 1);
    unsigned iterations = (unsigned)gs_reading_number(reading, 2);
    size_t len;
    const uint8_t *salt = gs_reading_string(reading, &len);
    gs_words_add(reading->out, "hash", "%u %s", hash,
                 hash == HASH_SHA1 ? "SHA-1" : "not known");
    gs_words_add(reading->out, "flags", "%u", flags);
    if ((flags & FLAG_OPT_OUT) != 0) {
        gs_words_remark(reading->out, GS_SIGN_NONE,
                        "opt-out: unsigned delegations may stand between");
    }
    gs_words_add(reading->out, "iterations", "%u", iterations);
    if (iterations > 0) {
        gs_words_remark(reading->out, GS_SIGN_WARN, "0 is advised (RFC 9276)");
    }
    if (len > 0) {
        gs_reading_add_hex(reading, "salt", salt, len);
    } else {
        gs_words_add(reading->out, "salt", "none");
    }
    return flags;
}

/* RFC 4648 7: base32 with the extended hex alphabet, without padding. */
static void add_base32(struct gs_words *out, const char *label, const uint8_t *bytes,
                       size_t len)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuv";
    struct gs_buf text = {0};
    unsigned bits = 0;
    unsigned held = 0; /* bits not written yet */
    for (size_t i = 0; bytes != NULL && i < len; i++) {
        bits = (bits << 8 | bytes[i]) & 0xfff;
        for (held += 8; held >= 5; held -= 5) {
            gs_buf_add(&text, &digits[bits >> (held - 5) & 31], 1);
        }
    }
    if (held > 0) {
        gs_buf_add(&text, &digits[bits << (5 - held) & 31], 1);
    }
    gs_words_add(out, label, "%s", gs_buf_text(&text));
    gs_buf_fini(&text);
}

void gs_explain_nsec3(struct gs_record_reading *reading)
{
    unsigned flags = add_parameters(reading);
    size_t len;
    const uint8_t *next = gs_reading_string(reading, &len);
    add_base32(reading->out, "next hash", next, len);
    gs_reading_add_types(reading);
    gs_reading_mean(reading, (flags & FLAG_OPT_OUT) != 0
                                 ? "No signed name has a hash between this and the next."
                                 : "No name has a hash between this one and the next.");
}

void gs_explain_nsec3param(struct gs_record_reading *reading)
{
    (void)add_parameters(reading);
    gs_reading_mean(reading, "How the zone's servers hash names for NSEC3.");
}
