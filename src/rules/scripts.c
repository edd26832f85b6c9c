/* SPDX-License-Identifier: MIT */
/*
 * Scripts are collected as bits of the few that a writing may mix, and one bit for those of
 * common use and for all others; a level is then the first whose bits cover them.
 */
#include "gaiscope/rules/scripts.h"

#include "gaiscope/base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <unictype.h>

enum {
    LATIN = 1 << 0,
    HAN = 1 << 1,
    HIRAGANA = 1 << 2,
    KATAKANA = 1 << 3,
    BOPOMOFO = 1 << 4,
    HANGUL = 1 << 5,
    COMMON_USE = 1 << 6, /* of those below */
    OTHER = 1 << 7,      /* Cyrillic and Greek, too: they have letters that look Latin */
};

/* UAX #31 table 5, without Cyrillic and Greek. */
static const struct {
    const char *name;
    unsigned bit;
} kinds[] = {
    {"Latin", LATIN},          {"Han", HAN},
    {"Hiragana", HIRAGANA},    {"Katakana", KATAKANA},
    {"Bopomofo", BOPOMOFO},    {"Hangul", HANGUL},
    {"Arabic", COMMON_USE},    {"Armenian", COMMON_USE},
    {"Bengali", COMMON_USE},   {"Devanagari", COMMON_USE},
    {"Ethiopic", COMMON_USE},  {"Georgian", COMMON_USE},
    {"Gujarati", COMMON_USE},  {"Gurmukhi", COMMON_USE},
    {"Hebrew", COMMON_USE},    {"Kannada", COMMON_USE},
    {"Khmer", COMMON_USE},     {"Lao", COMMON_USE},
    {"Malayalam", COMMON_USE}, {"Myanmar", COMMON_USE},
    {"Oriya", COMMON_USE},     {"Sinhala", COMMON_USE},
    {"Tamil", COMMON_USE},     {"Telugu", COMMON_USE},
    {"Thaana", COMMON_USE},    {"Thai", COMMON_USE},
    {"Tibetan", COMMON_USE},
};

/* What was found so far. */
struct found {
    unsigned bits;
    size_t count; /* of scripts, all different */
    bool is_ascii;
};

static unsigned bit_of(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].name, name) == 0) {
            return kinds[i].bit;
        }
    }
    return OTHER;
}

static bool has_word(const char *words, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = words; (at = strstr(at, word)) != NULL; at += len) {
        bool is_whole =
            (at == words || at[-1] == ' ') && (at[len] == '\0' || at[len] == ' ');
        if (is_whole) {
            return true;
        }
    }
    return false;
}

static void add_script(struct gs_scripts *out, struct found *found, const char *name)
{
    size_t len = strlen(out->names);
    if (has_word(out->names, name)) {
        return;
    }
    found->bits |= bit_of(name);
    found->count++;
    if (len + strlen(name) + 4 < sizeof out->names) {
        (void)snprintf(out->names + len, sizeof out->names - len, "%s%s",
                       len > 0 ? " + " : "", name);
    }
}

static bool is_covered(unsigned bits, unsigned by)
{
    return (bits & ~by) == 0;
}

static enum gs_script_level level_of(const struct found *found)
{
    if (found->is_ascii) {
        return GS_SCRIPTS_ASCII;
    }
    if (found->count <= 1) {
        return GS_SCRIPTS_SINGLE;
    }
    if (is_covered(found->bits, LATIN | HAN | HIRAGANA | KATAKANA)) {
        return GS_SCRIPTS_JAPANESE;
    }
    if (is_covered(found->bits, LATIN | HAN | BOPOMOFO)) {
        return GS_SCRIPTS_CHINESE;
    }
    if (is_covered(found->bits, LATIN | HAN | HANGUL)) {
        return GS_SCRIPTS_KOREAN;
    }
    bool has_latin = (found->bits & LATIN) != 0;
    bool has_other = (found->bits & OTHER) != 0;
    return has_latin && !has_other && found->count == 2 ? GS_SCRIPTS_WITH_LATIN
                                                        : GS_SCRIPTS_MIXED;
}

/* Characters that no script owns, and those that use them (Unicode's script extensions). */
static void name_common(uint32_t code, struct gs_scripts *out)
{
    bool is_kana = code == 0x30FC || code == 0x30A0;
    (void)snprintf(out->names, sizeof out->names, "%s",
                   is_kana ? "Common (Hira Kana)" : "Common");
}

void gs_scripts_of(const char *text, struct gs_scripts *out)
{
    struct found found = {.is_ascii = true};
    uint32_t common = 0;
    size_t len = strlen(text);
    *out = (struct gs_scripts){0};
    for (size_t i = 0; i < len;) {
        struct gs_char c = gs_text_decode(text + i, len - i);
        const uc_script_t *script = c.is_valid ? uc_script(c.code) : NULL;
        i += c.len_bytes;
        found.is_ascii = found.is_ascii && c.is_valid && c.code < 0x80;
        if (c.is_valid && c.code >= 0x80 && common == 0) {
            common = c.code;
        }
        if (script != NULL && strcmp(script->name, "Common") != 0 &&
            strcmp(script->name, "Inherited") != 0) {
            add_script(out, &found, script->name);
        }
    }
    out->level = level_of(&found);
    if (found.is_ascii) {
        out->names[0] = '\0';
    } else if (out->names[0] == '\0') {
        name_common(common, out);
    }
}

bool gs_scripts_is_mixed(enum gs_script_level level)
{
    return level >= GS_SCRIPTS_WITH_LATIN;
}

const char *gs_scripts_writing(enum gs_script_level level)
{
    switch (level) {
    case GS_SCRIPTS_JAPANESE:
        return "Japanese";
    case GS_SCRIPTS_CHINESE:
        return "Chinese";
    case GS_SCRIPTS_KOREAN:
        return "Korean";
    default:
        return "";
    }
}

const char *gs_scripts_level_name(enum gs_script_level level)
{
    switch (level) {
    case GS_SCRIPTS_ASCII:
        return "ASCII only";
    case GS_SCRIPTS_SINGLE:
        return "single script";
    case GS_SCRIPTS_WITH_LATIN:
        return "moderately restrictive";
    case GS_SCRIPTS_MIXED:
        return "minimally restrictive";
    default:
        return "highly restrictive";
    }
}
