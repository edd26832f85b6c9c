/* SPDX-License-Identifier: MIT */
/*
 * libidn2 costs start-up time and memory that most names never need, so it is loaded at the
 * first label that does. Its answers are not taken on trust: a U-label counts only when it
 * converts back to the same A-label, and is shown only when it is printable.
 */
#include "idn_label.h"
#include "idn_rules.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"

#include <stdio.h>
#include <string.h>

#include <dlfcn.h>
#include <idn2.h>
#include <unictype.h>

#define HOST_CHARS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

enum {
    ASCII_MAX = 63,  /* bytes of an A-label */
    INPUT_MAX = 255, /* bytes of a label in UTF-8; no A-label stands for more */
    TO_ASCII = IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT,
    NOT_LOADED = -9999, /* beside libidn2's own codes */
};

static struct {
    bool was_tried;
    __typeof__(idn2_to_ascii_8z) *to_ascii;
    __typeof__(idn2_to_unicode_8z8z) *to_unicode;
    __typeof__(idn2_free) *free;
} library;

/* POSIX lets a function's address pass through a void pointer, ISO C does not. */
static void find_symbol(void *handle, const char *name, void *function, size_t size)
{
    void *symbol = dlsym(handle, name);
    memcpy(function, &symbol, size);
}

static bool load(void)
{
    if (library.was_tried) {
        return library.free != NULL;
    }
    library.was_tried = true;
    void *handle = dlopen(GS_IDN2_SONAME, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        return false;
    }
    find_symbol(handle, "idn2_to_ascii_8z", &library.to_ascii, sizeof library.to_ascii);
    find_symbol(handle, "idn2_to_unicode_8z8z", &library.to_unicode,
                sizeof library.to_unicode);
    if (library.to_ascii != NULL && library.to_unicode != NULL) {
        find_symbol(handle, "idn2_free", &library.free, sizeof library.free);
    }
    return library.free != NULL;
}

/* Takes a result of libidn2 into `out`, whose size bounds it. */
static int take(char *result, char *out, size_t size)
{
    size_t len = strlen(result);
    int code = len < size ? IDN2_OK : IDN2_TOO_BIG_LABEL;
    if (code == IDN2_OK) {
        memcpy(out, result, len + 1);
    }
    library.free(result);
    return code;
}

static int to_ascii(const char *label, int flags, char out[ASCII_MAX + 1])
{
    char *result = NULL;
    if (!load()) {
        return NOT_LOADED;
    }
    int code = library.to_ascii(label, &result, flags);
    return code == IDN2_OK ? take(result, out, ASCII_MAX + 1) : code;
}

static int to_unicode(const char *ascii, char out[GS_LABEL_MAX])
{
    char *result = NULL;
    if (!load()) {
        return NOT_LOADED;
    }
    int code = library.to_unicode(ascii, &result, 0);
    return code == IDN2_OK ? take(result, out, GS_LABEL_MAX) : code;
}

