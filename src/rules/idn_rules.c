/* SPDX-License-Identifier: MIT */
#include "idn_rules.h"

#include "gaiscope/base/text.h"
#include "gaiscope/rules/idn.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unictype.h>
#include <uninorm.h>

enum {
    CODES_MAX = 256, /* a label in UTF-8 has no more code points */
    JOINER_NOT = 0x200c,
    JOINER = 0x200d,
    MIDDLE_DOT = 0xb7,
    GREEK_KERAIA = 0x375,
    GERESH = 0x5f3,
    GERSHAYIM = 0x5f4,
    KATAKANA_DOT = 0x30fb,
};

/* The code points of a label. */
struct codes {
    uint32_t items[CODES_MAX];
    size_t count;
};

static void take_codes(const char *label, struct codes *out)
{
    size_t len = strlen(label);
    out->count = 0;
    for (size_t i = 0; i < len && out->count < CODES_MAX;) {
        struct gs_char c = gs_text_decode(label + i, len - i);
        i += c.len_bytes;
        if (c.is_valid) {
            out->items[out->count++] = c.code;
        }
    }
}

/* -- bidi: RFC 5893 2 ----------------------------------------------------------------- */

static bool is_rtl_class(int class)
{
    return class == UC_BIDI_R || class == UC_BIDI_AL || class == UC_BIDI_AN;
}

bool gs_idn_is_rtl(const char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < len;) {
        struct gs_char c = gs_text_decode(text + i, len - i);
        i += c.len_bytes;
        if (c.is_valid && c.code >= 0x590 && is_rtl_class(uc_bidi_category(c.code))) {
            return true;
        }
    }
    return false;
}

/* Conditions 2 and 5. */
static bool may_stand(int class, bool is_rtl)
{
    switch (class) {
    case UC_BIDI_EN:
    case UC_BIDI_ES:
    case UC_BIDI_CS:
    case UC_BIDI_ET:
    case UC_BIDI_ON:
    case UC_BIDI_BN:
    case UC_BIDI_NSM:
        return true;
    default:
        return is_rtl ? is_rtl_class(class) : class == UC_BIDI_L;
    }
}

/* Conditions 3 and 6. */
static bool may_end(int class, bool is_rtl)
{
    return class == UC_BIDI_EN || (is_rtl ? is_rtl_class(class) : class == UC_BIDI_L);
}

static bool tell_inside(const struct codes *codes, bool is_rtl, char *out, size_t size)
{
    const char *kind = is_rtl ? "right-to-left" : "left-to-right";
    bool has_european = false;
    bool has_arabic = false;
    size_t end = 0;
    for (size_t i = 0; i < codes->count; i++) {
        int class = uc_bidi_category(codes->items[i]);
        if (!may_stand(class, is_rtl)) {
            (void)snprintf(out, size, "U+%04X in a %s label (bidi rule %d, RFC 5893)",
                           (unsigned)codes->items[i], kind, is_rtl ? 2 : 5);
            return true;
        }
        has_european = has_european || class == UC_BIDI_EN;
        has_arabic = has_arabic || class == UC_BIDI_AN;
        end = class == UC_BIDI_NSM ? end : i;
    }
    if (!may_end(uc_bidi_category(codes->items[end]), is_rtl)) {
        (void)snprintf(out, size, "a %s label ends with U+%04X (bidi rule %d, RFC 5893)",
                       kind, (unsigned)codes->items[end], is_rtl ? 3 : 6);
        return true;
    }
    if (is_rtl && has_european && has_arabic) {
        (void)snprintf(out, size,
                       "European and Arabic digits together (bidi rule 4, RFC 5893)");
        return true;
    }
    return false;
}

bool gs_idn_tell_bidi(const char *label, char *out, size_t size)
{
    struct codes codes;
    take_codes(label, &codes);
    if (codes.count == 0) {
        return false;
    }
    int first = uc_bidi_category(codes.items[0]);
    if (first != UC_BIDI_L && first != UC_BIDI_R && first != UC_BIDI_AL) {
        (void)snprintf(out, size,
                       "starts with U+%04X, which is %s: bidi rule 1 wants L, R or AL "
                       "(RFC 5893)",
                       (unsigned)codes.items[0], uc_bidi_class_name(first));
        return true;
    }
    return tell_inside(&codes, first != UC_BIDI_L, out, size);
}

/* -- context: RFC 5892 appendix A ----------------------------------------------------- */

bool gs_idn_tell_joiner(const char *label, char *out, size_t size)
{
    struct codes codes;
    take_codes(label, &codes);
    for (size_t i = 0; i < codes.count; i++) {
        uint32_t code = codes.items[i];
        if (code == JOINER || code == JOINER_NOT) {
            (void)snprintf(out, size, "%s U+%04X where none may stand (CONTEXTJ)",
                           code == JOINER ? "the joiner" : "the non-joiner",
                           (unsigned)code);
            return true;
        }
    }
    return false;
}

static bool is_script(uint32_t code, const char *name)
{
    const uc_script_t *script = uc_script(code);
    return script != NULL && strcmp(script->name, name) == 0;
}

static bool has_between(const struct codes *codes, uint32_t from, uint32_t to)
{
    for (size_t i = 0; i < codes->count; i++) {
        if (codes->items[i] >= from && codes->items[i] <= to) {
            return true;
        }
    }
    return false;
}

static bool has_japanese(const struct codes *codes)
{
    for (size_t i = 0; i < codes->count; i++) {
        uint32_t code = codes->items[i];
        if (is_script(code, "Han") || is_script(code, "Hiragana") ||
            is_script(code, "Katakana")) {
            return true;
        }
    }
    return false;
}

/* What the context of the code point at `i` would have to be; NULL: it is that. */
static const char *wanted_context(const struct codes *codes, size_t i)
{
    uint32_t code = codes->items[i];
    uint32_t before = i > 0 ? codes->items[i - 1] : 0;
    uint32_t behind = i + 1 < codes->count ? codes->items[i + 1] : 0;
    if (code == MIDDLE_DOT && (before != 'l' || behind != 'l')) {
        return "it belongs between two l";
    }
    if (code == GREEK_KERAIA && !is_script(behind, "Greek")) {
        return "it belongs before a Greek letter";
    }
    if ((code == GERESH || code == GERSHAYIM) && !is_script(before, "Hebrew")) {
        return "it belongs behind a Hebrew letter";
    }
    if (code == KATAKANA_DOT && !has_japanese(codes)) {
        return "it belongs beside Japanese letters";
    }
    if (code >= 0x660 && code <= 0x669 && has_between(codes, 0x6f0, 0x6f9)) {
        return "two kinds of Arabic digits do not go together";
    }
    return NULL;
}

bool gs_idn_tell_context(const char *label, char *out, size_t size)
{
    struct codes codes;
    take_codes(label, &codes);
    for (size_t i = 0; i < codes.count; i++) {
        const char *wanted = wanted_context(&codes, i);
        if (wanted != NULL) {
            (void)snprintf(out, size, "U+%04X out of its context (CONTEXTO): %s",
                           (unsigned)codes.items[i], wanted);
            return true;
        }
    }
    return false;
}

/* -- normalisation -------------------------------------------------------------------- */

bool gs_idn_is_nfc(const char *text)
{
    size_t len = strlen(text);
    size_t composed_len = 0;
    uint8_t *composed =
        u8_normalize(UNINORM_NFC, (const uint8_t *)text, len, NULL, &composed_len);
    bool is_same =
        composed != NULL && composed_len == len && memcmp(composed, text, len) == 0;
    free(composed);
    return is_same;
}
