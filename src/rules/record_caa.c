/* SPDX-License-Identifier: MIT */
/* CAA: which authorities may issue certificates. RFC 8659, RFC 8657 (accounts, methods),
 * RFC 9495 (issuemail). */
#include "record_reading.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"

#include <string.h>

enum {
    FLAG_CRITICAL = 0x80,
};

/* How a tag's value is read. */
enum value_kind {
    VALUE_ISSUER,  /* `ca.example; name=value` */
    VALUE_REPORT,  /* a URI */
    VALUE_CONTACT, /* whom to ask */
};

static const struct tag {
    const char *name;
    enum value_kind kind;
    const char *what; /* of an issuer: of what; else the meaning */
} tags[] = {
    {"issue", VALUE_ISSUER, "certificates"},
    {"issuewild", VALUE_ISSUER, "wildcard certificates"},
    {"issuemail", VALUE_ISSUER, "mail certificates (S/MIME)"},
    {"issuevmc", VALUE_ISSUER, "logo certificates (VMC)"},
    {"iodef", VALUE_REPORT, "Refused requests are reported there."},
    {"contactemail", VALUE_CONTACT, "A CA may ask there who controls the name."},
    {"contactphone", VALUE_CONTACT, "A CA may call there to ask who controls the name."},
};

static const struct tag *find_tag(const uint8_t *name, size_t len)
{
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (strlen(tags[i].name) == len &&
            gs_text_compare_case(tags[i].name, (const char *)name, len) == 0) {
            return &tags[i];
        }
    }
    return NULL;
}

static bool is_alphanumeric(uint8_t byte)
{
    return gs_ascii_is_digit((char)byte) || gs_ascii_is_letter((char)byte);
}

/* Takes off blanks at both ends. */
static void trim(const uint8_t **at, size_t *len)
{
    while (*len > 0 && gs_ascii_is_blank((char)**at)) {
        *at += 1;
        *len -= 1;
    }
    while (*len > 0 && gs_ascii_is_blank((char)(*at)[*len - 1])) {
        *len -= 1;
    }
}

/* One of `; accounturi=https://... ; validationmethods=dns-01`. Returns: false when it
 * is broken. */
static bool add_parameter(struct gs_record_reading *reading, const uint8_t *at,
                          size_t len)
{
    static const char account[] = "accounturi=";
    trim(&at, &len);
    if (len == 0) {
        return true;
    }
    bool is_account =
        len > sizeof account - 1 && memcmp(at, account, sizeof account - 1) == 0;
    gs_words_add_bytes(reading->out, "parameter", at, len);
    if (memchr(at, '=', len) == NULL) {
        gs_words_remark(reading->out, GS_SIGN_ERR, "not name=value");
        return false;
    } else if (is_account) {
        gs_words_remark(reading->out, GS_SIGN_NONE, "only for this account");
    } else if (len > 18 && memcmp(at, "validationmethods=", 18) == 0) {
        gs_words_remark(reading->out, GS_SIGN_NONE, "only after such a proof");
    }
    return true;
}

/* Adds who may issue. Returns: false when nobody may: none named, or no domain, which counts
 * as none. RFC 8659 4.2. */
static bool add_issuer(struct gs_record_reading *reading, const uint8_t *at, size_t len)
{
    trim(&at, &len);
    if (len == 0) {
        gs_words_add(reading->out, "issuer", "none");
        return false;
    }
    gs_words_add_bytes(reading->out, "issuer", at, len);
    for (size_t i = 0; i < len; i++) {
        if (!is_alphanumeric(at[i]) && at[i] != '-' && at[i] != '.') {
            gs_words_remark(reading->out, GS_SIGN_ERR, "not a domain");
            return false;
        }
    }
    return true;
}

static void tell_issuer(struct gs_record_reading *reading, const struct tag *tag,
                        const uint8_t *value, size_t len)
{
    const uint8_t *mark = len == 0 ? NULL : memchr(value, ';', len);
    bool may_issue =
        add_issuer(reading, value, mark == NULL ? len : (size_t)(mark - value));
    while (mark != NULL) {
        const uint8_t *at = mark + 1;
        size_t left = len - (size_t)(at - value);
        mark = left == 0 ? NULL : memchr(at, ';', left);
        size_t end = mark == NULL ? left : (size_t)(mark - at);
        may_issue = add_parameter(reading, at, end) && may_issue;
    }
    if (may_issue) {
        gs_reading_mean(reading, "This authority may issue %s for the name.", tag->what);
        gs_reading_mean(reading, "Those without such a record may not.  RFC 8659");
    } else {
        gs_reading_mean(reading, "No authority may issue %s by this record.", tag->what);
    }
}

static void tell_value(struct gs_record_reading *reading, const struct tag *tag,
                       bool is_critical)
{
    size_t len = gs_reading_left(reading);
    const uint8_t *value = gs_reading_bytes(reading, len);
    if (tag != NULL && tag->kind == VALUE_ISSUER) {
        tell_issuer(reading, tag, value, len);
        return;
    }
    gs_words_add_bytes(reading->out, "value", value, len);
    if (tag != NULL) {
        gs_reading_mean(reading, "%s", tag->what);
    } else if (is_critical) {
        gs_reading_mean(reading,
                        "An authority that does not know the tag issues nothing.");
    } else {
        gs_reading_mean(reading, "Authorities that do not know the tag skip the record.");
    }
}

/* Letters and digits alone. RFC 8659 4.1. */
static bool is_tag_name(const uint8_t *name, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!is_alphanumeric(name[i])) {
            return false;
        }
    }
    return len > 0;
}

void gs_explain_caa(struct gs_record_reading *reading)
{
    unsigned flags = (unsigned)gs_reading_number(reading, 1);
    bool is_critical = (flags & FLAG_CRITICAL) != 0;
    size_t len;
    const uint8_t *name = gs_reading_string(reading, &len);
    if (name == NULL || !is_tag_name(name, len)) {
        gs_reading_fail(reading, "its tag is none");
        return;
    }
    const struct tag *tag = find_tag(name, len);
    gs_words_add(reading->out, "flags", "%u", flags);
    gs_words_remark(reading->out, GS_SIGN_NONE,
                    is_critical ? "critical: who does not know the tag issues nothing"
                                : "not critical");
    gs_words_add_bytes(reading->out, "tag", name, len);
    if (tag == NULL) {
        gs_words_remark(reading->out, is_critical ? GS_SIGN_WARN : GS_SIGN_NONE,
                        "not known here");
    }
    tell_value(reading, tag, is_critical);
}