bool gs_idn_is_ascii(const char *label, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)label[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

bool gs_idn_is_ace(const char *label, size_t len)
{
    return len >= 4 && gs_text_compare_case(label, "xn--", 4) == 0;
}

/* The first code point that libidn2 refuses with `code` when it stands alone; an ASCII one
 * that no host name holds counts too. 0: none. */
static uint32_t find_culprit(const char *label, int code)
{
    size_t len = strlen(label);
    for (size_t i = 0; i < len;) {
        struct gs_char c = gs_text_decode(label + i, len - i);
        char alone[8] = "";
        char ignored[ASCII_MAX + 1];
        memcpy(alone, label + i, c.len_bytes);
        i += c.len_bytes;
        bool is_bad = c.code < 0x80 ? strchr(HOST_CHARS, (int)c.code) == NULL
                                    : to_ascii(alone, TO_ASCII, ignored) == code;
        if (c.is_valid && is_bad) {
            return c.code;
        }
    }
    return 0;
}

/* The rules that need no more than their name. */
static const struct {
    int code;
    const char *rule;
} rules[] = {
    {NOT_LOADED, GS_IDN2_SONAME " cannot be loaded, so no international name works"},
    {IDN2_ENCODING_ERROR,
     "not valid UTF-8: set LC_ALL=C.UTF-8, or write its A-label (xn--)"},
    {IDN2_NFC, "cannot be normalised to form C"},
    {IDN2_NOT_NFC, "its Unicode form is not in normalisation form C (NFC)"},
    {IDN2_PUNYCODE_BAD_INPUT, "not valid Punycode"},
    {IDN2_PUNYCODE_OVERFLOW, "not valid Punycode"},
    {IDN2_PUNYCODE_BIG_OUTPUT, "too long: more than 63 bytes as an A-label"},
    {IDN2_TOO_BIG_LABEL, "too long: more than 63 bytes as an A-label"},
    {IDN2_TOO_BIG_DOMAIN, "too long: more than 63 bytes as an A-label"},
    {IDN2_2HYPHEN, "hyphens in positions 3 and 4"},
    {IDN2_LEADING_COMBINING, "starts with a combining mark"},
    {IDN2_CONTEXTO, "a character out of its context (CONTEXTO)"},
    {IDN2_CONTEXTO_NO_RULE, "a character out of its context (CONTEXTO)"},
    {IDN2_DOT_IN_LABEL, "a dot inside the label"},
};

/* The rules that name what breaks them. */
static bool tell_more(const char *label, int code, char *out, size_t size)
{
    switch (code) {
    case IDN2_BIDI:
        return gs_idn_tell_bidi(label, out, size);
    case IDN2_CONTEXTJ:
    case IDN2_CONTEXTJ_NO_RULE:
        return gs_idn_tell_joiner(label, out, size);
    case IDN2_HYPHEN_STARTEND:
        (void)snprintf(out, size, "%s with a hyphen",
                       label[0] == '-' ? "starts" : "ends");
        return true;
    default:
        return false;
    }
}

/* Writes the rule that `label` (UTF-8) breaks. */
static void name_rule(const char *label, int code, char *out, size_t size)
{
    bool is_round_trip = code == IDN2_ALABEL_ROUNDTRIP_FAILED ||
                         code == IDN2_UALABEL_MISMATCH || code == IDN2_INVALID_ALABEL;
    if (tell_more(label, code, out, size)) {
        return;
    }
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (rules[i].code == code) {
            (void)snprintf(out, size, "%s", rules[i].rule);
            return;
        }
    }
    uint32_t culprit = find_culprit(label, is_round_trip ? IDN2_DISALLOWED : code);
    if (culprit == 0 && code != IDN2_DISALLOWED) {
        culprit = find_culprit(label, IDN2_DISALLOWED);
    }
    if (culprit != 0) {
        (void)snprintf(out, size, "%s code point U+%04X",
                       code == IDN2_UNASSIGNED ? "unassigned" : "disallowed",
                       (unsigned)culprit);
    } else if (is_round_trip) {
        (void)snprintf(out, size, "does not come back the same (round trip)");
    } else {
        (void)snprintf(out, size, "refused by IDNA 2008 (libidn2 %d)", code);
    }
}

/* Copies outside text, sanitised and cut to whole characters. */
static void copy_safe(const char *text, size_t len, char *out, size_t size)
{
    struct gs_buf safe = {0};
    gs_text_sanitise(&safe, text, len);
    size_t kept = 0;
    while (kept < safe.len) {
        size_t step = gs_text_decode(safe.data + kept, safe.len - kept).len_bytes;
        if (kept + step >= size) {
            break;
        }
        kept += step;
    }
    memcpy(out, gs_buf_text(&safe), kept);
    out[kept] = '\0';
    gs_buf_fini(&safe);
}

static bool is_printable(const char *text)
{
    size_t len = strlen(text);
    if (gs_text_is_ascii_only() && !gs_idn_is_ascii(text, len)) {
        return false; /* the middle dot is a sign, too */
    }
    for (size_t i = 0; i < len;) {
        struct gs_char c = gs_text_decode(text + i, len - i);
        if (!c.is_valid || !gs_text_is_printable(c.code)) {
            return false;
        }
        i += c.len_bytes;
    }
    return true;
}

static void name_scripts(const char *unicode, struct gs_idn_label *out)
{
    struct gs_scripts found;
    gs_scripts_of(unicode, &found);
    memcpy(out->scripts, found.names, sizeof out->scripts);
    out->level = found.level;
    out->is_mixed_script = gs_scripts_is_mixed(found.level);
}

/* What libidn2 lets pass because only registries have to refuse it, or by mistake. */
static void add_note(const char *unicode, struct gs_idn_label *out)
{
    if (!gs_idn_tell_context(unicode, out->note, sizeof out->note) && out->is_rtl) {
        (void)gs_idn_tell_bidi(unicode, out->note, sizeof out->note);
    }
}

static void name_transitional(const char *unicode, struct gs_idn_label *out)
{
    char ascii[ASCII_MAX + 1];
    int code = to_ascii(unicode, IDN2_TRANSITIONAL | IDN2_NFC_INPUT, ascii);
    if (code == IDN2_OK && strcmp(ascii, out->ascii) != 0) {
        memcpy(out->transitional, ascii, sizeof ascii);
    }
}

/* From the A-label in `out->ascii` to what may be shown. */
static int show(struct gs_idn_label *out)
{
    char unicode[GS_LABEL_MAX];
    char again[ASCII_MAX + 1];
    int code = to_unicode(out->ascii, unicode);
    if (code != IDN2_OK) {
        return code;
    }
    code = to_ascii(unicode, TO_ASCII, again);
    if (code != IDN2_OK || strcmp(again, out->ascii) != 0) {
        int broken = code != IDN2_OK          ? code
                     : gs_idn_is_nfc(unicode) ? IDN2_ALABEL_ROUNDTRIP_FAILED
                                              : IDN2_NOT_NFC;
        name_rule(unicode, broken, out->error, sizeof out->error);
        return IDN2_ALABEL_ROUNDTRIP_FAILED;
    }
    out->is_round_trip = true;
    if (is_printable(unicode)) {
        memcpy(out->unicode, unicode, sizeof unicode);
    }
    if (!gs_idn_is_ascii(unicode, strlen(unicode))) {
        memcpy(out->letters, unicode, sizeof unicode);
        name_scripts(unicode, out);
        out->is_rtl = gs_idn_is_rtl(unicode);
        add_note(unicode, out);
    }
    name_transitional(unicode, out);
    return IDN2_OK;
}

static void refuse(const char *label, int code, struct gs_idn_label *out)
{
    if (out->error[0] == '\0') {
        name_rule(label, code, out->error, sizeof out->error);
    }
}

/* An A-label: DNS may hold it whatever IDNA says, so it is kept. */
static void judge_ace(const char *label, struct gs_idn_label *out)
{
    for (size_t i = 0; label[i] != '\0'; i++) {
        out->ascii[i] = gs_ascii_lower(label[i]);
    }
    copy_safe(out->ascii, strlen(out->ascii), out->unicode, sizeof out->unicode);
    int code = show(out);
    if (code != IDN2_OK) {
        refuse(label, code, out);
    }
}

/* Capitals, wide letters and marks that stand alone are sent as others than were typed. */
static void tell_mapping(const char *label, const char *shown, struct gs_idn_label *out)
{
    const char *sent = out->letters[0] != '\0' ? out->letters : out->ascii;
    if (strcmp(label, sent) == 0) {
        return;
    }
    bool is_nfc = gs_idn_is_nfc(label);
    (void)snprintf(out->typed, sizeof out->typed, "%s", shown);
    (void)snprintf(out->mapping, sizeof out->mapping, "%s",
                   is_nfc ? "mapped by UTS #46" : "not NFC: its marks are composed");
}

static void judge_unicode(const char *label, struct gs_idn_label *out)
{
    int code = to_ascii(label, TO_ASCII, out->ascii);
    if (code == IDN2_OK && out->ascii[0] == '\0') {
        (void)snprintf(out->error, sizeof out->error, "empty label");
        return;
    }
    if (code == IDN2_OK && out->ascii[strspn(out->ascii, HOST_CHARS)] != '\0') {
        code = IDN2_DISALLOWED; /* a wide slash or colon was mapped to the narrow one */
        name_rule(out->ascii, code, out->error, sizeof out->error);
    }
    char shown[GS_LABEL_MAX];
    memcpy(shown, out->unicode, sizeof shown);
    memcpy(out->unicode, out->ascii, sizeof out->ascii);
    code = code == IDN2_OK ? show(out) : code;
    if (code != IDN2_OK) {
        refuse(label, code, out);
        memcpy(out->unicode, shown, sizeof shown);
        out->ascii[0] = '\0';
    } else {
        tell_mapping(label, shown, out);
    }
}

void gs_idn_judge_label(const char *label, size_t len, struct gs_idn_label *out)
{
    char text[INPUT_MAX + 1];
    bool is_ascii = gs_idn_is_ascii(label, len);
    *out = (struct gs_idn_label){0};
    out->is_international = !is_ascii || gs_idn_is_ace(label, len);
    copy_safe(label, len, out->unicode, sizeof out->unicode);
    if (len == 0) {
        (void)snprintf(out->error, sizeof out->error, "empty label");
        return;
    }
    if (len > (is_ascii ? ASCII_MAX : INPUT_MAX)) {
        name_rule("", IDN2_TOO_BIG_LABEL, out->error, sizeof out->error);
        return;
    }
    memcpy(text, label, len);
    text[len] = '\0';
    if (!out->is_international) {
        memcpy(out->ascii, text, len + 1);
        out->is_round_trip = true;
    } else if (is_ascii) {
        judge_ace(text, out);
    } else {
        judge_unicode(text, out);
    }
}

const char *gs_idn_unseen(const struct gs_idn_label *label)
{
    bool is_unseen = label->letters[0] != '\0' && !gs_text_is_ascii_only() &&
                     strcmp(label->letters, label->unicode) != 0;
    return is_unseen
               ? "holds a character that nobody sees: the name is shown as it is sent"
               : "";
}
